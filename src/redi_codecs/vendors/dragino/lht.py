"""LHT65 and LHT52: built-in temperature and humidity, and an external sensor of a stated type; big-endian.

What was logged comes back in entries of 11 bytes, each with its time. Source: LHT65 user manual (2.4 and 2.6.4), LHT52
user manual (2.4), and the vendor's published decoders.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

TEMPERATURE = temperature(i16 / 100)
PROBE = temperature(i16 / 100, place="probe", invalid={0x7FFF: "not_connected"})
NO_DATA = message("no_data", reserved(11))  # the answer where nothing was logged in the time asked for

_BATTERY_STATUS = battery_status(choice(bits(14, 15), {0: "ultra_low", 1: "low", 2: "ok", 3: "good"}))
_BATTERY = word(u16, battery_voltage(bits(0, 13) / 1000), _BATTERY_STATUS)
_HUMIDITY = word(u16, humidity(bits(0, 11) / 10), reserved(bits(12, 15)))
_BUILT_IN = (_BATTERY, TEMPERATURE, _HUMIDITY)
_LOGGED = word(u8, reserved(bits(0, 5)), expect(bit(6), 1), reserved(bit(7)))


def _extension(number: int) -> Body:
    return word(u8, expect(bits(0, 3), number), reserved(bits(4, 6)), attribute(extension_disconnected=bit(7) == 1))


LHT65 = device(
    "dragino/lht65",
    name="Temperature and humidity sensor with an external sensor",
    source="LHT65 user manual, 2.4 (uplink payload) and 2.6.4 (datalog uplink payload)",
    f_port=2,
    uplink=switch(f_port, {2: switch(peek(0, u64), {0: NO_DATA}, otherwise=switch(peek(6, u8).bits(6, 6), {
        1: message("datalog", history(PROBE, TEMPERATURE, _HUMIDITY, _LOGGED, time(u32))),
        0: switch(peek(6, u8).bits(0, 3), {
            0: message("no_extension", *_BUILT_IN, _extension(0), reserved(4)),
            1: message("temperature_probe", *_BUILT_IN, _extension(1), PROBE, reserved(2)),
            4: message(
                "interrupt", *_BUILT_IN, _extension(4), digital_input(u8), attribute(interrupt=u8 != 0), reserved(2),
            ),
            5: message("illumination", *_BUILT_IN, _extension(5), illuminance(u16), reserved(2)),
            6: message("analog", *_BUILT_IN, _extension(6), input_voltage(u16 / 1000), reserved(2)),
            7: message("counting", *_BUILT_IN, _extension(7), pulse_count(u16, statistic="total"), reserved(2)),
            8: message("counting_32", *_BUILT_IN, _extension(8), pulse_count(u32, statistic="total")),
            9: message(
                "temperature_probe_and_time", PROBE, TEMPERATURE,
                word(
                    u16, humidity(bits(0, 11) / 10), reserved(bits(12, 13)), _BATTERY_STATUS,
                ), _extension(9), time(u32),
            ),
            15: message(
                "probe_id", _BATTERY, attribute(probe_id_high=serial_number(hexadecimal(4))), _extension(15),
                attribute(probe_id_low=serial_number(hexadecimal(4))),
            ),
        }),
    }))}),
    vectors=[
        vector(
            "CBF6 0B0D 0376 01 0ADD 7FFF", message="temperature_probe", battery_voltage=3.062, battery_status="good",
            temperature=28.29, humidity=88.6, temperature_probe=27.81, extension_disconnected=False,
            source="user manual, 2.4",
        ),
        vector(
            "0A28 FF9C 024C 80 00007FFF", message="no_extension", battery_voltage=2.6, battery_status="ultra_low",
            temperature=-1, humidity=58.8, extension_disconnected=True,
        ),
        vector(
            "CBEA 0559 0226 01 7FFF 7FFF", battery_voltage=3.05, temperature=13.69, humidity=55, temperature_probe=None,
        ),
        vector("CBEA FE0C 0226 01 FBB4 7FFF", battery_voltage=3.05, temperature=-5, humidity=55, temperature_probe=-11),
        vector(
            "8BB8 0898 0146 04 01 01 0000", message="interrupt", battery_voltage=3, battery_status="ok", temperature=22,
            humidity=32.6, digital_input=True, interrupt=True,
        ),
        vector("CBB8 0898 0146 05 012C 7FFF", battery_voltage=3, temperature=22, humidity=32.6, illuminance=300),
        vector("CBB8 0898 0146 06 0CE4 7FFF", battery_voltage=3, temperature=22, humidity=32.6, input_voltage=3.3),
        vector("CBB8 0898 0146 07 0102 7FFF", battery_voltage=3, temperature=22, humidity=32.6, pulse_count_total=258),
        vector("CBB8 0898 0146 08 00010002", battery_voltage=3, temperature=22, humidity=32.6, pulse_count_total=65538),
        vector(
            "FF38 0898 C146 09 60065F97", message="temperature_probe_and_time", time=1611030423, battery_status="good",
            temperature_probe=-2, temperature=22, humidity=32.6,
        ),
        vector(
            "CBB8 28FF6412 0F 8A160371", message="probe_id", battery_voltage=3, probe_id_high="28ff6412",
            probe_id_low="8a160371",
        ),
        vector(
            "7FFF 0898 0146 41 60065F97 FF6A 088E 014B 41 60066009", message="datalog",
            records=[
                {"time": 1611030423, "temperature": 22, "humidity": 32.6, "temperature_probe": None},
                {"time": 1611030537, "temperature": 21.9, "humidity": 33.1, "temperature_probe": -1.5},
            ],
            source="after the log of 2021-01-19 04:27:03 and 04:28:57 in the user manual, 2.6.4",
        ),
        vector("0000 0000 0000 00 00000000", message="no_data", source="user manual, 2.6.4"),
    ],
)  # fmt: skip

_ENTRY = (TEMPERATURE, humidity(i16 / 10), PROBE)

LHT52 = device(
    "dragino/lht52",
    name="Temperature and humidity sensor with an external temperature sensor",
    source="LHT52 user manual, 2.4 (uplink payload)",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(
            length,
            {11: message("measurement", *_ENTRY, attribute(extension=u8), time(u32, invalid={0: "clock_not_set"}))},
            otherwise=message("reply", raw_data(raw())),
        ),
        3: switch(peek(0, u64), {0: NO_DATA}, otherwise=message("datalog", history(*_ENTRY, reserved(1), time(u32)))),
        4: message("probe_id", attribute(probe_id=serial_number(hexadecimal(8)))),
        5: message(
            "status",
            model_id(u8, 0x09),
            word(u16, firmware_version(version(bits(8, 15), bits(4, 7), bits(0, 3)))),
            attribute(
                frequency_band=choice(u8, {
                    0x01: "EU868", 0x02: "US915", 0x03: "IN865", 0x04: "AU915", 0x05: "KZ865", 0x06: "RU864",
                    0x07: "AS923", 0x08: "AS923-1", 0x09: "AS923-2", 0x0A: "AS923-3", 0x0B: "CN470", 0x0C: "EU433",
                    0x0D: "KR920", 0x0E: "MA869",
                }),
                sub_band=u8,
            ),
            battery_voltage(u16 / 1000),
        ),
    }),
    vectors=[
        vector(
            "08CD 0220 7FFF 01 61CD4EDD", f_port=2, message="measurement", time=1640845021, temperature=22.53,
            humidity=54.4, temperature_probe=None, extension=1, source="user manual, 2.4.2",
        ),
        vector(
            "FF38 0190 F5C6 01 69AE41B7", f_port=2, temperature=-2, humidity=40, temperature_probe=-26.18, extension=1,
        ),
        vector(
            "FF38 0190 FF9C 00 00000000", f_port=2, temperature=-2, humidity=40, temperature_probe=-1, extension=0,
        ),
        vector("010203", f_port=2, message="reply", raw_data=b"\1\2\3"),
        vector(
            "08CD 0220 7FFF 41 61CD4EDD FF9C 0190 00FA 41 61CD4F19", f_port=3, message="datalog",
            records=[
                {"time": 1640845021, "temperature": 22.53, "humidity": 54.4, "temperature_probe": None},
                {"time": 1640845081, "temperature": -1, "humidity": 40, "temperature_probe": 2.5},
            ],
        ),
        vector("0000 0000 0000 00 00000000", f_port=3, message="no_data", source="user manual, 2.4.3"),
        vector("28FF64128A160371", f_port=4, message="probe_id", probe_id="28ff64128a160371"),
        vector(
            "09 0100 01 00 0B3A", f_port=5, message="status", firmware_version="1.0.0", frequency_band="EU868",
            sub_band=0, battery_voltage=2.874, source="user manual, 2.4.1",
        ),
    ],
)  # fmt: skip
