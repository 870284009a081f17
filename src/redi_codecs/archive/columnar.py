"""Cells of the tidy long form to a table of pyarrow, and to lines of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy

from redi_codecs.archive.tidy import Row
from redi_codecs.networks.quick.times import NEVER

if TYPE_CHECKING:
    import pyarrow

    from redi_codecs.archive.cells import Cells, Words

__all__ = ["arrow", "csv_lines"]


def arrow(cells: Cells, words: Words) -> pyarrow.Table:
    """A table, with words as dictionaries."""
    import pyarrow

    at, labels = pyarrow.timestamp("us", tz="UTC"), list(words.labels)

    def moments(values: Any) -> Any:
        return _array(at, values, values != NEVER)

    def coded(codes: Any, known: Iterable[str | None]) -> Any:
        texts: list[Any] = list(known)
        if len(texts) > len(codes) or None in texts:
            # A dictionary is written with the column, whether its words occur or not; and what is none is no word.
            used, codes = numpy.unique(codes, return_inverse=True)
            told = [texts[code] if code >= 0 else None for code in used.tolist()]
            texts = [text for text in told if text is not None]
            places = iter(range(len(texts)))
            codes = numpy.array([-1 if text is None else next(places) for text in told] or [-1], "i")[codes]
        return pyarrow.DictionaryArray.from_arrays(_array(pyarrow.int32(), codes, codes >= 0), _texts(texts))

    def by_label(of: Any) -> Any:
        """What follows from the label, each word once."""
        numbers: dict[str, int] = {}
        given = [of(label) for label in labels]
        codes = [-1 if word is None else numbers.setdefault(word, len(numbers)) for word in given]
        return coded(numpy.array(codes or [-1], numpy.int32)[cells.label], numbers)

    channels = numpy.array([-1 if one.channel is None else one.channel for one in labels] or [-1], numpy.int32)
    channel = channels[cells.label]
    columns = {
        "time": moments(cells.time),
        "received_at": moments(cells.received_at),
        "dev_eui": coded(cells.eui, words.euis),
        "device": coded(cells.device, words.devices),
        "name": by_label(lambda label: label.name),
        "quantity": by_label(lambda label: label.quantity),
        "value": _array(pyarrow.float64(), cells.value, ~numpy.isnan(cells.value)),
        "text": coded(cells.text, words.texts),
        "unit": by_label(lambda label: label.unit),
        "channel": _array(pyarrow.int32(), channel, channel >= 0),
        "status": coded(cells.status, words.statuses),
        "f_port": _array(pyarrow.uint8(), cells.f_port),
        "record": coded(cells.record, words.records),
        "warnings": coded(cells.warnings, words.warnings),
    }
    return pyarrow.table({name: columns[name] for name in Row._fields})


def _array(kind: Any, values: Any, there: Any = None) -> Any:
    """An array of memory that is there already; ``pyarrow.array`` would import pandas, to ask whether it is of that."""
    import pyarrow

    bits = None if there is None or there.all() else pyarrow.py_buffer(numpy.packbits(there, bitorder="little"))
    assert values.itemsize * 8 == kind.bit_width
    memory = pyarrow.py_buffer(numpy.ascontiguousarray(values))
    return pyarrow.Array.from_buffers(kind, len(values), [bits, memory])


def _texts(texts: Sequence[str]) -> Any:
    import pyarrow

    written = [text.encode() for text in texts]
    ends = numpy.cumsum([0, *map(len, written)], dtype=numpy.int32)
    return pyarrow.StringArray.from_buffers(len(texts), pyarrow.py_buffer(ends), pyarrow.py_buffer(b"".join(written)))


def csv_lines(cells: Cells, words: Words) -> str:
    """Lines as :class:`~redi_codecs.archive.tidy.CsvFile` writes them.

    A line is put together from four parts, each of which is written once however often it comes: who and when, which
    reading, its value, and the rest.
    """
    euis, devices = ([*map(_quoted, known), ""] for known in (words.euis, words.devices))
    who = [cells.time, cells.received_at, cells.eui, cells.device]
    changes = numpy.flatnonzero(numpy.logical_or.reduce([numpy.diff(one, prepend=one[:1] - 1) != 0 for one in who]))
    heads = [
        f"{time},{received_at},{euis[eui]},{devices[device]},"
        for time, received_at, eui, device in zip(
            _moments(cells.time[changes]), _moments(cells.received_at[changes]),
            cells.eui[changes].tolist(), cells.device[changes].tolist(), strict=True,
        )
    ]  # fmt: skip
    often = numpy.diff(changes, append=len(cells))
    names = [f"{_quoted(one.name)},{_quoted(one.quantity)}," for one in words.labels]
    values, value = numpy.unique(cells.value.view(numpy.int64), return_inverse=True)
    numbers = ["" if one != one else repr(one) for one in values.view(numpy.float64).tolist()]
    parts = (
        numpy.repeat(numpy.array(heads, object), often),
        numpy.array(names, object)[cells.label],
        numpy.array(numbers, object)[value],
        _rests(cells, words),
    )
    return "".join(chain.from_iterable(zip(*(part.tolist() for part in parts), strict=True)))


def _rests(cells: Cells, words: Words) -> Any:
    """What follows the value: text, unit, channel, status, port, record, warnings, and the end of the line."""
    kinds = (words.texts, words.statuses, words.records, words.warnings)
    texts, statuses, records, warnings = ([*map(_quoted, known), ""] for known in kinds)
    units = [f"{_quoted(one.unit)},{'' if one.channel is None else one.channel}" for one in words.labels]
    columns = (cells.label, cells.text, cells.status, cells.f_port, cells.record, cells.warnings)
    sizes = (len(units), len(texts), len(statuses), 256, len(records), len(warnings))
    key = numpy.zeros(len(cells), numpy.int64)  # at most 2 ** 16 of a kind, and few of most: it does not overflow
    for column, size in zip(columns, sizes, strict=True):
        key = key * (size + 1) + column + 1
    _, first, each = numpy.unique(key, return_index=True, return_inverse=True)
    found = [
        f",{texts[text]},{units[label]},{statuses[status]},{port},{records[record]},{warnings[warned]}\n"
        for label, text, status, port, record, warned in zip(
            *(column[first].tolist() for column in columns), strict=True
        )
    ]
    return numpy.array(found, object)[each]


def _quoted(word: str | None) -> str:
    if word is None:
        return ""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([word, ""])  # alone, an empty one would be quoted
    return out.getvalue()[:-1]


def _moments(values: Any) -> list[str]:
    """Times in ISO 8601, each that comes again written once."""
    changes = numpy.flatnonzero(numpy.diff(values, prepend=values[:1] - 1))
    moments = values[changes]
    texts = numpy.datetime_as_string(moments.astype("M8[us]"), "us").tolist()
    written = numpy.array(
        [
            "" if moment == NEVER else f"{text.removesuffix('.000000')}Z"
            for moment, text in zip(moments.tolist(), texts, strict=True)
        ],
        object,
    )
    return numpy.repeat(written, numpy.diff(changes, append=len(values))).tolist()
