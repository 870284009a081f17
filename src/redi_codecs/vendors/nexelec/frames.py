"""Nexelec: what the frames of its families share. Numbers lie side by side without regard to bytes, high bits first."""

from collections.abc import Sequence

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Field, Item

#: The highest numbers of a field are no measurement.
NO_10: dict[int | range, str] = {0x3FF: "fault", 0x3FE: "not_connected", 0x3FD: "disabled"}
NO_14: dict[int | range, str] = {0x3FFF: "fault", 0x3FFE: "not_connected", 0x3FFD: "disabled"}
NO_7: dict[int | range, str] = {0x7F: "fault", 0x7E: "not_connected", 0x7D: "disabled"}

SOURCES = {0: "NFC", 1: "downlink", 2: "start", 3: "network", 4: "GPS", 5: "local"}
STATES = {0: "success", 1: "partial success", 2: "failure"}
LEVEL = {0: "high", 1: "medium", 2: "low", 3: "critical"}
LEVELS = LEVEL | {4: "external power"}
SENSOR = {0: "ok", 1: "fault", 2: "not present", 3: "disabled", 4: "end of life"}
BASE = {0: "not on its base", 1: "on its base", 2: "just removed", 3: "just installed"}


def fields(*bodies: Body) -> tuple[Field, ...]:
    """The fields of a custom node, from rows as they stand elsewhere."""
    return tuple(node for node in flat(*bodies) if isinstance(node, Field))


class History:
    """Samples of ten bits, after six bits of their number, eight of the interval and six of the repetitions."""

    def __init__(self, field: Body, scale: int, offset: int, unit: int = 600) -> None:
        self.fields = fields(attribute(record_interval=duration(u8 * unit)), attribute(repetitions=u8), field)
        self.scale, self.offset, self.unit = scale, offset, unit

    def read(self, payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
        """The interval and the repetitions, and a record for each sample."""
        size = end - start
        if size < 3:
            raise Corrupt("3 bytes are needed", offset=start, field="record_interval", truncated=True)
        stream, width = int.from_bytes(payload[start:end], "big"), size * 8
        count = stream >> width - 6
        used = 20 + 10 * count
        if used > width:
            raise Corrupt(f"{count} samples of 10 bits are announced", offset=start, field="record", truncated=True)
        items: list[Item] = [
            (0, (stream >> width - 14 & 0xFF) * self.unit, None), (1, stream >> width - 20 & 0x3F, None)
        ]  # fmt: skip
        for turn in range(count):
            raw = stream >> width - 30 - 10 * turn & 0x3FF
            value = None if raw == 0x3FF else (raw - self.offset) * 5 if self.scale == 5 else (raw - self.offset) / 10
            items.append((2, value, turn))
        return items, start + (used + 7) // 8

    def write(self, items: Sequence[Item]) -> bytes:
        """The same, with zeros up to the end of the last byte."""
        said = {number: value for number, value, turn in items if turn is None}
        samples = [value for number, value, turn in sorted(items, key=lambda one: one[2] or 0) if turn is not None]
        stream = len(samples) << 14 | round(said.get(0) or 0) // self.unit << 6 | (said.get(1) or 0)
        for value in samples:
            raw = 0x3FF if value is None else round(value / 5 if self.scale == 5 else value * 10) + self.offset
            stream = stream << 10 | raw
        used = 20 + 10 * len(samples)
        size = (used + 7) // 8
        return (stream << size * 8 - used).to_bytes(size, "big")

    @property
    def node(self) -> Custom:
        """The node of the language."""
        return Custom("samples of ten bits", self.fields, self.read, self.write, record="history")


TEMPERATURES = History(temperature((u16 - 300) / 10), 1, 300).node
HUMIDITIES = History(humidity(u16 / 10), 1, 0).node
CARBON_DIOXIDE = History(co2(u16 * 5), 5, 0).node
