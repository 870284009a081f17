"""GreenMe Cube: a header, then climate, noise and light, and what an extension measures, little-endian.

Source: the vendor's published decoder, which reads temperatures without their sign.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.greenme.commands import COMMANDS

CLIMATE = (
    temperature(i16le / 100),
    humidity(u16le / 100),
    sound_level(u8 / 2, statistic="max"),
    sound_level(u8 / 2, statistic="mean"),
    illuminance(u16le),
)
SPECTRUM = (
    light_red(u8),
    light_green(u8),
    light_blue(u8),
    light_clear(u16le),
    light_flicker(u8),
    attribute(octaves=hexadecimal(9)),
)
EXTENSION = switch(u8, {0: (), 1: co2(u16le), 2: tvoc(u16le), 3: (tvoc(u16le), co2(u16le))})
END = (attribute(battery_byte=u8), EXTENSION)

CUBE = device(
    "greenme/cube",
    name="Environment cube with climate, noise, light and feedback",
    source="The vendor's published decoder, messages of version 2",
    f_port=1,
    uplink=(
        word(
            u8,
            let(type=bits(0, 3)),
            attribute(status_bits=bits(4, 5)),
            attribute(last_feeling=choice(bits(6, 7), {0: "unknown", 1: "unhappy", 2: "happy"})),
        ),
        switch(V.type, {
            5: message("short", CLIMATE, END),
            6: message("full", CLIMATE, SPECTRUM, END),
            7: message("feeling", CLIMATE, SPECTRUM, END),
        }),
    ),
    downlink=COMMANDS,
    vectors=[
        vector(
            "856608A811785A5E010000", f_port=1, message="short", temperature=21.5, humidity=45.2, sound_level_max=60,
            sound_level_mean=45, illuminance=350, status_bits=0, last_feeling="happy", battery_byte=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "456608A8116E545E0100012003", message="short", temperature=21.5, humidity=45.2, sound_level_max=55,
            sound_level_mean=42, illuminance=350, co2=800, status_bits=0, last_feeling="unhappy", battery_byte=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "056608A81164505E0100037D002003", message="short", temperature=21.5, humidity=45.2, sound_level_max=50,
            sound_level_mean=40, illuminance=350, tvoc=125, co2=800, status_bits=0, last_feeling="unknown",
            battery_byte=0, source="the vendor's decoder, run",
        ),
        vector(
            "856608A8113C28500000022A00", message="short", temperature=21.5, humidity=45.2, sound_level_max=30,
            sound_level_mean=20, illuminance=80, tvoc=42, status_bits=0, last_feeling="happy", battery_byte=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "8606097C158264B004FF80400010070A141E28323C46505A0000", message="full", temperature=23.1, humidity=55,
            sound_level_max=65, sound_level_mean=50, illuminance=1200, light_red=255, light_green=128, light_blue=64,
            light_clear=4096, light_flicker=7, status_bits=0, last_feeling="happy", octaves="0a141e28323c46505a",
            battery_byte=0, source="the vendor's decoder, run",
        ),
        vector(
            "4706097C158264B004FF80400010070A141E28323C46505A0001B603", message="feeling", temperature=23.1,
            humidity=55, sound_level_max=65, sound_level_mean=50, illuminance=1200, light_red=255, light_green=128,
            light_blue=64, light_clear=4096, light_flicker=7, co2=950, status_bits=0, last_feeling="unhappy",
            octaves="0a141e28323c46505a", battery_byte=0, source="the vendor's decoder, run",
        ),
        vector(
            "B60CFE1234F0E1B0844083C210901FF0141E28323C46505A6403F1828391", message="full", temperature=-5,
            humidity=(133.3, 'implausible'), sound_level_max=120, sound_level_mean=112.5, illuminance=33968,
            light_red=64, light_green=131, light_blue=194, light_clear=36880, light_flicker=31, tvoc=33521, co2=37251,
            status_bits=3, last_feeling="happy", octaves="f0141e28323c46505a", battery_byte=100,
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
        vector(
            "B50CFE1284F0E1B0840002F182", message="short", temperature=-5, humidity=(338.1, 'implausible'),
            sound_level_max=120, sound_level_mean=112.5, illuminance=33968, tvoc=33521, status_bits=3,
            last_feeling="happy", battery_byte=0,
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
        vector(
            "B50CFE1284F0E1B0840001F182", message="short", temperature=-5, humidity=(338.1, 'implausible'),
            sound_level_max=120, sound_level_mean=112.5, illuminance=33968, co2=33521, status_bits=3,
            last_feeling="happy", battery_byte=0,
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
    ],
)  # fmt: skip
