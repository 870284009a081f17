"""``redi-codecs explain``: every byte of a payload and what it means."""

from __future__ import annotations

import argparse
import os
import sys
from typing import TYPE_CHECKING

from redi_codecs.cli.usage import (
    add_device,
    add_f_port,
    add_load,
    add_sensitive,
    hex_payload,
    known_device,
    port_of,
)

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands

__all__ = ["add"]


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "explain",
        help="what each byte of a payload means",
        description="What each byte of a payload means, also for a broken payload up to where it breaks.",
    )
    add_device(parser, required=True, help="the device that sent it")
    add_f_port(parser, "the port that it came on (default: the device's own)")
    add_sensitive(parser)
    add_load(parser)
    parser.add_argument("payload", nargs="+", metavar="PAYLOAD", help="hex digits; spaces between bytes are allowed")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    import redi_codecs

    f_port = port_of(known_device(args.device), args.f_port)
    explanation = redi_codecs.explain(args.device, hex_payload(args.payload), f_port)
    print(explanation.text(color=_colored(), sensitive=args.sensitive))
    return 1 if explanation.fault else 0


def _colored() -> bool:
    """Whether somebody looks at it, and has not said that colours are unwelcome (no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
