"""Watteco's standard frames, like ZigBee's cluster library: an attribute of a cluster, its type and value, big-endian.

Reports may end in the causes that made the device send them. The type byte is not relied upon, for what an attribute
holds is known. Left out: the clusters of energy meters, TIC and Modbus, which none of the sensors declared here has.
Source: support.watteco.com, pages of the clusters, "Status" and "Reporting and causes"; the vendor's published decoders
and its codec in Python, by which values in causes are: of the attribute's type, power mode and source of one byte.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Field
from redi_codecs.layout.wire import Source

__all__ = ["ATTRIBUTES", "Row", "changes", "uplink"]

Key = tuple[int, int]


class Row(NamedTuple):
    """An attribute: the type that devices send (None: it is part of the value), the value, and that of a long cause."""

    type: int | None
    body: Body
    cause: Body = ()


OCCURRENCES = (
    word(u8, attribute(channel=V.criterion, cause_occurrences=bits(0, 6)), let(both_ways=bit(7))),
    optional(V.both_ways == 1, attribute(channel=V.criterion, cause_occurrences_up=u16, cause_occurrences_down=u16)),
)


def named(name: str, source: Source | Field, channel: Expr | None = None) -> Body:
    """An attribute whose name is put together."""
    values: dict[str, Any] = {name: source}
    return attribute(channel=channel, **values)


def changes(name: str, value: Source | Field, difference: Field | None = None) -> Body:
    """The value in a long cause: the change, or a threshold and its hysteresis."""
    step = value if difference is None else difference
    threshold = named(f"{name}_threshold", value, V.criterion), named(f"{name}_gap", step, V.criterion)
    return switch(V.mode, {1: named(f"{name}_change", step, V.criterion), 2: (*threshold, OCCURRENCES)})


def plain(type: int, kind: Callable[[Source], Field], source: Source) -> Row:
    """A value whose differences have its unit."""
    field = kind(source)
    return Row(type, field, changes(field.name, kind(source)))


def milliseconds(name: str) -> Row:
    """A time of one byte or two, as its type says."""
    of = {0x20: named(name, duration(u8 / 1000)), 0x21: named(name, duration(u16 / 1000))}
    return Row(None, switch(u8, of))


def texts(name: str) -> Row:
    return Row(0x42, sized(u8, named(name, text())))


CELSIUS, PERCENT, VOLT = i16 / 100, u16 / 100, u16 / 1000
KELVIN = temperature_difference(CELSIUS)
#: ZigBee's types of one byte and of two; of another type nobody knows how long the value is.
OCCUPANCY = switch(
    u8,
    {(0x18, 0x08, 0x10, 0x20, 0x28, 0x30): occupancy(u8), (0x21, 0x09, 0x19, 0x29, 0x31): occupancy(u16)},
)
SOURCES: Final = {1: "external", 2: "rechargeable", 4: "disposable", 8: "solar", 16: "tic"}
POWER = (
    attribute(power_mode=u8),
    presence(
        u8,
        {
            0: supply_voltage(VOLT),
            1: battery_voltage(VOLT, channel=1),
            2: battery_voltage(VOLT),
            3: solar_voltage(VOLT),
            4: supply_voltage(VOLT, channel=1),
        },
    ),
    optional(remaining > 0, power_source(choice(u8, SOURCES))),
)
POWER_CHANGES = {
    0: changes("power_mode", u8),
    1: changes("power_source", u8),
    2: changes("supply_voltage", supply_voltage(VOLT)),
    3: changes("battery_voltage_1", battery_voltage(VOLT)),
    4: changes("battery_voltage", battery_voltage(VOLT)),
    5: changes("solar_voltage", solar_voltage(VOLT)),
    6: changes("supply_voltage_1", supply_voltage(VOLT)),
}

#: By cluster and attribute. The length in front of a power descriptor is not reliable.
ATTRIBUTES: Final[Mapping[Key, Row]] = {
    (0x0000, 0x0002): Row(0x0D, firmware_version(version(u8, u8, u8, u24))),
    (0x0000, 0x0003): texts("kernel"),
    (0x0000, 0x0004): texts("manufacturer"),
    (0x0000, 0x0005): texts("model_name"),
    (0x0000, 0x0006): texts("date_code"),
    (0x0000, 0x0010): Row(0x42, sized(u8, location(text()))),
    (0x0000, 0x8001): texts("application_name"),
    (0x0006, 0x0000): Row(0x10, relay(u8), changes("relay", u8)),
    (0x000C, 0x0055): plain(0x39, analog_input, f32),
    (0x000C, 0x0100): Row(0x23, attribute(analog_application_type=u32)),
    (0x000C, 0x8003): Row(0x21, attribute(analog_power_duration=u16)),
    (0x000F, 0x0054): Row(0x30, attribute(input_polarity=choice(u8, {0: "normal", 1: "reverse"}))),
    (0x000F, 0x0055): Row(0x10, case_open(u8), changes("case_open", u8)),
    (0x000F, 0x0400): Row(
        0x18,
        word(
            u8,
            attribute(input_edge=choice(bits(0, 1), {0: "none", 1: "falling", 2: "rising", 3: "both"})),
            attribute(input_polling=bit(2) == 1),
            reserved(bits(3, 7)),
        ),
    ),
    (0x000F, 0x0401): milliseconds("input_debounce"),
    (0x000F, 0x0402): Row(0x23, pulse_count(u32, statistic="total"), changes("pulse_count", u32)),
    (0x000F, 0x0403): milliseconds("input_poll_period"),
    (0x000F, 0x0404): Row(0x20, attribute(input_force_notify=u8)),
    (0x0013, 0x0055): Row(0x20, attribute(multistate_output=u8), changes("multistate_output", u8)),
    (0x0050, 0x0004): Row(0x4C, sized(u16, attribute(endpoint_list=hexadecimal()))),
    (0x0050, 0x0006): Row(0x41, switch(u8, {5: POWER}, otherwise=POWER), switch(u8, POWER_CHANGES)),
    (0x0400, 0x0000): plain(0x21, illuminance, u16),
    (0x0400, 0x0100): Row(0x21, illuminance(u16, statistic="mean")),
    (0x0400, 0x0101): Row(0x21, illuminance(u16, statistic="min")),
    (0x0400, 0x0102): Row(0x21, illuminance(u16, statistic="max")),
    (0x0402, 0x0000): Row(0x29, temperature(CELSIUS), changes("temperature", temperature(CELSIUS), KELVIN)),
    (0x0402, 0x0001): Row(0x29, attribute(temperature_sensor_min=temperature(CELSIUS))),
    (0x0402, 0x0002): Row(0x29, attribute(temperature_sensor_max=temperature(CELSIUS))),
    (0x0403, 0x0000): Row(0x29, pressure(i16), changes("pressure", pressure(i16), differential_pressure(i16 * 100))),
    (0x0405, 0x0000): plain(0x21, humidity, PERCENT),
    (0x0405, 0x0001): Row(0x21, attribute(humidity_sensor_min=humidity(PERCENT))),
    (0x0405, 0x0002): Row(0x21, attribute(humidity_sensor_max=humidity(PERCENT))),
    (0x0406, 0x0000): Row(None, OCCUPANCY, changes("occupancy", u8)),
    (0x8004, 0x0000): Row(0x08, attribute(confirmed=u8 == 1)),
    (0x8004, 0x0001): Row(0x20, attribute(retries=u8)),
    (0x8004, 0x0002): Row(0x41, sized(u8, attribute(rejoin_period=duration(u16 * 60), rejoin_errors=u16))),
    (0x8004, 0x0003): Row(0x41, sized(u8, reserved(u8), attribute(uplink_data_rate=data_rate(u8)))),
    (0x800C, 0x0000): Row(
        0x21,
        switch(V.endpoint, {0: iaq(u16), 1: co2(u16), 2: iaq(u16, channel=2)}),
        switch(V.endpoint, {0: changes("iaq", iaq(u16)), 1: changes("co2", co2(u16)), 2: changes("iaq_2", iaq(u16))}),
    ),
}
