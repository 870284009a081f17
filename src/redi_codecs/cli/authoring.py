"""``redi-codecs check`` and ``redi-codecs new``: for somebody who adds a device."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from redi_codecs.cli.usage import UsageError, add_command

if TYPE_CHECKING:
    from redi_codecs.checking.lines import Key, Line
    from redi_codecs.cli.usage import Commands

__all__ = ["add"]


def add(commands: Commands) -> None:
    check = add_command(
        commands,
        "check",
        help="everything that is wrong with a declaration",
        description="Everything that is wrong with the declarations in these files, with file and line.",
        example="redi-codecs check acme/thermo_1.py",
    )
    check.add_argument(
        "files", nargs="+", metavar="FILE", help="a Python file that declares devices, or a folder of such files"
    )
    check.add_argument("--remarks", action="store_true", help="also what is worth knowing and no mistake")
    check.add_argument("--missing", action="store_true", help="payloads that would tell apart what no vector does")
    check.add_argument("--summary", action="store_true", help="how many lines the vectors tell apart, in the end")
    check.set_defaults(run=run_check)
    new = add_command(
        commands,
        "new",
        help="a declaration to start from",
        description="Write a declaration to start from; a file that is there already is left alone.",
        example="redi-codecs new acme thermo-1",
    )
    new.add_argument("vendor", metavar="VENDOR", help="as in The Things Network's device repository: milesight-iot")
    new.add_argument("model", metavar="MODEL", help="as there: em300-th")
    new.add_argument("--stdout", action="store_true", help="print it instead of writing the file")
    new.set_defaults(run=run_new)


def run_check(args: argparse.Namespace) -> int:
    from redi_codecs.checking.files import checked, shares

    said: set[tuple[str, int, str]] = set()
    lines: dict[Key, Line] = {}
    wrong = 0
    for file in (file for path in args.files for file in _files(path)):
        try:
            found = checked(Path(file))
        except SystemExit as error:
            raise UsageError(f"{file} ends Python when it is run: {error}") from None
        # What is wrong in a table is said once, whichever files import it.
        problems = [one for one in found.problems if (one.file, one.line, one.text) not in said]
        said.update((one.file, one.line, one.text) for one in problems)
        told = [one for one in problems if args.remarks or not one.remark]
        wrong += sum(not one.remark for one in problems)
        for problem in told:
            print(problem)
        if not any(not one.remark for one in found.problems):
            hidden = len(problems) - len(told)
            print(f"{file}: good" + (f"; {_remarks(hidden)} (--remarks)" if hidden else ""))
        for key, line in found.lines.items():
            lines.setdefault(key, line)
        if args.missing:
            print_missing(Path(file))
    if args.summary:
        print(shares(lines.values()))
    return 1 if wrong else 0


def _remarks(count: int) -> str:
    return f"{count} remark{'' if count == 1 else 's'}"


def print_missing(file: Path) -> None:
    """Payloads that would tell apart what no vector does, as lines of data whose source is to be filled in."""
    from redi_codecs.checking.choosing import missing_payloads
    from redi_codecs.checking.files import told_apart
    from redi_codecs.checking.statements import run_file
    from redi_codecs.checking.vectors import line_of
    from redi_codecs.device_codec import codec
    from redi_codecs.registry import declared

    found = list(declared(run_file(file)[0]))
    told = told_apart(found, file)
    for device in found:
        for payload, port in missing_payloads(device, told):
            print(line_of(device.id, codec(device).decode(payload, port), "TODO: who says that this is right"))


def _files(path: str) -> Iterator[str]:
    """The file, or those of the folder that declare devices."""
    from redi_codecs.checking.source import declaration_files

    if not Path(path).is_dir():
        if not Path(path).is_file():
            raise UsageError(f"there is no file {path}")
        yield path
        return
    found = declaration_files(Path(path))
    if not found:
        raise UsageError(f"no file in {path} declares a device: NAME = device(…) is missing")
    yield from map(str, found)


def run_new(args: argparse.Namespace) -> int:
    from redi_codecs.files import write_whole
    from redi_codecs.scaffold import scaffold

    path, text = scaffold(args.vendor, args.model)
    if args.stdout:
        print(text, end="")
        return 0
    target = Path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, text, new=True)
    print(f"wrote {target}; next: fill in the manual's table, then redi-codecs check {target}")
    return 0
