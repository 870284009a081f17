"""Measurements of payload version 2: each with its type, decimals, age, address and width, which no table can say.

Source: the vendor's published decoder. An address of one byte counts channels from 0; a measurement of another address,
of a later second, or that comes again, is a record.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field, Item

#: How many channels the types have, and how many values stand in one measurement of a type.
_CHANNELS = {1: 8, 3: 4, 10: 2, 11: 4, 12: 4, 13: 4, 21: 2, 24: 8, 25: 4, 36: 2}
_VALUES = {15: 3, 16: 3, 17: 4, 18: 4, 22: 2, 23: 2}
#: What one of the unit sent is, of ours.
_FACTORS = {2: 0.001, 6: 1000, 21: 0.001}
_DUST = {1: pm1(i32), 2: pm2_5(i32), 3: pm4(i32), 4: pm10(i32), 0x11: particles_1(i32), 0x12: particles_2_5(i32)}


def _base(type: int, channel: int | None = None) -> Body:
    """What a type measures. The decoder leaves open whether currents and voltages are in thousandths."""
    match type:
        case 1:
            return digital_input(u8, channel=channel)
        case 2:
            return battery_voltage(i32 / 1000)
        case 3:
            return temperature(i32, channel=channel)
        case 10:
            return distance(i32, channel=channel)
        case 13:
            return power(i32, channel=channel)
        case 21:
            return voltage(i32 / 1000, channel=channel)
    if type in _SINGLE:
        return _SINGLE[type]
    named: dict[str, Any] = {_NAMES.get(type, f"custom_{type}"): i32}
    return attribute(channel=channel, **named)


_SINGLE: dict[int, Body] = {
    4: humidity(i32),
    5: pressure(i32),
    6: illuminance(i32 * 1000),
    7: attribute(co2_equivalent=co2(i32)),
    8: tvoc(i32),
    26: co(i32),
    27: co2(i32),
    28: sound_level(i32),
    32: attribute(dust_1=pm1(i32)),
    33: attribute(dust_2_5=pm2_5(i32)),
    34: attribute(dust_4=pm4(i32)),
    35: attribute(dust_10=pm10(i32)),
    37: o2(i32),
    38: energy(i32),
}
_NAMES = {
    9: "dust", 11: "current_value", 12: "voltage_value", 14: "acceleration_value", 19: "vibration_intensity",
    20: "vibration_acceleration", 24: "counter_value", 36: "modbus", 39: "obis", 63: "parameter",
}  # fmt: skip
_TYPES = (*range(1, 40), 63)
_Key = tuple[int, str]


def _one(body: Body) -> Field:
    (node,) = flat(body)
    assert isinstance(node, Field)
    return node


def _table(own: Mapping[_Key, Body]) -> dict[_Key, Field]:
    """The field of each type and address."""
    table: dict[_Key, Field] = {}
    for type in _TYPES:
        if type in _VALUES:
            table |= {(type, f"{n:02x}"): _one(_base(type, n + 1)) for n in range(_VALUES[type])}
        else:
            table[type, ""] = _one(_base(type))
        table |= {(type, f"{n:02x}"): _one(_base(type, n + 1)) for n in range(_CHANNELS.get(type, 0))}
    table |= {(9, f"{address:02x}"): _one(body) for address, body in _DUST.items()}
    return table | {key: _one(body) for key, body in own.items()}


class Measurements:
    """The measurements of a payload; ``own`` says what a model's own types and addresses mean."""

    def __init__(self, own: Mapping[_Key, Body]) -> None:
        table = _table(own)
        extra = [_one(_base(type)) for type in _VALUES]
        about = (time(u32), attribute(address=hexadecimal()), attribute(second=duration(u8)))
        self.fields = (*(_one(body) for body in about), *table.values(), *extra)
        self.number = {key: number for number, key in enumerate(table, 3)}
        self.number |= {(type, ""): number for number, type in enumerate(_VALUES, 3 + len(table))}
        self.key = {number: key for key, number in self.number.items()}

    @property
    def node(self) -> Custom:
        """The node of the language."""
        return Custom("measurements", self.fields, self.read, self.write, "measurements", fractions=True)

    def read(self, payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
        """Current values, and records for the others."""
        items: list[Item] = []
        seen: set[_Key] = set()
        records = 0
        created = None if received_at is None else received_at - int.from_bytes(payload[start - 2 : start], "big")
        for type, address, second, value in _found(payload, start, end):
            key, value = (type, address), value * _FACTORS.get(type, 1)
            if key not in self.number:
                key = type, ""
            exact = key[1] == address and not second
            if exact and key not in seen and key in self.number:
                seen.add(key)
                items.append((self.number[key], value, None))
                continue
            if (type, "") not in self.number:
                raise Corrupt(f"type {type} is unknown here", offset=start)
            items.append((self.number[type, ""], value, records))
            items += [(1, address, records), (2, second, records)]
            if created is not None:
                items.append((0, created + second, records))
            records += 1
        return items, end

    def write(self, items: Sequence[Item]) -> bytes:
        """Each value with as few decimals and bytes as it needs."""
        current = {self.key[number]: value for number, value, turn in items if turn is None and number in self.key}
        records: dict[int, dict[int, Any]] = {}
        for number, value, turn in items:
            if turn is not None:
                records.setdefault(turn, {})[number] = value
        written = b""
        for (type, address), value in sorted(current.items()):
            values = [current.get((type, f"{n:02x}")) for n in range(_VALUES.get(type, 0))] or [value]
            if type not in _VALUES:
                written += _written(type, address, 0, values)
            elif address == "00":
                written += _written(type, "", 0, values)
        gathered: list[float | None] = []
        for _, record in sorted(records.items()):
            ((type, _), value), *_ = [(self.key[n], value) for n, value in record.items() if n in self.key]
            gathered.append(value)
            if len(gathered) == _VALUES.get(type, 1):
                address = record.get(1) or ""
                address = address[:-2] if type in _VALUES else address
                written += _written(type, address, int(record.get(2) or 0), gathered)
                gathered = []
        if gathered:
            raise ValueError("all values of a measurement are needed")
        return written


def _found(payload: bytes, start: int, end: int) -> Iterator[tuple[int, str, int, float]]:
    """Type, address, seconds after the payload was made, and value."""
    at = start
    while at < end:
        if end - at < 4:
            raise Corrupt("4 bytes are needed", offset=at, field="measurement", truncated=True)
        head, second, sizes = payload[at : at + 3]
        type, decimals, size = head >> 2, head & 3, (sizes & 15) + 1
        data = at + 3 + (sizes >> 4)
        if data + size > end:
            raise Corrupt(f"{data + size - at} bytes are needed", offset=at, field="measurement", truncated=True)
        address, count = payload[at + 3 : data].hex(), _VALUES.get(type, 1)
        if size % count:
            raise Corrupt(f"{size} bytes are not {count} values", offset=at, field="measurement")
        step = size // count
        for n in range(count):
            raw = int.from_bytes(payload[data + n * step : data + n * step + step], "big", signed=True)
            yield type, address + (f"{n:02x}" if count > 1 else ""), second, raw / 10**decimals
        at = data + size


def _written(type: int, address: str, second: int, values: Sequence[float | None]) -> bytes:
    if None in values:
        raise ValueError("all values of a measurement are needed")
    sent = [(value or 0) / _FACTORS.get(type, 1) for value in values]
    decimals = next((n for n in range(3) if all(abs(one - round(one, n)) < 1e-7 for one in sent)), 3)
    raw = [round(one * 10**decimals) for one in sent]
    fits = (n for n in range(1, 9) if all(-(1 << 8 * n - 1) <= one < 1 << 8 * n - 1 for one in raw))
    size = 2 if len(raw) > 2 else next(fits)
    where = bytes.fromhex(address)
    head = bytes([type << 2 | decimals, second, len(where) << 4 | size * len(raw) - 1])
    return head + where + b"".join(r.to_bytes(size, "big", signed=True) for r in raw)
