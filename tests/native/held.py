"""Columns of the compiled core held against those of the Python engine, cell by cell."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

import pytest

import redi_codecs
from redi_codecs import Codec, Device
from redi_codecs.batch.batch import _column, _time
from redi_codecs.batch.gather import gather
from redi_codecs.batch.inputs import Inputs
from redi_codecs.batch.rows import decode_rows
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.plan.columns import Columns
from redi_codecs.runtimes.core import native

Uplink = tuple[bytes, int]
#: What stands in each place, by the name of the place: a list with an entry a row.
Cells = dict[str, list[Any]]

NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)
#: Bytes at which signs, carries and sentinels turn.
_EDGES = (0x00, 0x7F, 0x80, 0xFF)


@lru_cache(maxsize=256)
def good(device: Device) -> tuple[Uplink, ...]:
    """Payloads that a device could send: its vectors, and some drawn from its Plan."""
    found = []
    for vector in device.vectors:
        port = vector.f_port
        found.append((vector.payload, 1 if port is None else port))
    for seed in range(8):
        try:
            found.append(draw(redi_codecs.codec(device).plan, Seeded(seed)))
        except NotDrawn:
            continue
    return tuple(found)


def spoilt(known: Sequence[Uplink], chance: random.Random, count: int) -> list[Uplink]:
    """Good payloads and their neighbours: changed, cut, lengthened and joined ones, and bytes without meaning."""
    found = []
    for _ in range(count):
        payload, port = chance.choice(known)
        match chance.randrange(10):
            case 0 | 1:
                pass
            case 2:
                payload = payload[: chance.randint(0, len(payload))]
            case 3:
                payload = (payload + chance.randbytes(chance.randint(1, 5)))[:255]
            case 4:
                payload = (payload + chance.choice(known)[0])[:255]
            case 5:
                payload = chance.randbytes(chance.randint(0, 40))
            case _:
                changed = bytearray(payload)
                for _ in range(chance.randint(1, 3) if changed else 0):
                    changed[chance.randrange(len(changed))] = chance.choice((*_EDGES, chance.randrange(256)))
                payload = bytes(changed)
        found.append((payload, chance.randrange(256) if chance.random() < 0.03 else port))
    return found


def inputs_of(codec: Codec, uplinks: Sequence[Uplink], received_at: Any = None) -> Inputs:
    """Payloads and their ports as a batch reads them; a port that all of them have is said once, as most callers do."""
    ports = [port for _, port in uplinks]
    once = len({*ports}) == 1
    return gather([payload for payload, _ in uplinks], ports[0] if once else ports, received_at, codec.device.id)


def in_python(codec: Codec, inputs: Inputs) -> Cells:
    """What the Python engine makes of a batch."""
    return cells(decode_rows(codec.schema, codec.generated, inputs))


def in_core(codec: Codec, inputs: Inputs, *, shapes: bool = True, threads: int = 1) -> Cells:
    """What the compiled core makes of it."""
    made = native.machine(codec.plan)
    assert made is not None, f"{codec.device.id} has no program"
    return cells(native.decode_columns(made, inputs, threads=threads, shapes=shapes))


def shaped(codec: Codec, uplinks: Sequence[Uplink], port: int | None = None) -> float:
    """The share of rows that have a shape; ``port``: of all of them, said once of a column of Arrow, else one a row."""
    core: Any = native._core()
    output = core.Output(native.machine(codec.plan), len(uplinks), True)
    part = core.Part(output)
    payloads, ports = zip(*uplinks, strict=True)
    if port is None:
        inputs = gather(list(payloads), list(ports), None)
    else:
        inputs = gather(pytest.importorskip("pyarrow", reason="pyarrow is not installed").array(payloads), port, None)
    for piece in inputs.pieces(0, len(uplinks)):
        part.run(piece)
    return part.shaped / len(uplinks)


def cells(columns: Columns) -> Cells:
    """All that columns say, down to the last bit of a number."""
    schema, rows = columns.schema, columns.rows
    found: Cells = {
        "errors": _numbers(columns.errors, "B", rows),
        "messages": _numbers(columns.messages, "h", rows),
        "warnings": _numbers(columns.warnings, "I", rows),
    }
    # A row without payload or port need not say more than its error.
    codes = found["errors"]
    found["faults"] = [code and tuple(columns.faults.get(row, (code, None, 0))) for row, code in enumerate(codes)]
    assert list(columns.faults) == sorted(row for row in columns.faults if codes[row]), "faults in the order of rows"
    for table in columns.tables:
        name = table.spec.name
        for data in table.columns:
            column = _column(data, table.rows, schema)
            place = f"{name}.{data.spec.name}"
            found[place] = _bits(column.to_pylist()) if data.spec.type == "float" else column.to_pylist()
            found[f"status of {place}"] = [schema.statuses[code] for code in _numbers(data.status, "B", table.rows)]
        found[f"time of {name}"] = _time(table).to_pylist()
        for what, buffer, code in (
            ("row", table.row, "q"),
            ("record", table.record, "q"),
            ("channel", table.channel, "i"),
        ):
            found[f"{what} of {name}"] = [] if buffer is None or not table.rows else _numbers(buffer, code, table.rows)
    return found


def _numbers(buffer: Any, code: str, rows: int) -> list[Any]:
    return [0] * rows if buffer is None else memoryview(buffer).cast("B").cast(code).tolist()  # type: ignore[call-overload]


def _bits(values: Sequence[float | None]) -> list[str | None]:
    """Numbers as text that tells 0.0 from -0.0, and every other pair of doubles apart."""
    return [None if value is None else value.hex() for value in values]


def held(expected: Cells, found: Cells, uplinks: Sequence[Uplink] = ()) -> None:
    """Fail with the first place at which they differ."""
    if expected == found:
        return
    assert expected.keys() == found.keys()
    for name, wanted in expected.items():
        given = found[name]
        for row, (one, other) in enumerate(zip(wanted, given, strict=False)):
            if one != other:
                of = (
                    f" (payload {uplinks[row][0].hex()}, port {uplinks[row][1]})" if len(wanted) == len(uplinks) else ""
                )
                raise AssertionError(f"{name}, row {row}{of}: Python says {one!r}, the core {other!r}")
        assert len(wanted) == len(given), f"{name}: Python has {len(wanted)} rows, the core {len(given)}"


def same(codec: Codec, inputs: Inputs, uplinks: Sequence[Uplink] = ()) -> Cells:
    """Both engines, the core with and without shapes; what they agree on."""
    expected = in_python(codec, inputs)
    for shapes in (False, True):
        held(expected, in_core(codec, inputs, shapes=shapes), uplinks)
    return expected


def bare(result: Any) -> tuple[Any, ...]:
    """A bare result in one form: its values in their order, with their types; () and [] are both no records."""
    message, time, values, records, warnings, end = result
    moments = [(group, moment, list(map(_typed, of.items()))) for group, moment, of in records]
    return message, repr(time), list(map(_typed, values.items())), moments, list(warnings), end


def _typed(item: tuple[Any, Any]) -> tuple[Any, str, str]:
    key, value = item
    return key, type(value).__name__, repr(value)
