"""A column of a batch: flat memory, read as Python values, as numpy, or by Arrow."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NoReturn, overload

from redi_codecs.batch.memory import bits, bits_of_codes
from redi_codecs.instants import of_microseconds
from redi_codecs.needed import row_of
from redi_codecs.results import Field

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = ["Column"]


#: How many bytes a value has, by type; bits and text have no such number.
WIDTHS = {"float": 8, "int": 8, "time": 8, "int32": 4, "uint32": 4, "uint8": 1}
_CODES = {"float": "d", "int": "q", "time": "q", "int32": "i", "uint32": "I", "uint8": "B"}


class Column(Sequence[Any]):
    """Values of one field, a row each; None where a row has none.

    ``values`` and ``validity`` are memory (see :mod:`redi_codecs.plan.columns`), None where no row has a value.
    ``type`` is a type of quantities or ``int32``, ``uint32`` or ``uint8``; an ``enum`` has codes of the struct type
    ``code`` for its ``labels``.
    """

    __slots__ = (
        "_status", "_validity", "code", "field", "labels", "name", "offsets", "rows", "type", "values", "zero_is_none"
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        type: str,
        rows: int,
        values: Any = None,
        validity: Any = None,
        *,
        offsets: Any = None,
        labels: Sequence[str] = (),
        code: str = "i",
        field: Field | None = None,
        status: Column | None = None,
    ) -> None:
        self.name = name
        self.type = type
        self.rows = rows
        self.values = values
        self._validity = validity
        #: An enum whose code 0 stands for no value; its validity is made when it is first asked for.
        self.zero_is_none = False
        self.offsets = offsets
        self.labels = tuple(labels)
        self.code = _CODES.get(type, code)
        self.field = field
        self._status = status

    @classmethod
    def numbers(cls, name: str, type: str, values: Any, rows: int) -> Column:
        """A column without nulls; zeros where there is no memory."""
        return cls(name, type, rows, bytes(WIDTHS[type] * rows) if values is None else values)

    @classmethod
    def coded(cls, name: str, codes: Any, labels: Sequence[str], rows: int, code: str) -> Column:
        """An enum whose code 0 stands for none."""
        made = cls(name, "enum", rows, codes, labels=labels, code=code)
        made.zero_is_none = codes is not None
        return made

    @property
    def validity(self) -> Any:
        """A bit a row, set where there is a value; None where all rows, or none, have one."""
        if self.zero_is_none and self._validity is None:
            self._validity = bits_of_codes(_view(self.values, self.code))
        return self._validity

    @property
    def unit(self) -> str:
        """UCUM code; empty where there is no unit."""
        return self.field.unit if self.field else ""

    @property
    def quantity(self) -> str | None:
        """What was measured, where it is a quantity."""
        return self.field.quantity if self.field else None

    @property
    def status(self) -> Column:
        """Why a row has no value, or what is to be said of it: ``fault``, ``implausible`` …"""
        return self._status or Column(f"{self.name}_status", "enum", self.rows, code="B")

    @property
    def touched(self) -> bool:
        """Whether any row has a value."""
        return self.values is not None

    def __len__(self) -> int:
        return self.rows

    @overload
    def __getitem__(self, row: int) -> Any: ...

    @overload
    def __getitem__(self, row: slice) -> list[Any]: ...

    def __getitem__(self, row: int | slice) -> Any:
        if isinstance(row, slice):
            return [self[at] for at in range(*row.indices(self.rows))]
        at = row_of(row, self.rows, self.name)
        if self.values is None or (self.validity is not None and not _bit(self.validity, at)):
            return None
        match self.type:
            case "bool":
                return _bit(self.values, at)
            case "text" | "bytes":
                start, end = _view(self.offsets, "q")[at : at + 2]
                value = bytes(memoryview(self.values).cast("B")[start:end])
                return value.decode() if self.type == "text" else value
        number = _view(self.values, self.code)[at]
        match self.type:
            case "enum":
                return self.labels[number]
            case "time":
                return of_microseconds(number)
        return number

    def __iter__(self) -> Iterator[Any]:
        return iter(self.to_pylist())

    def to_pylist(self) -> list[Any]:
        """The values as Python objects.

        >>> import redi_codecs
        >>> batch = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401", "046865"], f_port=85)
        >>> batch["temperature"].to_pylist()
        [30.8, None]
        """
        if self.values is None:
            return [None] * self.rows
        found: Iterable[Any]
        match self.type:
            case "bool":
                found = (digit == "1" for digit in _digits(self.values, self.rows))
            case "text" | "bytes":
                raw = bytes(self.values)
                found = (raw[a:b] for a, b in pairwise(_view(self.offsets, "q")))
                found = map(bytes.decode, found) if self.type == "text" else found
            case "enum":
                found = map(self.labels.__getitem__, _view(self.values, self.code))
            case "time":
                found = map(of_microseconds, _view(self.values, "q"))
            case _:
                found = _view(self.values, self.code)
        if self.validity is None:
            return list(found)
        return [
            value if digit == "1" else None
            for value, digit in zip(found, _digits(self.validity, self.rows), strict=True)
        ]

    def null_count(self) -> int:
        """How many rows have no value."""
        if self.values is None:
            return self.rows
        if self.validity is None:
            return 0
        return self.rows - int.from_bytes(memoryview(self.validity).cast("B"), "little").bit_count()

    # ---- numpy

    def mask(self) -> ndarray[Any, Any]:
        """Which rows have a value, as a numpy array of truth values."""
        import numpy

        if self.values is None:
            return numpy.zeros(self.rows, bool)
        if self.validity is None:
            return numpy.ones(self.rows, bool)
        return _unpacked(self.validity, self.rows)

    def raw(self) -> ndarray[Any, Any]:
        """The memory as a numpy array, not copied (but for bits): what stands in rows without value means nothing."""
        import numpy

        if self.type == "bool":
            return numpy.zeros(self.rows, bool) if self.values is None else _unpacked(self.values, self.rows)
        if self.type in ("text", "bytes"):
            return numpy.array([*self.to_pylist(), None], object)[:-1]
        if self.values is None:
            return numpy.zeros(self.rows, self.code)
        return numpy.frombuffer(self.values, self.code, self.rows)

    def to_numpy(self) -> ndarray[Any, Any]:
        """A numpy array: numbers without copy where every row has one, else with NaN where there is none.

        Times are ``datetime64[us]`` in UTC; truth values with gaps, enums and text are objects.
        """
        import numpy

        if self.type in ("text", "bytes", "enum") or (self.type == "bool" and self.null_count()):
            return numpy.array([*self.to_pylist(), None], object)[:-1]
        found = self.raw().view("datetime64[us]") if self.type == "time" else self.raw()
        if not self.null_count():
            return found
        if self.type == "time":
            return numpy.where(self.mask(), found, numpy.datetime64("NaT", "us"))
        return numpy.where(self.mask(), found, numpy.nan)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> ndarray[Any, Any]:
        import numpy

        found = self.to_numpy()
        return numpy.array(found, dtype) if copy else numpy.asarray(found, dtype)

    # ---- Arrow

    def __arrow_c_schema__(self) -> object:
        from redi_codecs.batch.arrow_out import column_capsules

        return column_capsules(self)[0]

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        from redi_codecs.batch.arrow_out import column_capsules

        return column_capsules(self)

    def __reduce__(self) -> NoReturn:
        raise TypeError(
            f"{self.name} lies in memory of this process and cannot be pickled: send to_pylist() or to_numpy()"
        )

    def __repr__(self) -> str:
        shown = ", ".join(repr(value) for value in self[:6]) + (", …" if self.rows > 6 else "")
        return f"<Column {self.name}{f' in {self.unit}' if self.unit else ''}, {self.rows:,} rows: {shown}>"


def _view(buffer: Any, code: str) -> Any:
    return memoryview(buffer).cast("B").cast(code)  # type: ignore[call-overload]


def _bit(buffer: Any, at: int) -> bool:
    return bool(memoryview(buffer).cast("B")[at >> 3] >> (at & 7) & 1)


def _digits(buffer: Any, rows: int) -> str:
    number = int.from_bytes(memoryview(buffer).cast("B")[: (rows + 7) // 8], "little") & (1 << rows) - 1
    return f"{number:0{rows}b}"[::-1] if rows else ""


def _unpacked(buffer: Any, rows: int) -> ndarray[Any, Any]:
    import numpy

    flags = numpy.unpackbits(numpy.frombuffer(buffer, numpy.uint8), count=rows, bitorder="little")
    return flags.view(bool)


def listed(name: str, type: str, values: Sequence[Any]) -> Column:
    """A column of numbers from a list in which None stands for no value."""
    filled = array(_CODES[type], [0 if value is None else value for value in values])
    return Column(name, type, len(values), filled, bits(value is not None for value in values))
