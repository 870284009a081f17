"""AM304L and AM305L, indoor air without a screen: climate, motion and light, and in the AM305L CO2.

Source: the vendor's published decoders. What a record holds has a state before it: where that is not valid, it is no
value.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.am304_settings import ANSWERS, CALLED, COMMANDS, OWN
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE

TEMPERATURE, CO2, LIGHT = temperature(i16le / 10), co2(u16le), illuminance(u16le)
ANOMALY = {0: "read error", 1: "out of range"}
ALARM = {
    16: "below, released", 17: "below", 18: "above, released", 19: "above", 20: "within, released", 21: "within",
    22: "outside, released", 23: "outside",
}  # fmt: skip
STATE = {0: "invalid", 1: "valid", 2: "out of range", 3: "read error"}


def _told(name: str, value: Body) -> Body:
    """A value of a record behind its state."""
    named: dict[str, Any] = {name: choice(u8, STATE)}
    return (attribute(**named), value)


def _record(*more: Body) -> Body:
    return record(
        time(u32le),
        _told("temperature_state", temperature(i16le / 10, invalid=V.temperature_state != "valid")),
        _told("humidity_state", humidity(u8 / 2, invalid=V.humidity_state != "valid")),
        word(
            u8,
            attribute(motion_valid=bit(6)),
            motion(bits(0, 5) == 1, invalid=V.motion_valid == 0),
            reserved(bit(7)),
        ),
        motion_count(u16le),
        *more,
    )


LEVEL = _told("light_state", light_level(u16le, invalid=V.light_state != "valid"))
LUX = _told("light_state", illuminance(u16le, invalid=V.light_state != "valid"))
CO2_TOLD = _told("co2_state", co2(u16le, invalid=V.co2_state != "valid"))

AM304: dict[Any, Body] = (
    BASIC
    | BATTERY
    | CLIMATE
    | ANSWERS
    | {
        (0x05, 0x9F): word(u16le, motion_count(bits(0, 14)), motion(bit(15))),
        (0x05, 0x00): motion(u8),
        (0x06, 0xCB): light_level(u8),
        (0x06, 0x9D): LIGHT,
        (0x83, 0x67): (TEMPERATURE, attribute(temperature_alarm=choice(u8, ALARM))),
        (0x86, 0x9D): (LIGHT, attribute(light_alarm=choice(u8, {16: "dim", 17: "bright"}))),
        (0xB3, 0x67): attribute(temperature_anomaly=choice(u8, ANOMALY)),
        (0xB4, 0x68): attribute(humidity_anomaly=choice(u8, ANOMALY)),
        (0xB6, 0xCB): attribute(light_level_anomaly=choice(u8, ANOMALY)),
        (0xB6, 0x9D): attribute(light_anomaly=choice(u8, ANOMALY)),
    }
)


AM304L = device(
    "milesight-iot/am304l",
    name="Indoor air sensor with motion and light",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(CHANNEL, AM304 | {(0x20, 0xCE): _record(LEVEL), (0x21, 0xCE): _record(LUX)}),
    downlink=OWN | commands_of(ANSWERS, *COMMANDS, called_here=CALLED),
    vectors=[
        vector(
            "01756403671801046864059F238006CB03", f_port=85, battery=100, temperature=28, humidity=50, motion_count=35,
            motion=True, light_level=3, source="the vendor's decoder, run",
        ),
        vector(
            "0367D4FF05000006CB81069D10A7", temperature=-4.4, motion=False, light_level=129, illuminance=42768,
            source="the vendor's decoder, run",
        ),
        vector(
            "FF0BFFFF0101FF166136B40962250001FF090200FF0A0110FF0F00", power_on=True, protocol_version="0.1",
            serial_number="6136b40962250001", hardware_version="2.0", firmware_version="0110", lorawan_class="A",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_POLLUTION = {16: "polluted, released", 17: "polluted", 18: "bad, released", 19: "bad"}
AM305L = device(
    "milesight-iot/am305l",
    name="Indoor air sensor with CO2, motion and light",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(
        CHANNEL,
        AM304
        | {
            (0x07, 0x7D): CO2,
            (0x87, 0x7D): (CO2, attribute(co2_alarm=choice(u8, _POLLUTION))),
            (0xB7, 0x7D): attribute(co2_anomaly=choice(u8, ANOMALY)),
            (0x20, 0xCE): _record(LEVEL, CO2_TOLD),
            (0x21, 0xCE): _record(LUX, CO2_TOLD),
        },
    ),
    downlink=OWN
    | commands_of(
        ANSWERS, *COMMANDS, "co2_enabled", "co2_calibration_command", "co2_abc", "altitude_setting", "co2_threshold",
        called_here=CALLED,
    ),
    vectors=[
        vector(
            "01756403671801046864059F238006CB03077DA803", f_port=85, battery=100, temperature=28, humidity=50,
            motion_count=35, motion=True, light_level=3, co2=936, source="the vendor's decoder, run",
        ),
        vector("877DA0C311", co2=50080, co2_alarm="polluted", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
