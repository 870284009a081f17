"""What was rejected of an archive, with the reason; a file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from redi_codecs.archive.decoding import DecodedMessage, parse_message
from redi_codecs.errors import RediCodecsError, UplinkError

if TYPE_CHECKING:
    from redi_codecs.archive.item import Item
    from redi_codecs.networks import Uplink

__all__ = ["Rejected", "RejectsFile", "taken"]


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
    """

    source: str
    line: int
    text: str
    reason: str
    error: str = "UplinkError"
    dev_eui: str = ""
    device_name: str = ""

    def to_json(self) -> str:
        """One line of JSON, with the message in it as it was; everything that decodes messages reads it again."""
        about = {"reason": self.reason, "error": self.error, "source": self.source, "line": self.line}
        who = {"dev_eui": self.dev_eui, "device_name": self.device_name}
        head = json.dumps(about | {key: value for key, value in who.items() if value})
        return f'{head[:-1]}, "message": {self.text if _is_object(self.text) else json.dumps(self.text)}}}'


def _is_object(text: str) -> bool:
    if not text.startswith("{"):
        return False
    try:
        json.loads(text.encode())
    except (ValueError, RecursionError):
        return False
    return True


class RejectsFile:
    """A sink for rejected messages: a file of JSON Lines, a message a line with the reason.

    What the file held before stays, and these are added to it. It is closed at the end of a ``with`` block, or by
    :meth:`close`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._file = self.path.open("a", encoding="utf-8")

    def __call__(self, rejected: Rejected) -> None:
        self._file.write(f"{rejected.to_json()}\n")

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def taken(item: Item, decode: Callable[[Uplink], DecodedMessage]) -> DecodedMessage | Rejected:
    """What comes of a message: decoded, or rejected with the reason."""
    uplink = None
    try:
        if item.problem or item.message is None:
            raise UplinkError(item.problem)
        uplink = parse_message(item.message)
        return decode(uplink)
    except RediCodecsError as error:
        reason, kind = str(error), type(error).__name__
    eui, name = (uplink.dev_eui, uplink.device_name or "") if uplink else ("", "")
    return Rejected(item.source, item.line, item.one_line, reason, kind, eui, name)
