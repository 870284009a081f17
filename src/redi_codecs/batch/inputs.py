"""The rows of a batch as engines read them: payloads, ports and times in pieces of memory."""

from __future__ import annotations

import ctypes
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from redi_codecs.batch.memory import SHORT, Chunk, Listed, Numbers, pack

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["NO_PORT", "UNREAD", "Inputs", "Piece"]

NO_PORT: Final = "the row has no fPort"
#: Stands in ``preset`` for a frame on port 0, whose payload is none of the device's.
UNREAD: Final = 255


class Piece(NamedTuple):
    """Some rows, each of whose columns lies in one piece; ``times`` are microseconds since 1970."""

    start: int
    rows: int
    payloads: Chunk | Listed
    ports: int | Numbers
    times: int | Numbers | None


@dataclass(frozen=True, eq=False)
class Inputs:
    """All rows.

    ``preset`` has a code a row: other than 0 where it is settled already what is wrong with a row, or :data:`UNREAD`
    where nothing is, and there is nothing to read.
    """

    rows: int
    payloads: Sequence[Chunk | Listed]
    ports: int | Sequence[Numbers]
    times: int | Sequence[Numbers] | None
    preset: bytearray | None = None
    reasons: Mapping[int, str] = field(default_factory=dict)

    def pieces(self, start: int = 0, stop: int | None = None, most: int | None = None) -> Iterator[Piece]:
        """The rows, or those of a range, in pieces of at most ``most`` rows."""
        stop = self.rows if stop is None else stop
        columns = [_Column(self.payloads)]
        ports = None if isinstance(self.ports, int) else _Column(self.ports)
        times = None if self.times is None or isinstance(self.times, int) else _Column(self.times)
        columns += [one for one in (ports, times) if one is not None]
        while start < stop:
            end = min([stop, *(one.end(start) for one in columns)])
            if most is not None:
                end = min(end, start + most)
            yield Piece(
                start,
                end - start,
                columns[0].part(start, end),
                self.ports if ports is None else ports.part(start, end),  # type: ignore[arg-type]
                self.times if times is None else times.part(start, end),  # type: ignore[arg-type]
            )
            start = end

    def with_port(self, port: int | None) -> Inputs:
        """The same rows; those that name no port have this one, if there is one."""
        missing = [row for row, why in self.reasons.items() if why == NO_PORT]
        if port is None or not missing or self.preset is None or isinstance(self.ports, int):
            return self
        given = [one for piece in self.ports for one in piece.values()]
        ports = array("B", [one if one is not None and 0 <= one <= 255 else 0 for one in given])
        preset = bytearray(self.preset)
        for row in missing:
            ports[row], preset[row] = port, 0
        reasons = {row: why for row, why in self.reasons.items() if why != NO_PORT}
        return replace(self, ports=[Numbers.listed(ports)], preset=preset, reasons=reasons)

    def payload(self, row: int) -> bytes | None:
        """The payload of a row."""
        (piece,) = self.pieces(row, row + 1)
        return piece.payloads.values()[0]

    def part(self, start: int, stop: int) -> Inputs:
        """The rows of a range, where they lie."""
        pieces = list(self.pieces(start, stop))
        return Inputs(
            stop - start,
            [piece.payloads for piece in pieces],
            self.ports if isinstance(self.ports, int) else [piece.ports for piece in pieces],  # type: ignore[misc]
            [piece.times for piece in pieces] if isinstance(self.times, Sequence) else self.times,  # type: ignore[misc]
            None if self.preset is None else self.preset[start:stop],
            {row - start: why for row, why in self.reasons.items() if start <= row < stop},
        )

    def ordered(self, rows: ndarray[Any, Any]) -> Inputs:
        """All rows in this order."""
        import numpy

        if (rows == numpy.arange(self.rows)).all():
            return self
        views, variadic, valid, keep = self._views()
        chosen = views.view(numpy.complex128).ravel()[rows]  # of 16 bytes each, as views are
        bits = None if valid is None else numpy.packbits(valid[rows], bitorder="little")
        validity = 0 if bits is None else bits.ctypes.data
        held = (keep, chosen, bits)
        payloads = [Chunk(len(rows), "view", 0, chosen.ctypes.data, 0, validity, 0, variadic, held)]
        ports, times = self.ports, self.times
        if not isinstance(ports, int):  # those that are no port were settled before
            found = [piece.as_arrays() for piece in ports]
            whole = numpy.concatenate([numpy.where(valid, values, 0) for values, valid in found])[rows]
            ports = [_numbers(numpy.where((whole >= 0) & (whole <= 255), whole, 0).astype("B"), "B")]
        if isinstance(times, Sequence):
            found = [piece.as_arrays() for piece in times]
            moments, known = (numpy.concatenate(parts)[rows] for parts in zip(*found, strict=True))
            times = [_numbers(moments, "q", numpy.packbits(known, bitorder="little"))]
        preset = None if self.preset is None else bytearray(numpy.frombuffer(self.preset, numpy.uint8)[rows].tobytes())
        reasons = {}
        if self.reasons:
            reasons = {at: self.reasons[row] for at, row in enumerate(rows.tolist()) if row in self.reasons}
        return Inputs(self.rows, payloads, ports, times, preset, reasons)

    def _views(self) -> tuple[ndarray[Any, Any], tuple[int, ...], ndarray[Any, Any] | None, object]:
        """Where the payload of every row is: views, buffers that they look into, which are there."""
        import numpy

        chunks = [one.in_a_row() if isinstance(one, Chunk) else pack(one.values()) for one in self.payloads if one.rows]
        views = numpy.zeros((self.rows, 16), numpy.uint8)
        valid = numpy.ones(self.rows, bool)
        buffers, at = [], 0
        for number, chunk in enumerate(chunks):
            starts, sizes = chunk.places()
            size = int(starts[-1] + sizes[-1])
            # A short payload stands in its view, whose bytes are read at once: a little beyond the end as well.
            data = numpy.zeros(size + SHORT, numpy.uint8)
            ctypes.memmove(data.ctypes.data, chunk.data, size)
            part = views[at : at + chunk.rows]
            words = part.view(numpy.int32)
            part[:, 4:] = numpy.lib.stride_tricks.as_strided(data, (size + 1, SHORT), (1, 1))[starts]
            words[:, 0] = sizes
            long = sizes > SHORT
            if long.any():
                words[long, 2], words[long, 3] = number, starts[long]
            if chunk.validity:
                valid[at : at + chunk.rows] = chunk.valid()
            buffers.append(data)
            at += chunk.rows
        return views, tuple(one.ctypes.data for one in buffers), None if valid.all() else valid, buffers


def _numbers(values: ndarray[Any, Any], code: str, valid: ndarray[Any, Any] | None = None) -> Numbers:
    """Numbers in an array of numpy's."""
    validity = 0 if valid is None else valid.ctypes.data
    return Numbers(len(values), code, values.ctypes.data, validity, keep=(values, valid))


class _Column:
    """Pieces one after the other, found by row."""

    def __init__(self, pieces: Sequence[Any]) -> None:
        self.pieces = [one for one in pieces if one.rows]
        self.starts: list[int] = [0, *accumulate(one.rows for one in self.pieces)]

    def end(self, row: int) -> int:
        return self.starts[bisect_right(self.starts, row)]

    def part(self, start: int, end: int) -> Any:
        at = bisect_right(self.starts, start) - 1
        return self.pieces[at].part(start - self.starts[at], end - start)
