"""Every single mistake that is made in a declaration, and the trial of one."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from mutants import commands, numbers, structure
from mutants.context import Library, nodes, shown
from mutants.forked import Verdict
from mutants.source import SRC, Edit, Mutant, Source, edited, overlay, short

VENDORS = SRC / "redi_codecs" / "vendors"
PACKAGE = "redi_codecs.vendors"


def library(root: Path = VENDORS, package: str = PACKAGE) -> Library:
    """The modules of declarations."""
    return Library(
        [
            Source(path, ".".join([package, *path.relative_to(root).with_suffix("").parts]))
            for path in sorted(root.glob("*/*.py"))
            if path.stem != "__init__"
        ]
    )


def mutants(known: Library, module: Source) -> Iterator[Mutant]:
    """All single mistakes in a module."""
    seen: set[bytes] = {module.bytes}
    for node in nodes(module):
        for make in (*numbers.MAKERS, *structure.MAKERS, *commands.MAKERS):
            for change in make(known, module, node):
                text = edited(module.bytes, change.edits)
                if text in seen:
                    continue
                seen.add(text)
                yield _told(known, module, node, change)


def _told(known: Library, module: Source, node: ast.AST, change: numbers.Change) -> Mutant:
    kind, edits, row = change
    around = shown(module, node) if isinstance(node, ast.expr | ast.keyword) else node
    start, end = module.span(around)
    for one in edits[: 2 if kind == "order" else 1]:  # two rows swapped, or an argument less with its comma
        start, end = min(start, one.start), max(end, one.end)
    old, new = module.bytes[start:end].decode(), edited(module.bytes, edits, start, end).decode()
    if len(short(old)) > 200:
        old, new = _narrowed(module, edits)
    line = module.bytes[: edits[0].start].count(b"\n") + 1
    role = known.role(module, node) if row is None else known.role_of_row(module, row)
    role = "downlinks" if kind in commands.KINDS else role
    return Mutant(kind, module.file, line, short(old), short(new), role, module.name, tuple(edits))


def _narrowed(module: Source, edits: Sequence[Edit]) -> tuple[str, str]:
    """The lines of the first edit, before and after."""
    first = edits[0]
    start = module.bytes.rfind(b"\n", 0, first.start) + 1
    end = module.bytes.find(b"\n", first.end)
    end = len(module.bytes) if end < 0 else end
    return module.bytes[start:end].decode(), edited(module.bytes, edits, start, end).decode()


class Trial:
    """Whether the checks of the devices that a module concerns notice a mistake in it."""

    def __init__(self, known: Library) -> None:
        self.known = known

    def __call__(self, mutant: Mutant) -> Verdict:
        """In a process that has not imported the modules of declarations."""
        module = self.known.modules[mutant.module]
        overlay(module.name, module.path, mutant.text(module.bytes))
        users = self.known.users(module.name)
        try:
            devices = self.devices(users, module.name)
        except Exception as error:
            return Verdict("stillborn", f"{type(error).__name__}: {error}")
        verdict = checked(devices)
        return self.told_apart(users) if verdict.outcome == "survived" else verdict

    def told_apart(self, users: set[str]) -> Verdict:
        """What the vectors no longer tell apart, of all devices of the vendors that use the module.

        What is asked of commands counts, which ``check`` only remarks.
        """
        from redi_codecs.checking import untold
        from redi_codecs.checking.telling import telling

        for package in sorted({name.rpartition(".")[0] for name in users}):
            names = {name for name in self.known.modules if name.rpartition(".")[0] == package}
            try:
                told = telling(self.devices(names, ""))
                asked = (f"{line.label}: {', '.join(line.asked.values())}" for line in told.untold() if line.asked)
                found = next((str(one) for one in untold(told) if not one.remark), None) or next(asked, None)
            except Exception as error:
                return Verdict("caught", f"untold: {type(error).__name__}: {error}")
            if found is not None:
                return Verdict("caught", f"untold: {found}")
        return Verdict("survived")

    def whole(self, names: Sequence[str]) -> Verdict:
        """The declarations as they are."""
        verdict = checked(self.devices(set(names), ""))
        return self.told_apart(set(names)) if verdict.outcome == "survived" else verdict

    def devices(self, names: set[str], first: str) -> list[object]:
        """The devices that modules declare, those of the first one before the others."""
        from redi_codecs.registry import declared

        found: dict[int, object] = {}
        for name in sorted(names, key=lambda one: (one != first, one)):
            stem = name.rsplit(".", 1)[1]
            loaded = importlib.import_module(name)
            if not stem.startswith("_"):
                found |= {id(one): one for one in declared(loaded)}
        return list(found.values())


def checked(devices: Sequence[object]) -> Verdict:
    """The first thing that any check says of these devices, the checks of the vectors before the others."""
    from redi_codecs.checking import CHECKS

    for check in sorted(CHECKS, key=lambda one: "vector" not in one.__name__):
        for device in devices:
            try:
                problem = next(iter(check(device)), None)  # type: ignore[arg-type]
            except Exception as error:
                return Verdict("caught", f"{check.__name__}: {device}: {type(error).__name__}: {error}")
            if problem is not None:
                return Verdict("caught", f"{check.__name__}: {problem}")
    return Verdict("survived")


def warm() -> None:
    """Import whatever the checks import on their way, so that no process has to do it again."""
    from redi_codecs.checking import check_device
    from redi_codecs.kinds import temperature
    from redi_codecs.layout import device, i16, vector

    made = device(
        "mutants/warm",
        name="Sensor",
        source="nothing",
        uplink=temperature(i16 / 10),
        vectors=[vector("00D7", f_port=1, temperature=21.5, source="nothing")],
    )
    assert not list(check_device(made))
