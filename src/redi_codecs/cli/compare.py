"""``redi-codecs compare``: a declaration held against a vendor's decoder in JavaScript."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from redi_codecs.cli.completers import completed, devices
from redi_codecs.cli.text import fitted
from redi_codecs.cli.usage import UsageError, add_command, add_load, known_device

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands
    from redi_codecs.comparing import JavaScript
    from redi_codecs.layout.device import Device

__all__ = ["add"]

DESCRIPTION = """\
A second opinion on a declaration: a vendor's decoder in JavaScript is run beside ours, on the declaration's vectors,
on changed and shortened ones, and on payloads drawn from the declaration. Which of its keys is which of our names is
found out by their values; where the two then differ is told with the payload and the bytes that decide."""
LONG = 240.0  # seconds that a decoder may run in all where vectors are looked for, tag by tag
EXAMPLE = "redi-codecs compare acme/thermo-1 --load acme/thermo_1.py thermo-1.js"


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "compare",
        help="a declaration beside a vendor's decoder in JavaScript",
        description=DESCRIPTION,
        example=EXAMPLE,
    )
    completed(parser.add_argument("device", metavar="VENDOR/MODEL", help="the device"), devices)
    parser.add_argument("decoder", metavar="DECODER.js", help="decodeUplink(input), Decode(fPort, bytes), Decoder(…)")
    parser.add_argument(
        "--payloads", metavar="FILE", help="further payloads: hex, one a line, after a port where it is another one"
    )
    parser.add_argument("--examples", metavar="N", type=_number, default=3, help="examples of each difference (3)")
    parser.add_argument("--confirm", action="store_true", help="keep the pairs in a table beside the declaration")
    parser.add_argument(
        "--vectors", action="store_true", help="print payloads that both sides read alike, as vectors, a JSON a line"
    )
    add_load(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from redi_codecs.comparing import JavaScript, compare, table
    from redi_codecs.comparing.payloads import read_payloads

    device: Device = known_device(args.device)
    for file in filter(None, (args.decoder, args.payloads)):
        if not Path(file).is_file():
            raise UsageError(f"there is no file {file}")
    source = Path(args.decoder).read_text(encoding="utf-8-sig", errors="replace")
    script = JavaScript(source, budget=LONG) if args.vectors else JavaScript(source)
    more = read_payloads(args.payloads, device.f_port) if args.payloads else []
    if args.vectors:
        return _vectors(device, script, more)
    comparison = compare(device, script, payloads=more, examples=args.examples)
    print(fitted(str(comparison), sys.stdout))
    if args.confirm:
        # A pair by its name alone is a guess that the values speak against; one in doubt is confirmed by hand.
        doubtful = comparison.doubtful
        new = [one for one in comparison.pairs if not (one.confirmed or one.by_name or one in doubtful)]
        file = table.add(device, new)
        print(f"{len(new)} pairs written to {file}" if new else f"{file} has all pairs already")
    return 1 if comparison.differs or not comparison.pairs else 0


def _vectors(device: Device, script: JavaScript, more: list[tuple[bytes, int]]) -> int:
    """Payloads of the file, else those that the declaration's vectors lack."""
    from redi_codecs.checking import neighbours
    from redi_codecs.checking.choosing import missing_payloads
    from redi_codecs.checking.telling import telling
    from redi_codecs.comparing import vectors
    from redi_codecs.comparing.comparison import pairs_of

    def left_out(remark: str) -> None:
        print(f"left out: {remark}", file=sys.stderr)

    def agreed(payload: bytes, port: int) -> bool:
        """Print the payload if both sides read it alike."""
        made = list(vectors(device, script, [(payload, port)], pairs=pairs, left_out=left_out))
        for one in made:
            print(json.dumps(one, ensure_ascii=False))
        return bool(made)

    pairs = pairs_of(device, script)
    if more:
        found = sum(agreed(*one) for one in more)
    else:
        told = telling([device, *(one for one in neighbours(Path(device.where.file)) if one.where != device.where)])
        found = sum(1 for _ in missing_payloads(device, told, accept=agreed))
    return 0 if found else 1


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a number of examples, saw {text!r}")
