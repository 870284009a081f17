"""The command line: ``redi-codecs decode | explain | encode | command | export | devices | bench | check | …``.

One module a group of commands, each adding its own parsers. Exit codes: 0 all good, 1 something was rejected,
2 the command was not understood.
"""

from __future__ import annotations

import argparse
import atexit
import gc
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import Any, Final

from redi_codecs.cli import completion
from redi_codecs.cli.streams import standard_streams
from redi_codecs.cli.usage import UsageError, Wrapped, load, spelled
from redi_codecs.errors import DecodeError, EncodeError, RediCodecsError, UplinkError

__all__ = ["main"]

#: The module of each command; only that of the command which is given is loaded.
COMMANDS: Final = {
    "decode": "decode",
    "explain": "explain",
    "encode": "encode",
    "command": "command",
    "export": "export",
    "devices": "devices",
    "bench": "bench",
    "check": "authoring",
    "new": "authoring",
    "compare": "compare",
    "completion": "completion",
}
#: What was understood and cannot be done: the values, not the command, are to blame.
REFUSED = (DecodeError, EncodeError, UplinkError)
EXAMPLE = """\
example:
  redi-codecs decode uplinks.jsonl --devices devices.csv
  redi-codecs COMMAND --help says more of each command"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    with standard_streams(), _signals(), _collected_seldom():
        return _run(argv)


def _run(argv: Sequence[str] | None) -> int:
    parser = _parser(sys.argv[1:] if argv is None else argv)
    completion.offer(parser)
    args = parser.parse_args(argv)
    try:
        for file in getattr(args, "load", ()):
            load(file)
        for name in ("device", "show"):
            if getattr(args, name, None):
                setattr(args, name, spelled(getattr(args, name)))
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        # The reader (head, less) has gone: nothing is left to say.
        return _silenced(141)
    except KeyboardInterrupt as error:
        if getattr(error, "__notes__", ()):  # nothing was being written: nothing is left to say
            _say(args.command, "interrupted", error)
        return _silenced(error.code if isinstance(error, Ended) else 130)
    except (UsageError, RediCodecsError) as error:
        _say(args.command, str(error), error)
        return 1 if isinstance(error, REFUSED) else 2
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        _say(args.command, f"{name}{error.strerror or error}", error)
        return _silenced(2)


def _say(command: str, problem: str, error: BaseException) -> None:
    """What was wrong, and in what state the files are that were being written."""
    for text in (problem, *getattr(error, "__notes__", ())):
        print(f"redi-codecs {command}: {text}", file=sys.stderr)


class Ended(KeyboardInterrupt):
    """Somebody ends this process by a signal; it ends as by Ctrl-C, and puts in order what it leaves."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.code = 128 + number


@contextmanager
def _collected_seldom() -> Iterator[None]:
    """Cycles are looked for seldom, for the start of a command makes much that stays, and not once more at the end.

    The looking was a tenth of the start, and as much again when the process ended and all was given back in any case.
    """
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)
    before = gc.get_threshold()
    gc.set_threshold(1 << 16, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _signals() -> Iterator[None]:
    """SIGTERM and SIGHUP as :class:`Ended`, where nobody has said otherwise."""

    def ended(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_IGN)  # what is put in order now is not disturbed
        raise Ended(number)

    taken = []
    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):  # Windows has no SIGHUP
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                signal.signal(number, ended)
                taken.append(number)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def _silenced(code: int) -> int:
    """The code, with what standard output cannot take thrown away: Python would complain of it at its exit."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return code


def _parser(argv: Sequence[str] = ()) -> argparse.ArgumentParser:
    """What understands this command line: one command where it is named first, as a rule, else all of them."""
    named = COMMANDS.get(argv[0]) if argv else None
    parser = argparse.ArgumentParser(
        prog="redi-codecs",
        description="Payloads of LoRaWAN climate and movement sensors, to readings and back.",
        epilog=EXAMPLE,
        formatter_class=Wrapped,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="show program's version number and exit")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in [named] if named else dict.fromkeys(COMMANDS.values()):
        import_module(f"redi_codecs.cli.{module}").add(commands)
    return parser


class _Version(argparse.Action):
    """Prints the version, which takes its time to look up, if it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> None:
        print(f"redi-codecs {_version()}")
        parser.exit()


def _version() -> str:
    from importlib import metadata

    try:
        return metadata.version("redi-codecs")
    except metadata.PackageNotFoundError:
        return "(not installed)"
