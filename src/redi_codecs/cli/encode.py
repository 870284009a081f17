"""``redi-codecs encode``: values to the payload of an uplink, a command to that of a downlink."""

from __future__ import annotations

import argparse
import base64
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.cli import completers
from redi_codecs.cli.completers import completed
from redi_codecs.cli.text import columns, folded
from redi_codecs.cli.usage import UsageError, add_command, add_device, add_f_port, add_json, add_load, known_device
from redi_codecs.symbols import symbol

if TYPE_CHECKING:
    from redi_codecs.cli.fields import Described
    from redi_codecs.cli.usage import Commands
    from redi_codecs.encoding.arguments import Argument
    from redi_codecs.encoding.encode import Encoded
    from redi_codecs.layout.device import Device

__all__ = ["add", "command_lines", "kinds", "list_commands", "object_of", "shown", "typed"]

DESCRIPTION = """\
The payload that a device would send for given values, for simulations and tests; with --downlink, the payload that
gives the device a command. Values are pairs, a JSON object as redi-codecs decode --json writes it, or - for such
objects from standard input, one a line."""
EXAMPLE = """\
redi-codecs encode --device milesight-iot/em300-th temperature=21.5 humidity=48
redi-codecs encode --device makerfabs/ath20 --downlink report_interval report_interval=600"""

WORDS: Final[Mapping[str, bool | None]] = {
    "true": True, "yes": True, "on": True, "false": False, "no": False, "off": False, "none": None, "null": None,
}  # fmt: skip


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "encode",
        help="values to a payload, or a command to a downlink",
        description=DESCRIPTION,
        example=EXAMPLE,
    )
    add_device(parser, required=False, help="the device that would send it, or that gets the command")
    add_f_port(parser, "the port (default: the one that the message is sent on)")
    parser.add_argument("--message", metavar="NAME", help="which message, where the device sends several")
    completed(
        parser.add_argument(
            "--downlink", metavar="COMMAND", help="the command of a downlink; the values are its arguments"
        ),
        completers.commands,
    )
    parser.add_argument("--commands", action="store_true", help="list the commands that the device takes")
    add_json(parser, "one JSON object a payload")
    add_load(parser)
    values = parser.add_argument(
        "values",
        nargs="*",
        metavar="NAME=VALUE",
        help="such as temperature=21.5 or motion=yes; none stands for the device's own mark of no value",
    )
    completed(values, completers.names)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    if args.device:
        known_device(args.device)
    if args.commands:
        if not args.device:
            raise UsageError("say --device, the device whose commands are to be listed")
        return list_commands(args.device, args.json)
    if not args.values and args.downlink is None:
        raise UsageError("give it values, such as temperature=21.5, a JSON object, or - for standard input")
    for number, values in enumerate(_given(args)):
        device = args.device or values.get("device")
        if not isinstance(device, str):
            raise UsageError("say --device, the device that sends or gets it")
        encoded = _encoded(args, device, values)
        if number and not args.json:
            print()
        print(shown(device, encoded, args.json))
    return 0


def _encoded(args: argparse.Namespace, device: str, values: Mapping[str, Any]) -> Encoded:
    import redi_codecs
    from redi_codecs.encoding.downlink import encode_downlink

    if args.downlink is None:
        _check_message(device, args.message)
        return redi_codecs.encode_uplink(device, values, message=args.message, f_port=args.f_port)
    for option, given in (("--message", args.message), ("--f-port", args.f_port)):
        if given is not None:
            raise UsageError(f"{option} is for uplinks; the command {args.downlink} has its own")
    return encode_downlink(known_device(device), args.downlink, values, allow_disruptive=False)


def _check_message(device: str, message: str | None) -> None:
    from redi_codecs.cli.fields import messages_of

    known = messages_of(known_device(device))
    if message is not None and message not in known:
        raise UsageError(f"{device} sends no message {message!r}; known: {', '.join(known) or 'none has a name'}")


def shown(device: str, encoded: Encoded, as_json: bool) -> str:
    """Port and payload for a person, or for a program."""
    payload, text = encoded.payload.hex(), base64.b64encode(encoded.payload).decode()
    if as_json:
        return json.dumps({"device": device, "f_port": encoded.f_port, "payload": payload, "base64": text})
    return f"payload  {payload}\nbase64   {text}\nf_port   {encoded.f_port}"


# ---- commands


def list_commands(id: str, as_json: bool) -> int:
    """The commands of a device, each with its arguments."""
    from redi_codecs.device_codec import codec

    device = known_device(id)
    if as_json:
        for one in codec(device).commands:
            print(json.dumps(one.to_dict(), ensure_ascii=False))
    elif device.downlink:
        print("\n".join(command_lines(device)))
    else:
        print(f"{device.id} takes no commands that are known here")
    return 0


def command_lines(device: Device) -> Iterator[str]:
    """A line a command, and below it a line an argument."""
    from redi_codecs.device_codec import codec

    for one in codec(device).commands:
        yield f"{one.name}  (port {one.f_port}{', disruptive' if one.disruptive else ''})"
        yield from (f"  {line}" for line in columns(folded(map(_argument, one.arguments), 1, 60)))


def _argument(one: Argument) -> Sequence[str]:
    left_out = f"or left out: {one.default}" if one.default is not None else "" if one.required else "or left out"
    return f"{one.name}=", one.range_text, symbol(one.unit), left_out


# ---- values


def _given(args: argparse.Namespace) -> Iterator[Mapping[str, Any]]:
    """The values of each payload: pairs, an object of JSON, or such objects from standard input."""
    if args.values == ["-"]:
        yield from _standard_input()
    elif args.values and args.values[0].lstrip().startswith("{"):
        yield object_of(" ".join(args.values), "the values")
    else:
        yield _pairs(args.values, kinds(args.device, args.downlink))


def _standard_input() -> Iterator[Mapping[str, Any]]:
    text = sys.stdin.read()
    try:  # one object, over however many lines
        yield _checked(json.loads(text), "standard input")
        return
    except (ValueError, RecursionError):
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        raise UsageError("standard input is empty: a JSON object of values was expected")
    for number, line in lines:
        yield object_of(line, f"standard input, line {number}")


def object_of(text: str, where: str) -> Mapping[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f'{where}: expected a JSON object such as {{"temperature": 21.5}}: {error}') from None
    return _checked(content, where)


def _checked(content: object, where: str) -> Mapping[str, Any]:
    if not isinstance(content, dict):
        raise UsageError(f'{where}: expected a JSON object such as {{"temperature": 21.5}}, saw {str(content)[:40]}')
    return content


def kinds(device: str | None, command: str | None) -> Mapping[str, Described | Argument]:
    """What the device, or a command of its, knows by name; nothing where there is no such device or command."""
    from redi_codecs.cli.fields import fields_of
    from redi_codecs.device_codec import codec

    if not device:
        return {}
    if command is None:
        return {one.name: one for one in fields_of(device)}
    return {one.name: one for known in codec(device).commands if known.name == command for one in known.arguments}


def _pairs(pairs: Sequence[str], kinds: Mapping[str, Described | Argument]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = (part.strip() for part in pair.partition("="))
        if not (equals and name):
            raise UsageError(f"expected NAME=VALUE, such as temperature=21.5, saw {pair!r}")
        if name in values:
            raise UsageError(f"{name} is given twice")
        values[name] = typed(text, kinds.get(name) or kinds.get(re.sub(r"_\d+(?=_|$)", "_{}", name, count=1)))
    return values


def typed(text: str, known: Described | Argument | None = None) -> Any:
    """The value that a person means; for states, texts and bytes what they wrote.

    >>> typed("21"), typed("21.5"), typed("yes"), typed("none"), typed("not_connected")
    (21, 21.5, True, None, 'not_connected')
    """
    if known is not None and text in known.choices:
        return text
    if text.lower() in WORDS and (known is None or known.type != "text"):
        return WORDS[text.lower()]
    if known is not None and known.type in ("text", "bytes", "enum"):
        return text
    for number in (int, float):
        try:
            return number(text)
        except ValueError:
            continue
    return text
