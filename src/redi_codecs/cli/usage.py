"""What the commands share: their arguments and the mistakes that a user can make with them."""

from __future__ import annotations

import argparse
import textwrap
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redi_codecs.cli import completers
from redi_codecs.cli.completers import completed
from redi_codecs.payload_text import base64_bytes, hex_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from redi_codecs.archive.columns import Columns
    from redi_codecs.archive.device_map import DeviceMap
    from redi_codecs.archive.item import Item

    Arguments = argparse._ActionsContainer  # a parser, or a group of its arguments
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

__all__ = [
    "UsageError",
    "Wrapped",
    "add_color",
    "add_command",
    "add_device",
    "add_devices",
    "add_f_port",
    "add_json",
    "add_load",
    "add_sensitive",
    "add_tables",
    "columns_of",
    "device_map",
    "known_device",
    "load",
    "messages_in",
    "moment",
    "no_source",
    "payload_in",
    "port_of",
    "spelled",
]


class UsageError(Exception):
    """A command that cannot be carried out as it was given; its text is a sentence for the user."""


def add_command(commands: Commands, name: str, *, help: str, description: str, example: str) -> argparse.ArgumentParser:
    """A command, with an example below its options."""
    indented = "".join(f"\n  {line}" for line in example.splitlines())
    return commands.add_parser(
        name,
        help=help,
        description=description,
        epilog=f"example:{indented}",
        formatter_class=Wrapped,
    )


class Wrapped(argparse.HelpFormatter):
    """Descriptions as wide as the terminal; examples, which are indented, stay as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        blocks: list[list[str]] = []
        for line in text.splitlines():
            if line.strip() and not line.startswith(" ") and blocks and blocks[-1][-1].strip():
                blocks[-1].append(line)
            else:
                blocks.append([line])
        return "\n".join(
            block[0] if not block[0].strip() or block[0].startswith(" ") else textwrap.fill(" ".join(block), width)
            for block in blocks
        )


def add_device(parser: Arguments, *, required: bool, help: str) -> None:
    completed(parser.add_argument("--device", metavar="VENDOR/MODEL", required=required, help=help), completers.devices)


def add_devices(parser: Arguments) -> None:
    parser.add_argument("--devices", metavar="MAP", help="which device stands behind a DevEUI: a CSV or YAML file")


def device_map(path: str | None) -> DeviceMap | None:
    """The map in the file that was given, if one was."""
    from redi_codecs.archive.device_map import DeviceMap

    return None if path is None else DeviceMap.read(path)


def messages_in(paths: Iterable[str], devices: str | None, columns: Columns) -> Iterator[Item]:
    """Every message of files and folders, and of standard input for ``-``; the map of devices is none of them."""
    from redi_codecs.archive.sources import files_of, read_items

    apart = [Path(devices)] if devices else []
    for path in paths:
        for file in ["-"] if path == "-" else files_of(path, apart_from=apart):
            yield from read_items(file, columns)


def add_color(parser: Arguments) -> None:
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="colours: at a terminal only (auto), as NO_COLOR and FORCE_COLOR say; always; or never",
    )


def add_load(parser: Arguments) -> None:
    parser.add_argument(
        "--load", metavar="FILE", action="append", default=[], help="a Python file that declares further devices"
    )


def load(file: str) -> None:
    """Add the declarations of a file."""
    import redi_codecs

    if not Path(file).is_file():
        raise UsageError(f"there is no file {file}")
    try:
        redi_codecs.load(file)
    except (Exception, SystemExit) as error:
        why = str(error) or type(error).__name__
        raise UsageError(f"{file} cannot be loaded, redi-codecs check {file} says why: {why}") from None


def add_f_port(parser: Arguments, help: str) -> None:
    parser.add_argument("--f-port", metavar="N", type=_port, help=help)


def port_of(device: Any, f_port: int | None) -> int:
    """The port that was given, else the device's own."""
    port: int | None = device.f_port if f_port is None else f_port
    if port is None:
        raise UsageError(f"{device.id} sends on several ports: say --f-port")
    return port


def add_json(parser: Arguments, help: str) -> None:
    parser.add_argument("--json", action="store_true", help=help)


def add_sensitive(parser: Arguments) -> None:
    parser.add_argument("--sensitive", action="store_true", help="show positions, MAC addresses and the like too")


def no_source(source: str, encoding: str | None) -> UsageError:
    """Of what is neither a file nor a payload: what it may be."""
    from redi_codecs import registry

    may = ""
    if registry.known(source) or registry.meant(source):
        may = f" (a device is said by --device {source})"
    elif encoding is None and len(source) > 3 and payload_in([source], "base64") is not None:
        may = " (it may be one in base64: say --encoding base64)"
    return UsageError(f"{source!r} is neither a file nor a payload in {encoding or 'hex'}{may}")


def known_device(id: str) -> Any:
    """The device of this id, or an `UnknownDevice` that names the nearest ones."""
    import redi_codecs

    return redi_codecs.codec(id).device


def spelled(id: str) -> str:
    """The id that was meant, where there is one only: capitals, hyphens and the vendor may be missing."""
    from redi_codecs.registry import known, meant

    if known(id) or len(found := meant(id)) != 1:
        return id
    return found[0]


def add_tables(parser: Arguments) -> None:
    """How tables in CSV, and payloads without more, are to be read."""
    table = parser.add_argument_group("tables in CSV, and payloads")
    table.add_argument(
        "--column",
        metavar="KEY=NAME",
        action="append",
        default=[],
        help="the column of payload (also of whole messages), dev_eui, f_port, time, device, device_name, f_cnt, "
        "direction or type, if it has no usual name",
    )
    table.add_argument(
        "--encoding",
        choices=("hex", "base64"),
        help="how payloads are written, in messages those that may be either (default: as they look)",
    )
    table.add_argument("--time-zone", metavar="ZONE", help="where times have no offset: UTC, Europe/Berlin…")


def columns_of(args: argparse.Namespace) -> Columns:
    """What was said of tables."""
    from redi_codecs.archive.columns import Columns

    names: dict[str, str] = {}
    for text in args.column:
        key, sign, name = text.partition("=")
        if not sign or not name:
            raise UsageError(f"expected --column KEY=NAME, such as --column payload=raw, saw {text!r}")
        names[key] = name
    try:
        return Columns(names, encoding=args.encoding, time_zone=args.time_zone)
    except ValueError as error:
        raise UsageError(str(error)) from None


def payload_in(parts: list[str], encoding: str | None) -> bytes | None:
    """The bytes of a payload that the shell may have split at its spaces; None where it is none.

    >>> (
    ...     payload_in(["0x03,", "0x67"], None).hex(),
    ...     payload_in(["A2c="], "base64").hex(),
    ...     payload_in(["a.jsonl"], None),
    ... )
    ('0367', '0367', None)
    """
    text = " ".join(parts)
    return (base64_bytes(text) if encoding == "base64" else hex_bytes(text)) or None


def moment(text: str) -> datetime:
    """An argument that is a time with its offset, in UTC."""
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise argparse.ArgumentTypeError(f"expected a time with its offset, such as 2026-03-09T06:00:00Z, saw {text!r}")


def _port(text: str) -> int:
    if text.isdecimal() and int(text) <= 255:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a port from 0 to 255, saw {text!r}")
