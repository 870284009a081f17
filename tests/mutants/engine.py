"""Small mistakes in the Python that decodes: comparisons, arithmetic, numbers, conditions, ends of slices, loops."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from mutants.source import SRC, Edit, Mutant, Source, edited, short

#: What is not the engine: it has other tests, or is a table that is generated or typed.
APART = frozenset(
    {"vendors", "cli", "exports", "networks", "archive", "docs", "distributed", "privacy", "batch", "quantities"}
    | {"kinds", "registry", "scaffold", "symbols", "dev_eui", "__main__", "errors", "testing"}
)
#: What stands in for the compiled core where there is none, and does not run here.
_STANDS_IN = frozenset({"readings/plain.py"})
_COMPARISONS: dict[type[ast.cmpop], tuple[str, str]] = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.Is: ("is", "is not"),
    ast.IsNot: ("is not", "is"),
    ast.In: ("in", "not in"),
    ast.NotIn: ("not in", "in"),
}
_ARITHMETIC: dict[type[ast.operator], tuple[str, str]] = {
    ast.Add: ("+", "-"),
    ast.Sub: ("-", "+"),
    ast.Mult: ("*", "+"),
    ast.Div: ("/", "*"),
    ast.FloorDiv: ("//", "*"),
    ast.Mod: ("%", "//"),
    ast.LShift: ("<<", ">>"),
    ast.RShift: (">>", "<<"),
    ast.BitAnd: ("&", "|"),
    ast.BitOr: ("|", "&"),
    ast.BitXor: ("^", "&"),
}
_LONG = 160


def modules(root: Path = SRC / "redi_codecs") -> list[Source]:
    """The modules of the engine, wherever in the library they are."""
    found = []
    for path in sorted(root.rglob("*.py")):
        place = path.relative_to(root)
        if place.parts[0].removesuffix(".py") in APART or "_generated" in path.stem or place.as_posix() in _STANDS_IN:
            continue
        parts = ["redi_codecs", *place.with_suffix("").parts]
        found.append(Source(path, ".".join(parts).removesuffix(".__init__")))
    return found


def _nodes(module: Source) -> Iterator[ast.AST]:
    """What runs: no types, no texts, nothing that only a type checker or a reader sees."""

    def walk(node: ast.AST) -> Iterator[ast.AST]:
        match node:
            case ast.Import() | ast.ImportFrom() | ast.JoinedStr() | ast.Assert() | ast.Expr(value=ast.Constant()):
                return
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                return
            case ast.AnnAssign(value=value):
                if value is not None:
                    yield from walk(value)
                return
            case ast.FunctionDef(body=[ast.Expr(value=ast.Constant(value=value))]) if value is ...:
                return  # of a protocol
            case ast.FunctionDef(body=body, args=args):
                for default in (*args.defaults, *(one for one in args.kw_defaults if one)):
                    yield from walk(default)
                for each in body:
                    yield from walk(each)
                return
            case ast.ClassDef(body=body):
                for each in body:
                    yield from walk(each)
                return
            case ast.Assign(targets=[ast.Name(id="__all__" | "__slots__")]) | ast.keyword(arg="strict"):
                return  # whether Python checks what is so anyway, as an assertion does
            case ast.Assign(value=ast.BinOp(op=ast.BitOr())) if module.parents.get(node) is module.tree:
                return  # a union of types
        yield node
        for child in ast.iter_child_nodes(node):
            yield from walk(child)

    return walk(module.tree)


def _between(module: Source, left: ast.AST, right: ast.AST, old: str, new: str) -> Edit | None:
    """The operator between two operands, which may stand in brackets."""
    start, end = module.span(left)[1], module.span(right)[0]
    gap = module.bytes[start:end].decode()
    found = re.search(rf"(?<![\w#]){re.escape(old)}(?![=\w])", gap.split("#", maxsplit=1)[0])
    if found is None:
        return None
    return Edit(start + len(gap[: found.start()].encode()), start + len(gap[: found.end()].encode()), new)


def _changes(module: Source, node: ast.AST) -> Iterator[tuple[str, Edit | None]]:
    match node:
        case ast.Compare(left=left, ops=ops, comparators=others):
            for before, op, after in zip((left, *others), ops, others, strict=False):
                yield "comparison", _between(module, before, after, *_COMPARISONS[type(op)])
        case ast.BoolOp(op=op, values=values):
            words = ("and", "or") if isinstance(op, ast.And) else ("or", "and")
            for before, after in pairwise(values):
                yield "and, or", _between(module, before, after, *words)
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield "not", module.replace(node, f"({module.text(operand)})")
        case ast.IfExp(test=test) | ast.If(test=test) | ast.match_case(guard=ast.expr() as test) if not isinstance(
            test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            yield "not", module.replace(test, f"not ({module.text(test)})")
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
            if not any(isinstance(one, ast.JoinedStr | ast.Constant) and _text(one) for one in (left, right)):
                yield "arithmetic", _between(module, left, right, *_ARITHMETIC[type(op)])
        case ast.AugAssign(target=target, op=op, value=value) if type(op) in _ARITHMETIC and not _text(value):
            old, new = _ARITHMETIC[type(op)]
            yield "arithmetic", _between(module, target, value, f"{old}=", f"{new}=")
        case ast.Constant(value=bool(value)):
            yield "constant", module.replace(node, str(not value))
        case ast.Constant(value=int(value)):
            for other in {0: (1,), 1: (0, 2)}.get(value, (value + 1, value - 1)):
                yield "constant", module.replace(node, str(other))
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield "return", module.replace(value, "None")
        case ast.Break():
            yield "loop", module.replace(node, "continue")
        case ast.Continue():
            yield "loop", module.replace(node, "break")
        case ast.Slice(lower=lower, upper=upper):
            for one in (lower, upper):
                if one is not None and not isinstance(one, ast.Constant):
                    for sign in "+-":
                        yield "slice", module.replace(one, f"({module.text(one)}) {sign} 1")


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def mutants(module: Source) -> Iterator[Mutant]:
    """All small mistakes in a module."""
    seen: set[Edit] = set()
    for node in _nodes(module):
        for kind, edit in _changes(module, node):
            if edit is None or edit in seen:
                continue
            seen.add(edit)
            line = module.bytes[: edit.start].count(b"\n") + 1
            old, new = _shown(module, edit)
            yield Mutant(kind, module.file, line, old, new, "engine", module.name, (edit,))


def _shown(module: Source, edit: Edit) -> tuple[str, str]:
    """The line, before and after."""
    start = module.bytes.rfind(b"\n", 0, edit.start) + 1
    end = module.bytes.find(b"\n", edit.end)
    end = len(module.bytes) if end < 0 else end
    old, new = module.bytes[start:end].decode(), edited(module.bytes, [edit], start, end).decode()
    return short(old)[:_LONG], short(new)[:_LONG]


def readable(known: Sequence[Source], mutant: Mutant) -> bool:
    """Whether it is still Python."""
    (module,) = (one for one in known if one.name == mutant.module)
    try:
        ast.parse(mutant.text(module.bytes))
    except SyntaxError:
        return False
    return True
