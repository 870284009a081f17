"""SenseCAP of the second generation: a byte that says what follows, big-endian, again and again.

Source: SenseCAP S2120 and S2100 user guides (packet parsing) and the vendor's published decoders. A data logger
does not say what is connected: its inputs are thousandths of whatever the sensor measures.
"""

from typing import Any, Final

from redi_codecs.kinds import *
from redi_codecs.layout import *

ERROR: Final = {
    0x00: "none", 0x01: "sensor not found", 0x02: "sensor does not wake up", 0x03: "no answer of the sensor",
    0x04: "no data", 0x05: "wrong header", 0x06: "wrong checksum", 0x07: "first byte not valid",
    0x08: "second byte not valid", 0x09: "random number does not match", 0x0A: "signature of the public key",
    0x0B: "signature of the data", 0x0C: "value too high", 0x0D: "value too low", 0x0E: "value missed",
    0x0F: "wrong argument", 0x10: "RS-485 busy", 0x11: "RS-485 data", 0x12: "RS-485 register missed",
    0x13: "RS-485 function", 0x14: "RS-485 write strategy", 0x15: "configuration", 0xFF: "unknown error",
}  # fmt: skip
VERSIONS = (battery(u8), hardware_version(version(u8, u8)), firmware_version(version(u8, u8)))
GPS = attribute(gps_interval=duration(u16 * 60))
INTERVAL = report_interval(u16 * 60)
AIR = (temperature(i16 / 10), humidity(u8), illuminance(u32), uv_index(u8 / 10), wind_speed(u16 / 10))
WEATHER = (wind_direction(u16), rain_intensity(u32 / 1000), pressure(u16 / 10))
INPUTS = word(u8, attribute(second_input=bits(0, 3), first_input=bits(4, 7)))
MEASURED = (
    analog_input(i32 / 1000, channel=V.first_input, valid=V.first_input > 0),
    analog_input(i32 / 1000, channel=V.second_input, valid=V.second_input > 0),
)
#: What the sensors of one input measure: temperature and humidity of each, for instance.
PAIR = (
    word(u8, attribute(pair_input=bits(4, 7)), reserved(bits(0, 3))),
    number(i32 / 1000, channel=2 * V.pair_input - 1, valid=V.pair_input > 0),
    number(i32 / 1000, channel=2 * V.pair_input, valid=V.pair_input > 0),
)
FRAMES: dict[Any, Body] = {
    0x01: AIR,
    0x02: WEATHER,
    0x03: battery(u8),
    0x05: (INTERVAL, GPS),
    0x06: attribute(sensor_error=choice(u8, ERROR)),
    0x10: (
        word(u8, attribute(sensor_channel=bits(4, 7), sensor_status=bit(3), sensor_type=bits(0, 2))),
        attribute(sensor_eui=serial_number(hexadecimal(8))),
    ),
    (0x20, 0x21): attribute(detections=hexadecimal(10)),
    0x4A: AIR,
    0x4B: WEATHER,
    0x4C: (wind_speed(u16 / 10, statistic="max"), rain(u32 / 1000, statistic="total")),
}
#: What a sensor says of itself; a data logger has a tag of its own for that, and so has the S2107.
SELF: dict[Any, Body] = {0x04: (VERSIONS, INTERVAL, GPS)}
LOGGED: dict[Any, Body] = {
    (0x30, 0x31, 0x33): (INPUTS, reserved(1), MEASURED),
    0x32: (INPUTS, MEASURED),
    0x34: attribute(protocol=u8, digital_inputs=u8, analog_type=u8, analog_inputs=u8),
    (0x35, 0x36, 0x37, 0x38): PAIR,
}
HOURLY = "the user guide gives rain in mm per hour, the published decoder files it as an amount"
RUN = "the vendor's decoder, run"

S2120 = device(
    "sensecap/sensecaps2120-8-in-1",
    name="S2120 weather station, 8 in 1",
    source="SenseCAP S2120 user guide, packet parsing; the vendor's published decoder",
    f_port=5,
    uplink=tags(u8, FRAMES | SELF),
    measures=(
        battery, temperature, humidity, illuminance, uv_index, wind_speed, wind_direction, rain_intensity, rain,
        pressure,
    ),
    vectors=[
        vector(
            "01 0115 41 0000005E 00 0000 02 0156 000000FE 2703", f_port=5, temperature=27.7, humidity=65,
            illuminance=94, uv_index=0, wind_speed=0, wind_direction=342,
            rain_intensity=0.254, pressure=998.7, source="S2120 user guide, 10.3.1",
        ),
        vector(
            "04 64 0101 010B 000A 05A0", battery=100, hardware_version="1.1", firmware_version="1.11",
            report_interval=600, gps_interval=86400, source="device repository",
        ),
        vector(
            "4A FFCE 5F 00015F90 0C 8123 4B 8123 0001E240 8123 4C 0234 00ABCDEF", temperature=-5, humidity=95,
            illuminance=90000, uv_index=1.2, wind_speed=(3305.9, "implausible"),
            wind_direction=(33059, "implausible"), rain_intensity=123.456, pressure=(3305.9, "implausible"),
            wind_speed_max=56.4, rain_total=11259.375,
            source="computed from the frames 4A to 4C, unsigned as in the user guide: the decoder reads all as signed",
        ),
    ],
    quirks=[
        quirk(payload, f_port=5, keys="rain.cumulative", reason=HOURLY)
        for payload in (
            "010115410000005e000000020156000000fe2703",
            "04640101010b000a05a00100da3e000000240000000201000000000025e8",
        )
    ],
)  # fmt: skip

S2100 = device(
    "sensecap/sensecaps2100-data-logger",
    name="S2100 data logger with analog, RS-485 and digital inputs",
    source="SenseCAP S2100 user guide, packet parsing; the vendor's published decoder",
    f_port=2,
    downlink={
        "report_interval": command(
            3, expect(u24, 0x800000), report_interval(u16 * 60), answer=False, examples=[
                example("80 0000 000A", f_port=3, report_interval=600, source="S2100 downlink list, Helium community"),
                example("80 0000 003C", report_interval=3600, source="S2100 downlink list, Helium community"),
            ],
        ),
    },
    uplink=tags(
        u8,
        FRAMES
        | LOGGED
        | {
            (0x40, 0x41): (
                light_level(u16),
                attribute(loudness=u16),
                acceleration_x(i16 / 100), acceleration_y(i16 / 100), acceleration_z(i16 / 100),
            ),
            0x42: (
                temperature(i16 / 100), humidity(u16 / 100), tvoc(u16), co2(u16), attribute(soil_moisture_level=u16),
            ),
            0x39: (VERSIONS, INTERVAL, attribute(threshold_interval=u16)),
            (0x43, 0x44, 0x45): attribute(detections=hexadecimal(10)),
        },
    ),
    vectors=[
        vector(
            "01 00FA 32 000003E8 1E 0032", f_port=2, temperature=25, humidity=50, illuminance=1000, uv_index=3,
            wind_speed=5, source="computed as the vendor's decoder reads these values, without the counter behind them",
        ),
    ],
    quirks=[quirk("0200b4000004d22792", f_port=2, keys="rain.cumulative", reason=HOURLY)],
)  # fmt: skip
