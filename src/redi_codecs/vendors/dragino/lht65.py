"""LHT65: built-in temperature and humidity, and an external sensor of a stated type; big-endian.

What was logged comes back in entries of 11 bytes, each with its time; byte 6 of the first entry says what the external
sensor of all of them is. Source: LHT65 user manual (2.4) and the vendor's published decoders.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import BASIC, EXTERNAL, LOGGER

TEMPERATURE = temperature(i16 / 100)
PROBE = temperature(i16 / 100, place="probe", invalid={0x7FFF: "not_connected"})
NO_DATA = message("no_data", reserved(11))  # the answer where nothing was logged in the time asked for
BANDS = {
    0x01: "EU868", 0x02: "US915", 0x03: "IN865", 0x04: "AU915", 0x05: "KZ865", 0x06: "RU864", 0x07: "AS923",
    0x08: "AS923-1", 0x09: "AS923-2", 0x0A: "AS923-3", 0x0B: "CN470", 0x0C: "EU433", 0x0D: "KR920", 0x0E: "MA869",
    0x0F: "AS923-4",
}  # fmt: skip

_BATTERY_STATUS = battery_status(choice(bits(14, 15), {0: "ultra_low", 1: "low", 2: "ok", 3: "good"}))
BATTERY = word(u16, battery_voltage(bits(0, 13) / 1000), _BATTERY_STATUS)
_HUMIDITY = word(u16, humidity(bits(0, 11) / 10), reserved(bits(12, 15)))
_PROBE_HUMIDITY = word(u16, humidity(bits(0, 11) / 10, place="probe"), reserved(bits(12, 15)))
_BUILT_IN = (BATTERY, TEMPERATURE, _HUMIDITY)
STATUS = (attribute(frequency_band=choice(u8, BANDS), sub_band=u8), battery_voltage(u16 / 1000))


def _extension(number: int, flags: int = 0) -> Body:
    """Byte 6: the type of the external sensor, and whether it answers."""
    return word(
        u8, expect(bits(0, 3), number), expect(bits(4, 5), flags) if flags else reserved(bits(4, 5)), reserved(bit(6)),
        attribute(extension_disconnected=bit(7) == 1),
    )  # fmt: skip


def _probe_and_time(number: int) -> Body:
    status_and_humidity = word(u16, humidity(bits(0, 11) / 10), reserved(bits(12, 13)), _BATTERY_STATUS)
    return PROBE, TEMPERATURE, status_and_humidity, _extension(number), time(u32)


_INTERRUPT = (digital_input(u8), attribute(interrupt=u8 != 0))
_LOGGED: dict[Any, Body] = {
    4: _INTERRUPT, 5: illuminance(u16), 6: input_voltage(u16 / 1000), (7, 8, 14): pulse_count(u16, statistic="total"),
}  # fmt: skip


def logged(*flags: Any) -> Body:
    """Entries, with what their type says of the first two bytes."""
    return history(
        switch(peek(6, u8).bits(0, 3), _LOGGED, otherwise=PROBE), TEMPERATURE, _HUMIDITY,
        word(u8, attribute(extension=bits(0, 3)), reserved(bits(4, 5)), *flags), time(u32),
    )  # fmt: skip


DATALOG = message("datalog", logged(expect(bit(6), 1), reserved(bit(7))))


MEASURED = switch(peek(6, u8).bits(0, 3), {
    0: switch(peek(6, u8).bits(4, 5), {
        1: message(
            "humidity_probe_id", BATTERY, attribute(probe_id=serial_number(hexadecimal(4))), _extension(0, 1),
            PROBE, _PROBE_HUMIDITY,
        ),
        2: message(
            "temperature_probe_id", BATTERY, attribute(probe_id_high=serial_number(hexadecimal(4))), _extension(0, 2),
            PROBE, attribute(probe_id_low=serial_number(hexadecimal(2))),
        ),
    }, otherwise=message("no_extension", *_BUILT_IN, _extension(0), optional(remaining > 0, reserved(4)))),
    1: message("temperature_probe", *_BUILT_IN, _extension(1), PROBE, reserved(2)),
    2: message("temperature_probe_tmp117", *_BUILT_IN, _extension(2), PROBE, reserved(2)),
    4: message(
        "interrupt", *_BUILT_IN, _extension(4), _INTERRUPT,
        switch(length, {
            15: (event_count(u24, statistic="total"), attribute(interrupt_duration=u24)),
        }, otherwise=reserved(2)),
    ),
    5: message("illumination", *_BUILT_IN, _extension(5), illuminance(u16), reserved(2)),
    6: message("analog", *_BUILT_IN, _extension(6), input_voltage(u16 / 1000), reserved(2)),
    7: message("counting", *_BUILT_IN, _extension(7), pulse_count(u16, statistic="total"), reserved(2)),
    8: message("counting_32", *_BUILT_IN, _extension(8), pulse_count(u32, statistic="total")),
    9: message("temperature_probe_and_time", _probe_and_time(9)),
    10: message("temperature_probe_tmp117_and_time", _probe_and_time(10)),
    11: message("humidity_probe", *_BUILT_IN, _extension(11), PROBE, _PROBE_HUMIDITY),
    14: message(
        "motion", *_BUILT_IN, _extension(14), word(u8, motion(bit(0)), reserved(bits(1, 7))),
        motion_count(u24, statistic="total"),
    ),
    15: message(
        "probe_id", BATTERY, attribute(probe_id_high=serial_number(hexadecimal(4))), _extension(15),
        attribute(probe_id_low=serial_number(hexadecimal(4))),
    ),
})  # fmt: skip

SENSORS = (
    battery_voltage, temperature, humidity, digital_input, illuminance, input_voltage, pulse_count, event_count,
)  # fmt: skip

LHT65 = device(
    "dragino/lht65",
    name="Temperature and humidity sensor with an external sensor",
    source="LHT65 user manual, 2.4 (uplink payload) and 2.6.4 (datalog uplink payload)",
    f_port=2,
    downlink=BASIC | LOGGER | EXTERNAL,
    uplink=switch(f_port, {2: switch(peek(0, u64), {0: NO_DATA}, otherwise=switch(
        peek(6, u8).bits(6, 6), {1: DATALOG, 0: MEASURED},
    ))}),
    measures=SENSORS,
    vectors=[
        vector(
            "CBF6 0B0D 0376 01 0ADD 7FFF", f_port=2, message="temperature_probe", battery_voltage=3.062,
            battery_status="good", temperature=28.29, humidity=88.6, temperature_probe=27.81,
            extension_disconnected=False, source="user manual, 2.4",
        ),
        vector(
            "7FFF 0898 0146 41 60065F97 FF6A 088E 014B 41 60066009", f_port=2, message="datalog",
            records=[
                {
                    "time": 1611030423, "temperature": 22, "humidity": 32.6, "temperature_probe": "not_connected",
                    "extension": 1,
                },
                {"time": 1611030537, "temperature": 21.9, "humidity": 33.1, "temperature_probe": -1.5, "extension": 1},
            ],
            source="after the log of 2021-01-19 04:27:03 and 04:28:57 in the user manual, 2.6.4",
        ),
        vector("0000 0000 0000 00 00000000", f_port=2, message="no_data", source="user manual, 2.6.4"),
        vector(
            "CBB8 28FF6412 0F 8A160371", f_port=2, message="probe_id", battery_voltage=3, battery_status="good",
            probe_id_high="28ff6412", probe_id_low="8a160371", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
