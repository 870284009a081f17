"""``redi-codecs encode``: the payload that a device would send for these values."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING, Any

from redi_codecs.cli.usage import UsageError, add_device, add_f_port, add_json, add_load

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands

__all__ = ["add"]

WORDS: dict[str, Any] = {"true": True, "yes": True, "false": False, "no": False, "none": None, "null": None}


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "encode",
        help="the payload that a device would send for given values",
        description="The payload that a device would send for given values, for simulations and tests.",
    )
    add_device(parser, required=True, help="the device that would send it")
    add_f_port(parser, "the port (default: the one that the message is sent on)")
    add_load(parser)
    parser.add_argument("--message", metavar="NAME", help="which message, where the device sends several")
    add_json(parser, "one JSON object instead of two lines")
    parser.add_argument(
        "values",
        nargs="+",
        metavar="NAME=VALUE",
        help="such as temperature=21.5 or motion=yes; none stands for the device's own mark of no value",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    import redi_codecs

    values = _values(args.values)
    encoded = redi_codecs.encode_uplink(args.device, values, message=args.message, f_port=args.f_port)
    if args.json:
        print(json.dumps({"device": args.device, "f_port": encoded.f_port, "payload": encoded.payload.hex()}))
    else:
        print(f"payload  {encoded.payload.hex()}\nf_port   {encoded.f_port}")
    return 0


def _values(pairs: list[str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not (equals and name.strip()):
            raise UsageError(f"expected NAME=VALUE, such as temperature=21.5, saw {pair!r}")
        if name.strip() in values:
            raise UsageError(f"{name.strip()} is given twice")
        values[name.strip()] = _value(text.strip())
    return values


def _value(text: str) -> Any:
    """The value that a person means.

    >>> _value("21"), _value("21.5"), _value("yes"), _value("none"), _value("not_connected")
    (21, 21.5, True, None, 'not_connected')
    """
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
