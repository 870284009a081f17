"""``redi-codecs decode``: uplink messages, or one payload, to readings."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from redi_codecs.cli.devicemap import read_devices
from redi_codecs.cli.messages import Item, items
from redi_codecs.cli.output import JsonLines, Table, print_one
from redi_codecs.cli.usage import (
    UsageError,
    add_device,
    add_f_port,
    add_json,
    add_load,
    add_sensitive,
    hex_payload,
    is_hex,
    known_device,
    moment,
    port_of,
)
from redi_codecs.errors import RediCodecsError, UnknownDevice, UplinkError

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands
    from redi_codecs.networks import Uplink
    from redi_codecs.readings import Decoded

__all__ = ["add"]

DESCRIPTION = """\
Uplink messages of The Things Stack v3 and ChirpStack v4 to readings: JSON Lines, single JSON objects or an array, from
files or standard input; or one payload in hex, with --device.

A message's device is what the message itself says, else what --devices says of its DevEUI, else --device. A broken
message is reported and does not stop the run."""


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "decode",
        help="uplink messages, or one payload, to readings",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="*", metavar="FILE|PAYLOAD", help="files (- is standard input), or hex digits")
    add_json(parser, "JSON Lines for a program instead of a table: one line an uplink")
    add_device(parser, required=False, help="the device of the payload, or of messages that name none")
    add_f_port(parser, "the port of the payload, or of messages that name none")
    parser.add_argument("--devices", metavar="MAP.csv", help="a CSV file with the columns dev_eui and device")
    parser.add_argument(
        "--rejects",
        metavar="FILE",
        help="keep the messages that were rejected here, to try again (the exit status is then 0)",
    )
    add_sensitive(parser)
    add_load(parser)
    parser.add_argument(
        "--received-at", metavar="TIME", type=moment, help="when the payload, or messages without a time, came in"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    sources: list[str] = args.sources
    if args.device:
        known_device(args.device)
    if sources and all(is_hex(source) and not Path(source).exists() for source in sources):
        return _decode_payload(args)
    for source in sources:
        if source != "-" and not Path(source).is_file():
            raise UsageError(f"{source!r} is neither a file nor a payload in hex")
    if not sources and sys.stdin.isatty():
        raise UsageError("give it a file, - for standard input, or a payload in hex")
    return _decode_messages(args, sources or ["-"])


def _decode_payload(args: argparse.Namespace) -> int:
    import redi_codecs

    if not args.device:
        raise UsageError("this is a payload: say --device, the device that sent it")
    device = known_device(args.device)
    f_port = port_of(device, args.f_port)
    decoded = redi_codecs.decode(args.device, hex_payload(args.sources), f_port, received_at=args.received_at)
    if args.json:
        JsonLines(sys.stdout, sensitive=args.sensitive).write(None, decoded)
    else:
        print_one(decoded, sys.stdout, sensitive=args.sensitive)
    return 0


def _decode_messages(args: argparse.Namespace, sources: list[str]) -> int:
    with ExitStack() as files:
        rejects = files.enter_context(_writing(args.rejects)) if args.rejects else None
        job = Job(
            args=args,
            output=(JsonLines if args.json else Table)(sys.stdout, sensitive=args.sensitive),
            devices=read_devices(args.devices) if args.devices else {},
            rejects=rejects,
        )
        try:
            for source in sources:
                for item in _items(source):
                    job.take(source, item)
        finally:
            print(job.summary(), file=sys.stderr)
    return 1 if job.rejected and rejects is None else 0  # what is kept for another try is not lost


@dataclass(slots=True)
class Job:
    """One run over messages: what to do with each, and the count of what came of them."""

    args: argparse.Namespace
    output: JsonLines | Table
    devices: Mapping[str, str]
    rejects: TextIO | None
    decoded: int = 0
    rejected: int = 0
    others: Counter[str] = field(default_factory=Counter)

    def take(self, source: str, item: Item) -> None:
        name = ""
        try:
            uplink = _parse(item)
            if uplink.kind != "uplink":
                self.others[uplink.kind] += 1
                return
            name = f"{uplink.device_name or uplink.dev_eui}: "
            decoded = self._decode(uplink)
        except RediCodecsError as error:
            self.rejected += 1
            print(f"{'stdin' if source == '-' else source}:{item.line}: {name}{error}", file=sys.stderr)
            if self.rejects:
                print(item.one_line, file=self.rejects)
            return
        self.decoded += 1
        self.output.write(uplink, decoded)

    def _decode(self, uplink: Uplink) -> Decoded:
        import redi_codecs

        f_port = uplink.f_port if uplink.f_port is not None else self.args.f_port
        if f_port is None:
            raise UplinkError("the message names no f_port, and there is no --f-port")
        received_at = uplink.received_at or self.args.received_at
        unknown: UnknownDevice | None = None
        for device in filter(None, (uplink.device, self.devices.get(uplink.dev_eui), self.args.device)):
            try:
                return redi_codecs.decode(device, uplink.payload, f_port, received_at=received_at)
            except UnknownDevice as error:
                unknown = unknown or error
        raise unknown or UplinkError(
            f"nothing says which device {uplink.dev_eui} is: neither the message nor --devices nor --device"
        )

    def summary(self) -> str:
        text = f"{_count(self.decoded + self.rejected, 'uplink')}, {self.decoded} decoded, {self.rejected} rejected"
        if self.rejected and self.rejects is not None:
            text += f" and kept in {self.rejects.name}"
        if self.others:
            kinds = ", ".join(f"{count} {kind}" for kind, count in self.others.most_common())
            text += f"; {_count(self.others.total(), 'other message')} without readings ({kinds})"
        return text


def _parse(item: Item) -> Uplink:
    from redi_codecs.networks import parse_uplink

    if item.content is None:
        raise UplinkError(item.problem)
    return parse_uplink(item.content)


def _items(source: str) -> Iterator[Item]:
    # Bytes that are no UTF-8 stay what they are: only the message that holds them is broken.
    if source == "-":
        with suppress(AttributeError):
            sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")  # type: ignore[union-attr]
            # What comes in live goes out live, whoever reads it.
            sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
        yield from items(sys.stdin)
    else:
        with Path(source).open(encoding="utf-8-sig", errors="surrogateescape") as lines:
            yield from items(lines)


def _writing(path: str) -> TextIO:
    return Path(path).open("w", encoding="utf-8", errors="surrogateescape")


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
