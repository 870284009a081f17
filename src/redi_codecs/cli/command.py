"""``redi-codecs command``: what a device can be told, and the downlink that tells it."""

from __future__ import annotations

import argparse
import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redi_codecs.cli import completers
from redi_codecs.cli.completers import completed
from redi_codecs.cli.encode import list_commands, object_of, shown, typed
from redi_codecs.cli.usage import UsageError, add_command, add_json, add_load, known_device

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands
    from redi_codecs.encoding.arguments import CommandInfo
    from redi_codecs.encoding.encode import Encoded

__all__ = ["add"]

DESCRIPTION = """\
The commands that a device takes, each with its arguments, their limits and units; with commands given, the downlink
that says them: port and payload, or the message that a network server takes. A command with one argument is NAME=VALUE,
one without arguments its name, of one with several arguments each is NAME.ARGUMENT=VALUE. Several commands go into one
downlink where the format joins them, and otherwise make several."""
EXAMPLE = """\
redi-codecs command milesight-iot/em300-th
redi-codecs command milesight-iot/em300-th report_interval=600 reboot
redi-codecs command milesight-iot/em300-th reboot --for chirpstack --dev-eui 24E124136B502217"""


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "command",
        help="what a device can be told, and the downlink that tells it",
        description=DESCRIPTION,
        example=EXAMPLE,
    )
    completed(parser.add_argument("device", metavar="VENDOR/MODEL", help="the device"), completers.devices)
    given = parser.add_argument(
        "given", nargs="*", metavar="COMMAND", help="such as report_interval=600, reboot, or one JSON object"
    )
    completed(given, completers.given_commands)
    parser.add_argument("--max-size", metavar="BYTES", type=int, help="so long a payload may be; what is more is split")
    parser.add_argument(
        "--allow-disruptive", action="store_true", help="also what could lock the device out of its network"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--hex", action="store_true", help="the payload alone, in hex")
    form.add_argument("--base64", action="store_true", help="the payload alone, in base64")
    completed(
        form.add_argument(
            "--for", dest="network", metavar="NETWORK", help="the message for this network server, as JSON"
        ),
        completers.networks,
    )
    add_json(form, "one JSON object a command, or a downlink")
    parser.add_argument("--via", metavar="WAY", help="with --for: another way than the server's first, such as rest")
    parser.add_argument("--dev-eui", metavar="EUI", help="with --for: which device it is")
    parser.add_argument("--confirmed", action="store_true", help="with --for: the device is to acknowledge it")
    add_load(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    known_device(args.device)
    if args.network is None:
        for option, given in (("--via", args.via), ("--dev-eui", args.dev_eui), ("--confirmed", args.confirmed)):
            if given:
                raise UsageError(f"{option} is for a network server's message: say --for, which server")
    elif args.dev_eui is None:
        raise UsageError("say --dev-eui, which device the message is for")
    if args.given:
        return _told(args)
    for option, given in (("--for", args.network), ("--hex", args.hex), ("--base64", args.base64)):
        if given:
            raise UsageError(f"{option} needs a command, such as report_interval=600")
    return list_commands(args.device, args.json)


def _told(args: argparse.Namespace) -> int:
    import redi_codecs

    made = redi_codecs.encode_downlinks(
        args.device, _given(args), max_size=args.max_size, allow_disruptive=args.allow_disruptive
    )
    for number, one in enumerate(made):
        if number and not (args.json or args.hex or args.base64 or args.network):
            print()
        print(_shown(args, one))
    return 0


def _shown(args: argparse.Namespace, made: Encoded) -> str:
    if args.network:
        from redi_codecs.networks.downlinks import downlink_message

        message = downlink_message(args.network, args.dev_eui, made, confirmed=args.confirmed, via=args.via)
        return json.dumps(message)
    if args.hex:
        return made.payload.hex()
    if args.base64:
        return base64.b64encode(made.payload).decode()
    return shown(args.device, made, args.json)


def _given(args: argparse.Namespace) -> Mapping[str, Any]:
    """The commands by their names, each with its value."""
    import redi_codecs

    if args.given[0].lstrip().startswith("{"):
        return object_of(" ".join(args.given), "the commands")
    known = {one.name: one for one in redi_codecs.commands(args.device)}
    found: dict[str, Any] = {}
    for name, argument, text in _parts(args.given):
        command = known.get(name)
        if argument:
            into = found.setdefault(name, {})
            if not isinstance(into, dict) or argument in into:
                raise UsageError(f"{name} is given twice")
            into[argument] = _value(command, argument, text)
        elif name in found:
            raise UsageError(f"{name} is given twice")
        else:
            found[name] = True if text is None else _value(command, "", text)
    return found


def _parts(given: Sequence[str]) -> Iterator[tuple[str, str, str | None]]:
    """The command, the argument if it is named, and its value if there is one."""
    for one in given:
        head, equals, text = (part.strip() for part in one.partition("="))
        name, _, argument = head.partition(".")
        if not name or (argument and not equals):
            raise UsageError(f"expected a command, such as report_interval=600 or reboot, saw {one!r}")
        yield name, argument, text if equals else None


def _value(command: CommandInfo | None, name: str, text: str | None) -> Any:
    """What a person wrote, as the argument of this name takes it; without a name, the only one."""
    arguments = () if command is None else command.arguments
    one = next((one for one in arguments if one.name == name or len(arguments) == 1), None)
    return typed(text or "", one)
