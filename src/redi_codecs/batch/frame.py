"""Columns side by side, and their way into DataFrames."""

from __future__ import annotations

import html
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from redi_codecs.batch.column import Column
from redi_codecs.errors import RediCodecsError
from redi_codecs.needed import library, of_type

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

__all__ = ["Frame"]

_SHOWN = 10


class Frame:
    """A table whose columns are read by name; libraries that read Arrow take it as it is.

    ``len()`` is the number of rows; going through it gives the names of the columns, as with DataFrames.

    >>> import redi_codecs
    >>> batch = redi_codecs.codec("milesight-iot/em300-th").decode_batch(["03673401", "046865"], f_port=85)
    >>> list(batch["humidity"])
    [None, 50.5]
    """

    def __init__(self, columns: Sequence[Column], rows: int, about: Mapping[str, str] | None = None) -> None:
        self._columns = {column.name: column for column in columns}
        self._rows = rows
        self._about = dict(about or {})

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self._columns)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns themselves."""
        return tuple(self._columns.values())

    def __getitem__(self, name: str) -> Column:
        of_type(name, str, "the name of a column")
        try:
            return self._columns[name]
        except KeyError:
            raise KeyError(f"{name}: there are {', '.join(self._columns) or 'no columns'}") from None

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return self._rows

    def exported(self) -> list[Column]:
        """The columns that go into tables of others."""
        return list(self._columns.values())

    # ---- Arrow

    def __arrow_c_schema__(self) -> object:
        return self.__arrow_c_array__()[0]

    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]:
        from redi_codecs.batch.arrow_out import table_capsules

        return table_capsules(self.exported(), self._about, self._rows)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        from redi_codecs.batch.arrow_out import stream_capsule

        return stream_capsule(self.exported(), self._about, self._rows)

    # ---- DataFrames

    def to_arrow(self) -> pyarrow.Table:
        """A table of pyarrow, over the same memory."""
        from redi_codecs.batch.arrow_out import record_batch

        library("pyarrow", "parquet", "to_arrow()")
        import pyarrow

        return pyarrow.Table.from_batches([record_batch(self.exported(), self._about)])

    def to_polars(self) -> polars.DataFrame:
        """A DataFrame of polars."""
        library("polars", "polars", "to_polars()")
        import polars

        try:
            return polars.DataFrame(self)
        except RediCodecsError:  # neither compiled core nor pyarrow
            return polars.DataFrame([_polars_series(column) for column in self.exported()])

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame of pandas; columns with gaps are of the types that know missing values."""
        library("pandas", "pandas", "to_pandas()")
        import pandas

        return pandas.DataFrame({column.name: pandas_values(column) for column in self.exported()}, copy=False)

    # ---- display

    def _head(self) -> tuple[list[str], list[list[str]]]:
        columns = [column for column in self.exported() if column.touched]
        rows = [["" if value is None else str(value) for value in column[:_SHOWN]] for column in columns]
        return [column.name for column in columns], [list(row) for row in zip(*rows, strict=True)]

    def _repr_html_(self) -> str:
        names, rows = self._head()
        head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
        body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        return f"<table><caption>{html.escape(repr(self)[1:-1])}</caption><tr>{head}</tr>{body}</table>"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {self._rows:,} rows: {', '.join(self._columns)}>"


def pandas_values(column: Column) -> Any:
    """A column as pandas keeps such values: a numpy array, or an extension array where some are missing."""
    import numpy
    import pandas

    if column.type == "enum":
        codes = numpy.where(column.mask(), column.raw().astype(numpy.int32), numpy.int32(-1))
        return pandas.Categorical.from_codes(codes, pandas.Index(column.labels, dtype=object))
    if column.type == "time":
        return pandas.DatetimeIndex(column.to_numpy()).tz_localize("UTC").array
    if column.type in ("text", "bytes", "float") or not column.null_count():
        return column.to_numpy()
    missing = pandas.arrays.BooleanArray if column.type == "bool" else pandas.arrays.IntegerArray
    return missing(column.raw().copy(), ~column.mask())


def _polars_series(column: Column) -> polars.Series:
    import polars

    types: dict[str, Any] = {
        "float": polars.Float64, "int": polars.Int64, "bool": polars.Boolean, "enum": polars.Categorical,
        "text": polars.String, "bytes": polars.Binary, "time": polars.Datetime("us", "UTC"), "int32": polars.Int32,
        "uint32": polars.UInt32, "uint8": polars.UInt8,
    }  # fmt: skip
    return polars.Series(column.name, column.to_pylist(), types[column.type])
