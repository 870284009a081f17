"""AM300 series: indoor air. The models speak from one table, and a model without a sensor leaves its channel out.

What a history record holds is not said in it: it depends on the model. Source: the vendor's published
decoders and payload tables.
"""

from collections.abc import Mapping
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings_am
from redi_codecs.vendors.milesight_iot.downlinks import STORED, SYNCHRONISED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE

AM300 = (
    BASIC
    | BATTERY
    | CLIMATE
    | settings_am.AM300
    | {
        (0x05, 0x00): motion(u8 == 1),
        (0x06, 0xCB): light_level(u8),
        (0x07, 0x7D): co2(u16le),
        # The vendor's first decoder, of 2021, reads it without / 100; the later ones do not, and no payload tells.
        (0x08, 0x7D): tvoc_index(u16le / 100),
        (0x08, 0xE6): tvoc_mass(u16le),
        (0x09, 0x73): pressure(u16le / 10),
        (0x0A, 0x7D): formaldehyde_mass(u16le * 10),
        (0x0B, 0x7D): pm2_5(u16le),
        (0x0C, 0x7D): pm10(u16le),
        (0x0D, 0x7D): ozone(u16le * 10),
        (0x0E, 0x01): attribute(buzzer=u8 == 1),
    }
)
AIR = (time(u32le), temperature(i16le / 10), humidity(u16le / 2), motion(u8 == 1), light_level(u8), co2(u16le))
INDEX, MASS = (*AIR, tvoc_index(u16le / 100), pressure(u16le / 10)), (*AIR, tvoc_mass(u16le), pressure(u16le / 10))
DUST = (pm2_5(u16le), pm10(u16le))
CLIMATE_AND_AIR = (
    battery, temperature, humidity, motion, light_level, co2, tvoc_index, tvoc_mass, pressure,
)  # fmt: skip
PARTICLES = (pm2_5, pm10)
AM307_HISTORY: dict[Any, Body] = {(0x20, 0xCE): record(INDEX), (0x21, 0xCE): record(MASS)}
AM308_HISTORY: dict[Any, Body] = {(0x20, 0xCE): record(INDEX, DUST), (0x21, 0xCE): record(MASS, DUST)}

#: What those without a screen do not take.
SCREEN = ("screen_enabled", "screen_alarm_enabled", "screen_pattern", "screen_elements")


def commands_with_dust(answers: Mapping[Any, Body]) -> dict[str, Command]:
    """What the models with a sensor of particles take."""
    return SYNCHRONISED | commands_of(
        answers,
        "report_interval", "reboot", "request_status", *STORED, "stop_buzzer", "time_zone", "tvoc_unit",
        "pm_collection_interval", "co2_abc_enabled", "co2_calibration_enabled", "co2_calibration", "buzzer_enabled",
        "screen_enabled", "screen_alarm_enabled", "screen_pattern", "screen_elements", "led_mode", "buttons_locked",
        at={"request_status": (0xFF, 0x2C), "led_mode": (0xFF, 0x2E)},
    )  # fmt: skip


AM307 = device(
    "milesight-iot/am307",
    name="Indoor air sensor with CO2, TVOC, motion, light and pressure",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, AM300 | AM307_HISTORY),
    downlink=SYNCHRONISED
    | commands_of(
        settings_am.AM300,
        "report_interval", "reboot", "request_status", *STORED, "stop_buzzer", "time_zone", "tvoc_unit",
        "co2_abc_enabled", "co2_calibration_enabled", "co2_calibration", "buzzer_enabled", "screen_enabled",
        "screen_alarm_enabled", "screen_pattern", "screen_elements", "led_mode", "buttons_locked",
        at={"request_status": (0xFF, 0x2C), "led_mode": (0xFF, 0x2E)},
    ),
    measures=CLIMATE_AND_AIR,
    also={
        "milesight-iot/am307l": variant(
            "Indoor air sensor with CO2, TVOC, motion, light and pressure, without screen", lacks=SCREEN,
        ),
    },
    vectors=[
        vector(
            "01755C 03673401 046865 050001 06CB02 077DA803 087D2500 09736627 0E0100", f_port=85, battery=92,
            temperature=30.8, humidity=50.5, motion=True, light_level=2, co2=936, tvoc_index=0.37, pressure=1008.6,
            buzzer=False, source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E744663 1001 5D00 01 02 A803 2500 6627",
            records=[{
                "time": 1665561758, "temperature": 27.2, "humidity": 46.5, "motion": True, "light_level": 2, "co2": 936,
                "tvoc_index": 0.37, "pressure": 1008.6,
            }], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

AM308 = device(
    "milesight-iot/am308",
    name="Indoor air sensor with CO2, TVOC, particles, motion, light and pressure",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, AM300 | AM308_HISTORY),
    downlink=commands_with_dust(settings_am.AM300),
    measures=(CLIMATE_AND_AIR, PARTICLES),
    also={
        "milesight-iot/am308l": variant(
            "Indoor air sensor with CO2, TVOC, particles and motion, without screen", lacks=SCREEN,
        ),
    },
    vectors=[
        vector(
            "077DE704 087D0700 09733F27 0B7D2000 0C7D3000", f_port=85, co2=1255, tvoc_index=0.07, pressure=1004.7,
            pm2_5=32, pm10=48, source="payload table",
        ),
        vector(
            "20CE 9E744663 1001 5D00 01 02 A803 2500 6627 2000 3000"
            "21CE 9F744663 F6FF 5E00 00 00 A903 2600 6727 2100 3100",
            records=[
                {
                    "time": 1665561758, "temperature": 27.2, "humidity": 46.5, "motion": True, "light_level": 2,
                    "co2": 936, "tvoc_index": 0.37, "pressure": 1008.6, "pm2_5": 32, "pm10": 48,
                },
                {
                    "time": 1665561759, "temperature": -1, "humidity": 47, "motion": False, "light_level": 0,
                    "co2": 937, "tvoc_mass": 38, "pressure": 1008.7, "pm2_5": 33, "pm10": 49,
                },
            ], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
