"""Mistakes in commands: limits off by a step, other defaults, and what is said of them as wholes left out."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from mutants.context import Library, called, number
from mutants.numbers import Change, Maker, as_written
from mutants.source import Source

#: Kinds of mistakes that only a downlink has.
KINDS = frozenset({"limit", "default", "disruptive", "joins", "answer"})


def wholes(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """What a command says of itself, left out: that it may cut the device off, joins others, and is answered."""
    match node:
        case ast.keyword(arg="disruptive" | "joins" | "answer" as kind) if _is_said(module, node):
            yield Change(kind, [module.drop(node)])
        case ast.Dict(keys=keys) if _are_risks(module, node):
            for key in keys:
                entry = module.span(key)[0], module.span(node.values[keys.index(key)])[1] if key else 0
                if key is not None:
                    yield Change("disruptive", [module.drop_span(*entry)])


def _is_said(module: Source, node: ast.keyword) -> bool:
    """Whether it is not only handed on, or what is said anyway."""
    if called(module.parents[node]) not in ("command", "commands", "told_by"):
        return False
    return not isinstance(node.value, ast.Name | ast.IfExp | ast.Call)


def _are_risks(module: Source, node: ast.Dict) -> bool:
    match module.parents[node]:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return "DISRUPTIVE" in name
        case ast.keyword(arg="disruptive"):
            return True
    return False


def ends(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Each limit off by a step, either way."""
    match node:
        case ast.Tuple(elts=[low, high]):
            uses = [one for one in library.uses(module, node) if one.argument == "limits"]
            steps = [_step(one.call) for one in uses if one.function != "device_of"]
            for end in (low, high) if steps else ():
                value = number(end)
                for other in () if value is None else (value + steps[0], value - steps[0]):
                    if other >= 0:
                        yield Change("limit", [module.replace(end, as_written(end, module, other))])
        case ast.keyword(arg="limits", value=ast.Tuple() | ast.Name()):
            yield Change("limit", [module.drop(node)])


def _step(call: ast.Call) -> int:
    """What one more on the wire is worth: the factor of what is scaled, 1 where there is none."""
    for one in ast.walk(call):
        match one:
            case ast.BinOp(op=ast.Mult(), right=ast.Constant(value=int(value))):
                return value
    return 1


def defaults(library: Library, module: Source, node: ast.AST) -> Iterator[Change]:
    """Another default, or none."""
    match node:
        case ast.keyword(arg="default", value=ast.Constant(value=value) as given):
            yield Change("default", [module.drop(node)])
            match value:
                case bool():
                    yield Change("default", [module.replace(given, str(not value))])
                case int() | float():
                    yield Change("default", [module.replace(given, str(value + 1))])


MAKERS: tuple[Maker, ...] = (wholes, ends, defaults)
