"""Nexelec: what the frames of its families share. Numbers lie side by side without regard to bytes, high bits first."""

from collections.abc import Sequence
from typing import Any, Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Cond
from redi_codecs.layout.nodes import Field, Item
from redi_codecs.results import Null, no_value

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


STEP: Final = 600
"""Seconds of one step of an interval between samples."""
_SAMPLE, _TIME, _INTERVAL, _LAST = range(4)


def fields(*bodies: Body) -> tuple[Field, ...]:
    """The fields of a custom node, from rows as they stand elsewhere."""
    return tuple(node for node in flat(*bodies) if isinstance(node, Field))


class History:
    """Samples side by side after a head: how many there are, their interval, and ``last``, in so many bits each.

    A sample reads as its row says. The frame goes off with the newest one, so their times count back from its arrival.
    """

    def __init__(
        self, sample: Body, last: Body, head: tuple[int, int, int], bits: int = 10, *, newest_first: bool = True
    ) -> None:
        self.fields = fields(sample, time(u32), attribute(record_interval=duration(u8 * STEP)), last)
        self.head, self.bits, self.newest_first = head, bits, newest_first
        row = self.fields[_SAMPLE]
        assert not isinstance(row.invalid, Cond)
        self.transform = row.source.transform
        self.none = {raw: why for one, why in row.invalid for raw in (one if isinstance(one, range) else (one,))}

    def read(self, payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
        """What the head says, and a record for each sample."""
        width, ahead = (end - start) * 8, sum(self.head)
        if width < ahead:
            needed = f"{(ahead + 7) // 8} bytes are needed"
            raise Corrupt(needed, offset=start, field="record_interval", truncated=True)
        stream = int.from_bytes(payload[start:end], "big")

        def number(at: int, bits: int) -> int:
            return stream >> width - at - bits & (1 << bits) - 1

        count, steps, last = (number(sum(self.head[:at]), bits) for at, bits in enumerate(self.head))
        used = ahead + self.bits * count
        if used > width:
            announced = f"{count} samples of {self.bits} bits are announced"
            raise Corrupt(announced, offset=start, field="record", truncated=True)
        items: list[Item] = [(_INTERVAL, steps * STEP, None), (_LAST, last, None)]
        for turn in range(count):
            raw = number(ahead + self.bits * (turn if self.newest_first else count - 1 - turn), self.bits)
            status = self.none.get(raw)
            items.append((_SAMPLE, no_value(status) if status else self.transform.decode(raw), turn))
            if received_at is not None:
                items.append((_TIME, received_at - turn * steps * STEP, turn))
        return items, start + (used + 7) // 8

    def write(self, items: Sequence[Item]) -> bytes:
        """The same, with zeros up to the end of the last byte."""
        said = {number: value for number, value, turn in items if turn is None}
        samples = sorted((turn, value) for number, value, turn in items if number == _SAMPLE and turn is not None)
        stream = len(samples)
        for bits, raw in zip(
            self.head[1:], (round(said.get(_INTERVAL) or 0) // STEP, said.get(_LAST) or 0), strict=True
        ):
            stream = stream << bits | raw
        for _, value in samples if self.newest_first else samples[::-1]:
            stream = stream << self.bits | self._raw(value)
        used = sum(self.head) + self.bits * len(samples)
        size = (used + 7) // 8
        return (stream << size * 8 - used).to_bytes(size, "big")

    def _raw(self, value: Any) -> Any:
        if value is not None and not isinstance(value, Null):
            return self.transform.encode(value)
        status = "fault" if value is None else value.status
        return next(raw for raw, why in self.none.items() if why == status)

    @property
    def node(self) -> Custom:
        """The node of the language."""
        return Custom(f"samples of {self.bits} bits", self.fields, self.read, self.write, record="history")


def _ten_bits(sample: Body) -> Custom:
    return History(sample, attribute(repetitions=u8), (6, 8, 6)).node


TEMPERATURES = _ten_bits(temperature((u16 - 300) / 10, invalid=NO_10))
HUMIDITIES = _ten_bits(humidity(u16 / 10, invalid=NO_10))
CARBON_DIOXIDE = _ten_bits(co2(u16 * 5, invalid=NO_10 | {0x3FC: "fault"}))  # the last: its life is over
