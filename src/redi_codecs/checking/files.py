"""A declaration file, checked: what is wrong in it, and in the tables of its folder that it imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from redi_codecs.checking.checks import check_device
from redi_codecs.checking.lines import COMMANDED, Key, Line, Role
from redi_codecs.checking.mistakes import BEYOND
from redi_codecs.checking.samples import problem
from redi_codecs.checking.source import declaration_files, dropped, tables
from redi_codecs.checking.statements import Problem, run_file
from redi_codecs.checking.telling import Telling, telling
from redi_codecs.checking.vectors import beside, lines_of
from redi_codecs.errors import DeclarationError
from redi_codecs.layout.device import Device
from redi_codecs.registry import declared
from redi_codecs.vendors import _index

__all__ = ["Checked", "check_file", "checked", "neighbours", "shares", "told_apart", "untold"]


@dataclass(slots=True)
class Checked:
    """What was found in a file, and the lines of its declarations; there are none where something else is wrong."""

    problems: list[Problem]
    lines: dict[Key, Line] = field(default_factory=dict)


def check_file(path: str | Path) -> list[Problem]:
    """All that is wrong with a declaration file, in the order of its lines; an empty list if it is good.

    Among it are remarks, about settings that no vector tells apart, for instance, which are worth knowing. What is
    wrong in a table that the file imports is cited where it stands.
    """
    return checked(path).problems


def checked(path: str | Path) -> Checked:
    """A declaration file with its problems and lines."""
    file = Path(path)
    module, problems = run_file(file)
    found = list({id(one): one for one in declared(module)}.values())
    if not found and not problems:
        problems.append(Problem(str(file), 1, "no device is declared here: NAME = device(…) is missing"))
    problems += foreign_ids(found, file)
    problems += misplaced(found, file)
    lost = [Problem(_cited(one, file), line, text) for one in (file, *tables(file)) for line, text in dropped(one)]
    problems += lost
    for device in found if not lost else ():  # what half a table makes of the payloads is nobody's question
        problems += check_device(device)
    made = Checked(problems)
    if found and not lost and not any(one.device for one in problems):
        told = told_apart(found, file)
        made.lines = {key: line for key, line in told.lines.items() if line.device in {one.id for one in found}}
        for one in untold(told, made.lines.values()):
            problems.append(Problem(_cited(Path(one.file), file), one.line, one.text, one.device, one.remark))
    problems.sort(key=lambda one: (one.file != str(file), one.file, one.line))
    return made


def told_apart(found: Sequence[Device], file: Path) -> Telling:
    """What vectors tell of these devices' lines: their own, and those of the devices that may share a table."""
    told = telling([*found, *_others(found, neighbours(file))])
    near = file.resolve().parent
    if any(
        line.missing and near in Path(line.where.file).parents and _apart(line, file) for line in told.lines.values()
    ):
        for device in _others(found, _siblings(file)):
            told.add(device)
    return told


def _others(found: Sequence[Device], more: Iterable[Device]) -> Iterator[Device]:
    ids = {device.id for device in found}
    return (one for one in more if one.id not in ids)


def _apart(line: Line, file: Path) -> bool:
    return Path(line.where.file).resolve() != file.resolve()


def neighbours(file: Path) -> Iterator[Device]:
    """The devices of the library that are declared in the same vendor's folder, whose tables this file may share."""
    folder = file.resolve().parent
    if not _of_the_library(folder):
        return
    modules = {module for module, *_ in _index.INDEX.values() if module.split(".")[0] == folder.name}
    for module in sorted(modules):
        yield from declared(import_module(f"redi_codecs.vendors.{module}"))


def _siblings(file: Path) -> Iterator[Device]:
    """The same of a folder outside the library: the devices of the files beside this one."""
    folder = file.resolve().parent
    for other in () if _of_the_library(folder) else declaration_files(folder):
        if other.parent == folder and other != file.resolve():
            yield from declared(run_file(other)[0])


def _of_the_library(folder: Path) -> bool:
    return folder.parent == Path(_index.__file__).resolve().parent


def _cited(other: Path, file: Path) -> str:
    """A file as the one that is checked was named: those beside it are named in the same way."""
    same = other.resolve().parent == file.resolve().parent
    return str(file.with_name(other.name)) if same else str(other)


def untold(told: Telling, lines: Iterable[Line] | None = None) -> Iterator[Problem]:
    """What the vectors do not tell apart: problems of readings and structure, remarks on everything else."""
    chosen = None if lines is None else set(map(id, lines))
    for line in told.untold():
        if chosen is not None and id(line) not in chosen:
            continue
        grave = {
            need: words
            for need, words in line.missing.items()
            if need[0] not in COMMANDED and line.role != "attribute" and BEYOND not in need
        }
        slight = {need: words for need, words in line.missing.items() if need not in grave}
        for needs, remark in ((grave, False), (slight, True)):
            if needs:
                text = f"{line.label}: {'; '.join(dict.fromkeys(needs.values()))}"
                yield Problem(line.where.file, line.where.line, text, line.device, remark)


def shares(lines: Iterable[Line]) -> str:
    """How many lines the vectors state and tell apart, in a sentence; what no sensor can measure is not asked."""
    roles: dict[Role, list[Line]] = {"reading": [], "attribute": [], "structure": []}
    for line in lines:
        if line.needs:
            roles[line.role].append(line)
    names: dict[Role, str] = {"reading": "readings'", "attribute": "attributes'", "structure": "structure's"}
    parts = []
    for role, found in roles.items():
        stated = sum(line.stated or bool(line.met) for line in found)
        told = sum(all(BEYOND in need for need in line.missing) for line in found)
        if found:
            parts.append(f"{names[role]} lines: {stated:,} of {len(found):,} stated, {told:,} told apart")
    return "; ".join(parts) or "no lines: something else is wrong first"


def foreign_ids(found: Sequence[Device], file: Path) -> Iterator[Problem]:
    """Ids that two devices of this file have, or that another file of the library declares."""
    seen: dict[str, Device] = {}
    for device in found:
        for name in (device.id, *device.also, *device.aliases):
            if name in seen:
                yield problem(device, f"{name} is declared in line {seen[name].where.line} already")
            seen[name] = device
            known = _index.ALIASES.get(name, name)
            if known in _index.INDEX:
                home = Path(*_index.INDEX[known][0].split(".")).with_suffix(".py")
                if file.resolve().parts[-2:] != home.parts:
                    yield problem(device, f"{name} is declared already, in redi_codecs/vendors/{home.as_posix()}")


def misplaced(found: Sequence[Device], file: Path) -> Iterator[Problem]:
    """Lines of data that nobody reads, since the file beside them does not declare their device."""
    here = {name for device in found for name in (device.id, *device.also)}
    try:
        lines = lines_of(str(file))
    except DeclarationError:  # which the devices that it is of tell
        return
    for line in lines:
        if line.device in here:
            continue
        known, where = _index.ALIASES.get(line.device, line.device), line.said.where
        if known in here:
            text = f"{line.device} is another id of {known}: a line of data has that one"
        elif known in _index.INDEX:
            home = "/".join(_index.INDEX[known][0].split("."))
            text = f"{file.name} does not declare {line.device}: the line belongs into redi_codecs/vendors/{home}.jsonl"
        else:
            text = f"{file.name} does not declare {line.device}, nor does another file: the line is read by nobody"
        yield Problem(str(beside(str(file))), 1 if where is None else where.line, text)
