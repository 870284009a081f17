"""WS302: the level of sound."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

WEIGHT = {0: "Z", 1: "A", 2: "C"}
SPEED = {0: "impulse", 1: "fast", 2: "slow"}

WS302_SETTINGS = settings.answers(
    settings.COMMON | {0x1D: attribute(frequency_weighting=choice(u8, WEIGHT), time_weighting=choice(u8, SPEED))}
)

WS302 = device(
    "milesight-iot/ws302",
    name="Sound level sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | WS302_SETTINGS
        | {
            (0x05, 0x5B): (
                word(
                    u8,
                    attribute(weighting=choice(bits(0, 1), WEIGHT), response=choice(bits(2, 3), SPEED)),
                    reserved(bits(4, 7)),
                ),
                sound_level(u16le / 10),
                sound_level(u16le / 10, statistic="mean"),
                sound_level(u16le / 10, statistic="max"),
            )
        },
    ),
    downlink=commands_of(
        WS302_SETTINGS, "reboot", "set_time", "time_zone", "screen_enabled", "time_synchronised", "weighting",
        called_here={(0xFF, 0x1D): "weighting"},
    ),
    vectors=[
        vector(
            "01755C 055B05 3402 4002 7C03", f_port=85, battery=92, weighting="A", response="fast", sound_level=56.4,
            sound_level_mean=57.6, sound_level_max=89.2, source="payload table",
        ),
        vector(
            "055B00 3482 4082 7C83", weighting="Z", response="impulse", sound_level=(3333.2, "implausible"),
            sound_level_mean=(3334.4, "implausible"), sound_level_max=(3366, "implausible"),
            source="the vendor's decoder, run",
        ),
        vector(
            "055B0A 3402 4002 7C03", weighting="C", response="slow", sound_level=56.4, sound_level_mean=57.6,
            sound_level_max=89.2, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
