"""Temperature transmitters: Pt100 (LTC2), thermocouple (TC01), built-in (T68DL), and food probes (DMT01, BH01).

All but BH01-LB big-endian. Source: user manuals (uplink payload) and the vendor's published decoders (LTC2 1.0 and HT,
LTC2-LB 1.2, TC01-LB 1.0, T68DL 1.0, DMT01 1.0.3, BH01-LB 1.0.2).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.dragino.frames import BATTERY, COMMANDS, FIRMWARE, LOG_REPLY, status_frame
from redi_codecs.vendors.dragino.lht65 import BANDS

_BATTERY = word(u16, battery_voltage(bits(0, 13) / 1000), reserved(bits(14, 15)))
_TIME = time(u32, invalid={0: "clock_not_set"})
_LOG_FLAGS = word(
    u8, attribute(interrupt=bit(0)), digital_input(bit(1)), reserved(bits(2, 5)),
    attribute(polled=bit(6), sent_again=bit(7)),
)  # fmt: skip


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
            temperature(i16 / 10, place="probe", channel=1), _LOG_FLAGS, time(u32),
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
            reserved(3), attribute(thermocouple_type=u8), temperature(i16 / 10, place="probe"), _LOG_FLAGS, time(u32),
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

_BOX = (
    attribute(mode=choice(u8, {1: "BLE and LoRa", 2: "LoRa", 3: "BLE"})),
    attribute(probe_mac=mac_address(raw(6))),
    battery(u8, channel=1),
    battery(u8, channel=2),
)
_FOOD = (temperature(sign_magnitude(u16le) / 10, place="probe"), temperature(sign_magnitude(u16le) / 10))

DMT01 = device(
    "dragino/dmt01",
    name="Wireless food thermometer DMT01",
    source="DMT01 user manual (uplink payload); the vendor's published decoder, 1.0.3",
    f_port=2,
    # The battery of the probe is the first, that of the box the second.
    uplink=switch(f_port, {
        2: message("temperature", time(u32), *_BOX, history(*_FOOD, newest="first", name="samples")),
        3: message("datalog", history(
            time(u32), *_BOX, LOG_REPLY, sized(u8, repeat(
                temperature(sign_magnitude(u16le) / 10, place="probe", channel=index + 1),
                temperature(sign_magnitude(u16le) / 10, channel=index + 1),
            )),
        )),
        5: message("status", model_id(u8, 0x4B), FIRMWARE, attribute(frequency_band=choice(u8, BANDS), sub_band=u8)),
        6: message(
            "event", time(u32),
            event(choice(u8, {1: "probe in box", 2: "probe out of box", 3: "probe charged", 4: "keep alive"})),
            battery(u8, channel=2),
        ),
    }),
    vectors=[
        vector(
            "6553F100 01 A1B2C3D4E5F6 64 5A FA00 DC00 0401 D280", f_port=2, message="temperature", time=1700000000,
            mode="BLE and LoRa", probe_mac="a1b2c3d4e5f6", battery_1=100, battery_2=90, temperature_probe=25,
            temperature=22, records=[{"time": None, "temperature_probe": 26, "temperature": -21}],
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_RSSI = rssi(i8, channel=index + 1)
_LEVEL = battery(u8, channel=index + 1)
_BEACON_TEMPERATURE = temperature(i16le / 10, channel=index + 1)

BH01 = device(
    "dragino/bh01-lb",
    name="Bluetooth gateway for thermometers and beacons, BH01-LB",
    source="BH01-LB user manual (uplink payload); the vendor's published decoder, 1.0.2",
    f_port=2,
    uplink=switch(f_port, {
        2: message("beacons", time(u32le), repeat(
            mac_address(raw(6), channel=index + 1),
            switch((u8, u8), {
                (1, 4): (_BEACON_TEMPERATURE, _LEVEL, _RSSI),
                (2, 5): (
                    humidity(u8, channel=index + 1, invalid={0: "not_installed"}), _BEACON_TEMPERATURE, _LEVEL, _RSSI,
                ),
                (3, 6): (
                    attribute(beacon_major=u16, channel=index + 1), attribute(beacon_minor=u16, channel=index + 1),
                    tx_power(i8, channel=index + 1), _RSSI,
                ),
                (4, 6): (
                    temperature(sign_magnitude(u16le) / 10, place="probe", channel=index + 1),
                    temperature(sign_magnitude(u16le) / 10, channel=index + 1), _LEVEL, _RSSI,
                ),
            }),
        )),
        5: status_frame({0x44: "BH01-LB"}),
    }),
    vectors=[
        vector(
            "00F15365 A1B2C3D4E5F6 0104 FA00 64 C4", f_port=2, message="beacons",
            time=1700000000, mac_address_1="a1b2c3d4e5f6", temperature_1=25, battery_1=100, rssi_1=-60,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_ACCELERATION = (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000))
_WORK = operating_time(u32 * 60, statistic="total")
_CLIMATE = (temperature(i16 / 100), word(u16, humidity(bits(0, 11) / 10), reserved(bits(12, 15))))


def _vibration(mode: int, *values: Body) -> Body:
    flags = word(u8, alarm(bit(0)), attribute(periodic=bit(1)), expect(bits(2, 4), mode), reserved(bits(5, 7)))
    return BATTERY, flags, values


LHT65N_VIB = device(
    "dragino/lht65n-vib",
    name="Vibration, temperature and humidity sensor LHT65N-VIB",
    source="LHT65N-VIB user manual, 2.3 (uplink payload); the vendor's published decoder, 1.3",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(peek(2, u8).bits(2, 4), {
            1: message("vibration_and_work", _vibration(1, vibration_count(u32, statistic="total"), _WORK)),
            2: message("vibration_and_climate", _vibration(2, vibration_count(u32, statistic="total"), _CLIMATE)),
            3: message("climate_and_work", _vibration(3, _CLIMATE, _WORK)),
        }),
        5: status_frame({0x3F: "LHT65N-VIB"}),
        7: message("samples", BATTERY, history(*_ACCELERATION, name="samples")),
        9: message("maximum", BATTERY, tuple(
            kind(i16 / 1000, statistic="max") for kind in (acceleration_x, acceleration_y, acceleration_z)
        )),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 08 00000102 00FA 0226", f_port=2, message="vibration_and_climate", battery_voltage=3.3, alarm=False,
            vibration_count_total=258, temperature=2.5, humidity=55, periodic=False,
            source="LHT65N-VIB user manual, 2.3, computed",
        ),
    ],
)  # fmt: skip
