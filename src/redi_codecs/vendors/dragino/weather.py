"""WSC weather stations to whose process unit sensors are wired; big-endian.

What is wired comes as type, length and value; WSC1-L numbers the types from the battery on, WSC2-L from the wind on.
Source: user manuals (uplink payload) and the vendor's published decoders (WSC1-L, WSC2-L 1.2.0).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import status_frame
from redi_codecs.vendors.dragino.lht65 import STATUS

SECTORS = {
    0: "N", 1: "NNE", 2: "NE", 3: "ENE", 4: "E", 5: "ESE", 6: "SE", 7: "SSE", 8: "S", 9: "SSW", 10: "SW", 11: "WSW",
    12: "W", 13: "WNW", 14: "NW", 15: "NNW",
}  # fmt: skip


def _wired(first: int, wind: Body, channel: int | None = None) -> dict[int, Body]:
    """Sensors by their type, of which the one for wind is `first`."""
    return {
        first: wind,
        first + 1: (
            wind_direction(u16 / 10, channel=channel), attribute(wind_sector=choice(u8, SECTORS), channel=channel),
        ),
        first + 2: illuminance(u16 * 10, channel=channel),
        first + 3: rain_detected(u8, channel=channel),
        first + 4: co2(u16, channel=channel),
        first + 5: temperature(i16 / 10, channel=channel),
        first + 6: humidity(u16 / 10, channel=channel),
        first + 7: pressure(u16 / 10, channel=channel),
        first + 8: rain(u16 / 10, channel=channel, statistic="total"),
        first + 9: pm2_5(u16, channel=channel),
        first + 10: pm10(u16, channel=channel),
        first + 11: par(u16, channel=channel),
        first + 12: solar_radiation(u16 / 10, channel=channel),
    } | {0xA0 + number: raw_value(u16, channel=number) for number in (1, 2, 3, 4)}  # fmt: skip


WSC1 = device(
    "dragino/wsc1-l",
    name="Weather station process unit WSC1-L",
    source="WSC1-L user manual, 3.4 (uplink payload); the vendor's published decoder",
    f_port=2,
    uplink=switch(f_port, {
        2: message("weather", tags(
            u8, {0: battery_voltage(u16 / 1000)} | _wired(1, (wind_speed(u16 / 10), wind_force(u8))),
            size=u8, unknown="skip",
        )),
        5: message(
            "status", model_id(u8, 0x0D), word(u16, firmware_version(version(bits(8, 15), bits(4, 7), bits(0, 3)))),
            STATUS, attribute(sensor_types=hexadecimal(3)),
        ),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "00020BB8 0103003205 0203005A04 03020064 040101 050201F4 060200FA 0702020A 08022710 09020014 0A02000F"
            " 0B02002A 0C020190 0D020384",
            f_port=2, message="weather", battery_voltage=3, wind_speed=5, wind_force=5, wind_direction=9,
            wind_sector="E", illuminance=1000, rain_detected=True, co2=500, temperature=25, humidity=52.2,
            pressure=1000, rain_total=2, pm2_5=15, pm10=42, par=400, solar_radiation=90,
            source="the vendor's decoder, run; battery from the manual, 3.4",
        ),
        vector(
            "0D 0102 01 00 0BB8 012304", f_port=5, message="status", firmware_version="1.0.2", frequency_band="EU868",
            sub_band=0, battery_voltage=3, sensor_types="012304", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

TIPPED = (
    word(u16, battery_voltage(bits(0, 13) / 1000), reserved(bits(14, 15))),
    attribute(payload_version=u8),
)
PROBE = temperature(i16 / 10, place="probe")


def _wind(force: Source, channel: int | None = None) -> Body:
    """Speed now, its maximum and mean since the last message, force."""
    now, highest, average = (
        wind_speed(u16 / 10, channel=channel, statistic=statistic) for statistic in ("last", "max", "mean")
    )
    return now, highest, average, wind_force(force, channel=channel)


_PER_CENT = pick(V.rain_divisor == 1, 100, pick(V.rain_divisor == 10, 10, 1))
_GASES = switch(peek(9, u8).bits(7, 7), {0: (co2(u16), reserved(2)), 1: (pm2_5(u16), pm10(u16))})
_SECOND = tags(u8, _wired(0, _wind(u8, 2), 2), size=u8, unknown="skip")
_FIXED = {
    1: (
        _wind(u16), attribute(wind_sector=choice(u16, SECTORS)), wind_direction(u16),
        humidity(u16 / 10), temperature(i16 / 10), sound_level(u16 / 10), _GASES, pressure(u16 / 10), illuminance(u32),
        _SECOND,
    ),
    4: (humidity(u16 / 10), temperature(i16 / 10), pressure(u16 / 10), illuminance(u32), _SECOND),
}  # fmt: skip

WSC2 = device(
    "dragino/wsc2-lb",
    name="Weather station process unit WSC2-L",
    source="WSC2-L user manual, 2.3 (uplink payload); the vendor's published decoder, 1.2.0",
    f_port=2,
    uplink=switch(f_port, {
        2: message(
            "weather", *TIPPED, event_count(u32, statistic="total"), PROBE,
            word(
                u8, attribute(rain_factor=bits(0, 3)), reserved(bit(4)), attribute(interrupt=bit(5)), reserved(bit(6)),
                attribute(dust_sensor=bit(7)),
            ),
            attribute(rain_divisor=u8),
            optional(
                V.rain_divisor.is_in(1, 10, 100),
                rain(derived(V.event_count_total * V.rain_factor * _PER_CENT / 100), statistic="total"),
            ),
            # Beside a station's own sensors, in versions 1 and 4, what is wired is the second of its kind.
            switch(V.payload_version, _FIXED, otherwise=tags(
                u8, _wired(0, _wind(u8)) | {8: rain(u16 / 10, channel=2, statistic="total")}, size=u8, unknown="skip",
            )),
        ),
        5: status_frame({0x2E: "WSC2-L"}),
    }),
    downlink=COMMANDS,
    aliases=("dragino/wsc2-l",),
    vectors=[
        vector(
            "0CE4 04 00000032 00FA 02 0A 0258 FFEC 2792 00001388 0103070808", f_port=2, message="weather",
            battery_voltage=3.3, payload_version=4, event_count_total=50, rain_factor=2, rain_divisor=10,
            rain_total=10, temperature_probe=25, humidity=60, temperature=-2, pressure=1013, illuminance=5000,
            wind_direction_2=180, wind_sector_2="S", interrupt=False, dust_sensor=False,
            source="WSC2-L user manual, 2.3, computed",
        ),
    ],
)  # fmt: skip
