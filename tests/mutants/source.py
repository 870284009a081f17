"""Source text with its tree, edits at exact bytes of it, and the import of what they give."""

from __future__ import annotations

import ast
import gc
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src"


def objects() -> list[Any]:
    """All that is there, even what nobody looks through for garbage, as once the tests have been collected."""
    gc.unfreeze()
    return gc.get_objects()


class Edit(NamedTuple):
    """Bytes ``start`` to ``end`` of a file, and what stands there instead."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Mutant:
    """One mistake: where, of which kind, and what it makes of the text around it."""

    kind: str
    file: str
    line: int
    old: str
    new: str
    role: str
    module: str
    edits: tuple[Edit, ...] = field(repr=False)

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.kind}: {self.old} -> {self.new}"

    def text(self, source: bytes) -> bytes:
        """The whole file with the mistake in it."""
        return edited(source, self.edits)


def edited(source: bytes, edits: Sequence[Edit], start: int = 0, end: int | None = None) -> bytes:
    """Part of a text after the edits that lie inside it."""
    made, at = [], start
    end = len(source) if end is None else end
    for one in sorted(edits):
        if at <= one.start and one.end <= end:
            made += [source[at : one.start], one.text.encode()]
            at = one.end
    return b"".join([*made, source[at:end]])


class Source:
    """A module's file: its text, its tree, and for each node what it stands in."""

    def __init__(self, path: Path, name: str, text: bytes | None = None) -> None:
        self.path = path
        self.name = name
        self.bytes = path.read_bytes() if text is None else text
        self.tree = ast.parse(self.bytes, str(path))
        self.parents = {child: node for node in ast.walk(self.tree) for child in ast.iter_child_nodes(node)}

    @property
    def file(self) -> str:
        """The path as it is shown."""
        return str(self.path.relative_to(ROOT)) if self.path.is_relative_to(ROOT) else str(self.path)

    @cached_property
    def _lines(self) -> list[int]:
        starts = [0]
        for line in self.bytes.splitlines(keepends=True):
            starts.append(starts[-1] + len(line))
        return starts

    def span(self, node: ast.AST) -> tuple[int, int]:
        assert hasattr(node, "lineno")
        return (
            self._lines[node.lineno - 1] + node.col_offset,  # type: ignore[attr-defined]
            self._lines[node.end_lineno - 1] + node.end_col_offset,  # type: ignore[attr-defined]
        )

    def text(self, node: ast.AST) -> str:
        start, end = self.span(node)
        return self.bytes[start:end].decode()

    def replace(self, node: ast.AST, text: str) -> Edit:
        return Edit(*self.span(node), text)

    def above(self, node: ast.AST) -> Iterator[ast.AST]:
        """What a node stands in, inner before outer."""
        while node in self.parents:
            node = self.parents[node]
            yield node

    def drop(self, node: ast.AST) -> Edit:
        """One item of a list of arguments less, with its comma."""
        return self.drop_span(*self.span(node))

    def drop_span(self, start: int, end: int) -> Edit:
        """The same of what stands between these bytes."""
        before = self.bytes[:start].rstrip()
        if before.endswith(b","):
            return Edit(len(before) - 1, end, "")
        after = self.bytes[end:]
        rest = after.lstrip()
        return Edit(start, end + len(after) - len(rest) + 1 if rest.startswith(b",") else end, "")


class _Overlay(SourceFileLoader):
    """Loads a module from a text instead of its file."""

    def __init__(self, name: str, path: str, text: bytes | ast.Module) -> None:
        super().__init__(name, path)
        self._text = text

    def get_code(self, fullname: str) -> CodeType:
        code: CodeType = compile(self._text, self.path, "exec", dont_inherit=True)
        return code


class _Finder:
    def __init__(self, name: str, path: Path, text: bytes | ast.Module) -> None:
        self.name, self.path, self.text = name, path, text

    def find_spec(self, name: str, path: object = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        inside = [str(self.path.parent)] if self.path.stem == "__init__" else None
        loader = _Overlay(name, str(self.path), self.text)
        return spec_from_file_location(name, self.path, loader=loader, submodule_search_locations=inside)


def overlay(name: str, path: Path, text: bytes | ast.Module) -> None:
    """From now on this module is imported from this text; it must not have been imported before."""
    assert name not in sys.modules, f"{name} has been imported already"
    sys.meta_path.insert(0, _Finder(name, path, text))


def short(text: str) -> str:
    """Text on one line."""
    return " ".join(text.split())
