"""Many payloads at once: columns instead of readings."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from redi_codecs.batch.batch import Batch, OneDevice, Table
from redi_codecs.batch.column import Column
from redi_codecs.batch.gather import gather
from redi_codecs.batch.inputs import UNREAD, Inputs
from redi_codecs.batch.rows import decode_rows
from redi_codecs.errors import RediCodecsError
from redi_codecs.results import MAC_COMMANDS
from redi_codecs.runtimes.core import native as engine

if TYPE_CHECKING:
    from redi_codecs.plan.columns import Columns

__all__ = ["Batch", "Column", "Table", "decode_batch", "run"]


def decode_batch(
    codec: OneDevice,
    payloads: Any,
    f_port: Any,
    received_at: Any = None,
    *,
    threads: int | None = None,
    sensitive: bool = False,
    native: bool | None = None,
) -> Batch:
    """A batch of one device's payloads; see :meth:`redi_codecs.Codec.decode_batch`.

    ``native`` chooses the engine: the compiled core where there is one and it can run the device's format, if not said.
    """
    inputs = gather(payloads, f_port, received_at, codec.device.id)
    return run(codec, inputs, threads=threads, sensitive=sensitive, native=native)


def run(
    codec: OneDevice, inputs: Inputs, *, threads: int | None = None, sensitive: bool = False, native: bool | None = None
) -> Batch:
    """A batch of rows that are at hand."""
    if threads is not None and (type(threads) is not int or threads < 1):
        raise RediCodecsError(f"threads: a whole number from 1 on is needed, not {threads!r}")
    machine = None if native is False else engine.machine(codec.plan)
    if machine is not None:
        columns = engine.decode_columns(machine, inputs, threads=threads)
    elif native:
        raise RediCodecsError(f"the compiled core cannot run {codec.device.id}, or is not there")
    else:
        columns = decode_rows(codec.schema, codec.generated, inputs)
    if inputs.preset is not None:
        _settle(columns, inputs.preset)
    return Batch(codec, inputs, columns, sensitive=sensitive, native=machine is not None)


def _settle(columns: Columns, preset: bytearray) -> None:
    """Rows that no engine has read because there is nothing to read are no errors: they have a warning."""
    row = preset.find(UNREAD)
    if row < 0:
        return
    errors = bytearray(memoryview(columns.errors or b"")).replace(bytes([UNREAD]), b"\0")
    columns.errors = errors if any(errors) else None
    warnings = array("I", bytes(memoryview(columns.warnings or bytes(4 * columns.rows))))
    bit = 1 << columns.schema.warnings.index(MAC_COMMANDS)
    while row >= 0:
        warnings[row] = bit
        row = preset.find(UNREAD, row + 1)
    columns.warnings = warnings
