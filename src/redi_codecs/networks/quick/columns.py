"""Lines to columns: what each of many lines says, if it is a usual message."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy

from redi_codecs.networks.quick.forms import Forms
from redi_codecs.networks.quick.reader import EMPTY, UPLINK, Usual, textual
from redi_codecs.networks.quick.times import DOUBT, NEVER, microseconds

__all__ = ["Columns", "LineColumns"]

#: The bytes of which a text of digits consists.
_TEXTUAL: Final = bytes(textual(bytes((byte, byte))) is not None for byte in range(256))


@dataclass(frozen=True, slots=True)
class Columns:
    """A place in each for every line: where it is, its kind (in :data:`KINDS`; 0: it is in doubt), and what it says.

    Payloads stand one after another in ``payloads``, the one of a line from its bound to the next.
    """

    starts: Any
    sizes: Any
    kinds: Any
    who: Any
    ports: Any
    times: Any
    bounds: Any
    payloads: bytes


class LineColumns:
    """Reads blocks of lines as usual messages; remembers who sent them, in which words.

    Attributes:
        senders: by their number, DevEUI and what the device is called; None for what the careful way refuses.
    """

    def __init__(self, usual: Sequence[Usual], *, longest: int) -> None:
        forms = Forms()
        roots = array("i", [forms.add(one.struct, one.places) for one in usual])
        self._core = import_module("redi_codecs.networks.quick._extract").Extractor(
            forms.forms, forms.fields, roots, _TEXTUAL, longest
        )
        self._usual = usual
        self._kinds = numpy.array([*(one.kind for one in usual), 0], numpy.int8)
        self.senders: list[tuple[str, str | None] | None] = []
        self._radios: list[bool] = []

    @property
    def met(self) -> int:
        """How much is remembered."""
        return len(self.senders) + len(self._radios)

    def read(self, data: bytes) -> Columns:
        """What the lines of a block say."""
        *made, payloads = self._core.read(data)
        types = "i8", "i4", "i1", "i4", "i4", "u1", "i8", "i8", "i8", "i4"
        starts, sizes, forms, who, radio, ports, times, outer, bounds, asked = map(numpy.frombuffer, made, types)
        self.senders += [self._usual[form].who(eui.decode(), hint) for form, eui, hint in self._since(self._core.who)]
        self._radios += [self._usual[form].radio(*written) for form, *written in self._since(self._core.radio)]
        kinds = self._kinds[forms]
        asked = asked.reshape(-1, 2, 2)
        for at, column in enumerate((times, outer)):
            for row in numpy.flatnonzero((column == DOUBT) & (kinds != 0)).tolist():
                start, size = asked[row, at].tolist()
                start += int(starts[row])
                column[row] = microseconds(data[start : start + size].decode())
        good = numpy.array([*(one is not None for one in self.senders), True])[who]
        good &= numpy.array([*self._radios, True])[radio] & (times != DOUBT) & (outer != DOUBT)
        kinds[~good] = 0
        kinds[(kinds == UPLINK) & (numpy.diff(bounds) == 0)] = EMPTY
        return Columns(
            starts, sizes, kinds, who, ports, numpy.where(times == NEVER, outer, times), bounds, payloads
        )  # fmt: skip

    def _since(self, numbered: Any) -> Any:
        return numbered.since(len(self.senders if numbered is self._core.who else self._radios))
