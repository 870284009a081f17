"""Other bits for a part of a word, so that the word can still be declared: its neighbours give way."""

from __future__ import annotations

import ast

from mutants.context import BITS, called, imports, number
from mutants.source import Edit, Source


def written(bits: set[int]) -> str:
    low, high = min(bits), max(bits)
    return f"bit({low})" if low == high else f"bits({low}, {high})"


def in_word(module: Source, node: ast.Call, wanted: set[int]) -> list[Edit]:
    """Edits that give a part these bits, what is reserved and the part beside it what is left over."""
    naive = [renumbered(module, node, wanted)]
    word = next((one for one in module.above(node) if called(one) == "word"), None)
    if not isinstance(word, ast.Call) or not isinstance(word.args[0], ast.Name):
        return naive
    size = int("".join(filter(str.isdigit, word.args[0].id)))
    if max(wanted) >= size:
        return []  # nobody would believe it
    owned: dict[ast.Call, set[int]] = {}
    reserved: list[ast.Call] = []
    for part in word.args[1:]:
        found = [one for one in ast.walk(part) if called(one) in BITS and isinstance(one, ast.Call)]
        if not found:
            return naive  # a part that stands elsewhere
        for one in found:
            ends = [number(each) for each in one.args]
            if None in ends:
                return naive
            if called(module.parents[one]) == "reserved":
                reserved.append(module.parents[one])  # type: ignore[arg-type]
            else:
                owned[one] = set(range(int(ends[0] or 0), int(ends[-1] or 0) + 1))
    old = owned[node]
    changed = {node: wanted}
    for other, bits in owned.items():
        if other is not node and bits & wanted:
            less = bits - wanted
            if not less:
                less = old - wanted
            if len(bits) == 1 == len(less) or _closed(less):
                changed[other] = less
            else:
                return naive
    # What the part gave up goes to the field that began or ended there; else it is reserved.
    free = set(range(size)).difference(*(changed.get(one, bits) for one, bits in owned.items()))
    for bit in sorted(free & old):
        neighbour = next(
            (
                one
                for one, bits in owned.items()
                if one not in changed and len(bits) > 1 and (min(bits) == bit + 1 or max(bits) == bit - 1)
            ),
            None,
        )
        if neighbour is not None and len(old) > 1:
            changed[neighbour] = owned[neighbour] | {bit}
            free.discard(bit)
    edits = [renumbered(module, one, bits) for one, bits in changed.items()]
    return edits + _reserve(module, word, reserved, free)


def renumbered(module: Source, node: ast.Call, bits: set[int]) -> Edit:
    """The numbers of a ``bit`` or ``bits``, with all else that it says."""
    first, last = node.args[0], node.args[-1]
    if called(node) == "bits" or len(bits) == 1:
        numbers = [min(bits), max(bits)] if called(node) == "bits" else [min(bits)]
        return Edit(module.span(first)[0], module.span(last)[1], ", ".join(map(str, numbers)))
    return module.replace(node, written(bits))


def _closed(bits: set[int]) -> bool:
    return bool(bits) and bits == set(range(min(bits), max(bits) + 1))


def _reserve(module: Source, word: ast.Call, there: list[ast.Call], free: set[int]) -> list[Edit]:
    runs: list[set[int]] = []
    for bit in sorted(free):
        if runs and bit - 1 in runs[-1]:
            runs[-1].add(bit)
        else:
            runs.append({bit})
    brought = imports(module, "redi_codecs.layout", "bit, bits, reserved")
    texts = [f"reserved({written(run)})" for run in runs]
    if there:
        said = {"".join(module.text(one).split()) for one in there}
        if said == {"".join(one.split()) for one in texts}:
            return []
        new = [module.replace(there[0], ", ".join(texts) or "*()"), *(module.replace(one, "*()") for one in there[1:])]
        return [*new, *brought]
    if not texts:
        return []
    end = module.span(word.args[-1])[1]
    return [Edit(end, end, "".join(f", {one}" for one in texts)), *brought]
