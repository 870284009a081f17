"""Tables of other libraries: their columns by name, and new columns in a table of the same kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from redi_codecs.batch import arrow_in
from redi_codecs.batch.column import Column, listed
from redi_codecs.batch.frame import Frame, pandas_values
from redi_codecs.batch.series import ArrowColumn, is_null, values
from redi_codecs.errors import TableError
from redi_codecs.instants import EPOCH

__all__ = ["Source", "source"]


class Source:
    """A table: a mapping of columns, or one of a library that has no other place here."""

    def __init__(self, names: Sequence[str], columns: Mapping[str, Any]) -> None:
        self.names = list(names)
        self._columns = columns

    def __getitem__(self, name: str) -> Any:
        """A column, as :func:`redi_codecs.batch.gather.gather` reads it."""
        if name not in self.names:
            raise TableError(f"the table has no column {_shown(name)}; there are {', '.join(map(str, self.names))}")
        return self._columns[name]

    def kept(self, name: str, rows: Any) -> Any:
        """Some rows of a column, to stand beside others in what :meth:`frame` makes."""
        known = values(self[name])
        return column_of(name, [known[row] for row in rows.tolist()])

    def frame(self, columns: Sequence[Column], rows: int, kept: Mapping[str, Any]) -> Any:
        """A table of this kind."""
        return Frame([*columns, *kept.values()], rows)


class _Pandas(Source):
    def kept(self, name: str, rows: Any) -> Any:
        return self[name].iloc[rows].array

    def frame(self, columns: Sequence[Column], rows: int, kept: Mapping[str, Any]) -> Any:
        import pandas

        return pandas.DataFrame({column.name: pandas_values(column) for column in columns} | dict(kept), copy=False)


class _Polars(Source):
    def kept(self, name: str, rows: Any) -> Any:
        return self[name].gather(rows)

    def frame(self, columns: Sequence[Column], rows: int, kept: Mapping[str, Any]) -> Any:
        return Frame(columns, rows).to_polars().with_columns(*kept.values())


class _PyArrow(Source):
    def kept(self, name: str, rows: Any) -> Any:
        return self[name].take(rows)

    def frame(self, columns: Sequence[Column], rows: int, kept: Mapping[str, Any]) -> Any:
        found = Frame(columns, rows).to_arrow()
        for name, column in kept.items():
            found = found.append_column(name, column)
        return found


def source(table: Any) -> Source:
    """The table behind whatever was given."""
    library = type(table).__module__.partition(".")[0]
    kind = type(table).__name__
    if library == "pandas" and kind == "DataFrame":
        return _Pandas(list(table.columns), table)
    if library == "polars" and kind == "DataFrame":
        return _Polars(table.columns, table)
    if library == "polars" and kind == "LazyFrame":
        raise TypeError("a LazyFrame has no rows yet: collect() it first")
    if library == "pyarrow" and kind in ("Table", "RecordBatch"):
        return _PyArrow(table.column_names, {name: table.column(name) for name in table.column_names})
    if isinstance(table, Mapping):
        return Source(list(table), table)
    if arrow_in.exports_arrow(table):
        columns = arrow_in.columns(*arrow_in.read(table))
        return Source(list(columns), {name: ArrowColumn(*column) for name, column in columns.items()})
    raise TypeError(f"a table of columns is needed (pandas, polars, Arrow, or a dict), not {kind}")


def _shown(name: object) -> str:
    """The name of a column that was asked for, or what it is where it is none."""
    return repr(name) if isinstance(name, str) else f"by the name {type(name).__name__}, which is no text"


def column_of(name: str, found: list[Any]) -> Column:
    """A column of plain values, of the type that they have."""
    found = [None if is_null(value) else value for value in found]
    kinds = {type(value) for value in found if value is not None}
    if kinds <= {int, bool}:
        return listed(name, "int", found)
    if kinds <= {int, bool, float}:
        return listed(name, "float", found)
    if all(issubclass(kind, datetime) for kind in kinds) and all(
        one is None or one.tzinfo is not None for one in found
    ):
        return listed(
            name, "time", [None if one is None else round((one - EPOCH).total_seconds() * 1e6) for one in found]
        )
    labels: dict[str, int] = {}
    codes = [None if value is None else labels.setdefault(str(value), len(labels)) for value in found]
    column = listed(name, "int32", codes)
    return Column(name, "enum", len(found), column.values, column.validity, labels=tuple(labels), code="i")
