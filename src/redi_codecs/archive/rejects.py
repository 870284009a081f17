"""What was rejected of an archive, with the reason; a file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.archive.decoding import DecodedMessage, parse_message
from redi_codecs.errors import DecodeError, FileError, RediCodecsError, UplinkError
from redi_codecs.needed import of_type, path_of
from redi_codecs.readings.partial import before_fault

if TYPE_CHECKING:
    from redi_codecs.archive.item import Item
    from redi_codecs.archive.once import Once
    from redi_codecs.networks import Uplink
    from redi_codecs.readings import Decoded

__all__ = ["LIMIT", "Rejected", "RejectsFile", "holds_rejects", "taken"]

LIMIT: Final = 1 << 30
"""Bytes of rejected messages that one run keeps."""

#: How :meth:`Rejected.to_json` begins, and so a file of rejects.
_BEGINS: Final = b'{"reason": "'


@dataclass(frozen=True, slots=True)
class Rejected:
    """A message that gave no readings, as it was, and why.

    Attributes:
        source: where it was read: a file, ``stdin``, or what the caller said.
        line: its first line there.
        text: the message in one line; :func:`decode_stream` reads it again.
        reason: a sentence for people.
        error: the kind of fault, such as ``TruncatedPayload`` or ``UplinkError``.
        dev_eui: empty where that could not be read either.
        device_name: the name that the device has on the server, if the message says.
        partial: what a broken payload said before its fault, if there is any.
    """

    source: str
    line: int
    text: str
    reason: str
    error: str = "UplinkError"
    dev_eui: str = ""
    device_name: str = ""
    partial: Decoded | None = None

    def to_json(self) -> str:
        """One line of JSON, with the message in it as it was; everything that decodes messages reads it again.

        The readings of ``partial`` are in it, but for sensitive ones.
        """
        about = {"reason": self.reason, "error": self.error, "source": self.source, "line": self.line}
        who = {"dev_eui": self.dev_eui, "device_name": self.device_name}
        more: dict[str, Any] = {key: value for key, value in who.items() if value}
        if said := before_fault(self.partial):
            more["partial"] = said
        head = json.dumps(about | more)
        return f'{head[:-1]}, "message": {self.text if _is_object(self.text) else json.dumps(self.text)}}}'


def _is_object(text: str) -> bool:
    if not text.startswith("{"):
        return False
    try:
        text.encode()  # half a character is no text that a file can hold
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class RejectsFile:
    """A sink for rejected messages: a file of JSON Lines, a message a line with the reason.

    What the file held before stays, and these are added to it; a file of anything else is refused. Each message is in
    the file once it was given, whatever becomes of the run. After ``limit`` bytes no more are kept, only counted: a
    small file that is packed can hold more than a disk. It is closed at the end of a ``with`` block, or by
    :meth:`close`.

    Attributes:
        kept: how many messages were kept.
        left_out: how many were not, since the limit was reached.
    """

    def __init__(self, path: str | os.PathLike[str], *, limit: int = LIMIT) -> None:
        self.path = path_of(path, "the path of a file for rejected messages")
        self.limit = limit
        self.kept = self.left_out = 0
        self._room = limit
        of_type(limit, int, "limit: a number of bytes")
        try:
            broken_off = _broken_off(self.path)
            self._file = self.path.open("ab", buffering=0)
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or error
            raise FileError(f"rejected messages cannot be written to {self.path}: {why}") from None
        if broken_off:
            self._write(b"\n")

    def __call__(self, rejected: Rejected) -> None:
        line = f"{rejected.to_json()}\n".encode()
        if self.left_out or len(line) > self._room:
            self.left_out += 1
            return
        self._room -= len(line)
        self._write(line)
        self.kept += 1

    def _write(self, line: bytes) -> None:
        left = memoryview(line)
        while left:
            left = left[self._file.write(left) :]

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None and self.kept:
            error.add_note(f"{self.path} has the {self.kept} that were rejected until then")
        self.close()


def holds_rejects(path: str | os.PathLike[str]) -> bool:
    """Whether a file has rejected messages in it, which nothing else is written over."""
    return _beginning(Path(path)) == _BEGINS


def _beginning(path: Path) -> bytes:
    """How a file begins, as far as that tells; nothing where there is no file."""
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(len(_BEGINS))


def _broken_off(path: Path) -> bool:
    """Whether an earlier run was killed while it wrote its last line; a file that is none of rejects is refused."""
    if not (start := _beginning(path)):
        return False
    if start != _BEGINS[: len(start)]:
        raise FileError(f"{path} has something else in it than rejected messages, which are not added to that")
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"


def taken(
    item: Item, decode: Callable[[Uplink], DecodedMessage], once: Once | None = None, encoding: str | None = None
) -> DecodedMessage | Rejected | None:
    """What comes of a message: decoded, or rejected with the reason; nothing where it repeats one, and that matters."""
    uplink = partial = None
    try:
        if item.problem or item.message is None:
            raise UplinkError(item.problem)
        uplink = parse_message(item.message, encoding)
        if once is not None and once.is_repeat(uplink):
            return None
        message = decode(uplink)
        if once is not None:
            once.keep(uplink)  # not before: the second may be right where the first was not
        return message
    except RediCodecsError as error:
        reason, kind = str(error), type(error).__name__
        if isinstance(error, DecodeError) and error.partial is not None:
            partial = error.partial
    eui, name = (uplink.dev_eui, uplink.device_name or "") if uplink else ("", "")
    return Rejected(item.source, item.line, item.one_line, reason, kind, eui, name, partial)
