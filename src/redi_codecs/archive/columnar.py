"""Cells of the tidy long form to a table of pyarrow, and to lines of CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy

from redi_codecs.archive.tidy import Row
from redi_codecs.networks.quick.times import NEVER

if TYPE_CHECKING:
    import pyarrow

    from redi_codecs.archive.cells import Cells, Label, Words

__all__ = ["arrow", "csv_lines"]


def arrow(cells: Cells, words: Words) -> pyarrow.Table:
    """A table, with words as dictionaries."""
    import pyarrow

    at, labels = pyarrow.timestamp("us", tz="UTC"), list(words.labels)

    def moments(values: Any) -> Any:
        return pyarrow.array(values, pyarrow.int64(), mask=values == NEVER).cast(at)

    def coded(codes: Any, known: Iterable[str | None]) -> Any:
        texts = list(known)
        if len(texts) > len(codes):  # a dictionary is written with the column, whether its words occur or not
            used, codes = numpy.unique(codes, return_inverse=True)
            texts = [texts[code] if code >= 0 else None for code in used.tolist()]
            codes = numpy.array([-1 if text is None else place for place, text in enumerate(texts)], "i")[codes]
        return pyarrow.DictionaryArray.from_arrays(
            pyarrow.array(codes, pyarrow.int32(), mask=codes < 0), pyarrow.array(texts, pyarrow.string())
        )

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
        "value": pyarrow.array(cells.value, pyarrow.float64(), mask=numpy.isnan(cells.value)),
        "text": coded(cells.text, words.texts),
        "unit": by_label(lambda label: label.unit),
        "channel": pyarrow.array(channel, pyarrow.int32(), mask=channel < 0),
        "status": coded(cells.status, words.statuses),
        "f_port": pyarrow.array(cells.f_port, pyarrow.uint8()),
        "record": coded(cells.record, words.records),
    }
    return pyarrow.table({name: columns[name] for name in Row._fields})


def csv_lines(cells: Cells, words: Words) -> str:
    """Lines as :class:`~redi_codecs.archive.tidy.CsvFile` writes them."""
    euis, devices, texts, statuses, records = (
        [*map(_quoted, known), ""] for known in (words.euis, words.devices, words.texts, words.statuses, words.records)
    )
    heads = [f"{_quoted(one.name)},{_quoted(one.quantity)}," for one in words.labels]
    tails = [_tail(one) for one in words.labels]
    ports = list(map(str, range(256)))
    text = cells.text.tolist() if (cells.text >= 0).any() else None
    values = list(map(repr, cells.value.tolist()))
    for place in numpy.flatnonzero(numpy.isnan(cells.value)).tolist():
        values[place] = ""
    if text is not None:
        values = [f"{value},{texts[code]}" for value, code in zip(values, text, strict=True)]
    else:
        values = [f"{value}," for value in values]
    lines = [
        f"{time},{received},{euis[eui]},{devices[device]},{heads[label]}{value},{tails[label]},{statuses[status]},{ports[port]},{records[record]}\n"
        for time, received, eui, device, label, value, status, port, record in zip(
            _moments(cells.time), _moments(cells.received_at), cells.eui.tolist(), cells.device.tolist(),
            cells.label.tolist(), values, cells.status.tolist(), cells.f_port.tolist(), cells.record.tolist(),
            strict=True,
        )
    ]  # fmt: skip
    return "".join(lines)


def _tail(label: Label) -> str:
    return f"{_quoted(label.unit)},{'' if label.channel is None else label.channel}"


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
