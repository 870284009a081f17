"""An archive as a stream of decoded messages, and what was rejected of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from redi_codecs.archive.columns import Columns
from redi_codecs.archive.decoding import DecodedMessage, Decoder
from redi_codecs.archive.item import Item, Items
from redi_codecs.archive.items import items
from redi_codecs.archive.once import Once
from redi_codecs.archive.rejects import Rejected, RejectsFile, taken
from redi_codecs.archive.sources import Block, files_of, read_blocks, read_items
from redi_codecs.archive.tidy import rows
from redi_codecs.errors import FileError, RediCodecsError
from redi_codecs.files import same_file
from redi_codecs.needed import of_type

if TYPE_CHECKING:
    import pyarrow

    from redi_codecs.archive.bulk import Part
    from redi_codecs.archive.decoding import Message
    from redi_codecs.archive.device_map import Devices
    from redi_codecs.layout.device import Device
    from redi_codecs.networks import Uplink

__all__ = ["Rejected", "RejectsFile", "Stream", "decode_stream"]


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
        blocks: Callable[[], Iterator[Item | Block]] | None = None,
        once: Once | None = None,
        encoding: str | None = None,
    ) -> None:
        self.decoded = 0
        self.rejected = 0
        self.repeated = 0
        self.others: Counter[str] = Counter()
        self.rejects: list[Rejected] = []
        self._reject = self.rejects.append if rejects is None else rejects
        self._decode = decode
        self._blocks = blocks
        self._once = once
        self._encoding = encoding
        self._messages = self._run(found, decode, others)

    def _run(
        self, found: Items, decode: Callable[[Uplink], DecodedMessage], others: bool
    ) -> Generator[DecodedMessage, None, None]:
        with closing(found):
            for item in found:
                message = taken(item, decode, self._once, self._encoding)
                if message is None:
                    self.repeated += 1
                elif isinstance(message, Rejected):
                    self.rejected += 1
                    self._reject(message)
                elif message.decoded is not None:
                    self.decoded += 1
                    yield message
                else:
                    self.others[message.kind] += 1
                    if others:
                        yield message

    def __iter__(self) -> Iterator[DecodedMessage]:
        return self._messages

    def __next__(self) -> DecodedMessage:
        return next(self._messages)

    @property
    def by_columns(self) -> bool:
        """Whether :meth:`parts` can be asked for: lines of a file, and what reads them is installed."""
        from redi_codecs.networks.quick import available

        usual = self._blocks is not None and self._once is None and isinstance(self._decode, Decoder)
        return usual and self._encoding != "hex" and available()

    def parts(self, *, sensitive: bool = False) -> Iterator[Part]:
        """The readings of many messages at a time as columns, instead of these; counted and rejected as they are."""
        from redi_codecs.archive.bulk import bulk_parts

        if self._blocks is None or not isinstance(self._decode, Decoder) or not self.by_columns:
            raise RediCodecsError("parts() reads files by columns, and this stream is not read so: see by_columns")
        for part in bulk_parts(self._blocks(), self._decode, sensitive=sensitive):
            self.count(part)
            yield part

    def count(self, part: Part) -> None:
        """Take a part into the account."""
        self.decoded += part.decoded
        self.others.update(part.others)
        for one in part.rejects:
            self.rejected += 1
            self._reject(one)

    def to_arrow(self, *, sensitive: bool = False) -> pyarrow.Table:
        """All readings as a table of pyarrow: the tidy long form, as ``--output readings.parquet`` has it.

        >>> stream = decode_stream("examples/open-region.jsonl", devices="examples/devices.csv")
        >>> table = stream.to_arrow()
        >>> table.num_rows, table.column_names[:5], stream.rejected
        (342, ['time', 'received_at', 'dev_eui', 'device', 'name'], 6)
        """
        from redi_codecs.archive.tidy import arrow_of

        if self.by_columns:
            from redi_codecs.archive.columnar import arrow

            return arrow_of([arrow(part.cells, part.words) for part in self.parts(sensitive=sensitive)])
        return arrow_of([], (row for message in self for row in rows(message, sensitive=sensitive)))

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
    [(2, 'milesight-iot/em300-th, field temperature, byte 2: 2 bytes needed, none left (payload 0367)')]
    """
    if columns is not None:
        of_type(columns, Columns, "columns: Columns(…)")
    found: Items
    blocks = None
    if isinstance(lines, str | os.PathLike):
        files = files_of(lines)
        if isinstance(rejects, RejectsFile) and same_file(rejects.path, files) is not None:
            raise FileError(f"{rejects.path} would be read and written: give the rejected messages another file")
        found, blocks = _of_files(files, columns), lambda: _in_blocks(files, columns)
    else:
        of_type(lines, Iterable, "lines: messages, or the path of a file or folder,")
        found = items(lines, source, columns)
    encoding = None if columns is None else columns.encoding
    decoder = Decoder(
        devices, device=device, f_port=f_port, received_at=received_at, simulated=simulated, encoding=encoding
    )
    repeats = Once() if once else None
    return Stream(found, decoder, rejects=rejects, others=others, blocks=blocks, once=repeats, encoding=encoding)


def _of_files(files: Iterable[Path], columns: Columns | None) -> Items:
    for file in files:
        yield from read_items(file, columns)


def _in_blocks(files: Iterable[Path], columns: Columns | None) -> Iterator[Item | Block]:
    for file in files:
        yield from read_blocks(file, columns)
