"""The command line: ``redi-codecs decode | explain | encode | devices | check | new``.

One module a group of commands, each adding its own parsers. Exit codes: 0 all good, 1 something was rejected,
2 the command was not understood.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import metadata

from redi_codecs.cli import authoring, decode, devices, encode, explain
from redi_codecs.cli.usage import UsageError, load
from redi_codecs.errors import RediCodecsError

__all__ = ["main"]

COMMANDS = (decode, explain, encode, devices, authoring)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that has no "°" shows "?" and the run goes on.
        with suppress(AttributeError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    args = _parser().parse_args(argv)
    try:
        for file in getattr(args, "load", ()):
            load(file)
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is left to say, not even when Python flushes at its exit.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return 130
    except (UsageError, RediCodecsError) as error:
        print(f"redi-codecs {args.command}: {error}", file=sys.stderr)
        return 1 if isinstance(error, ValueError) else 2
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        print(f"redi-codecs {args.command}: {name}{error.strerror or error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="redi-codecs", description="Payloads of LoRaWAN climate and movement sensors, to readings and back."
    )
    parser.add_argument("--version", action="version", version=f"redi-codecs {_version()}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in COMMANDS:
        module.add(commands)
    return parser


def _version() -> str:
    try:
        return metadata.version("redi-codecs")
    except metadata.PackageNotFoundError:
        return "(not installed)"
