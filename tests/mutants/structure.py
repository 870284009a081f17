"""Mistakes in what follows what: keys, labels, order, channels, places, names of messages, constants, checks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from mutants.context import BLOBS, KINDS, SEQUENCES, WIRE, Library, called, imports, number
from mutants.numbers import Change, Maker, as_written
from mutants.source import Edit, Source
from redi_codecs.layout.nodes import Place, Statistic

_CHECKS = {
    "CRC16_KERMIT": "CRC16_CCITT",
    "CRC16_CCITT": "CRC16_KERMIT",
    "CRC16_MODBUS": "CRC16_KERMIT",
    "CRC8": "CRC16_MODBUS",
}


def _other(value: str, known: tuple[str, ...]) -> str:
    """Another word of a list, always the same one."""
    return known[(known.index(value) + 1) % len(known)] if value in known else known[0]


def keywords(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Channel, place, statistic, conditions and sentinels of a field, and what a device and a history say."""
    if not isinstance(node, ast.keyword):
        return
    call = module.parents[node]
    name = called(call)
    value = node.value
    field = name in KINDS or name == "attribute" or not name.startswith(".")
    match node.arg, value:
        case "channel", ast.Constant(value=int(old)) if field:
            yield Change("channel", [module.replace(value, str(old + 1))])
            yield Change("channel", [module.drop(node)])
        case "channel", ast.expr():
            yield Change("channel", [module.drop(node)])
        case "place", ast.Constant(value=str(old)):
            yield Change("place", [module.replace(value, f'"{_other(old, get_args(Place))}"')])
            yield Change("place", [module.drop(node)])
        case "statistic", ast.Constant(value=str(old)):
            yield Change("statistic", [module.replace(value, f'"{_other(old, get_args(Statistic))}"')])
            yield Change("statistic", [module.drop(node)])
        case "valid", _:
            yield Change("condition", [module.drop(node)])
        case "invalid", _:
            yield Change("sentinel", [module.drop(node)])
            yield from _sentinels(module, value)
        case "newest", ast.Constant(value=str(old)):
            yield Change("newest", [module.replace(value, '"last"' if old == "first" else '"first"')])
            yield Change("newest", [module.drop(node)])
        case "count", ast.expr():
            old_count = number(value)
            if old_count is not None:
                for other in (old_count + 1, old_count - 1):
                    yield Change("count", [module.replace(value, str(other))])
            elif not isinstance(value, ast.BinOp):
                yield Change("count", [module.replace(value, f"{module.text(value)} + 1")])
            yield Change("count", [module.drop(node)])
        case "f_port", _ if (old_port := number(value)) is not None and name not in ("vector", "quirk"):
            yield Change("port", [module.replace(value, str(old_port + 1))])
        case "name", ast.Constant(value=str()) if name in ("history", "record"):
            yield Change("message name", [module.drop(node)])


def _sentinels(module: Source, value: ast.AST) -> Iterator[Change]:
    match value:
        case ast.Constant(value=int(old)):
            yield Change("sentinel", [module.replace(value, as_written(value, module, old - 1 if old else 1))])
        case ast.Dict(keys=keys, values=values):
            for key, status in zip(keys, values, strict=True):
                if key is not None:
                    yield from _sentinels(module, key)
                if isinstance(status, ast.Constant):
                    other = "not_connected" if status.value != "not_connected" else "fault"
                    yield Change("sentinel", [module.replace(status, f'"{other}"')])
                if len(keys) > 1 and key is not None:
                    start = module.span(key)[0]
                    after = module.bytes[module.span(status)[1] :]
                    more = re.match(rb"\s*,", after)
                    end = module.span(status)[1] + (more.end() if more else 0)
                    yield Change("sentinel", [Edit(start, end, "")])
        case ast.Tuple(elts=elements):
            for one in elements:
                yield from _sentinels(module, one)
        case ast.Call(args=args) if called(value) == "range":
            for one in args:
                yield from _sentinels(module, one)


def named_numbers(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """A sentinel that has a name: the number itself."""
    match node:
        case ast.Assign(value=ast.Constant() | ast.Dict() as value):
            if any(use.argument == "invalid" for use in library.uses(module, value)):
                yield from _sentinels(module, value)


def tables(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Keys and labels of a table."""
    if not isinstance(node, ast.Dict) or not node.keys:
        return
    uses = list(library.uses(module, node))
    arguments = {use.argument for use in uses}
    functions = {use.function for use in uses}
    if arguments & {"also", "invalid", "downlink"}:
        return
    labels = all(isinstance(value, ast.Constant) for value in node.values) or functions & {"choice", "lookup"}
    if labels:
        yield from _labels(module, node)
        return
    ports = any(use.function == "switch" and _is(use.call.args[:1], "f_port") for use in uses)
    kind = (
        "port"
        if ports
        else "switch key"
        if "switch" in functions
        else "group number"
        if "presence" in functions
        else ""
    )
    for key in node.keys:
        if kind != "group number" or key is None:
            yield from _keys(module, node, key, kind or "tag number")
    rows = [(key, value) for key, value in zip(node.keys, node.values, strict=True) if key is not None]
    for (_, one), (_, two) in pairwise(rows):
        if module.text(one) != module.text(two) and not isinstance(one, ast.Constant | ast.Lambda):
            yield _swapped(module, one, two)
    if kind == "group number":
        last = rows[-1][0]
        value = number(last)
        if value is not None:
            yield Change("switch key", [module.replace(last, as_written(last, module, value + 1))])


def _is(args: list[ast.expr], name: str) -> bool:
    return bool(args) and isinstance(args[0], ast.Name) and args[0].id == name


def _keys(module: Source, table: ast.Dict, key: ast.AST | None, kind: str) -> Iterator[Change]:
    match key:
        case ast.Tuple(elts=elements):
            for one in elements:
                yield from _keys(module, table, one, kind)
        case ast.Constant(value=int(old)) if not isinstance(old, bool):
            taken = {number(one) for one in table.keys}
            other = next(
                new for new in (old + 1, old - 1, old + 2, *range(old, old + 999)) if new not in taken and new >= 0
            )
            yield Change(kind, [module.replace(key, as_written(key, module, other))])
        case ast.Constant(value=str(text)):
            yield Change(kind, [module.replace(key, f'"{text}_"')])
        case ast.Call(args=args) if called(key) == "range" and number(args[-1]) is not None:
            last = args[-1]
            yield Change(kind, [module.replace(last, as_written(last, module, (number(last) or 0) - 1))])


def _labels(module: Source, table: ast.Dict) -> Iterator[Change]:
    rows = [(key, value) for key, value in zip(table.keys, table.values, strict=True) if key is not None]
    taken = {number(key) for key, _ in rows}
    for (_, one), (_, two) in pairwise(rows):
        if module.text(one) != module.text(two):
            yield Change("enum label", [module.replace(one, module.text(two)), module.replace(two, module.text(one))])
    for key, value in rows:
        old = number(key)
        if old is not None:
            other = next(
                new for new in (old + 1, old - 1, old + 2, *range(old, old + 999)) if new not in taken and new >= 0
            )
            yield Change("enum label", [module.replace(key, as_written(key, module, other))])
        match value:
            case ast.Constant(value=str(text)):
                yield Change("enum label", [module.replace(value, f'"{text}_"')])
            case ast.Constant(value=int(amount)) if not isinstance(amount, bool):
                yield Change("enum label", [module.replace(value, str(amount + 1))])


def _width(node: ast.AST) -> int | None:
    """The bits of a field of whole bytes."""
    match node:
        case ast.Call(args=[source]) if called(node) in KINDS:
            return _width(source) or None
        case ast.Call(args=[], keywords=[ast.keyword(arg=str(name), value=source)]) if called(node) == "attribute":
            return None if name in ("channel", "valid") else _width(source)
        case ast.Call(args=[size]) if called(node) in BLOBS:
            return None if number(size) is None else 8 * int(number(size) or 0)
        case ast.Starred(value=inner):
            return _width(inner)
        case ast.expr() if not isinstance(node, ast.Call) or called(node) in ("choice", "version", "lookup"):
            total = 0
            for one in ast.walk(node):
                if called(one) in ("bit", "bits", "concat"):
                    return None
                if isinstance(one, ast.Name) and WIRE.fullmatch(one.id):
                    total += int(re.sub(r"\D", "", one.id))
            return total or None
    return None


def neighbours(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Two rows of one width that stand one after the other, the wrong way round."""
    rows: list[ast.AST] = []
    match node:
        case ast.Tuple(elts=elements):
            rows = [*elements]
        case ast.Call(args=args) if called(node) in SEQUENCES or called(node) in library.messages:
            rows = [*args]
        case ast.Call(keywords=named) if called(node) == "attribute":
            values = [one for one in named if one.arg not in ("channel", "valid")]
            for one, two in pairwise(values):
                width = _width(one.value)
                if width is not None and width == _width(two.value):
                    yield _swapped(module, one, two)
            return
        case ast.Call(args=args) if called(node) == "word":
            bits = [one for one in ast.walk(node) if called(one) in ("bit", "bits") and isinstance(one, ast.Call)]
            bits = [one for one in bits if called(module.parents[one]) != "reserved" and _size(one)]
            bits.sort(key=_first)
            for left, right in pairwise(bits):
                if _size(left) == _size(right) and called(left) == called(right):
                    spans = [(module.span(one.args[0])[0], module.span(one.args[-1])[1]) for one in (left, right)]
                    texts = [module.bytes[start:end].decode() for start, end in spans]
                    yield Change("order", [Edit(*spans[0], texts[1]), Edit(*spans[1], texts[0])], left)
            return
    for above, below in pairwise(rows):
        width = _width(above)
        if width is not None and width == _width(below):
            yield _swapped(module, above, below)


def _first(node: ast.Call) -> int:
    return number(node.args[0]) or 0


def _size(node: ast.Call) -> int:
    ends = [number(one) for one in node.args]
    return 0 if None in ends else int(ends[-1] or 0) - int(ends[0] or 0) + 1


def _swapped(module: Source, one: ast.AST, two: ast.AST) -> Change:
    return Change("order", [module.replace(one, module.text(two)), module.replace(two, module.text(one))], one)


def kinds(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Another quantity of the same unit and type."""
    if not isinstance(node, ast.Call) or called(node) not in KINDS:
        return
    kind = KINDS[called(node)]
    same = [
        name
        for name, one in KINDS.items()
        if (one.quantity.unit, one.quantity.type, one._role) == (kind.quantity.unit, kind.quantity.type, kind._role)
    ]
    if len(same) > 1:
        other = _other(called(node), tuple(same))
        yield Change("kind", [module.replace(node.func, other), *imports(module, "redi_codecs.kinds", other)])


def calls(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Constants, names of messages, ports of commands, checks, and what is optional."""
    if not isinstance(node, ast.Call):
        return
    name, args = called(node), node.args
    if name in library.messages and args and isinstance(args[0], ast.Constant) and isinstance(args[0].value, str):
        yield Change("message name", [module.replace(args[0], f'"{args[0].value}_"')])
    if name == "command" and args and (port := number(args[0])) is not None:
        yield Change("downlink port", [module.replace(args[0], str(port + 1))])
    if name in ("expect", "model_id") and len(args) == 2 and (value := number(args[1])) is not None:
        for other in (value + 1, value - 1):
            if other >= 0:
                yield Change("constant", [module.replace(args[1], as_written(args[1], module, other))])
    if name == "checksum" and isinstance(args[0], ast.Name) and args[0].id in _CHECKS:
        crc = _CHECKS[args[0].id]
        yield Change("checksum", [module.replace(args[0], crc), *imports(module, "redi_codecs.layout", crc)])
    if name == "optional" and len(args) > 1:
        start, end = module.span(node)
        first = module.span(args[1])[0]
        closing = ")" if module.bytes[: end - 1].rstrip().endswith(b",") else ",)"
        yield Change("optional", [Edit(start, first, "("), Edit(end - 1, end, closing)])
    if name == "Series":
        for at, one in enumerate(args):
            value = number(one)
            if value is not None:
                yield Change("custom table", [module.replace(one, str(value * 10 if at > 1 else value + 1))])


MAKERS: tuple[Maker, ...] = (keywords, named_numbers, tables, neighbours, kinds, calls)
