"""``redi-codecs export``: a device's codec for network servers, alone or with the files around it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from redi_codecs.cli.completers import completed, devices
from redi_codecs.cli.usage import UsageError, add_command, add_load, spelled

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands
    from redi_codecs.device_codec import Codec

__all__ = ["add"]

DESCRIPTION = """\
Write what a network server needs to decode a device's payloads itself. javascript is the codec alone, one
self-contained file in ECMAScript 5.1, to be pasted into The Things Stack, ChirpStack and the like. chirpstack and ttn
are files in the layout of their device repositories: the codec, its examples, and for ChirpStack vendor, device and
radio profiles. What a declaration does not know is left to a template."""
_FORMS = ("javascript", "chirpstack", "ttn")


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "export",
        help="a device's codec in JavaScript, for network servers",
        description=DESCRIPTION,
        example=(
            "redi-codecs export javascript milesight-iot/em300-th -o codecs\n"
            "redi-codecs export chirpstack elsys/ers browan/tbms100 --profile EU868.toml -o device-profiles"
        ),
    )
    parser.add_argument("form", metavar="FORM", choices=_FORMS, help="javascript, chirpstack or ttn")
    completed(parser.add_argument("ids", nargs="+", metavar="VENDOR/MODEL", help="the devices"), devices)
    parser.add_argument("-o", "--output", metavar="DIR", help="a folder for the files (default: the current one)")
    parser.add_argument("--stdout", action="store_true", help="javascript: print the codec of one device instead")
    parser.add_argument(
        "--sensitive", action="store_true", help="let positions, serial numbers and the like into the codec's data"
    )
    parser.add_argument(
        "--commands",
        action=argparse.BooleanOptionalAction,
        help="javascript: whether it has encodeDownlink and decodeDownlink; without them it is short, and only decodes"
        " uplinks (default: with them, but for the few that would be longer than 40 KB)",
    )
    parser.add_argument(
        "--profile",
        metavar="FILE",
        action="append",
        default=[],
        help="chirpstack: a radio profile of the devices, in TOML",
    )
    parser.add_argument("--firmware", metavar="VERSION", help="chirpstack: the firmware that the devices have")
    add_load(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    import redi_codecs
    from redi_codecs.files import write_whole

    if args.stdout and (len(args.ids) > 1 or args.form != "javascript"):
        raise UsageError("--stdout prints the codec of one device: leave it out, and each gets a file")
    if args.form != "chirpstack" and (args.profile or args.firmware):
        raise UsageError("--profile and --firmware are for chirpstack: the other forms have no place for them")
    if args.form != "javascript" and args.commands is not None:
        raise UsageError("--commands is for javascript: the repositories' files have the commands as examples")
    files = _files(args, [redi_codecs.codec(id) for id in map(spelled, args.ids)])
    for name, text in files.items():
        if args.stdout:
            print(text, end="")
            continue
        path = Path(args.output or ".") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text)
        print(path)
    return 0


def _files(args: argparse.Namespace, codecs: list[Codec]) -> dict[str, str]:
    from redi_codecs.packages import chirpstack, things_stack

    if args.form == "ttn":
        return things_stack(codecs, sensitive=args.sensitive)
    if args.form == "chirpstack":
        profiles = {Path(file).name: _read(file) for file in args.profile}
        firmware = args.firmware or "any"
        return chirpstack(codecs, profiles=profiles, firmware=firmware, sensitive=args.sensitive)
    given = {"sensitive": args.sensitive, "commands": args.commands}
    return {f"{one.device.id.replace('/', '_')}.js": one.to_javascript(**given) for one in codecs}


def _read(file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file} cannot be read: {error}") from None
