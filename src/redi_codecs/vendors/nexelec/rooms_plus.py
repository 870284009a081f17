"""Nexelec FEEL+, RISE+, WAVE+, MOVE+, SIGN+, SENSE+ and ATMO+: the air of a room, and its dust.

Source: the vendor's published decoder (X2).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.nexelec.frames import BASE, NO_10, POWER, SENSOR, SETTINGS, SOURCES, STATES
from redi_codecs.vendors.nexelec.rooms import AIR, CLIMATE, HISTORY, INDEX, LIFE, MOVED, QUALITY

#: The highest bit of these numbers stands in the byte before them, and is set only in what is no measurement.
NO_15: dict[int | range, str] = {0x7FFF: "fault", 0x7FFE: "not_connected", 0x7FFD: "disabled", 0x7FFC: "fault"}


def particles(kind: Any, per: int = 1) -> Body:
    """Fifteen bits of a number, and the highest one of the next."""
    return word(u16, kind(bits(0, 14) / per, invalid=NO_15), reserved(bit(15)), msb0=True)


PAGES = {0: "off", **{page: f"measure {page}" for page in range(1, 8)}, 8: "air quality", 9: "diagnosis"}
VALUES = {
    0: "none", 1: "temperature", 2: "humidity", 3: "CO2", 4: "VOC", 5: "PM1", 6: "PM2.5", 7: "PM10", 8: "formaldehyde",
}  # fmt: skip
LANGUAGES = {1: "French", 2: "English", 3: "Spanish", 4: "German", 5: "Italian"}
DUST = (
    particles(pm1),
    particles(pm2_5),
    particles(pm10),
    particles(particles_1),
    particles(particles_2_5),
    particles(particles_10),
    particles(particles_0_5, 100),
    word(
        u48,
        particles_5(bits(0, 14) / 100, invalid=NO_15),
        pressure(bits(15, 24) + 300, invalid=NO_10),
        formaldehyde(bits(25, 34), invalid=NO_10 | {0x3FC: "fault"}),
        attribute(pm1_quality=choice(bits(35, 37), QUALITY), pm2_5_quality=choice(bits(38, 40), QUALITY)),
        attribute(pm10_quality=choice(bits(41, 43), QUALITY), formaldehyde_quality=choice(bits(44, 46), QUALITY)),
        reserved(bit(47)),
        msb0=True,
    ),
)
MEASURES_DUST = (pm1, pm2_5, pm10, particles_0_5, particles_1, particles_2_5, particles_5, particles_10)

FEEL_PLUS = device(
    "nexelec/feel-plus",
    name="Temperature and humidity sensor FEEL+",
    source="The vendor's published decoder (X2: FEEL+, RISE+, WAVE+, MOVE+, SIGN+, SENSE+, ATMO+)",
    f_port=1,
    uplink=(
        model(choice(u8, {
            0xB9: "FEEL+", 0xBA: "RISE+", 0xBB: "WAVE+", 0xC6: "MOVE+", 0xC7: "SIGN+", 0xC8: "SENSE+", 0xCD: "ATMO+",
        })),
        switch(u8, HISTORY | {
            0x01: (
                AIR,
                LIFE,
                word(u24, INDEX, attribute(air_drive=bits(13, 21)), occupancy(bit(22)), reserved(bit(23)), msb0=True),
                optional(remaining >= 20, DUST),
            ),
            0x05: message(
                "status",
                attribute(hardware=u8, software=u8),
                word(
                    u32,
                    POWER,
                    attribute(sd_card=choice(bits(16, 18), SENSOR), screen=choice(bits(19, 21), SENSOR)),
                    attribute(months_in_operation=bits(22, 31)),
                    msb0=True,
                ),
                attribute(days_since_calibration=u8),
                word(
                    u16,
                    attribute(base=choice(bits(0, 1), BASE)),
                    attribute(low_battery_threshold=battery_voltage((bits(2, 9) + 400) / 200)),
                    reserved(bits(10, 15)),
                    msb0=True,
                ),
            ),
            0x06: message(
                "settings",
                SETTINGS,
                optional(remaining >= 3, (
                    attribute(downlink_frame=u16),
                    word(
                        u8,
                        attribute(pm_enabled=bit(0), formaldehyde_enabled=bit(1), presence_alert_enabled=bit(2)),
                        attribute(presence_ends_after=duration(bits(3, 7) * 60)),
                        msb0=True,
                    ),
                )),
            ),
            0x07: message(
                "screen",
                word(
                    u16,
                    attribute(configured_by=choice(bits(0, 2), SOURCES)),
                    attribute(configuration_state=choice(bits(3, 4), STATES)),
                    attribute(screen_enabled=bit(5), language=choice(bits(6, 9), LANGUAGES)),
                    attribute(temperature_unit=choice(bits(10, 11), {1: "°C", 2: "°F", 3: "K"})),
                    reserved(bits(12, 15)),
                    msb0=True,
                ),
                repeat(attribute(page=choice(u8, PAGES), channel=index + 1), count=6),
                attribute(priorities=hexadecimal(3)),
                attribute(refresh_settings=hexadecimal()),
            ),
            0x08: message("presence", word(u8, occupancy(bit(7)), reserved(bits(0, 6)))),
        }),
    ),
    measures=CLIMATE,
    also={
        "nexelec/rise-plus": variant("CO2, temperature and humidity sensor RISE+", measures=(CLIMATE, co2)),
        "nexelec/wave-plus": variant("Room sensor WAVE+: CO2, light, presence", measures=(MOVED, co2, occupancy)),
        "nexelec/move-plus": variant("Room sensor MOVE+: light, noise, presence", measures=(MOVED, occupancy)),
        "nexelec/sign-plus": variant("Room sensor SIGN+: VOC", measures=(MOVED, co2, tvoc_mass, occupancy, button)),
        "nexelec/sense-plus": variant(
            "Room sensor SENSE+: CO2, VOC, dust", measures=(MOVED, co2, tvoc_mass, occupancy, MEASURES_DUST, pressure)
        ),
        "nexelec/atmo-plus": variant(
            "Room sensor ATMO+: CO2, VOC, dust, formaldehyde",
            measures=(MOVED, co2, tvoc_mass, occupancy, MEASURES_DUST, pressure, formaldehyde),
        ),
    },
    vectors=[
        vector(
            "C601 8C599FFF8000 214A6486 FFFFFA", f_port=1, model="MOVE+", temperature=26.1, humidity=40.9,
            co2="not_connected", tvoc_mass=0, illuminance=665, button=False, sound_level_mean=41, sound_level_max=73,
            occupancy_rate=6, air_quality="error", occupancy=True, source="the vendor's decoder, run",
        ),
        vector("C808 00", model="SENSE+", message="presence", occupancy=False, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
