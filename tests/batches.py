"""What a batch says of a row, in the form in which single decoding says it."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime
from typing import Any

from redi_codecs import Codec, Decoded, DecodeError
from redi_codecs.batch import Batch, Table
from redi_codecs.checking import mutations

Said = dict[str, tuple[Any, str | None]]


def payloads_of(codec: Codec, count: int = 12) -> list[tuple[bytes, int]]:
    """Payloads with their ports: a device's vectors, the same cut and spoilt, and bytes without meaning."""
    device = codec.device
    draw = random.Random(device.id)
    found = []
    for vector in device.vectors:
        port = vector.f_port
        assert port is not None
        found += [(vector.payload, port), (vector.payload[: draw.randint(0, len(vector.payload))], port)]
    found += mutations(device, count)
    draw.shuffle(found)
    return found


def _said(values: Any) -> Said:
    return {one.name: (one.value, one.status) for one in values}


def said_alone(decoded: Decoded) -> dict[str, Any]:
    """All that decoding one payload says."""
    records = defaultdict(list)
    for record in decoded.records:
        records[record.name].append((record.time, _said((*record.readings, *record.attributes.values()))))
    return {
        "message": decoded.message,
        "time": decoded.time,
        "values": _said((*decoded.readings, *decoded.attributes.values())),
        "records": dict(records),
        "warnings": {one.code for one in decoded.warnings},
    }


def _cells(table: Batch | Table, names: Any, row: int) -> Said:
    found = {}
    for name in names:
        column = table[name]
        value, status = column[row], column.status[row]
        if value is not None or status is not None:
            found[name] = value, status
    return found


def said_in(batch: Batch) -> list[dict[str, Any]]:
    """All that a batch says, row by row; None in the place of a row that was not decoded."""
    said: list[dict[str, Any]] = [
        {
            "message": batch.message[row],
            "time": batch.time[row],
            "values": _cells(batch, batch.names, row),
            "records": defaultdict(list),
            "warnings": set(batch.warned(row)),
        }
        for row in range(len(batch))
    ]
    places = {"row", "record", "channel", "time"}
    for table in batch.records.values():
        if table.kind == "record":
            for at in range(len(table)):
                cells = _cells(table, [name for name in table if name not in places], at)
                said[table["row"][at]]["records"][table.name].append((table["time"][at], cells))
    for table in batch.records.values():
        if table.kind != "channel":
            continue
        (name,) = (name for name in table if name not in places)
        firsts: dict[int, int] = {}
        if table.parent is not None:
            for at, row in enumerate(batch.records[table.parent]["row"]):
                firsts.setdefault(row, at)
        for at in range(len(table)):
            row, channel = table["row"][at], table["channel"][at]
            field = table[name].field
            assert field is not None
            into = said[row]["values"]
            if table.parent is not None:
                into = said[row]["records"][table.parent][table["record"][at] - firsts[row]][1]
            assert table["time"][at] == (said[row]["time"] if table.parent is None else None) or table.parent
            cells = _cells(table, [name], at)
            into.update({field.name.replace("{}", str(channel)): cell for cell in cells.values()})
    for one in said:
        one["records"] = dict(one["records"])
    return said


def held_against(codec: Codec, batch: Batch, rows: list[tuple[bytes, int]], received_at: datetime | None = None) -> int:
    """Compare a batch with decoding one by one; the number of rows that could not be decoded."""
    said = said_in(batch)
    assert len(said) == len(rows)
    bad = 0
    for row, (payload, port) in enumerate(rows):
        try:
            decoded = codec.decode(payload, port, received_at=received_at)
        except DecodeError as error:
            bad += 1
            why = type(error).__name__, error.field, error.offset
            assert batch.faults[row] == why, payload.hex()
            empty = {"message": None, "time": received_at, "values": {}, "records": {}, "warnings": set()}
            assert said[row] == empty, payload.hex()
        else:
            assert row not in batch.faults, (payload.hex(), batch.faults[row])
            assert said[row] == said_alone(decoded), payload.hex()
    assert bad == len(batch.faults) == sum(map(bool, batch.errors))
    return bad
