"""Nexelec FEEL, RISE, MOVE, WAVE, SIGN, ECHO and VIEW, and their successors FEEL+ … ATMO+: the air of a room.

Source: the vendor's published decoders (X5, X2). Of the settings the later half is kept as it is.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.nexelec.commands import COMMANDS
from redi_codecs.vendors.nexelec.frames import (
    BASE,
    CARBON_DIOXIDE,
    HUMIDITIES,
    NO_7,
    NO_10,
    NO_14,
    POWER,
    SENSOR,
    SETTINGS,
    TEMPERATURES,
)

QUALITY = {0: "excellent", 2: "fair", 4: "bad", 7: "error"}
CAUSE = {
    0: "none", 5: "CO2", 6: "VOC", 7: "formaldehyde", 8: "PM1", 9: "PM2.5", 10: "PM10", 15: "error",
}  # fmt: skip
AIR = word(
    u48,
    temperature((bits(0, 9) - 300) / 10, invalid=NO_10),
    humidity(bits(10, 19) / 10, invalid=NO_10),
    co2(bits(20, 33), invalid=NO_14),
    tvoc_mass(bits(34, 47), invalid=NO_14),
    msb0=True,
)
LIFE = word(
    u32,
    illuminance(bits(0, 9) * 5, invalid=NO_10),
    button(bit(10)),
    sound_level(bits(11, 17), statistic="mean", invalid=NO_7),
    sound_level(bits(18, 24), statistic="max", invalid=NO_7),
    occupancy_rate(bits(25, 31), invalid=NO_7),
    msb0=True,
)
INDEX = (
    attribute(air_quality=choice(bits(0, 2), QUALITY), air_quality_cause=choice(bits(3, 6), CAUSE)),
    attribute(co2_quality=choice(bits(7, 9), QUALITY), voc_quality=choice(bits(10, 12), QUALITY)),
)
HISTORY: dict[int, Body] = {
    0x02: message("co2_history", CARBON_DIOXIDE),
    0x03: message("temperature_history", TEMPERATURES),
    0x04: message("humidity_history", HUMIDITIES),
}
CLIMATE = (temperature, humidity)
MOVED = (CLIMATE, illuminance, sound_level, occupancy_rate)

FEEL = device(
    "nexelec/feel",
    name="Temperature and humidity sensor FEEL",
    source="The vendor's published decoder (X5: SIGN, WAVE, MOVE, RISE, FEEL, ECHO, VIEW)",
    f_port=1,
    downlink=COMMANDS,
    uplink=(
        model(choice(u8, {
            0xA9: "FEEL", 0xAA: "RISE", 0xAB: "MOVE", 0xAC: "WAVE", 0xAD: "SIGN", 0xC9: "ECHO", 0xCA: "VIEW",
        })),
        switch(u8, HISTORY | {
            0x01: (AIR, LIFE, switch(remaining, {
                2: word(u16, INDEX, reserved(bits(13, 15)), msb0=True),
                3: word(u24, INDEX, attribute(air_drive=bits(13, 21)), reserved(bits(22, 23)), msb0=True),
            }, otherwise=())),
            0x05: message(
                "status",
                attribute(hardware=u8, software=u8),
                word(
                    u64,
                    POWER,
                    attribute(temperature_sensor=choice(bits(16, 18), SENSOR), co2_sensor=choice(bits(19, 21), SENSOR)),
                    attribute(voc_sensor=choice(bits(22, 24), SENSOR), motion_sensor=choice(bits(25, 27), SENSOR)),
                    attribute(microphone=choice(bits(28, 30), SENSOR), light_sensor=choice(bits(31, 33), SENSOR)),
                    attribute(sd_card=choice(bits(34, 36), SENSOR), months_in_operation=bits(37, 46)),
                    attribute(days_since_calibration=bits(47, 54)),
                    reserved(bit(55)),
                    attribute(low_battery_threshold=battery_voltage((bits(56, 63) + 400) / 200)),
                    msb0=True,
                ),
                word(u8, attribute(base=choice(bits(0, 1), BASE)), reserved(bits(2, 7)), msb0=True),
            ),
            0x06: message("settings", SETTINGS),
            0x11: message(
                "periodic_us",
                word(
                    u32,
                    temperature((bits(0, 9) - 300) / 10, invalid=NO_10),
                    humidity(bits(10, 17) / 2, invalid={255: "fault", 254: "not_connected", 253: "disabled"}),
                    co2(bits(18, 31), invalid=NO_14),
                    msb0=True,
                ),
                word(
                    u40,
                    attribute(voc_raw=bits(0, 9)),
                    illuminance(bits(10, 17) * 20, invalid={255: "fault", 254: "not_connected", 253: "disabled"}),
                    button(bit(18)),
                    sound_level(bits(19, 25), statistic="mean", invalid=NO_7),
                    sound_level(bits(26, 32), statistic="max", invalid=NO_7),
                    occupancy_rate(bits(33, 39), invalid=NO_7),
                    msb0=True,
                ),
            ),
        }),
    ),
    measures=CLIMATE,
    also={
        "nexelec/rise": variant("CO2, temperature and humidity sensor RISE", measures=(CLIMATE, co2)),
        "nexelec/move": variant("Room sensor MOVE: light, noise, presence", measures=MOVED),
        "nexelec/wave": variant("Room sensor WAVE: CO2, light, presence", measures=(MOVED, co2)),
        "nexelec/sign": variant("Room sensor SIGN: CO2, VOC, light, noise", measures=(MOVED, co2, tvoc_mass, button)),
        "nexelec/echo": variant("Room sensor ECHO", measures=(MOVED, co2)),
        "nexelec/view": variant("Room sensor VIEW", measures=(MOVED, co2)),
    },
    vectors=[
        vector(
            "AD01 835E30A28078 11AA9D23 0A00", f_port=1, model="SIGN", temperature=22.5, humidity=48.3, co2=650,
            tvoc_mass=120, illuminance=350, button=True, sound_level_mean=42, sound_level_max=58, occupancy_rate=35,
            air_quality="excellent", air_quality_cause="CO2", co2_quality="excellent", voc_quality="excellent",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
