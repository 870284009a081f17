"""Columns as both engines fill them: flat memory, laid out as Arrow wants it.

A buffer is any writable object of the buffer protocol. Which memory a column has, by its type:

======  ==========================================================  ========================
type    ``values``                                                  Arrow
======  ==========================================================  ========================
float   one double a row                                            float64
int     one int64 a row                                             int64
bool    one bit a row, least significant first                      bool
enum    one int32 a row, index into ``labels``                      dictionary<int32, utf8>
text    UTF-8, with rows + 1 int64 in ``offsets``                   large_utf8
bytes   bytes, with rows + 1 int64 in ``offsets``                   large_binary
time    one int64 a row, microseconds since 1970 (UTC)              timestamp[us, UTC]
======  ==========================================================  ========================

``validity`` has a bit a row; ``status`` a byte a row (index into the schema's statuses) and is None where no value of
the column has one. A column that nothing was ever written to has no memory at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Buffer  # type: ignore[attr-defined,unused-ignore]

    from redi_codecs.plan.schema import ColumnSpec, Schema, TableSpec

__all__ = ["ColumnData", "Columns", "FaultAt", "Faults", "TableData"]


@dataclass(slots=True, eq=False)
class ColumnData:
    """The memory of one column."""

    spec: ColumnSpec
    values: Buffer | None = None
    validity: Buffer | None = None
    status: Buffer | None = None
    offsets: Buffer | None = None
    labels: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class TableData:
    """One table: of payloads, of records, or of values with a channel.

    ``row`` numbers the payload that a row belongs to, and ``record`` the row of the parent table where that is one of
    records (both int64); ``channel`` is int32; ``time`` is int64 microseconds with validity bits of its own.
    """

    spec: TableSpec
    rows: int
    columns: list[ColumnData]
    row: Buffer | None = None
    record: Buffer | None = None
    channel: Buffer | None = None
    time: Buffer | None = None
    time_validity: Buffer | None = None


class FaultAt(NamedTuple):
    """Why a row has no values: code in :data:`~redi_codecs.plan.schema.ERRORS`, field, byte offset."""

    code: int
    field: str | None
    offset: int


@dataclass(slots=True, eq=False)
class Columns:
    """All that came of a batch; ``tables[0]`` has one row a payload.

    ``messages`` is an int16 a row (index into the schema's messages), ``errors`` a byte a row, ``warnings`` a uint32 a
    row (bit = number of the schema's warning); each is None where all of it is zero.
    """

    schema: Schema
    rows: int
    tables: list[TableData]
    messages: Buffer | None = None
    errors: Buffer | None = None
    warnings: Buffer | None = None
    faults: Mapping[int, FaultAt] = field(default_factory=dict)


class Faults(Mapping[int, FaultAt]):
    """Why rows have no values, by row, in flat memory: a batch may consist of nothing else.

    ``kinds`` lists (code, field); ``found`` is memory of 16 bytes a fault: the row (int64), the number of its kind and
    the byte offset (int32 each). Rows rise.
    """

    __slots__ = ("kinds", "rows", "what", "where")

    def __init__(self, kinds: Sequence[tuple[int, str | None]] = (), found: Any = b"") -> None:
        memory = memoryview(found).cast("B")
        self.kinds = kinds
        self.rows = memory.cast("q")[::2]
        self.what, self.where = memory.cast("i")[2::4], memory.cast("i")[3::4]

    def __getitem__(self, row: int) -> FaultAt:
        at = bisect_left(self.rows, row)
        if at == len(self.rows) or self.rows[at] != row:
            raise KeyError(row)
        return FaultAt(*self.kinds[self.what[at]], self.where[at])

    def __iter__(self) -> Iterator[int]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
