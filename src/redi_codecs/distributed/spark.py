"""Decoding on Apache Spark: ``pip install redi-codecs[spark]``, on the workers too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redi_codecs.distributed.job import ColumnError, Job, Kind, Parts, job
from redi_codecs.layout.device import Device

if TYPE_CHECKING:
    import pyarrow
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

__all__ = ["decode", "rejects"]

#: Rows that are decoded at once: Spark hands over fewer, too few for an archive of many devices.
_ROWS = 1 << 17
#: Rows that are handed back at once.
_GIVEN = 1 << 15


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
    """The readings of an archive, a row each, decoded when Spark needs them.

    ``device``, ``payload``, ``f_port`` and ``time`` name columns; all but the payload may be given as what they are for
    every row instead. The result has ``time``, ``device``, ``quantity``, ``name``, ``value``, ``text``, ``unit``,
    ``channel``, ``status``, and the columns that ``keep`` names.

    With ``rejects=True`` the rows that could not be decoded are among them, with ``code`` (null for readings),
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
    one = job(frame.columns, parts, **given)
    one.try_on(_sample(frame.schema, one))
    return _read(frame, one).mapInArrow(_Decoder(one), _schema(frame.schema, one))


def _read(frame: DataFrame, one: Job) -> DataFrame:
    """The columns of a job under names without dots, which mapInArrow would take for members of structs."""
    from pyspark.sql.functions import col

    quoted = (f"`{name.replace('`', '``')}`" for name in one.reads)
    return frame.select(*(col(name).alias(f"c{at}") for at, name in enumerate(quoted)))


def _schema(archive: StructType, one: Job) -> StructType:
    from pyspark.sql import types

    known: dict[Kind, types.DataType] = {
        "text": types.StringType(), "float": types.DoubleType(), "int32": types.IntegerType(),
        "int64": types.LongType(), "time": types.TimestampType(),
    }  # fmt: skip
    fields = [types.StructField(name, known[kind]) for name, kind in one.columns.items()]
    return types.StructType(fields + [archive[name] for name in one.keep])


def _sample(schema: StructType, one: Job) -> pyarrow.Table:
    """A row of nothing, in columns of the types that the archive has."""
    import pyarrow as pa
    from pyspark.sql import types

    known = {
        types.BinaryType: pa.binary(), types.StringType: pa.string(), types.TimestampType: pa.timestamp("us", "UTC"),
        types.TimestampNTZType: pa.timestamp("us"), types.ByteType: pa.int8(), types.ShortType: pa.int16(),
        types.IntegerType: pa.int32(), types.LongType: pa.int64(), types.FloatType: pa.float32(),
        types.DoubleType: pa.float64(), types.DateType: pa.date32(), types.BooleanType: pa.bool_(),
        types.NullType: pa.null(),
    }  # fmt: skip
    columns = {}
    for name in one.reads:
        found = schema[name].dataType
        type = next((arrow for spark, arrow in known.items() if isinstance(found, spark)), None)
        if type is None and name not in one.keep:
            raise ColumnError(f"{name}: a column of {found.simpleString()} is none of payloads, ports, times or ids")
        columns[name] = pa.nulls(1, type)
    return pa.table(columns)


@dataclass(frozen=True, slots=True)
class _Decoder:
    """What the workers run; by its module's name it travels, with the job."""

    job: Job

    def __call__(self, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        import pyarrow as pa

        for table in _gathered(batches):
            archive = table.rename_columns(list(self.job.reads))
            for found in self.job.wanted(self.job.run(archive)):
                rows, columns = found.num_rows, {}
                for name, kind in self.job.columns.items():
                    column = found[name] if name in found.column_names else pa.nulls(rows)
                    columns[name] = column.cast(_arrow_type(kind))
                for name in self.job.keep:
                    columns[name] = found[name]
                yield from pa.table(columns).to_batches(max_chunksize=_GIVEN)


def _gathered(batches: Iterable[pyarrow.RecordBatch]) -> Iterator[pyarrow.Table]:
    """Tables of enough rows."""
    import pyarrow as pa

    waiting: list[pyarrow.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(one.num_rows for one in waiting) >= _ROWS:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _arrow_type(kind: Kind) -> pyarrow.DataType:
    import pyarrow as pa

    types = {
        "text": pa.string(), "float": pa.float64(), "int32": pa.int32(), "int64": pa.int64(),
        "time": pa.timestamp("us", "UTC"),
    }  # fmt: skip
    return types[kind]
