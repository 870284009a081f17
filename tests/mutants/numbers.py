"""Mistakes in numbers: sign, order of bytes, width, scale, offset, bits, and the conditions on them."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import NamedTuple

from mutants.context import BITS, BLOBS, SOURCES, WIRE, Library, called, imports, number
from mutants.source import Edit, Source
from mutants.words import in_word
from redi_codecs.quantities import QUANTITIES

_WIDTHS = (8, 16, 24, 32, 40, 48, 56, 64)
_SWAPPED = {ast.Eq: "!=", ast.NotEq: "==", ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">"}
_SINCE = {"SINCE_2000": "SINCE_2013", "SINCE_2013": "SINCE_2000", "SINCE_2015": "SINCE_2000"}


class Change(NamedTuple):
    """A mistake before it is told: its kind and its edits, the first one at what it is about."""

    kind: str
    edits: list[Edit]
    row: ast.AST | None = None
    """Whose mistake it is, where that is not the part that was looked at."""


Maker = Callable[[Library, Source, ast.AST], Iterator[Change]]


def as_written(old: ast.AST, module: Source, value: int) -> str:
    """A number in the notation of the one it stands for."""
    text = module.text(old)
    if text[:2].lower() == "0x" and value >= 0:
        return f"0x{value:0{len(text) - 2}X}"
    return str(value)


def inside(module: Source, node: ast.AST, *functions: str) -> bool:
    return any(called(outer) in functions for outer in module.above(node))


def wires(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Sign, order of bytes and width of a wire type."""
    if not (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and WIRE.fullmatch(node.id)):
        return
    if inside(module, node, "reserved"):
        return
    letter, bits, order = re.fullmatch(r"([uif])(\d+)(le|ws)?", node.id).groups()  # type: ignore[union-attr]
    parent = module.parents[node]
    whole = called(parent) == "word" and parent.args[0] is node  # type: ignore[attr-defined]
    home = "redi_codecs.layout"

    def to(kind: str, name: str) -> Change:
        return Change(kind, [module.replace(node, name), *imports(module, home, name)])

    if bits != "8" and not _same_from_either_end(parent, int(bits) // 8):
        yield to("byte order", f"{letter}{bits}" if order else f"{letter}{bits}le")
    if whole or letter == "f":
        return
    if isinstance(parent, ast.Tuple) and called(module.parents[parent]) == "tags":
        parent = module.parents[parent]  # a tag of several numbers
    half = 1 << int(bits) - 1
    if not _only_equal(parent, half) and not _out_of_reach(module, node, -1 if letter == "i" else half):
        yield to("sign", f"{'i' if letter == 'u' else 'u'}{bits}{order or ''}")
    if order != "ws":
        at = _WIDTHS.index(int(bits))
        for other in _WIDTHS[max(at - 1, 0) : at + 2]:
            if other != int(bits):
                yield to("width", f"{letter}{other}{(order or '') if other > 8 else ''}")


def _same_from_either_end(parent: ast.AST, size: int) -> bool:
    """Whether a number has to be one that is the same in either order of its bytes."""
    match parent:
        case ast.Call(args=[_, other]) if called(parent) in ("expect", "model_id"):
            value = number(other)
            return value is not None and value >= 0 and value.to_bytes(size, "big") == value.to_bytes(size, "little")
    return False


def _only_equal(parent: ast.AST, half: int) -> bool:
    """Whether a number is only compared for equality with what is the same with a sign and without.

    So are names of a ``choice``, tags, and what is true or false by not being 0: numbers that nobody declared apart, a
    sign changes nothing.
    """
    kind = QUANTITIES.get(called(parent) or "")
    if called(parent) in ("choice", "tags") or (kind is not None and kind.type == "bool"):
        return True
    match parent:
        case ast.Compare(ops=[ast.Eq() | ast.NotEq()], comparators=[other]):
            pass
        case ast.Call(args=[_, other]) if called(parent) in ("expect", "model_id"):
            pass
        case _:
            return False
    value = number(other)
    return value is not None and 0 <= value < half


def _out_of_reach(module: Source, node: ast.expr, raw: int) -> bool:
    """Whether the limits of an argument leave out all numbers that a sign changes, of which this is the nearest to 0.

    Nothing can tell these apart, for they are refused.
    """
    value: ast.AST = node
    for outer in module.above(node):
        match outer:
            case ast.BinOp() if value in (outer.left, outer.right):
                value = outer
            case ast.Call(keywords=keywords) if ends := [one.value for one in keywords if one.arg == "limits"]:
                low, high = _pair(module, ends[0])
                said = module.text(value).replace(module.text(node), f"({raw})", 1)
                if low is None or high is None or not re.fullmatch(r"[-+*/().\d\s_]+", said):
                    return False
                return not low <= eval(said) <= high
            case ast.Call() | ast.keyword():
                continue
            case _:
                return False
    return False


def _pair(module: Source, node: ast.expr) -> tuple[float | None, float | None]:
    """Two numbers that stand here, or that a name of the module stands for."""
    for one in _given(module, node.id) if isinstance(node, ast.Name) else (node,):
        with suppress(ValueError):
            low, high = ast.literal_eval(one)
            return low, high
    return None, None


def lengths(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """How many bytes a text or what is reserved takes."""
    if called(node) in BLOBS | {"reserved"} and isinstance(node, ast.Call) and len(node.args) == 1:
        size = number(node.args[0])
        if size is not None:
            for other in {size + 1, max(size - 1, 1)} - {size}:
                yield Change("width", [module.replace(node.args[0], str(other))])


def bit_ranges(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Another bit, or other bits, of a word; and the sign of bits."""
    if not (isinstance(node, ast.Call) and called(node) in BITS) or inside(module, node, "reserved"):
        return
    ends = [number(one) for one in node.args]
    if not ends or None in ends:
        return
    low, high = int(ends[0] or 0), int(ends[-1] or 0)
    if called(node) == "bit":
        wanted = [(low + 1, low + 1), (low - 1, low - 1)]
        kind = "bit number"
    else:
        wanted = [(low, high + 1), (low + 1, high), (low, high - 1), (low - 1, high), (low + 1, high + 1)]
        kind = "bit range"
    for first, last in wanted:
        if 0 <= first <= last and (edits := in_word(module, node, set(range(first, last + 1)))):
            yield Change(kind, edits)
    half = 1 << high - low
    if called(node) == "bits" and high > low and not _only_equal(module.parents[node], half):
        signed = next((one for one in node.keywords if one.arg == "signed"), None)
        if _out_of_reach(module, node, -1 if signed else half):
            return
        end = module.span(node.args[-1])[1]
        yield Change("sign", [module.drop(signed) if signed else Edit(end, end, ", signed=True")])


def _is_source(library: Library, module: Source, node: ast.AST, depth: int = 2) -> bool:
    """Whether a number is made of what is read."""
    for one in ast.walk(node):
        if called(one) in SOURCES:
            return True
        if isinstance(one, ast.Name):
            if WIRE.fullmatch(one.id) or one.id in {"V", "index"}:
                return True
            made = [given for given in _given(module, one.id) if isinstance(given, ast.BinOp | ast.Name)]
            if depth and any(_is_source(library, module, given, depth - 1) for given in made):
                return True
    return False


def _given(module: Source, name: str) -> Iterator[ast.expr]:
    """What a name of the module stands for."""
    for statement in module.tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=other)], value=value) if other == name:
                yield value


def _refers(node: ast.AST, *names: str) -> bool:
    return any(isinstance(one, ast.Name) and one.id in names for one in ast.walk(node))


def _place(module: Source, node: ast.AST) -> str:
    """What an expression is for."""
    inner = node
    for outer in module.above(node):
        match outer:
            case ast.keyword(arg="channel"):
                return "channel"
            case ast.keyword(arg="time"):
                return "time step"
            case ast.keyword(arg="count"):
                return "count"
            case ast.keyword(arg="valid" | "invalid") | ast.Compare():
                return "condition"
            case ast.Call() if called(outer) in BLOBS | {"sized"} and outer.args[:1] == [inner]:
                return "count"
            case ast.Call() | ast.stmt():
                return ""
        inner = outer
    return ""


def arithmetic(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Scales and offsets, steps of time, channels and counts that are worked out."""
    if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add | ast.Sub | ast.Mult | ast.Div):
        return
    place = _place(module, node)
    if not place and not _is_source(library, module, node):
        return
    scale = isinstance(node.op, ast.Mult | ast.Div)
    kind = place or ("time step" if _refers(node, "index") else "scale" if scale else "offset")
    left = module.text(node.left)
    bare = f"({left})" if isinstance(node.left, ast.BinOp) else left
    if isinstance(node.right, ast.Name) and node.right.id in _SINCE:
        since = _SINCE[node.right.id]
        yield Change(kind, [module.replace(node.right, since), *imports(module, "redi_codecs.layout", since)])
        yield Change(kind, [module.replace(node, bare)])
    for operand in (node.right, node.left):
        value = number(operand)
        if value is None:
            continue
        others = [value + 1]
        if scale and not place and kind == "scale":
            others = [value * 10]
            if value % 10 == 0 and value > 10:
                others.append(value // 10)
            if not re.fullmatch("10*", str(value)):
                others.append(value + 1)
        for other in others:
            yield Change(kind, [module.replace(operand, as_written(operand, module, other))])
        if operand is node.right:
            yield Change(kind, [module.replace(node, bare)])
    if kind == "time step" and not scale:
        between = module.bytes[module.span(node.left)[1] : module.span(node.right)[0]]
        sign, swapped = ("-", "+") if isinstance(node.op, ast.Sub) else ("+", "-")
        at = between.find(sign.encode())
        if at >= 0:
            start = module.span(node.left)[1] + at
            yield Change(kind, [Edit(start, start + 1, swapped)])


def conditions(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Comparisons, bits of masks, and what joins them."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _SWAPPED and (
            _is_source(library, module, node) or _refers(node, "remaining", "length", "f_port", "received_at")
        ):
            start, end = module.span(left)[1], module.span(right)[0]
            between = module.bytes[start:end].decode()
            new = re.sub(r"[=!<>]=?", _SWAPPED[type(op)], between, count=1)
            yield Change("condition", [Edit(start, end, new)])
            value = number(right)
            if value is not None:
                for other in (value + 1, value - 1):
                    if other >= 0:
                        yield Change("condition", [module.replace(right, as_written(right, module, other))])
        case ast.Call(func=ast.Attribute(attr="bit" | "bits"), args=args):
            for one in args:
                value = number(one)
                for other in () if value is None else (value + 1, value - 1):
                    if other >= 0:
                        yield Change("condition", [module.replace(one, str(other))])
        case ast.Call(func=ast.Attribute(attr="is_in"), args=[_, *_, last]):
            yield Change("condition", [module.drop(last)])
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr() as op, right=right) if all(
            isinstance(one, ast.Compare) or called(one).startswith(".") for one in (left, right)
        ):
            start, end = module.span(left)[1], module.span(right)[0]
            between = module.bytes[start:end].decode()
            new = between.replace("&", "|") if isinstance(op, ast.BitAnd) else between.replace("|", "&")
            yield Change("condition", [Edit(start, end, new)])
        case ast.UnaryOp(op=ast.Invert(), operand=operand):
            yield Change("condition", [module.replace(node, module.text(operand))])
        case ast.Call(args=[offset, _]) if called(node) == "peek" and number(offset) is not None:
            yield Change("condition", [module.replace(offset, str((number(offset) or 0) + 1))])


MAKERS: tuple[Maker, ...] = (wires, lengths, bit_ranges, arithmetic, conditions)
