"""``redi-codecs decode``: uplink messages, or one payload, to readings."""

from __future__ import annotations

import argparse
import os
import re
import stat
import sys
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, ExitStack, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from redi_codecs.cli.apart import keep_apart
from redi_codecs.cli.output import FORMATS, ByColumns, format_of, has_anything, opened, print_one
from redi_codecs.cli.progress import Progress
from redi_codecs.cli.text import counted, printable
from redi_codecs.cli.usage import (
    UsageError,
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
    moment,
    no_source,
    payload_in,
    port_of,
)
from redi_codecs.errors import DecodeError, PrivacyError
from redi_codecs.safe_text import safe_line

if TYPE_CHECKING:
    from redi_codecs.archive import Columns, DecodedMessage, Rejected, RejectsFile, Stream
    from redi_codecs.archive.ahead import Ahead
    from redi_codecs.archive.item import Item, Items
    from redi_codecs.archive.jobs import Prepared
    from redi_codecs.archive.sources import Block
    from redi_codecs.cli.usage import Commands
    from redi_codecs.networks import Uplink
    from redi_codecs.privacy import Pseudonyms

__all__ = ["add"]

DESCRIPTION: Final = """\
Uplink messages of LoRaWAN network servers to readings: JSON Lines, JSON objects, arrays, XML, and CSV with a payload
column, logs and pages that have these in them, payloads a line; from files, folders or standard input, also compressed
with gzip. Or one payload, in any spelling of hex or (with --encoding) in base64, with --device.

A message's device is what the message itself says, else what --devices says of its DevEUI, else --device. A broken
message is reported and does not stop the run."""
EXAMPLE: Final = """\
redi-codecs decode uplinks.jsonl --devices devices.csv --rejects rejects.jsonl
redi-codecs decode archive/ --devices devices.yaml --output readings.parquet
redi-codecs decode --device milesight-iot/em300-th 01755C03673401046865"""
REPORTED: Final = 20
"""Rejected messages that are reported one by one where all of them are kept in a file."""


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "decode",
        help="uplink messages, or one payload, to readings",
        description=DESCRIPTION,
        example=EXAMPLE,
    )
    parser.add_argument(
        "sources", nargs="*", metavar="FILE|PAYLOAD", help="files and folders (- is standard input), or hex digits"
    )
    add_devices(parser)
    add_device(parser, required=False, help="the device of the payload, or of messages that name none")
    add_f_port(parser, "the port of the payload, or of messages that name none")
    parser.add_argument(
        "--received-at", metavar="TIME", type=moment, help="when the payload, or messages without a time, came in"
    )
    parser.add_argument(
        "--once", action="store_true", help="leave out repeats: same DevEUI, counter and payload within ten minutes"
    )
    parser.add_argument(
        "--no-simulated",
        dest="simulated",
        action="store_false",
        help="leave out uplinks that somebody made in the server's console, and no device sent",
    )
    add_sensitive(parser)
    add_load(parser)
    out = parser.add_argument_group("output")
    formats = out.add_mutually_exclusive_group()
    formats.add_argument(
        "--format",
        choices=FORMATS,
        help="a table for a person, JSON Lines with a message a line, or CSV or Parquet with a reading a row "
        "(default: what the name of --output says, else a table)",
    )
    formats.add_argument("--json", action="store_const", const="jsonl", dest="format", help="short for --format jsonl")
    out.add_argument("--output", metavar="FILE", help="write here instead of standard output")
    out.add_argument(
        "--rejects",
        metavar="FILE",
        help="keep the messages that were rejected here, with the reasons, to try again (the exit status is then 0)",
    )
    out.add_argument(
        "--rejects-limit",
        metavar="MB",
        type=_megabytes,
        help="keep no more than this of the messages that one run rejects, and only count the others (default: 1074)",
    )
    out.add_argument(
        "--pseudonyms", metavar="KEYFILE", help="write pseudonyms instead of DevEUIs, made with the key in this file"
    )
    out.add_argument(
        "--jobs",
        metavar="N",
        type=_jobs,
        default=1,
        help="processes that share the work where JSON Lines become CSV or Parquet (default: %(default)s)",
    )
    add_tables(parser)
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 256:
        raise argparse.ArgumentTypeError(f"expected a number of processes, 1 … 256, saw {text!r}")
    return int(text)


def _megabytes(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 1_000_000_000:
        raise argparse.ArgumentTypeError(f"expected a number of megabytes, 1 … 1000000000, saw {text!r}")
    return int(text) * 1_000_000


def run(args: argparse.Namespace) -> int:
    sources: list[str] = args.sources
    if args.device:
        known_device(args.device)
    if sources and not any(source == "-" or Path(source).exists() for source in sources):
        payload = payload_in(sources, args.encoding)
        if payload is not None:
            return _decode_payload(args, payload)
    for source in sources:
        if source != "-" and not Path(source).exists():
            raise no_source(source, args.encoding)
    if not sources and sys.stdin.isatty():
        raise UsageError("give it a file, - for standard input, or a payload in hex")
    files = _files(args, sources or ["-"])
    keep_apart(args, files)
    with _ahead(args, files) as ahead:
        return _decode_messages(args, files, ahead)


def _decode_payload(args: argparse.Namespace, payload: bytes) -> int:
    import redi_codecs

    if not args.device:
        raise UsageError("this is a payload: say --device, the device that sent it")
    f_port = port_of(known_device(args.device), args.f_port)
    keep_apart(args, [])
    format = format_of(args.format, args.output)
    for_a_person = format == "table" and not args.output
    try:
        decoded = redi_codecs.decode(args.device, payload, f_port, received_at=args.received_at)
    except DecodeError as error:
        if for_a_person and error.partial is not None and has_anything(error.partial):
            print_one(error.partial, sys.stdout, sensitive=args.sensitive)
            sys.stdout.flush()
        raise
    if for_a_person:
        print_one(decoded, sys.stdout, sensitive=args.sensitive)
        return 0
    from redi_codecs.archive import DecodedMessage
    from redi_codecs.networks import Uplink

    uplink = Uplink("", "uplink", "", f_port=f_port, payload=payload, received_at=args.received_at)
    with ExitStack() as stack:
        output = opened(format, args.output, sensitive=args.sensitive, stack=stack)
        output.write(DecodedMessage(uplink, decoded))
    return 0


def _decode_messages(args: argparse.Namespace, files: list[str], ahead: Ahead | None) -> int:
    from redi_codecs.archive import Decoder, RejectsFile, Stream
    from redi_codecs.archive.once import Once
    from redi_codecs.archive.rejects import LIMIT
    from redi_codecs.archive.sources import read_blocks, read_items

    columns = columns_of(args)
    devices = device_map(args.devices)
    decode: Callable[[Uplink], DecodedMessage]
    decode = Decoder(
        devices,
        device=args.device,
        f_port=args.f_port,
        received_at=args.received_at,
        simulated=args.simulated,
        encoding=args.encoding,
    )
    pseudonyms = _pseudonyms(args.pseudonyms) if args.pseudonyms else None
    if pseudonyms is not None:
        decode = _pseudonymous(decode, pseudonyms)
    live = any(map(_is_live, files))
    if live:
        with suppress(AttributeError):  # what comes in live goes out live, whoever reads it
            sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    seen = bool(args.output) or not sys.stdout.isatty()
    with ExitStack() as stack:
        format = format_of(args.format, args.output)
        kept = RejectsFile(args.rejects, limit=args.rejects_limit or LIMIT) if args.rejects else None
        if kept is not None:
            stack.enter_context(kept)
        output = opened(format, args.output, sensitive=args.sensitive, stack=stack, live=live)
        progress = Progress(files, wanted=seen)
        stack.callback(progress.close)

        def found() -> Items:
            for file in files:
                yield from read_items(file, columns, progress=progress.opened)

        def blocks() -> Generator[Item | Block, None, None]:
            for file in files:
                yield from read_blocks(file, columns, progress=progress.opened)

        report = _Report(kept, pseudonyms)
        stream = Stream(
            progress.watch(found()),
            decode,
            rejects=report,
            blocks=None if live else lambda: progress.watch(blocks()),
            once=Once() if args.once else None,
            encoding=args.encoding,
        )
        stack.callback(stream.close)
        stack.callback(lambda: print(_summary(stream, args, kept), file=sys.stderr))
        if not isinstance(output, ByColumns) or not stream.by_columns:
            for message in stream:
                output.write(message)
        elif args.jobs > 1:
            for one in _with_jobs(args, files, columns, decode, output, ahead):
                stream.count(one.part)
                output.write_prepared(one.ready)
        else:
            for part in stream.parts(sensitive=args.sensitive):
                output.write_prepared(output.prepared(part))
    return 1 if stream.rejected > (kept.kept if kept else 0) else 0  # what is kept for another try is not lost


def _with_jobs(
    args: argparse.Namespace,
    files: list[str],
    columns: Columns,
    decode: object,
    output: ByColumns,
    ahead: Ahead | None,
) -> Iterator[Prepared]:
    from redi_codecs.archive import Decoder
    from redi_codecs.archive.ahead import can_fork
    from redi_codecs.archive.jobs import job_parts

    if not can_fork():
        raise UsageError("--jobs needs processes that are forked, which this system does not have")
    assert isinstance(decode, Decoder)
    return job_parts(files, columns, decode, output.prepared, jobs=args.jobs, sensitive=args.sensitive, ahead=ahead)


def _ahead(args: argparse.Namespace, files: list[str]) -> AbstractContextManager[Ahead | None]:
    """What reads the files already, where several processes are going to."""
    from redi_codecs.networks.quick import available

    if args.jobs == 1 or args.once or args.pseudonyms or not available():
        return nullcontext()
    if format_of(args.format, args.output) not in ("csv", "parquet") or any(map(_is_live, files)):
        return nullcontext()
    from redi_codecs.archive.ahead import Ahead, can_fork

    return Ahead(files) if can_fork() else nullcontext()


def _is_live(file: str) -> bool:
    """Whether what is read may still be coming in: a pipe, a terminal, a socket."""
    try:
        mode = os.fstat(sys.stdin.fileno()).st_mode if file == "-" else Path(file).stat().st_mode
    except (OSError, ValueError, AttributeError):  # no file at all stands in the place of standard input
        return file == "-"
    return not stat.S_ISREG(mode)


class _Report:
    """What becomes of a rejected message: a line on standard error, and a place in the file if there is one."""

    def __init__(self, kept: Callable[[Rejected], None] | None, pseudonyms: Pseudonyms | None) -> None:
        self._kept = kept
        self._pseudonyms = pseudonyms
        self._count = 0

    def __call__(self, rejected: Rejected) -> None:
        self._count += 1
        if self._kept is not None:
            self._kept(rejected)
            if self._count > REPORTED:
                if self._count == REPORTED + 1:
                    print("… the reasons of all others are in the file of the rejects", file=sys.stderr)
                return
        name, reason = printable(rejected.device_name) or rejected.dev_eui, rejected.reason
        if self._pseudonyms is not None:
            name = self._pseudonyms(rejected.dev_eui) if rejected.dev_eui else ""
            reason = _unquoted(reason.replace(rejected.dev_eui, name) if name else reason)
        where = f"{rejected.source}:{rejected.line}" if rejected.line else rejected.source
        print(safe_line(f"{where}: {f'{name}: ' if name else ''}{reason}"), file=sys.stderr)


def _unquoted(reason: str) -> str:
    """A reason without what it quotes of the message, which may say whose it is."""
    return re.sub(r"(saw|digits) .*?(?=; |$)|'[^']*'|\"[^\"]*\"", lambda match: f"{match[1] or ''} …".strip(), reason)


def _files(args: argparse.Namespace, sources: list[str]) -> list[str]:
    """What is read, folders with all that is in them."""
    from redi_codecs.archive.sources import SUFFIXES, SourceError, files_of

    apart = [Path(args.devices)] if args.devices else []
    files: list[str] = []
    others: list[Path] = []
    for source in sources:
        try:
            files += ["-"] if source == "-" else map(str, files_of(source, apart_from=apart, passed_over=others))
        except SourceError as error:
            raise UsageError(str(error)) from None
    if others:
        what = f"passed over {counted(len(others), 'file')} whose name ends in none of {', '.join(SUFFIXES)}"
        print(safe_line(f"{what}, the first {others[0]}"), file=sys.stderr)
    return files


def _pseudonyms(path: str) -> Pseudonyms:
    from redi_codecs.privacy import pseudonymize

    try:
        return pseudonymize(Path(path))
    except PrivacyError as error:
        raise UsageError(str(error)) from None


def _pseudonymous(decode: Callable[[Uplink], DecodedMessage], of: Pseudonyms) -> Callable[[Uplink], DecodedMessage]:
    def decoded(uplink: Uplink) -> DecodedMessage:
        try:
            return of.decoded_message(decode(uplink))
        except DecodeError as error:
            raise error.without_payload() from None

    return decoded


def _summary(stream: Stream, args: argparse.Namespace, kept: RejectsFile | None) -> str:
    uplinks = counted(stream.decoded + stream.rejected, "uplink")
    text = f"{uplinks}, {stream.decoded} decoded, {stream.rejected} rejected"
    if stream.rejected and kept is not None:
        text += f" and kept in {args.rejects}"
        if args.pseudonyms:
            text += " with their DevEUIs"
        if kept.left_out:
            text += f", but for {kept.left_out} beyond {kept.limit // 1_000_000} MB (--rejects-limit)"
    if stream.others:
        kinds = ", ".join(f"{count} {kind}" for kind, count in stream.others.most_common())
        text += f"; {counted(stream.others.total(), 'other message')} without readings ({kinds})"
    if stream.repeated:
        text += f"; {counted(stream.repeated, 'repeat')} left out"
    return text
