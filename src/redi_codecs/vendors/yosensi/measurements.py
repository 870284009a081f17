"""Measurements of payload version 2: each says its type, its decimals, its age, its address and its width.

Source: the vendor's published decoder. An address of one byte counts channels from 0; a measurement of another address,
or of a later second, is a record.
"""

from collections.abc import Mapping
from functools import partial
from typing import Any, Protocol

from redi_codecs.kinds import *
from redi_codecs.layout import *

_RAW = derived(V.raw / V.divisor)
_MILLI = derived(V.raw / (V.divisor * 1000))
_KILO = derived(V.raw * 1000 / V.divisor)


class Measure(Protocol):
    """What a measurement is on a channel, or on none."""

    def __call__(self, *, channel: int | None = None) -> Body: ...


def _other(name: str, source: Any = _RAW) -> Measure:
    return partial(attribute, **{name: source})


#: The types of one value, and how many channels they have. The decoder leaves open whether currents and voltages are in
#: thousandths.
_SINGLE: dict[int, tuple[Measure, int]] = {
    1: (partial(digital_input, derived(V.raw != 0)), 8),
    2: (partial(battery_voltage, _MILLI), 0),
    3: (partial(temperature, _RAW), 4),
    4: (partial(humidity, _RAW), 0),
    5: (partial(pressure, _RAW), 0),
    6: (partial(illuminance, _KILO), 0),
    7: (_other("co2_equivalent", co2(_RAW)), 0),
    8: (partial(tvoc, _RAW), 0),
    9: (_other("dust"), 0),
    10: (partial(distance, _RAW), 2),
    11: (_other("current_value"), 4),
    12: (_other("voltage_value"), 4),
    13: (partial(power, _RAW), 4),
    14: (_other("acceleration_value"), 0),
    19: (_other("vibration_intensity"), 0),
    20: (_other("vibration_acceleration"), 0),
    21: (partial(voltage, _MILLI), 2),
    24: (_other("counter_value"), 8),
    25: (_other("custom_25"), 4),
    26: (partial(co, _RAW), 0),
    27: (partial(co2, _RAW), 0),
    28: (partial(sound_level, _RAW), 0),
    29: (_other("custom_29"), 0),
    30: (_other("custom_30"), 0),
    31: (_other("custom_31"), 0),
    32: (_other("dust_1", pm1(_RAW)), 0),
    33: (_other("dust_2_5", pm2_5(_RAW)), 0),
    34: (_other("dust_4", pm4(_RAW)), 0),
    35: (_other("dust_10", pm10(_RAW)), 0),
    36: (_other("modbus"), 2),
    37: (partial(o2, _RAW), 0),
    38: (partial(energy, _RAW), 0),
    39: (_other("obis"), 0),
    63: (_other("parameter"), 0),
}
#: The types of several values of one width.
_SEVERAL = {15: 3, 16: 3, 17: 4, 18: 4, 22: 2, 23: 2}
#: The widths of a number that the vendor's decoder can read.
_WIDTHS = (i8, i16, i24, i32)
_Key = tuple[int, str]
_DUST: dict[_Key, Body] = {
    (9, "01"): pm1(_RAW),
    (9, "02"): pm2_5(_RAW),
    (9, "03"): pm4(_RAW),
    (9, "04"): pm10(_RAW),
    (9, "11"): particles_1(_RAW),
    (9, "12"): particles_2_5(_RAW),
}


def _numbers(*names: str) -> Body:
    """Numbers that share the bytes of a measurement."""
    several = len(names)
    return switch(
        V.size,
        {size * several: tuple(let(**{name: wire}) for name in names) for size, wire in enumerate(_WIDTHS, 1)},
    )


def _later(*body: Body) -> Body:
    """What is not the current value of its address."""
    about = attribute(address=derived(V.address), second=duration(derived(V.second)))
    return record(about, *body, time=measured_at + V.second, name="measurements")


def _one(type: int, own: Mapping[_Key, Body]) -> Body:
    """The current value of a type, by its address."""
    measure, channels = _SINGLE[type]
    known: dict[int | str | range, Body] = {"": measure()}
    known |= {f"{number:02x}": measure(channel=number + 1) for number in range(channels)}
    known |= {address: body for (one, address), body in own.items() if one == type}
    return switch(V.address, known, otherwise=_later(measure()))


def _several(type: int, count: int) -> Body:
    raw = ["raw", "raw_2", "raw_3", "raw_4"][:count]
    measures = [_other(f"custom_{type}", derived(getattr(V, name) / V.divisor)) for name in raw]
    values = tuple(measure(channel=number) for number, measure in enumerate(measures, 1))
    current = switch(V.address, {"": values}, otherwise=_later(values))
    return _numbers(*raw), switch(V.second, {0: current}, otherwise=_later(values))


def measurements(own: Mapping[_Key, Body]) -> Body:
    """The measurements of a payload; ``own`` says what a model's own types and addresses mean."""
    meant = _DUST | dict(own)
    now = switch(V.type, {type: _one(type, meant) for type in _SINGLE})
    later = switch(V.type, {type: measure() for type, (measure, _) in _SINGLE.items()})
    return repeat(
        word(u8, let(type=bits(2, 7)), let(divisor=lookup(bits(0, 1), {0: 1, 1: 10, 2: 100, 3: 1000}))),
        let(second=u8),
        word(u8, let(width=bits(4, 7)), let(size=bits(0, 3) + 1)),
        let(address=hexadecimal(V.width)),
        switch(
            V.type,
            {type: _several(type, count) for type, count in _SEVERAL.items()},
            otherwise=(_numbers("raw"), switch(V.second, {0: now}, otherwise=_later(later))),
        ),
    )
