"""Everything that can be wrong with a declaration, in one go and with file and line.

:func:`check_file` is behind ``redi-codecs check``. The tests of the catalogue run the same :data:`CHECKS` on every
device of the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from redi_codecs.checking import checks
from redi_codecs.checking.checks import Check
from redi_codecs.checking.measured import vectors_show_what_is_measured
from redi_codecs.checking.mistakes import BEYOND
from redi_codecs.checking.samples import mutations, problem, refused
from redi_codecs.checking.source import dropped
from redi_codecs.checking.statements import Problem, run_file
from redi_codecs.checking.telling import Telling, telling
from redi_codecs.layout.device import Device
from redi_codecs.registry import declared
from redi_codecs.vendors import _index

__all__ = ["CHECKS", "Check", "Problem", "check_device", "check_file", "mutations", "neighbours", "untold"]

CHECKS: tuple[Check, ...] = (*checks.CHECKS, vectors_show_what_is_measured)


def check_file(path: str | Path) -> list[Problem]:
    """All that is wrong with a declaration file, in the order of its lines; an empty list if it is good.

    Among it are remarks, about settings that no vector tells apart, for instance, which are worth knowing.
    """
    file = Path(path)
    module, problems = run_file(file)
    found = list({id(one): one for one in declared(module)}.values())
    if not found and not problems:
        problems.append(Problem(str(file), 1, "no device is declared here: NAME = device(…) is missing"))
    problems += foreign_ids(found, file)
    lost = [Problem(str(file), line, text) for line, text in dropped(file)]
    problems += lost
    for device in found if not lost else ():  # what half a table makes of the payloads is nobody's question
        problems += check_device(device)
    if found and not any(one.device for one in problems):
        told = telling([*found, *(one for one in neighbours(file) if one.id not in {device.id for device in found})])
        problems += (one for one in untold(told) if Path(one.file).resolve() == file.resolve())
    return sorted(problems, key=lambda one: (one.file != str(file), one.file, one.line))


def check_device(device: Device) -> Iterator[Problem]:
    """All that is wrong with one device; what its own functions raise is a problem as well."""
    told: list[str] = []
    for check in CHECKS:
        try:
            for found in check(device):
                told.append(found.text)
                yield found
        except Exception as error:
            made = refused(error, device)
            if not any(made.text in text for text in told):
                told.append(made.text)
                yield made


def neighbours(file: Path) -> Iterator[Device]:
    """The devices of the library that are declared in the same vendor's folder, whose tables this file may share."""
    folder = file.resolve().parent
    if folder.parent != Path(_index.__file__).resolve().parent:
        return
    modules = {module for module, *_ in _index.INDEX.values() if module.split(".")[0] == folder.name}
    for module in sorted(modules):
        yield from declared(import_module(f"redi_codecs.vendors.{module}"))


def untold(told: Telling) -> Iterator[Problem]:
    """What the vectors do not tell apart: problems of readings and structure, remarks on everything else."""
    for line in told.untold():
        grave = {need: words for need, words in line.missing.items() if line.role != "attribute" and BEYOND not in need}
        slight = {need: words for need, words in line.missing.items() if need not in grave}
        for needs, remark in ((grave, False), (slight, True)):
            if needs:
                text = f"{line.label}: {'; '.join(dict.fromkeys(needs.values()))}"
                yield Problem(line.where.file, line.where.line, text, line.device, remark)


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
