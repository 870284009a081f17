"""LRS10701 indoor air quality: three numbers share 32 bits; the port says which frame it is.

Source: the vendor's published decoder. Which gases the two cells measure stands in the settings only.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

_GASES = {0: "none", 1: "nh3", 2: "h2s", 3: "no2", 4: "co", 5: "formaldehyde", 6: "custom"}
_SENSORS = ("climate", "tvoc", "co2", "particles", "gas_1", "gas_2")


def _named(name: str, place: int) -> dict[str, Any]:
    return {name: bit(place)}


def _sensors(state: str) -> Body:
    """A bit for each sensor."""
    return word(
        u8, *(attribute(**_named(f"{name}_{state}", n)) for n, name in enumerate(_SENSORS)), reserved(bits(6, 7))
    )


LRS10701 = device(
    "arwin-technology/lrs10701",
    name="Indoor air quality sensor LRS10701",
    source="The vendor's published decoder",
    f_port=10,
    uplink=switch(
        f_port,
        {
            8: message("version", firmware_version(version(u8, u8, u16))),
            10: (
                word(
                    u8,
                    attribute(heartbeat=bit(0)),
                    reserved(bit(1)),
                    attribute(climate_event=bit(2), co2_event=bit(3), gas_1_event=bit(4), gas_2_event=bit(5)),
                    attribute(tvoc_event=bit(6), particles_event=bit(7)),
                ),
                word(
                    u32, air_quality_index(bits(23, 31)), co2(bits(10, 22)), temperature((bits(0, 9) - 300) / 10)
                ),
                humidity(u8 / 2),
                gas_concentration(u16 / 1000, channel=1),
                gas_concentration(u16 / 1000, channel=2),
                battery(u8),
            ),
            11: message("particles", tvoc(u16), pm1(u24 / 1000), pm2_5(u24 / 1000), pm10(u24 / 1000)),
            12: message(
                "settings",
                report_interval(u16 * 60),
                attribute(status_led=u8 == 1),
                _sensors("present"),
                _sensors("working"),
                attribute(gas_1=choice(u8, _GASES), gas_2=choice(u8, _GASES)),
                optional(remaining >= 1, reserved(1)),
            ),
            13: message(
                "thresholds",
                switch(
                    u8,
                    {
                        0: (
                            attribute(temperature_threshold_max=temperature(i16)),
                            attribute(temperature_threshold_min=temperature(i16)),
                            attribute(humidity_threshold_max=humidity(u8), humidity_threshold_min=humidity(u8)),
                        ),
                        1: (
                            attribute(co2_threshold=co2(u16), tvoc_threshold=tvoc(u16)),
                            attribute(gas_1_threshold=gas_concentration(u16 / 1000)),
                            attribute(gas_2_threshold=gas_concentration(u16 / 1000)),
                        ),
                        2: attribute(
                            pm1_threshold=pm1(u24), pm2_5_threshold=pm2_5(u24), pm10_threshold=pm10(u24)
                        ),
                    },
                ),
            ),
        },
    ),
    downlink={
        "request_version": command(
            20, expect(u8, 0), examples=[example("00", f_port=20, source="the vendor's decoder, run")]
        ),
        "request_settings": command(
            21, expect(u8, 0), examples=[example("00", f_port=21, source="the vendor's decoder, run")]
        ),
    },
    vectors=[
        vector(
            "011108AA0F7D3A9809295A", f_port=10, air_quality_index=34, co2=554, temperature=22.7, humidity=62.5,
            gas_concentration_1=15, gas_concentration_2=2.345, battery=90, heartbeat=True, climate_event=False,
            co2_event=False, gas_1_event=False, gas_2_event=False, tvoc_event=False, particles_event=False,
            source="device repository",
        ),
        vector(
            "010E00189C001C20001FA4", f_port=11, message="particles", tvoc=270, pm1=6.3, pm2_5=7.2, pm10=8.1,
            source="device repository",
        ),
        vector("01070000", f_port=8, message="version", firmware_version="1.7.0", source="device repository"),
        vector(
            "000F011D1D010001", f_port=12, message="settings", report_interval=900, status_led=True,
            climate_present=True, tvoc_present=False, co2_present=True, particles_present=True, gas_1_present=True,
            gas_2_present=False, climate_working=True, tvoc_working=False, co2_working=True, particles_working=True,
            gas_1_working=True, gas_2_working=False, gas_1="nh3", gas_2="none", source="device repository",
        ),
        vector(
            "000028000A5F23", f_port=13, message="thresholds", temperature_threshold_max=40,
            temperature_threshold_min=10, humidity_threshold_max=95, humidity_threshold_min=35,
            source="device repository",
        ),
        vector(
            "0105DC01B307D007D0", f_port=13, message="thresholds", co2_threshold=1500, tvoc_threshold=435,
            gas_1_threshold=(2.0, '[ppm]'), gas_2_threshold=(2.0, '[ppm]'), source="device repository",
        ),
        vector(
            "020000000000380000FE", f_port=13, message="thresholds", pm1_threshold=0, pm2_5_threshold=56,
            pm10_threshold=254, source="device repository",
        ),
        vector(
            "01140962266405DC02EE55", f_port=10, air_quality_index=40, co2=600, temperature=25, humidity=50,
            gas_concentration_1=1.5, gas_concentration_2=0.75, battery=85, heartbeat=True, climate_event=False,
            co2_event=False, gas_1_event=False, gas_2_event=False, tvoc_event=False, particles_event=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
