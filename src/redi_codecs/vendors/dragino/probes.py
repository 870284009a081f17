"""Temperature transmitters: Pt100 (LTC2), thermocouple (TC01), built-in (T68DL); big-endian.

Source: user manuals (uplink payload) and the vendor's published decoders (LTC2 1.0 and HT, LTC2-LB 1.2, TC01-LB 1.0,
T68DL 1.0).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import BATTERY, LOG_FLAGS, LOG_REPLY, status_frame

_BATTERY = word(u16, battery_voltage(bits(0, 13) / 1000), reserved(bits(14, 15)))
_TIME = time(u32, invalid={0: "clock_not_set"})


def _pair(source: Source, **more: Any) -> Body:
    return tuple(temperature(source, place="probe", channel=number, **more) for number in (1, 2))


def _ltc2(number: int, *values: Body) -> Body:
    kind = word(u8, expect(bits(0, 3), number), reserved(bits(4, 5)), attribute(polled=bit(6)), reserved(bit(7)))
    return _BATTERY, kind, values, _TIME


LTC2 = device(
    "dragino/ltc2",
    name="Temperature transmitter for two Pt100, LTC2",
    source="LTC2 user manual, 2.3 (uplink payload); the vendor's published decoders, 1.0 and HT",
    f_port=2,
    uplink=switch(peek(2, u8).bits(0, 3), {
        1: message("temperature", _ltc2(1, _pair(i16 / 100, invalid={0x8001: "not_connected"}))),
        2: message("temperature_high", _ltc2(2, _pair(i16 / 10))),
        3: message("resistance", _ltc2(3, resistance(u16 / 100, channel=1), resistance(u16 / 100, channel=2))),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0E55 01 0862 0867 60E43CC6", f_port=2, message="temperature", time=1625570502, battery_voltage=3.669,
            temperature_probe_1=21.46, temperature_probe_2=21.51, polled=False, source="device repository",
        ),
    ],
)  # fmt: skip

#: Beyond 2,000 °C nothing is connected.
_BROKEN: dict[int | range, str] = {range(-32768, -20000): "not_connected", range(20001, 32768): "not_connected"}

LTC2_LB = device(
    "dragino/ltc2-lb",
    name="Temperature transmitter for two Pt100, LTC2-LB",
    source="LTC2-LB user manual, 2.3 (uplink payload); the vendor's published decoder, 1.2",
    f_port=2,
    uplink=switch(f_port, {
        2: message(
            "temperature", BATTERY,
            word(
                u8, attribute(interrupt=bit(0)), digital_input(bit(1)),
                attribute(high_temperature_alarm=bit(2), low_temperature_alarm=bit(3), channel=2),
                attribute(high_temperature_alarm=bit(4), low_temperature_alarm=bit(5), channel=1),
                reserved(bits(6, 7)),
            ),
            _pair(i16 / 10, invalid=_BROKEN), _TIME,
        ),
        3: message("datalog", history(
            reserved(2), temperature(i16 / 10, place="probe", channel=2),
            temperature(i16 / 10, place="probe", channel=1), LOG_FLAGS, time(u32),
        )),
        5: status_frame({0x16: "LTC2-LB", 0x3D: "LTC2-LB 1.0"}),
        7: message("samples", BATTERY, history(_pair(i16 / 10), name="samples")),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 10 00FA FFCE 6553F100", f_port=2, message="temperature", time=1700000000, battery_voltage=3.3,
            digital_input=False, temperature_probe_1=25, temperature_probe_2=-5, interrupt=False,
            high_temperature_alarm_1=True, low_temperature_alarm_1=False, high_temperature_alarm_2=False,
            low_temperature_alarm_2=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

TC01 = device(
    "dragino/tc01-lb",
    name="Thermocouple temperature sensor TC01-LB",
    source="TC01-LB user manual, 2.3 (uplink payload); the vendor's published decoder, 1.0",
    f_port=2,
    uplink=switch(f_port, {
        2: message(
            "temperature", BATTERY, attribute(thermocouple_type=u8), temperature(i16 / 10, place="probe"),
            word(
                u8, attribute(interrupt=bit(0)), digital_input(bit(1)),
                attribute(high_temperature_alarm=bit(2), low_temperature_alarm=bit(3)), reserved(bits(4, 7)),
            ),
            _TIME,
        ),
        3: message("datalog", history(
            reserved(3), attribute(thermocouple_type=u8), temperature(i16 / 10, place="probe"), LOG_FLAGS, time(u32),
        )),
        5: status_frame({0x34: "TC01-LB"}),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 04 03E8 00 6553F100", f_port=2, message="temperature", time=1700000000, battery_voltage=3.3,
            temperature_probe=100, digital_input=False, interrupt=False, thermocouple_type=4,
            high_temperature_alarm=False, low_temperature_alarm=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

T68DL = device(
    "dragino/t68dl",
    name="Temperature data logger T68DL",
    source="T68DL user manual, 2.3 (uplink payload); the vendor's published decoder, 1.0",
    f_port=2,
    uplink=switch(f_port, {
        2: message(
            "temperature", BATTERY, temperature(i16 / 100),
            word(u8, attribute(high_temperature_alarm=bit(0), low_temperature_alarm=bit(1)), reserved(bits(2, 7))),
            _TIME,
        ),
        3: message("datalog", history(reserved(4), temperature(i16 / 100), LOG_REPLY, time(u32))),
        5: status_frame({0x34: "T68DL"}),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CBF 0AFE 02 671F024A", f_port=2, message="temperature", time=1730085450, battery_voltage=3.263,
            temperature=28.14, high_temperature_alarm=False, low_temperature_alarm=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
