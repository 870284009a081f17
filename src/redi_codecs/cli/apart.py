"""What is read and what is written are kept apart."""

from __future__ import annotations

import argparse
import os
import sys
from itertools import combinations
from typing import TextIO

from redi_codecs.cli.usage import UsageError
from redi_codecs.files import same_file

__all__ = ["keep_apart"]


def keep_apart(args: argparse.Namespace, files: list[str]) -> None:
    """Refuse to write over what is read, what another option writes, or what an earlier run has rejected.

    Links and open files are seen through.
    """
    needed = [*(file for file in files if file != "-"), *filter(None, (args.devices, args.pseudonyms)), *args.load]
    read: dict[str | int, str] = {file: file for file in needed}
    read |= {descriptor: "standard input" for descriptor in _descriptor(sys.stdin) if "-" in files}
    written: dict[str, str | int] = {"--output": args.output, "--rejects": args.rejects}
    if not args.output:
        written |= dict.fromkeys(["standard output"], *_descriptor(sys.stdout))
    written |= dict.fromkeys(["standard error"], *_descriptor(sys.stderr))
    written = {option: target for option, target in written.items() if target is not None}
    for option, target in written.items():
        if (file := same_file(target, read)) is not None:
            raise UsageError(f"{read[file]} would be read and overwritten: give {option} another file")
    for (first, one), (second, other) in combinations(written.items(), 2):
        # Into one file with what comes out (&>) goes what is said of it, each at its place: nothing is lost.
        if same_file(one, [other]) is not None and (first, second) != ("standard output", "standard error"):
            raise UsageError(f"{first} and {second} are the same file")
    if args.output and _holds_rejects(args.output):
        raise UsageError(f"{args.output} has rejected messages in it, to try again: give --output another file")


def _holds_rejects(file: str) -> bool:
    try:
        size = os.stat(file).st_size  # noqa: PTH116 (before anything is loaded that knows more)
    except (OSError, ValueError):
        return False
    from redi_codecs.archive.rejects import holds_rejects

    try:
        return size > 0 and holds_rejects(file)
    except OSError:  # whoever opens it to write says so
        return False


def _descriptor(stream: TextIO) -> list[int]:
    """The number of the open file that a stream is; none of what stands in its place in tests and notebooks."""
    try:
        return [stream.fileno()]
    except (OSError, ValueError, AttributeError):
        return []
