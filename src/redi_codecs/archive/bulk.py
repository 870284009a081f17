"""Lines to the cells of a tidy table, a block at a time: what is usual by columns, all else message by message."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Final

import numpy

from redi_codecs.archive.ahead import Read, new_reader
from redi_codecs.archive.cells import Cells, Label, Words
from redi_codecs.archive.decoding import DecodedMessage, Decoder
from redi_codecs.archive.item import LONGEST, Item, Items, json_item
from redi_codecs.archive.lines import LineReader
from redi_codecs.archive.rejects import Rejected, taken
from redi_codecs.archive.sources import Block
from redi_codecs.archive.tidy import Row, rows
from redi_codecs.archive.wrappers import spread
from redi_codecs.device_codec import Codec
from redi_codecs.errors import DecodeError, UplinkError
from redi_codecs.instants import of_microseconds
from redi_codecs.networks.quick.columns import Columns, LineColumns
from redi_codecs.networks.quick.reader import KINDS, UPLINK
from redi_codecs.networks.quick.times import NEVER, since_1970
from redi_codecs.networks.uplink import Uplink
from redi_codecs.results import Result
from redi_codecs.runtimes.core import native

__all__ = ["Bulk", "Part", "bulk_parts"]

#: Messages that come one by one and are put together.
_ITEMS: Final = 1024
#: Payloads of a device after which it gets a program of the core: they come by the thousand where there are as many.
_MANY: Final = 16
#: Senders and radios that are remembered before all is begun anew.
_MOST_MET: Final = 1 << 15


@dataclass
class Part:
    """What came of some lines."""

    cells: Cells
    words: Words
    decoded: int
    others: Counter[str]
    rejects: list[Rejected] = field(default_factory=list)


@dataclass
class _Odd:
    """What was done message by message: rows and rejects, each with the place of its line."""

    rows: dict[int, list[Row]] = field(default_factory=dict)
    rejects: list[tuple[int, Rejected]] = field(default_factory=list)
    decoded: int = 0
    others: Counter[str] = field(default_factory=Counter)


class Bulk:
    """Decodes blocks of lines with the same devices, one after another.

    ``reader`` is one that has read some of the blocks before, while there were no devices yet.
    """

    def __init__(self, decoder: Decoder, *, sensitive: bool = False, reader: LineColumns | None = None) -> None:
        self._decoder = decoder
        self._sensitive = sensitive
        self._lines: LineReader | None = None
        received_at = decoder.received_at
        self._received_at = None if received_at is None else since_1970(received_at)
        self._begin(reader)

    def _begin(self, reader: LineColumns | None = None) -> None:
        self._words = Words()
        self._reader = reader or new_reader()
        self._eui: list[
            int
        ] = []  # by sender: the word for who it is, and the number of its codec; −1 where nobody knows it
        self._codec: list[int] = []
        self._codecs: dict[Codec, int] = {}
        self._known: list[Codec] = []
        self._device: list[int] = []
        self._seen: list[int] = []
        self._named: list[Any] = []
        self._long = native.long(self._words.texts)

    def _meet(self, sender: tuple[str, str | None] | None) -> None:
        codec = -1
        if sender is not None:
            with suppress(UplinkError):
                codec = self._number(self._decoder.codec_of(*sender))
        self._eui.append(-1 if sender is None or codec < 0 else self._words.euis[sender[0]])
        self._codec.append(codec)

    def _number(self, found: Codec) -> int:
        if found not in self._codecs:
            self._codecs[found] = len(self._known)
            self._known.append(found)
            self._device.append(self._words.devices[found.device.id])
            self._seen.append(0)
            self._named.append(None)
        return self._codecs[found]

    def read(self, data: bytes) -> Read:
        """The lines of a block, for :meth:`block`."""
        if self._words.many or self._reader.met > _MOST_MET:
            self._begin()
        return Read(self._reader, self._reader.read(data))

    def block(self, block: Block, read: Read | None = None) -> Part:
        """What the lines of a block say, which may have been read before."""
        with _kept():
            if read is None or read.reader is not self._reader:
                read = self.read(block.data[:])
            return self._block(block, read.columns)

    def items(self, items: Sequence[Item]) -> Part:
        """What messages say that come one by one."""
        if self._words.many:
            self._begin()
        odd = _Odd()
        for place, item in enumerate(items):
            self._take(item, place, odd)
        return self._part(odd, len(items))

    def end(self) -> Part | None:
        """What is left of a file's last message, where that has no end."""
        lines, self._lines = self._lines, None
        found = [] if lines is None else list(spread(lines.leave()))
        return self.items(found) if found else None

    # ---- a block

    def _block(self, block: Block, read: Columns) -> Part:
        odd = _Odd()
        for sender in self._reader.senders[len(self._eui) :]:
            self._meet(sender)
        count = len(read.kinds)
        codecs = numpy.array([*self._codec, -1], numpy.int32)[read.who]
        read.kinds[(read.kinds == UPLINK) & (codecs < 0)] = 0
        for kind, often in enumerate(numpy.bincount(read.kinds).tolist()):
            if kind > UPLINK and often:
                odd.others[KINDS[kind]] += often
        self._carefully(block, read, numpy.flatnonzero(read.kinds == 0).tolist(), odd)
        at = numpy.flatnonzero(read.kinds == UPLINK)
        if not len(at):
            return self._part(odd, count + 1)
        which, ports, times = codecs[at], read.ports[at], read.times[at]
        counts, own = numpy.empty(len(at), numpy.int32), times.copy()
        if self._received_at is not None:
            own[own == NEVER] = self._received_at
        starts, stops = read.bounds[at], read.bounds[at + 1]
        self._long.add(self._decoders(which), which, read.payloads, starts, stops, ports, own, counts)
        # What it leaves alone: a history, a warning, a fault.
        for one in numpy.flatnonzero(counts < 0).tolist():
            sender = self._reader.senders[read.who[at[one]]]
            assert sender is not None
            uplink = Uplink(
                "",
                "uplink",
                sender[0],
                int(ports[one]),
                read.payloads[starts[one] : stops[one]],
                received_at=None if times[one] == NEVER else of_microseconds(int(times[one])),
            )
            self._single(block, read, int(at[one]), self._known[which[one]], uplink, odd)
        good = counts >= 0
        odd.decoded += int(good.sum())
        euis = numpy.array(self._eui, numpy.int32)[read.who[at]]
        return self._part(
            odd, count + 1, self._cells(counts, good, euis, which, ports, times, own), at[good] + 1, counts[good]
        )

    def _decoders(self, which: Any) -> list[Any]:
        """The compiled decoder of each device; None for one that has none, or of which there was little up to now."""
        for one, count in enumerate(numpy.bincount(which).tolist()):
            before = self._seen[one]
            self._seen[one] += count
            if before < _MANY <= self._seen[one]:
                self._named[one] = self._made(self._known[one])
        return self._named

    def _made(self, found: Codec) -> Any:
        schema, words = found.schema, self._words
        labels = [
            words.labels[Label.of(spec.field)]
            if spec.measured and (self._sensitive or not spec.field.sensitive)
            else -1
            for table in schema.tables
            for spec in table.columns
        ]
        statuses = [words.statuses[status or None] for status in schema.statuses]

        def in_python(data: bytes, f_port: int, seconds: float | None) -> Result:
            return found.generated(data, f_port, seconds)  # made when it is needed, which it may never be

        return native.named(found.plan, in_python, found.decode, labels, statuses)

    def _cells(self, counts: Any, good: Any, euis: Any, which: Any, ports: Any, times: Any, own: Any) -> Cells:
        label, value, text, status = self._long.finish()
        often = numpy.where(good, counts, 0)
        devices = numpy.array(self._device, numpy.int32)[which]
        return Cells(
            numpy.repeat(own, often),
            numpy.repeat(times, often),
            numpy.repeat(euis, often),
            numpy.repeat(devices, often),
            _array(label, numpy.int32),
            _array(value, numpy.float64),
            _array(text, numpy.int32),
            _array(status, numpy.int32),
            numpy.repeat(ports, often),
            *(numpy.full(int(often.sum()), -1, numpy.int32) for _ in ("record", "warnings")),
        )

    # ---- one by one

    def _carefully(self, block: Block, read: Columns, doubts: Sequence[int], odd: _Odd) -> None:
        """Lines in doubt, as they are read where there is nothing else; a line that is not in doubt begins anew."""
        if self._lines is None:
            self._lines = LineReader(block.source)
        last = -1
        for number in doubts:
            if number != last + 1:
                self._take_all(self._lines.leave(), last + 1, odd)
            whole = _line(block, read, number) + b"\n"
            for at in range(0, len(whole), LONGEST):
                self._take_all(self._lines.take(block.first + number, whole[at : at + LONGEST]), number + 1, odd)
            last = number
        if last + 1 != len(read.kinds):
            self._take_all(self._lines.leave(), last + 1, odd)

    def _take_all(self, items: Items, place: int, odd: _Odd) -> None:
        for item in spread(items):
            self._take(item, place, odd)

    def _take(self, item: Item, place: int, odd: _Odd) -> None:
        message = taken(item, self._decoder)
        assert message is not None  # without once=, nothing is a repeat
        if isinstance(message, Rejected):
            odd.rejects.append((place, message))
        elif message.decoded is None:
            odd.others[message.kind] += 1
        else:
            odd.decoded += 1
            odd.rows.setdefault(place, []).extend(rows(message, sensitive=self._sensitive))

    def _single(self, block: Block, read: Columns, number: int, found: Codec, uplink: Uplink, odd: _Odd) -> None:
        """One payload whose message is understood; if it cannot be decoded, the whole message has its say."""
        assert uplink.f_port is not None
        received_at = uplink.received_at or self._decoder.received_at
        try:
            decoded = found.decode(uplink.payload, uplink.f_port, received_at=received_at)
        except DecodeError:
            text = _line(block, read, number).decode().strip()
            self._take(json_item(block.source, block.first + number, text), number + 1, odd)
            return
        odd.decoded += 1
        odd.rows.setdefault(number + 1, []).extend(rows(DecodedMessage(uplink, decoded), sensitive=self._sensitive))

    # ---- all of it

    def _part(self, odd: _Odd, places: int, cells: Cells | None = None, at: Any = (), counts: Any = ()) -> Part:
        """Cells and rows in the order of their lines."""
        single = Cells.of_rows([row for _, some in sorted(odd.rows.items()) for row in some], self._words)
        if cells is None:
            cells = single
        elif len(single):
            each = numpy.zeros(places, numpy.int64)
            each[at] = counts
            mine = each > 0
            for place, some in odd.rows.items():
                each[place] = len(some)
            cells = cells.woven(single, numpy.repeat(mine, each))
        odd.rejects.sort(key=itemgetter(0))
        return Part(cells, self._words, odd.decoded, odd.others, [one for _, one in odd.rejects])


def bulk_parts(found: Iterable[Item | Block], decoder: Decoder, *, sensitive: bool = False) -> Iterator[Part]:
    """What comes of files, part by part."""
    bulk = Bulk(decoder, sensitive=sensitive)
    source, items = "", []
    for one in found:
        if isinstance(one, Item):
            if (left := bulk.end()) is not None:
                yield left
            items.append(one)
            if len(items) >= _ITEMS:
                yield bulk.items(items)
                items = []
            continue
        if items:
            yield bulk.items(items)
            items = []
        if (one.source != source or one.first == 1) and (left := bulk.end()) is not None:
            yield left
        source = one.source
        yield bulk.block(one)
    if (left := bulk.end()) is not None:
        yield left
    if items:
        yield bulk.items(items)


def _line(block: Block, read: Columns, number: int) -> bytes:
    start = int(read.starts[number])
    return block.data[start : start + int(read.sizes[number])]


def _array(memory: Any, kind: Any) -> Any:
    return numpy.zeros(0, kind) if memory is None else numpy.frombuffer(memory, kind)


@contextmanager
def _kept() -> Iterator[None]:
    """No search for cycles among what is kept for a moment: there are none, and it would take long."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
