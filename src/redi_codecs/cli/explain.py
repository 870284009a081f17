"""``redi-codecs explain``: every byte of a payload and what it means, its bits drawn."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from redi_codecs.cli.streams import beneath
from redi_codecs.cli.text import clock, colored, fitted, printable
from redi_codecs.cli.usage import (
    UsageError,
    add_color,
    add_command,
    add_device,
    add_devices,
    add_f_port,
    add_load,
    add_sensitive,
    add_tables,
    columns_of,
    device_map,
    known_device,
    messages_in,
    moment,
    no_source,
    payload_in,
    port_of,
)
from redi_codecs.errors import DecodeError, RediCodecsError, UplinkError
from redi_codecs.safe_text import safe_line

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import Decoder
    from redi_codecs.archive.item import Item
    from redi_codecs.cli.usage import Commands
    from redi_codecs.explaining.explanation import Explanation
    from redi_codecs.networks import Uplink

__all__ = ["add"]

DESCRIPTION = """\
What each byte of a payload means, also for a broken payload: where it breaks, and why. At a terminal the bits are
drawn, a row a byte and a box a field; elsewhere there is a table, a line a field. What is explained is a payload in
hex, or the messages of files, of one line of a file (FILE:LINE, as errors name it) or of standard input (-)."""
EXAMPLE = """\
redi-codecs explain --device browan/tbms100 01 0B 3A 0500 C50000
redi-codecs explain examples/open-region.jsonl:3 --devices examples/devices.csv
redi-codecs explain --device milesight-iot/em300-th --downlink FF035802 FF10FF"""


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "explain", help="what each byte of a payload means", description=DESCRIPTION, example=EXAMPLE
    )
    parser.add_argument(
        "sources", nargs="*", metavar="PAYLOAD|FILE", help="hex digits, in parts or in one; or files of messages"
    )
    add_device(parser, required=False, help="the device that sent it, where a message does not say")
    add_f_port(parser, "the port that it came on (default: the device's own), where a message does not say")
    add_devices(parser)
    parser.add_argument(
        "--received-at", metavar="TIME", type=moment, help="when it came in, where a message does not say"
    )
    parser.add_argument(
        "--bits", action=argparse.BooleanOptionalAction, help="draw the bits, or do not (default: at a terminal)"
    )
    parser.add_argument("--downlink", action="store_true", help="the payload is of commands that the device is given")
    add_color(parser)
    add_sensitive(parser)
    add_load(parser)
    add_tables(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    sources: list[str] = args.sources
    if args.device:
        known_device(args.device)
    if sources and not any(source == "-" or Path(source).exists() for source in sources):
        payload = payload_in(sources, args.encoding)
        if payload is not None:
            return _payload(args, payload)
    if args.downlink:
        raise UsageError("--downlink is for the payload of a downlink, in hex; messages tell of uplinks")
    if not sources and sys.stdin.isatty():
        raise UsageError("give it a payload in hex, a file of messages, or - for standard input")
    return _messages(args, sources or ["-"])


def _payload(args: argparse.Namespace, payload: bytes) -> int:
    import redi_codecs

    if not args.device:
        raise UsageError("this is a payload: say --device, the device that sent it")
    device = known_device(args.device)
    ports = {one.f_port for one in device.downlink.values()} if args.downlink else set()
    f_port = ports.pop() if args.f_port is None and len(ports) == 1 else port_of(device, args.f_port)
    explanation = redi_codecs.explain(
        args.device, payload, f_port, received_at=args.received_at, downlink=args.downlink
    )
    print(_drawn(args, explanation), file=beneath(sys.stdout))
    return 1 if explanation.fault else 0


def _drawn(args: argparse.Namespace, explanation: Explanation) -> str:
    from redi_codecs.explaining.diagram import diagram

    color = colored(args.color, sys.stdout)
    if sys.stdout.isatty() if args.bits is None else args.bits:
        text = diagram(explanation, color=color, sensitive=args.sensitive)
    else:
        text = explanation.text(color=color, sensitive=args.sensitive)
    return fitted(text, sys.stdout)


# ---- messages


def _messages(args: argparse.Namespace, sources: list[str]) -> int:
    from redi_codecs.archive.decoding import Decoder

    columns = columns_of(args)
    devices = device_map(args.devices)
    decoder = Decoder(
        devices, device=args.device, f_port=args.f_port, received_at=args.received_at, encoding=args.encoding
    )
    wrong, shown = False, False
    for source, path, line in [(source, *_place(source, args.encoding)) for source in sources]:
        found = False
        for item in messages_in([path], args.devices, columns):
            if line is None or item.line == line:
                found = True
                try:
                    text, fault = _message(args, decoder, item)
                except RediCodecsError as error:
                    print(f"{item.source}:{item.line}: {error}", file=sys.stderr)
                    wrong = True
                    continue
                print(f"\n{text}" if shown else text, flush=path == "-", file=beneath(sys.stdout))
                wrong, shown = wrong or fault, True
        if not found:
            print(f"redi-codecs explain: {source}: there is no message here", file=sys.stderr)
            wrong = True
    return 1 if wrong else 0


def _place(source: str, encoding: str | None) -> tuple[str, int | None]:
    """The file, and the line if only one is meant."""
    match = re.fullmatch(r"(.+):(\d{1,9})", source)
    if source == "-" or Path(source).exists():
        return source, None
    if match and Path(match[1]).exists():
        return match[1], int(match[2])
    raise no_source(source, encoding)


def _message(args: argparse.Namespace, decoder: Decoder, item: Item) -> tuple[str, bool]:
    """A message explained, and whether its payload is broken."""
    import redi_codecs
    from redi_codecs.archive.decoding import parse_message

    if item.problem or item.message is None:
        raise UplinkError(item.problem)
    uplink = parse_message(item.message, args.encoding)
    head = _head(item, uplink)
    device, payload, doubt = _sent(decoder, uplink)
    if device is None:
        return f"{head}\n{uplink.kind}: a message without a payload to explain", False
    f_port = args.f_port if uplink.f_port is None else uplink.f_port
    f_port = redi_codecs.codec(device).settled_port if f_port is None else f_port
    assert f_port is not None  # it was decoded before
    received_at = uplink.received_at or args.received_at
    explanation = redi_codecs.explain(device, payload, f_port, received_at=received_at)
    return f"{head}\n{doubt}{_drawn(args, explanation)}", explanation.fault is not None


def _sent(decoder: Decoder, uplink: Uplink) -> tuple[str | None, bytes, str]:
    """The id of the device that sent it, its bytes, and a line where it is not sure that these are.

    Without an id there is no payload to explain.
    """
    from redi_codecs.archive.in_digits import DOUBTS

    try:
        message = decoder(uplink)
    except DecodeError as error:
        return error.device, uplink.payload, ""
    if message.decoded is None:
        return None, b"", ""
    doubts = [f"! {one.code}: {one.text}\n" for one in message.decoded.warnings if one.code in DOUBTS]
    return message.decoded.device, message.uplink.payload, "".join(doubts)


def _head(item: Item, uplink: Uplink) -> str:
    who = uplink.device_name or uplink.dev_eui
    when = f"{clock(uplink.received_at)} UTC" if uplink.received_at else ""
    return safe_line("  ".join(filter(None, (f"{item.source}:{item.line}", printable(who), when, uplink.network))))
