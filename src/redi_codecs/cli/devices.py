"""``redi-codecs devices``: which devices there are and what they measure."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from typing import TYPE_CHECKING

from redi_codecs.cli.text import columns
from redi_codecs.cli.usage import UsageError, add_json, add_load

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands

__all__ = ["add"]


def add(commands: Commands) -> None:
    parser = commands.add_parser("devices", help="the devices that are known, and what they measure")
    parser.add_argument("--vendor", metavar="VENDOR", help="only this vendor's, such as milesight-iot")
    parser.add_argument("--quantity", metavar="QUANTITY", help="only those that measure this, such as co2")
    add_json(parser, "JSON Lines, one device a line")
    add_load(parser)
    parser.add_argument("search", nargs="?", metavar="SEARCH", help="part of an id or of a name")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    import redi_codecs

    if args.quantity:
        _check_quantity(args.quantity)
    word = (args.search or "").casefold()
    found = [
        device
        for device in redi_codecs.devices(vendor=args.vendor, quantity=args.quantity)
        if word in device.id.casefold() or word in device.name.casefold()
    ]
    if not found:
        print("redi-codecs devices: no device matches", file=sys.stderr)
        return 1
    if args.json:
        for device in found:
            row = {"id": device.id, "name": device.name, "quantities": list(device.quantities), "source": device.source}
            print(json.dumps(row, ensure_ascii=False))
    else:
        print("\n".join(columns((device.id, device.name, ", ".join(device.quantities)) for device in found)))
    return 0


def _check_quantity(quantity: str) -> None:
    from redi_codecs.quantities import QUANTITIES

    if quantity not in QUANTITIES:
        near = difflib.get_close_matches(quantity, QUANTITIES, n=3)
        raise UsageError(
            f"no quantity is called {quantity!r}" + (f"; did you mean {' or '.join(near)}?" if near else "")
        )
