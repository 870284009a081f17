"""A column of identifiers replaced, in tables of pandas, polars and pyarrow."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from redi_codecs.errors import PrivacyError

__all__ = ["with_column_replaced"]

T = TypeVar("T")
Replace = Callable[[Any], str]


def with_column_replaced(frame: T, column: str, replaced: Replace) -> T:
    """The table with each identifier of a column replaced; empty cells stay empty."""
    kind = type(frame)
    with_replaced = _LIBRARIES.get((kind.__module__.partition(".")[0], kind.__name__))
    if with_replaced is None:
        known = ", ".join(".".join(names) for names in _LIBRARIES)
        raise PrivacyError(f"expected a table ({known}), saw {kind.__module__}.{kind.__qualname__}")
    result: T = with_replaced(frame, column, replaced)
    return result


def _pseudonyms(ids: Iterable[Any], column: str, replaced: Replace) -> Mapping[Any, str]:
    try:
        return {one: replaced(one) for one in ids}
    except PrivacyError as error:
        raise PrivacyError(f"column {column}: {error}") from None


def _columns(names: Iterable[Any], column: str) -> None:
    known = [str(name) for name in names]
    if column not in known:
        raise PrivacyError(f"the table has no column {column}; there are {', '.join(known)}")


def _pandas(frame: Any, column: str, replaced: Replace) -> Any:
    import pandas

    _columns(frame.columns, column)
    cells = frame[column]
    made = frame.assign(**{column: cells.map(_pseudonyms(cells.dropna().unique(), column, replaced))})
    made.attrs = {}
    index = made.index
    return made if isinstance(index, pandas.RangeIndex | pandas.DatetimeIndex) else made.reset_index(drop=True)


def _polars(frame: Any, column: str, replaced: Replace) -> Any:
    import polars

    _columns(frame.columns, column)
    cells = frame[column]
    ids = cells.drop_nulls().unique().to_list()
    names = _pseudonyms(ids, column, replaced)
    plain = cells if cells.dtype == polars.Binary else cells.cast(polars.String)
    found = plain.replace_strict(list(names), list(names.values()), default=None, return_dtype=polars.String)
    return frame.with_columns(found.alias(column))


def _arrow(table: Any, column: str, replaced: Replace) -> Any:
    import pyarrow
    from pyarrow import compute

    _columns(table.column_names, column)
    place = table.column_names.index(column)
    cells = table.column(place)
    if pyarrow.types.is_dictionary(cells.type):
        cells = cells.cast(cells.type.value_type)
    ids = compute.drop_null(compute.unique(cells))
    names = pyarrow.array(_pseudonyms(ids.to_pylist(), column, replaced).values(), pyarrow.string())
    columns = list(table.columns)
    columns[place] = compute.take(names, compute.index_in(cells, value_set=ids))
    fields = [field.remove_metadata() for field in table.schema]
    fields[place] = pyarrow.field(column, pyarrow.string())
    return type(table).from_arrays(columns, schema=pyarrow.schema(fields))


_LIBRARIES: Final[Mapping[tuple[str, str], Callable[[Any, str, Replace], Any]]] = {
    ("pandas", "DataFrame"): _pandas,
    ("polars", "DataFrame"): _polars,
    ("pyarrow", "Table"): _arrow,
    ("pyarrow", "RecordBatch"): _arrow,
}
