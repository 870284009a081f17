"""``redi-codecs explain``: every byte of a payload and what it means."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from redi_codecs.cli.usage import UsageError, add_device, add_f_port, hex_payload, known_device

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
    parser.add_argument("payload", nargs="+", metavar="PAYLOAD", help="hex digits; spaces between bytes are allowed")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    import redi_codecs

    device = known_device(args.device)
    f_port = args.f_port or device.f_port
    if f_port is None:
        raise UsageError(f"{device.id} sends on several ports: say --f-port")
    print(redi_codecs.explain(args.device, hex_payload(args.payload), f_port))
    return 0
