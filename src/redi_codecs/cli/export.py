"""``redi-codecs export``: a device's codec for network servers that run JavaScript."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from redi_codecs.cli.completers import completed, devices
from redi_codecs.cli.usage import UsageError, add_command, add_load, spelled

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands

__all__ = ["add"]

DESCRIPTION = """\
Write what a network server needs to decode a device's payloads itself. javascript is the codec alone, one
self-contained file in ECMAScript 5.1, to be pasted into The Things Stack, ChirpStack and the like."""


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "export",
        help="a device's codec in JavaScript, for network servers",
        description=DESCRIPTION,
        example="redi-codecs export javascript milesight-iot/em300-th -o codecs",
    )
    parser.add_argument("form", metavar="FORM", choices=("javascript",), help="javascript: the codec alone")
    completed(parser.add_argument("ids", nargs="+", metavar="VENDOR/MODEL", help="the devices"), devices)
    parser.add_argument("-o", "--output", metavar="DIR", help="a folder for the files (default: the current one)")
    parser.add_argument("--stdout", action="store_true", help="print the codec of one device instead")
    parser.add_argument(
        "--sensitive", action="store_true", help="let positions, serial numbers and the like into the codec's data"
    )
    add_load(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    import redi_codecs
    from redi_codecs.files import write_whole

    if args.stdout and len(args.ids) > 1:
        raise UsageError("--stdout prints the codec of one device: leave it out, and each gets a file")
    texts = {id: redi_codecs.codec(id).to_javascript(sensitive=args.sensitive) for id in map(spelled, args.ids)}
    for id, text in texts.items():
        if args.stdout:
            print(text, end="")
            continue
        folder = Path(args.output or ".")
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{id.replace('/', '_')}.js"
        write_whole(path, text)
        print(path)
    return 0
