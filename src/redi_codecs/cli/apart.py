"""What is read and what is written are kept apart."""

from __future__ import annotations

import argparse
import sys
from itertools import combinations
from typing import TextIO

from redi_codecs.cli.usage import UsageError
from redi_codecs.files import same_file

__all__ = ["keep_apart"]


def keep_apart(args: argparse.Namespace, files: list[str]) -> None:
    """Refuse to write over what is read, or what the other option writes; links and open files are seen through."""
    needed = [*(file for file in files if file != "-"), *filter(None, (args.devices, args.pseudonyms)), *args.load]
    read: dict[str | int, str] = {file: file for file in needed}
    read |= {descriptor: "standard input" for descriptor in _descriptor(sys.stdin) if "-" in files}
    written: dict[str, str | int] = {"--output": args.output, "--rejects": args.rejects}
    if not args.output:
        written |= dict.fromkeys(["standard output"], *_descriptor(sys.stdout))
    written = {option: target for option, target in written.items() if target is not None}
    for option, target in written.items():
        if (file := same_file(target, read)) is not None:
            raise UsageError(f"{read[file]} would be read and overwritten: give {option} another file")
    for (first, one), (second, other) in combinations(written.items(), 2):
        if same_file(one, [other]) is not None:
            raise UsageError(f"{first} and {second} are the same file")


def _descriptor(stream: TextIO) -> list[int]:
    """The number of the open file that a stream is; none of what stands in its place in tests and notebooks."""
    try:
        return [stream.fileno()]
    except (OSError, ValueError, AttributeError):
        return []
