"""The house has no stairs that lead in a circle: of two folders, one stands above the other."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import redi_codecs

PACKAGE = Path(redi_codecs.__file__).parent
#: ``redi_codecs`` itself names everything and imports it when it is asked for.
ROOT = "redi_codecs"
#: An error says of which type its ``partial`` is; nothing is imported for that.
NAMED_ONLY = {("errors", "readings")}


def room(module: str) -> str:
    """The folder of a module, or the module itself where it stands alone; the runtimes have a folder each."""
    _, *parts = module.split(".")
    if not parts:
        return ROOT
    return ".".join(parts[:2]) if parts[0] == "runtimes" else parts[0]


def imports(tree: ast.AST) -> Iterator[str]:
    """Every module of the package that is imported anywhere: at the top, in a function, for types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == ROOT:
            for one in node.names:
                inner = PACKAGE.joinpath(*node.module.split(".")[1:], one.name)
                is_module = inner.with_suffix(".py").is_file() or (inner / "__init__.py").is_file()
                yield f"{node.module}.{one.name}" if is_module else node.module
        elif isinstance(node, ast.Import):
            yield from (one.name for one in node.names if one.name.split(".")[0] == ROOT)


def stairs(root: Path) -> dict[tuple[str, str], str]:
    """Which room imports from which, with a file that does."""
    found = {}
    for file in sorted(root.rglob("*.py")):
        module = ".".join((ROOT, *file.relative_to(root).with_suffix("").parts)).removesuffix(".__init__")
        for other in imports(ast.parse(file.read_text(encoding="utf-8"))):
            pair = room(module), room(other)
            if pair[0] != pair[1] and ROOT not in pair and pair not in NAMED_ONLY:
                found.setdefault(pair, str(file.relative_to(root)))
    return found


def test_no_circle_of_imports() -> None:
    graph: dict[str, set[str]] = {}
    found = stairs(PACKAGE)
    assert ("device_codec", "plan") in found
    assert ("runtimes.core", "plan") in found
    for above, below in found:
        graph.setdefault(above, set()).add(below)
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = error.args[1]
        steps = [f"{a} ({found[a, b]}) imports {b}" for b, a in itertools.pairwise(circle)]
        pytest.fail("; ".join(steps))


def test_a_circle_is_seen(tmp_path: Path) -> None:
    (tmp_path / "plan").mkdir()
    (tmp_path / "plan" / "a.py").write_text("def f():\n    from redi_codecs.encoding import encode\n")
    (tmp_path / "encoding").mkdir()
    (tmp_path / "encoding" / "b.py").write_text("from redi_codecs.plan.plan import Plan\n")
    assert set(stairs(tmp_path)) == {("plan", "encoding"), ("encoding", "plan")}


def test_types_are_told_of_no_more_than_they_need() -> None:
    """What stands below a codec takes a Plan or a Device."""
    below = {"plan", "runtimes.python", "runtimes.core", "runtimes.reference", "encoding", "explaining", "readings"}
    assert not [pair for pair in stairs(PACKAGE) if pair[0] in below and pair[1] in {"device_codec", "api", "batch"}]


def test_no_file_of_a_vendor_passes_150_lines() -> None:
    """A declaration is read beside the manual; what a family has beyond that is a file called by what it is."""
    vendors = PACKAGE / "vendors"
    files = {file: file.read_text(encoding="utf-8").count("\n") for file in vendors.rglob("*.py")}
    assert len(files) > 300
    long = [
        f"{file.relative_to(vendors)}: {lines} lines"
        for file, lines in sorted(files.items())
        if lines > 150 and file.name != "_index.py"  # that one is generated
    ]
    assert not long, "; ".join(long)
