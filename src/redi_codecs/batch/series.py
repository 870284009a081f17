"""Columns of other libraries: as memory where they offer it, else as lists."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from redi_codecs.batch import arrow_in
from redi_codecs.batch.memory import Chunk, Numbers
from redi_codecs.batch.sound import ascending, entries, within
from redi_codecs.instants import of_microseconds

if TYPE_CHECKING:
    from numpy import ndarray

__all__ = [
    "BINARY",
    "INTEGERS",
    "UNITS",
    "ArrowColumn",
    "chunk_of",
    "coded",
    "is_null",
    "items",
    "listed",
    "of_texts",
    "read_column",
    "values",
]

_NOTHING = arrow_in.Type("n", "", (), None), ()
INTEGERS = {"c": "b", "C": "B", "s": "h", "S": "H", "i": "i", "I": "I", "l": "q", "L": "Q", "f": "f", "g": "d"}
UNITS = {"s": (1_000_000, 1), "m": (1000, 1), "u": (1, 1), "n": (1, 1000)}
BINARY: dict[str, Literal["offsets32", "offsets64", "view"]] = {
    "z": "offsets32",
    "Z": "offsets64",
    "u": "offsets32",
    "U": "offsets64",
    "vz": "view",
    "vu": "view",
}


def listed(source: Any) -> Any:
    """A column of objects as a list; anything else as it is."""
    kind = str(getattr(getattr(source, "dtype", None), "kind", ""))
    if kind == "S":
        raise TypeError("numpy's type S drops zero bytes at the end of a payload: give an array of objects")
    if kind in ("O", "U") and hasattr(source, "tolist"):
        return source.tolist()
    return source


class ArrowColumn(NamedTuple):
    """A column that was read as Arrow already."""

    type: arrow_in.Type
    arrays: Sequence[arrow_in.Array]


def read_column(source: Any) -> tuple[arrow_in.Type, Sequence[arrow_in.Array]] | None:
    """An Arrow column, or the one column of a table; None where the source has nothing of Arrow."""
    if isinstance(source, ArrowColumn):
        return source
    if not arrow_in.exports_arrow(source):
        return None
    try:
        type, arrays = arrow_in.read(_framed(source))
    except ImportError:  # pandas asks pyarrow for this, and may be without it
        return None
    if type.format == "+s":
        columns = arrow_in.columns(type, arrays)
        if len(columns) != 1:
            raise TypeError(f"one column is needed, not a table of {len(columns)} ({', '.join(columns)})")
        ((type, arrays),) = columns.values()
    if not any(array.rows for array in arrays):  # a library may call an empty column anything
        return _NOTHING
    return type, arrays


def _framed(source: Any) -> Any:
    """A Series of polars as a table: alone, times and categories of polars 1 contradict their own type."""
    kind = type(source)
    return source.to_frame() if (kind.__module__.partition(".")[0], kind.__name__) == ("polars", "Series") else source


def is_null(value: object) -> bool:
    """Whether a value of a column says that there is none: None, a NaN, pandas' NA or NaT.

    >>> is_null(None), is_null(float("nan")), is_null(b"")
    (True, True, False)
    """
    return value is None or type(value).__name__ in ("NAType", "NaTType") or (type(value) is float and value != value)


def items(what: str, source: Any) -> list[Any]:
    """The elements of a sequence, or of a column that is none of Arrow."""
    if hasattr(source, "tolist") and not isinstance(source, memoryview | array):
        source = source.tolist()
    if isinstance(source, dict | set | frozenset) or not isinstance(source, Iterable):
        raise TypeError(f"{what}: a sequence or a column is needed, not {type(source).__name__}")
    return list(source)


def values(source: Any) -> list[Any]:
    """A column of text, numbers or times as Python objects; what stands for no value may be None or NaN."""
    found = read_column(listed(source))
    if found is None:
        return items("a column", source)
    return [value for array in found[1] for value in _plain(found[0], array)]


def of_texts(source: Any) -> bool:
    """Whether a column has texts, or objects that may be some.

    >>> of_texts(["85"]), of_texts(array("B", b"U"))
    (True, False)
    """
    found = read_column(listed(source))
    if found is None:
        return getattr(getattr(source, "dtype", None), "kind", "O") in "OUT" and not isinstance(source, array)
    return (found[0].dictionary or found[0]).format in ("u", "U", "vu")


def coded(source: Any) -> tuple[list[Any], ndarray[Any, Any]]:
    """The values that occur in a column, and for each row which of them it has.

    >>> coded(["b", "a", "b"])[0], coded(["b", "a", "b"])[1].tolist()
    (['b', 'a'], [0, 1, 0])
    """
    import numpy

    if type(source).__module__.partition(".")[0] == "pandas":
        import pandas

        found, names = pandas.factorize(source, use_na_sentinel=False)
        return list(names), numpy.asarray(found, numpy.int32)
    if arrow_in.exports_arrow(source) and (texts := _dictionary(source)) is not None:
        return texts
    every = values(source)
    numbers: dict[Any, int] = {}
    codes = numpy.fromiter((numbers.setdefault(value, len(numbers)) for value in every), numpy.int32, len(every))
    return list(numbers), codes


def _dictionary(source: Any) -> tuple[list[Any], ndarray[Any, Any]] | None:
    """A column of texts by Arrow's own means; None without pyarrow, or for a column of something else."""
    try:
        import pyarrow
    except ImportError:
        return None
    if (framed := _framed(source)) is not source:
        source = pyarrow.table(framed).column(0)
    column = source if isinstance(source, pyarrow.ChunkedArray) else pyarrow.chunked_array(source)
    if str(column.type) == "string_view":  # whose nulls become empty texts when they are encoded
        try:
            column = column.cast(pyarrow.large_string())
        except pyarrow.ArrowNotImplementedError:  # of some releases
            return None
    if not (pyarrow.types.is_string(column.type) or pyarrow.types.is_large_string(column.type)):
        return None
    found = column.combine_chunks().dictionary_encode("encode")
    if isinstance(found, pyarrow.ChunkedArray):  # more than one array can hold
        return None
    try:
        return found.dictionary.to_pylist(), found.indices.to_numpy()
    except UnicodeDecodeError:  # a text that is no UTF-8, which Arrow does not look at until it is read
        return None


def _plain(type: arrow_in.Type, array: arrow_in.Array) -> list[Any]:
    if type.dictionary is not None and array.dictionary is not None:
        return entries(_plain(type.dictionary, array.dictionary), Numbers.arrow(array, INTEGERS[type.format]).values())
    if type.format == "n":
        return [None] * array.rows
    if type.format in INTEGERS:
        return Numbers.arrow(array, INTEGERS[type.format]).values()
    if type.format.startswith("ts") and type.format[4:]:
        moments = Numbers.arrow(array, "q", *UNITS[type.format[2]]).values()
        return [None if moment is None else of_microseconds(moment) for moment in moments]
    if type.format not in BINARY:
        raise TypeError(f"columns of {type.words} are not read here")
    found = chunk_of(type, array).values()
    if type.format in ("z", "Z", "vz"):
        return found
    return [None if one is None else one.decode(errors="replace") for one in found]


def chunk_of(type: arrow_in.Type, array: arrow_in.Array) -> Chunk:
    """Binary or text values where they lie."""
    kind = BINARY[type.format]
    valid = array.validity, array.offset
    if kind == "view":  # the last buffer has the sizes of those between
        within(array)
        views, variadic = array.buffers[1] + 16 * array.offset, array.buffers[2:-1]
        return Chunk(array.rows, "view", 0, views, 0, *valid, variadic, array.keep)
    ends = array.buffers[1] + (4 if kind == "offsets32" else 8) * array.offset
    ascending(array, ends, "i" if kind == "offsets32" else "q")
    return Chunk(array.rows, kind, array.buffers[2], ends, 0, *valid, (), array.keep)
