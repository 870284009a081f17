"""Decoding on Dask: ``pip install redi-codecs[dask]``, on the workers too."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redi_codecs.distributed.job import ColumnError, Job, Kind, Parts, job
from redi_codecs.layout.device import Device

if TYPE_CHECKING:
    import pandas
    from dask.dataframe import DataFrame

__all__ = ["decode", "rejects"]

_DTYPES: dict[Kind, Any] = {
    "text": "string[pyarrow]", "float": "float64", "int32": "Int32", "int64": "Int64", "time": "datetime64[us, UTC]"
}  # fmt: skip


def decode(
    frame: DataFrame,
    *,
    device: str | Device,
    payload: str,
    f_port: str | int,
    time: str | datetime | None = None,
    keep: Iterable[str] = (),
    rejects: bool = False,
    attributes: bool = False,
    sensitive: bool = False,
    declarations: Iterable[str | Path] = (),
) -> DataFrame:
    """The readings of an archive, a row each, decoded when Dask needs them.

    ``device``, ``payload``, ``f_port`` and ``time`` name columns; all but the payload may be given as what they are for
    every row instead. The result has ``time``, ``device``, ``quantity``, ``name``, ``value``, ``text``, ``unit``,
    ``channel``, ``status``, and the columns that ``keep`` names. Its index is that of the rows that the readings come
    from, as with ``explode``; divisions stay as they are.

    With ``rejects=True`` the rows that could not be decoded are among them, with ``code`` (missing for readings),
    ``reason``, ``field``, ``offset`` and ``payload``, for those who want both from one pass.

    ``declarations`` are files or modules, present on every worker, of devices that are not part of the library.
    ``attributes`` and ``sensitive`` are those of :func:`redi_codecs.decode_table`.
    """
    return _mapped(
        frame,
        "both" if rejects else "readings",
        device=device,
        payload=payload,
        f_port=f_port,
        time=time,
        keep=keep,
        attributes=attributes,
        sensitive=sensitive,
        declarations=declarations,
    )


def rejects(
    frame: DataFrame,
    *,
    device: str | Device,
    payload: str,
    f_port: str | int,
    time: str | datetime | None = None,
    keep: Iterable[str] = (),
    declarations: Iterable[str | Path] = (),
) -> DataFrame:
    """The rows of an archive that could not be decoded, with the reason.

    The result has ``device``, ``reason``, ``code``, ``field``, ``offset``, ``payload`` (in hex), and the columns that
    ``keep`` names. The arguments are those of :func:`decode`.
    """
    return _mapped(
        frame,
        "rejects",
        device=device,
        payload=payload,
        f_port=f_port,
        time=time,
        keep=keep,
        declarations=declarations,
    )


def _mapped(frame: DataFrame, parts: Parts, **given: Any) -> DataFrame:
    from dask.dataframe.dispatch import meta_nonempty
    from pandas.api.types import is_datetime64_any_dtype

    one = job(list(frame.columns), parts, **given)
    archive = frame[list(one.reads)]
    if isinstance(one.time, str) and not is_datetime64_any_dtype(archive.dtypes[one.time]):
        raise ColumnError(
            f"time={one.time!r}: times with their zone are needed, not {archive.dtypes[one.time]}; "
            "dask.dataframe.to_datetime(…, utc=True) makes them"
        )
    one.try_on(meta_nonempty(archive._meta))
    meta = _typed(archive._meta[list(one.keep)], one)
    readings: DataFrame = archive.map_partitions(_decoded, one, meta=meta)
    return readings


def _decoded(part: pandas.DataFrame, one: Job) -> pandas.DataFrame:
    """What the workers run."""
    import pandas

    tables = [_typed(table.set_axis(part.index.take(table["row"])), one) for table in one.wanted(one.run(part))]
    return tables[0] if len(tables) == 1 else pandas.concat(tables)


def _typed(table: pandas.DataFrame, one: Job) -> pandas.DataFrame:
    """The columns of the result in the types that they have in every part."""
    import pandas

    columns = {}
    for name, kind in one.columns.items():
        column = table[name] if name in table else pandas.Series(index=table.index, dtype=_DTYPES[kind])
        columns[name] = _plain(column) if column.dtype == "category" else column.astype(_DTYPES[kind])
    return pandas.DataFrame(columns | {name: table[name] for name in one.keep}, index=table.index, copy=False)


def _plain(column: pandas.Series[Any]) -> Any:
    """Categories, which differ from part to part, as text; pandas itself would make an object of each on the way."""
    import pandas

    categories = pandas.array(column.cat.categories, dtype=_DTYPES["text"])
    return categories.take(column.cat.codes.to_numpy(), allow_fill=True)
