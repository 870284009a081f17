"""What stands where in the modules of declarations: what a name is used for, whose a line is."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from mutants.source import Edit, Mutant, Source, short
from redi_codecs import kinds, layout
from redi_codecs.layout.kind import Kind

KINDS: dict[str, Kind] = {name: one for name, one in vars(kinds).items() if isinstance(one, Kind)}
WORDS = frozenset(layout.__all__)
WIRE = re.compile(r"[ui](8|16|24|32|40|48|56|64)(le|ws)?|f(32|64)(le)?")
#: Words whose arguments stand one after the other on the wire.
SEQUENCES = {"message", "optional", "repeat", "history", "record", "sized", "checksum", "command", "flat"}
BLOBS = {"text", "hexadecimal", "raw"}
BITS = {"bit", "bits"}
SOURCES = {
    "bit", "bits", "concat", "bcd", "hex_digits", "sign_magnitude", "minifloat", "hundredths", "gps_time", "lookup",
    "curve",
}  # fmt: skip
_SHOWN = {"attribute", "let", "expect", "model_id", "reserved", "word", "derived", "Series", "choice", "peek", "sized"}
_LONG = 110
#: What a device says about itself and not about its bytes.
_TOLD = {"name", "source", "vectors", "quirks", "also", "aliases"}


class Use(NamedTuple):
    """A place where a value ends up: a call's argument, by its function and its keyword or position."""

    function: str
    argument: str | int
    call: ast.Call
    module: Source


def called(node: ast.AST) -> str:
    """The function of a call, by its bare name."""
    match node:
        case ast.Call(func=ast.Name(id=name)):
            return name
        case ast.Call(func=ast.Attribute(attr=name)):
            return f".{name}"
    return ""


def number(node: ast.AST | None) -> int | None:
    """The whole number that stands here."""
    match node:
        case ast.Constant(value=int(value)) if not isinstance(value, bool):
            return value
    return None


class Library:
    """All modules of declarations, and who uses whose names."""

    def __init__(self, modules: Sequence[Source]) -> None:
        self.modules = {one.name: one for one in modules}
        self.loads: dict[tuple[str, str], list[tuple[Source, ast.AST]]] = {}
        self._imported: dict[tuple[str, str], tuple[str, str]] = {}
        for module in modules:
            for node in ast.walk(module.tree):
                if isinstance(node, ast.ImportFrom) and node.module:
                    for one in node.names:
                        self._imported[module.name, one.asname or one.name] = (node.module, one.name)
            for node in ast.walk(module.tree):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                    home = self._imported.get((module.name, node.id), (module.name, node.id))
                    self.loads.setdefault(home, []).append((module, node))
        self.messages = {"message"} | {
            node.name
            for module in modules
            for node in ast.walk(module.tree)
            if isinstance(node, ast.FunctionDef)
            and any(
                called(call) == "message" and isinstance(call.args[0], ast.Name)  # type: ignore[attr-defined]
                for call in ast.walk(node)
            )
        }

    def readable(self, mutant: Mutant) -> bool:
        """Whether it is still Python: an edit may be too simple for where it is made."""
        try:
            ast.parse(mutant.text(self.modules[mutant.module].bytes))
        except SyntaxError:
            return False
        return True

    def users(self, name: str) -> set[str]:
        """The modules that import this one, directly or not, and itself."""
        found, before = {name}, 0
        while len(found) > before:
            before = len(found)
            found |= {user for (user, _), (home, _) in self._imported.items() if home in found}
            found |= {user for (user, _), (home, short) in self._imported.items() if f"{home}.{short}" in found}
        return found & set(self.modules)

    def uses(self, module: Source, node: ast.AST, depth: int = 4) -> Iterator[Use]:
        """Where a value ends up, also by way of names."""
        inner = node
        for outer in module.above(node):
            match outer:
                case ast.keyword(arg=name):
                    call = module.parents[outer]
                    assert isinstance(call, ast.Call)
                    yield Use(called(call), name or "**", call, module)
                    return
                case ast.Call() if inner in outer.args:
                    yield Use(called(outer), outer.args.index(inner), outer, module)
                    return
                case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                    if depth:
                        for other, load in self.loads.get((module.name, name), ()):
                            yield from self.uses(other, load, depth - 1)
                    return
                case ast.Dict() | ast.Tuple() | ast.List() if not isinstance(node, ast.Dict | ast.Tuple | ast.Name):
                    return
                case ast.FunctionDef() | ast.Lambda():
                    return
            inner = outer

    def role_of_row(self, module: Source, row: ast.AST) -> str:
        """Whose a whole row is: that of the first field in it."""
        for one in ast.walk(row):
            if called(one) in KINDS or called(one) in ("attribute", "let"):
                return self.role(module, one)
        return self.role(module, row)

    def role(self, module: Source, node: ast.AST, depth: int = 4) -> str:
        """Whose a place is: a reading's, an attribute's, a downlink's, or of the structure."""
        chain = [node, *module.above(node)]
        if any(called(one) == "command" for one in chain):
            return "downlinks"
        for at, one in enumerate(chain):
            name = called(one)
            if name in KINDS:
                if any(called(outer) == "attribute" for outer in chain[at + 1 :]):
                    return "attributes"
                return "attributes" if KINDS[name]._role == "attribute" else "readings"
            if name == "attribute":
                return "attributes"
            if isinstance(one, ast.Call) and name not in WORDS:  # a helper that is given a kind and a source
                given = [KINDS[arg.id] for arg in one.args if isinstance(arg, ast.Name) and arg.id in KINDS]
                if given:
                    return "attributes" if given[0]._role == "attribute" else "readings"
            if name in {"let", "reserved", "expect", "model_id"}:
                return "structure"
            match one:
                case ast.Assign(targets=[ast.Name(id=target)]) | ast.AnnAssign(target=ast.Name(id=target)):
                    if not depth:
                        return "structure"
                    roles = {
                        self.role(other, load, depth - 1)
                        for other, load in self.loads.get((module.name, target), ())
                        if load is not node
                    }
                    return next((one for one in ("readings", "attributes", "downlinks") if one in roles), "structure")
        return "structure"


def nodes(module: Source) -> Iterator[ast.AST]:
    """All nodes that say something about bytes, in the order of the file."""

    def walk(node: ast.AST) -> Iterator[ast.AST]:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()) | ast.ClassDef():
                return
            case ast.Call() if called(node) in ("vector", "quirk", "example"):
                return
            case ast.Call() if called(node) == "device":
                yield node
                for one in node.keywords:
                    if one.arg not in _TOLD:
                        yield from walk(one)
                return
            case ast.AnnAssign(value=value):
                if value is not None:
                    yield from walk(value)
                return
            case ast.FunctionDef(body=body):
                for each in body:
                    yield from walk(each)
                return
        yield node
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    return walk(module.tree)


def shown(module: Source, node: ast.AST) -> ast.AST:
    """The part of the text that shows a change: the row it stands in, or as much of it as is short."""
    best = node
    for outer in module.above(node):
        if isinstance(outer, ast.keyword):
            best = outer if len(short(module.text(outer))) <= _LONG else best
            continue
        if not isinstance(outer, ast.expr) or len(short(module.text(outer))) > _LONG:
            break
        best = outer
        if called(outer) in KINDS or called(outer) in _SHOWN:
            break
    return best


def imports(module: Source, home: str, name: str) -> list[Edit]:
    """What brings a name into a module, on a line that has an import already."""
    for node in module.tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import) and getattr(node, "module", "") != "__future__":
            start, _ = module.span(node)
            return [Edit(start, start, f"from {home} import {name}; ")]
    return []
