"""LoRain: rain, air and leaf in one frame behind its check, little-endian.

Source: LoRain payload structure 1.00. The rain is a sum that the device never resets.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_RESETS = {0: "none", 1: "power_on_or_brownout", 2: "watchdog", 3: "other"}
_HUNDREDTHS, _DRYNESS = i16le / 100, u16le / 100

LORAIN = device(
    "metos/lorain",
    name="LoRain weather sensor",
    source="LoRain payload structure, version 1.00, revision A",
    f_port=1,
    uplink=(
        attribute(check=hexadecimal(2)),
        frame_count(u8),
        expect(u8, 0x80),
        protocol_version(version(u8)),
        attribute(hardware=u16le / 100, firmware=u16le / 100),
        word(
            u8,
            attribute(settings_requested=bit(0)),
            reset_cause(choice(bits(1, 2), _RESETS)),
            attribute(lora_start_failed=bit(3), lora_error=bit(4), software_reset=bit(5)),
            reserved(bits(6, 7)),
        ),
        attribute(device_number=identifier(u32le)),
        battery_voltage(u16le / 1000),
        solar_voltage(u16le / 1000),
        rain(u16le / 10, statistic="total"),
        temperature(_HUNDREDTHS, statistic="mean"),
        temperature(_HUNDREDTHS, statistic="min"),
        temperature(_HUNDREDTHS, statistic="max"),
        humidity(u16le / 10, statistic="mean"),
        humidity(u16le / 10, statistic="min"),
        humidity(u16le / 10, statistic="max"),
        temperature_difference(_HUNDREDTHS, statistic="mean"),
        temperature_difference(_HUNDREDTHS, statistic="min"),
        temperature_difference(_HUNDREDTHS, statistic="max"),
        dew_point(_HUNDREDTHS, statistic="mean"),
        dew_point(_HUNDREDTHS, statistic="min"),
        vapor_pressure_deficit(_DRYNESS, statistic="mean"),
        vapor_pressure_deficit(_DRYNESS, statistic="min"),
        attribute(leaf_wet_time=duration(u8 * 60)),
    ),
    vectors=[
        vector(
            "75DB6C800170006F00009D034003DD09D7089A07E60CC20C040DA501A101AC01DD03C703ED03360730072201190100", f_port=1,
            battery_voltage=2.525, solar_voltage=2.263, rain_total=194.6, temperature_mean=33.02,
            temperature_min=32.66, temperature_max=33.32, humidity_mean=42.1, humidity_min=41.7, humidity_max=42.8,
            temperature_difference_mean=9.89, temperature_difference_min=9.67, temperature_difference_max=10.05,
            dew_point_mean=18.46, dew_point_min=18.4, vapor_pressure_deficit_mean=2.9, vapor_pressure_deficit_min=2.81,
            check="75db", frame_count=108, protocol_version="1", hardware=1.12, firmware=1.11,
            settings_requested=False, reset_cause="none", lora_start_failed=False, lora_error=False,
            software_reset=False, device_number=54526877, leaf_wet_time=(0.0, 's'),
            source="Alliot's payload, computed from LoRain payload structure 1.00",
        ),
    ],
)  # fmt: skip
