"""An archive as a stream of decoded messages, and what was rejected of it."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from redi_codecs.archive.decoding import DecodedMessage, Decoder, parse_message
from redi_codecs.archive.item import Item, Items
from redi_codecs.archive.items import items
from redi_codecs.archive.once import Once
from redi_codecs.archive.sources import files_of, read_items
from redi_codecs.errors import RediCodecsError, UplinkError

if TYPE_CHECKING:
    from redi_codecs.archive.columns import Columns
    from redi_codecs.archive.decoding import Message
    from redi_codecs.archive.device_map import Devices
    from redi_codecs.layout.device import Device
    from redi_codecs.networks import Uplink

__all__ = ["Rejected", "RejectsFile", "Stream", "decode_stream"]


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

    What the file held before is gone. It is closed at the end of a ``with`` block, or by :meth:`close`.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._file = self.path.open("w", encoding="utf-8")

    def __call__(self, rejected: Rejected) -> None:
        self._file.write(f"{rejected.to_json()}\n")

    def close(self) -> None:
        self._file.close()

    def __enter__(self) -> RejectsFile:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Stream(Iterator[DecodedMessage]):
    """Decoded messages, one after another, and the account of those that are not among them.

    Every message is counted once, as ``decoded``, ``rejected``, by its kind in ``others`` (joins, acknowledgements,
    empty frames…), or as ``repeated`` where repeats are left out.

    Attributes:
        rejects: the rejected messages, unless they went to a sink.
    """

    def __init__(
        self,
        found: Items,
        decode: Callable[[Uplink], DecodedMessage],
        *,
        rejects: Callable[[Rejected], object] | None = None,
        others: bool = False,
        once: Once | None = None,
    ) -> None:
        self.decoded = 0
        self.rejected = 0
        self.repeated = 0
        self.others: Counter[str] = Counter()
        self.rejects: list[Rejected] = []
        self._reject = self.rejects.append if rejects is None else rejects
        self._once = once
        self._messages = self._run(found, decode, others)

    def _run(
        self, found: Items, decode: Callable[[Uplink], DecodedMessage], others: bool
    ) -> Generator[DecodedMessage, None, None]:
        with closing(found):
            for item in found:
                message = self._taken(item, decode)
                if message is None:
                    continue
                if message.decoded is not None:
                    self.decoded += 1
                    yield message
                else:
                    self.others[message.kind] += 1
                    if others:
                        yield message

    def _taken(self, item: Item, decode: Callable[[Uplink], DecodedMessage]) -> DecodedMessage | None:
        uplink = None
        try:
            if item.problem or item.message is None:
                raise UplinkError(item.problem)
            uplink = parse_message(item.message)
            if self._once is None:
                return decode(uplink)
            if self._once.is_repeat(uplink):
                self.repeated += 1
                return None
            message = decode(uplink)
            self._once.keep(uplink)  # not before: the second may be right where the first was not
            return message
        except RediCodecsError as error:
            reason, kind = str(error), type(error).__name__
        eui, name = (uplink.dev_eui, uplink.device_name or "") if uplink else ("", "")
        self.rejected += 1
        self._reject(Rejected(item.source, item.line, item.one_line, reason, kind, eui, name))
        return None

    def __iter__(self) -> Iterator[DecodedMessage]:
        return self._messages

    def __next__(self) -> DecodedMessage:
        return next(self._messages)

    def close(self) -> None:
        """Read no more, and close what is open."""
        self._messages.close()

    @property
    def total(self) -> int:
        """All messages up to now."""
        return self.decoded + self.rejected + self.others.total() + self.repeated

    def __repr__(self) -> str:
        repeated = f", {self.repeated} repeated" if self.repeated else ""
        return f"<Stream: {self.decoded} decoded, {self.rejected} rejected, {self.others.total()} others{repeated}>"


def decode_stream(
    lines: Iterable[Message] | str | os.PathLike[str],
    devices: Devices = None,
    *,
    rejects: Callable[[Rejected], object] | None = None,
    device: str | Device | None = None,
    f_port: int | None = None,
    received_at: datetime | None = None,
    source: str = "",
    columns: Columns | None = None,
    others: bool = False,
    once: bool = False,
    simulated: bool = True,
) -> Stream:
    """Decode messages as they come, in constant memory; what cannot be decoded is kept, with the reason.

    ``lines`` are texts or bytes, as an open file gives them, or messages that were parsed before; or the path of a file
    or a folder (JSON Lines, JSON, CSV with a payload column, XML, also compressed with gzip). ``devices``, ``device``,
    ``f_port`` and ``received_at`` are as for :func:`decode_message`; ``columns`` says more about a table.

    The rejected messages are in ``.rejects`` of what is returned, or go to ``rejects`` one by one, for instance to a
    :class:`RejectsFile`. Messages without a payload are counted, and come out only with ``others``. With
    ``simulated=False``, uplinks that somebody made in the server's console are among these. With ``once``, the repeats
    of a frame (same DevEUI, counter and payload within ten minutes) are left out and counted.

    >>> lines = [
    ...     '{"dev_eui": "70B3D5000000002A", "f_port": 85, "payload": "03673401", "encoding": "hex"}',
    ...     '{"dev_eui": "70B3D5000000002A", "f_port": 85, "payload": "0367", "encoding": "hex"}',
    ... ]
    >>> stream = decode_stream(lines, devices={"70b3d5*": "milesight-iot/em300-th"})
    >>> [message.readings for message in stream]
    [(<Reading temperature 30.8 Cel>,)]
    >>> [(one.line, one.reason) for one in stream.rejects]
    [(2, 'milesight-iot/em300-th, field temperature, byte 2: 2 bytes are needed, none left (payload 0367)')]
    """
    found: Items
    if isinstance(lines, str | os.PathLike):
        found = _of_files(files_of(lines), columns)
    else:
        found = items(lines, source, columns)
    decoder = Decoder(devices, device=device, f_port=f_port, received_at=received_at, simulated=simulated)
    return Stream(found, decoder, rejects=rejects, others=others, once=Once() if once else None)


def _of_files(files: Iterable[Path], columns: Columns | None) -> Items:
    for file in files:
        yield from read_items(file, columns)
