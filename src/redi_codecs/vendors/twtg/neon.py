"""TWTG NEON: the upper half of the first byte is the version of the protocol, the lower one the message, little-endian.

Source: the vendor's published decoders (protocol documents of the VB, TS and TT). In the fourth version of the TT the
port is the type of the message. A status tells the range and mean of the temperature of the transmitter.
"""

from typing import Literal

from redi_codecs.kinds import *
from redi_codecs.layout import *

TYPES = {1: "ts", 2: "vs-qt", 3: "vs-mt", 4: "tt", 5: "ld", 6: "vb"}
REBOOTS = {0: "none", 1: "power cycle", 2: "watchdog", 3: "assert", 4: "application", 5: "system error"}
BATTERY = (
    battery_voltage(u16le / 1000, statistic="min"),
    battery_voltage(u16le / 1000, statistic="max"),
    battery_voltage(u16le / 1000),
)
BOARD = (temperature(i8, statistic="min"), temperature(i8, statistic="max"), temperature(i8))
LINK = (frame_count(u8), attribute(mean_rssi=rssi(0 - u8), mean_snr=snr(i8)))
REBOOT = (
    attribute(reset_flags=u8),
    restart_count(u8),
    reset_cause(choice(u8, REBOOTS)),
    attribute(reset_details=hexadecimal(8)),
)


def header(number: int) -> Body:
    """The first byte."""
    return word(u8, expect(bits(0, 3), number), protocol_version(version(bits(4, 7))))


def conditions(count: int) -> Body:
    """Which of the conditions in the settings hold."""
    return word(
        u8,
        tuple(attribute(condition=bit(number), channel=number) for number in range(count)),
        reserved(bits(count, 7)),
    )


def triggers(*first: str, count: int) -> dict[int, str]:
    """Why a message was sent: the timer, or a condition."""
    return dict(enumerate((*first, *(f"condition {number}" for number in range(count)))))


BOOT = message(
    "boot",
    header(0),
    model(choice(u8, TYPES)),
    attribute(version_hash=u32le),
    attribute(config_crc=u16le),
    attribute(sensor_config_crc=u16le),
    REBOOT,
    attribute(last_state=u8, self_test=u8),
)
STATUS = message(
    "status", header(4), attribute(config_crc=u16le, sensor_config_crc=u16le), event_count(u8), BATTERY, BOARD, LINK
)


def neon(labels: dict[int, str], *measured: Body) -> dict[int, Body]:
    """The messages of the TS and of the TT before its fourth version."""
    return {
        0: BOOT,
        1: message("activated", header(1)),
        2: message("deactivated", header(2)),
        3: message("event", header(3), attribute(trigger=choice(u8, labels)), measured, conditions(4)),
        4: STATUS,
    }


#: The mean of the interval is what the temperature is.
RANGE: tuple[Literal["min", "max", "last"], ...] = ("min", "max", "last")

TS = device(
    "twtg/neon-ts",
    name="Temperature sensor NEON TS",
    source="The vendor's published decoder (protocol 2)",
    f_port=1,
    uplink=switch(
        peek(0, u8).bits(0, 3),
        neon(triggers("timer", count=4), tuple(temperature(i16le / 100, statistic=name) for name in RANGE)),
    ),
    vectors=[
        vector(
            "230046084D0852080A", f_port=1, message="event", temperature_min=21.18, temperature_max=21.25,
            temperature=21.3, protocol_version="2", trigger="timer", condition_0=False, condition_1=True,
            condition_2=False, condition_3=True, source="the vendor's decoder, run",
        ),
        vector(
            "2304460AFFFD48FE85", message="event", temperature_min=26.3, temperature_max=-5.13, temperature=-4.4,
            protocol_version="2", trigger="condition 3", condition_0=True, condition_1=False, condition_2=True,
            condition_3=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
