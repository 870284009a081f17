"""TS301 and TS302 of the second version: each of their probes may also tell humidity, and keeps a history of its own.

Source: the vendor's published decoders, TS301 v2 and TS302 v2. In a record four numbers say what there is instead of a
temperature: nothing, a contact that is closed (-1000) or open (-1001), one out of range.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

ALARM = {
    0: "above", 1: "above, over", 2: "below", 3: "below, over", 4: "between", 5: "between, over", 6: "outside",
    7: "outside, over", 8: "mutation",
}  # fmt: skip
EVENT = {
    0: "none", 1: "above", 2: "above, over", 3: "below", 4: "below, over", 5: "between", 6: "between, over",
    7: "outside", 8: "outside, over", 9: "mutation", 10: "periodic", 11: "contact", 12: "anomaly", 13: "button",
}  # fmt: skip
ANOMALY = {0: "read error", 1: "above range", 2: "below range"}
PROBE = {1: "PT100", 2: "SHT4X", 3: "DS18B20", 4: "magnet"}
OPEN = -1001
#: What stands in a record where there is no number; a contact's state is one only where it is what happened.
KEPT: dict[int | range, str] = {0xFC16: "out_of_range", range(0xFC17, 0xFC19): "not_installed", 0xFC19: "none"}


def probe(number: int, channel: int | None = None) -> dict[Any, Body]:
    """What is told of one probe, the number of whose tag is 3 or 4, and what it keeps."""
    event = "temperature_event" if channel is None else f"temperature_event_{channel}"
    heat, moist = temperature(i16le / 10, channel=channel), humidity(i16le / 10, channel=channel)
    return {
        (number, 0x67): heat,
        (number, 0x9A): moist,
        (number, 0x00): contact(u8, channel=channel),
        (number + 0x80, 0x67): (heat, attribute(temperature_alarm=choice(u8, ALARM), channel=channel)),
        (number + 0x80, 0x9A): (moist, attribute(humidity_alarm=choice(u8, ALARM), channel=channel)),
        (number + 0x90, 0x67): (heat, attribute(temperature_change=i16le / 10, channel=channel), reserved(1)),
        (number + 0x90, 0x9A): (moist, attribute(humidity_change=i16le / 10, channel=channel), reserved(1)),
        (number + 0xB0, 0x67): attribute(temperature_anomaly=choice(u8, ANOMALY), channel=channel),
        (number + 0xB0, 0x9A): attribute(humidity_anomaly=choice(u8, ANOMALY), channel=channel),
        (number + 0x1D, 0xCE): record(
            time(u32le),
            word(
                u8,
                attribute(humidity_event=choice(bits(0, 3), EVENT), channel=channel),
                attribute(temperature_event=choice(bits(4, 7), EVENT), channel=channel),
            ),
            humidity(i16le / 10, channel=channel, invalid=KEPT),
            switch(
                getattr(V, event), {"contact": contact(i16le == OPEN, channel=channel)},
                otherwise=temperature(i16le / 10, channel=channel, invalid=KEPT),
            ),
        ),
    }  # fmt: skip


IDENTITY: dict[Any, Body] = {
    (0xFF, 0xA0): (
        word(u8, attribute(probe_type=choice(bits(0, 3), PROBE), probe_number=bits(4, 7))),
        attribute(probe_serial_number=serial_number(hexadecimal(8))),
    ),
}
COMMON = BASIC | BATTERY | IDENTITY


def told(*channels: int | None) -> dict[Any, Body]:
    """What it answers as it was told, of one probe or two."""
    alarms: dict[int, Body] = {}
    calibrations: dict[int, Body] = {}
    for number, channel in enumerate(channels):
        alarms |= {
            number: attribute(
                temperature_threshold_min=temperature(i16le / 10),
                temperature_threshold_max=temperature(i16le / 10),
                channel=channel,
            ),
            2 + number: (reserved(2), attribute(temperature_change_threshold=u16le / 10, channel=channel)),
            4 + number: attribute(
                humidity_threshold_min=humidity(u16le / 10),
                humidity_threshold_max=humidity(u16le / 10),
                channel=channel,
            ),
            6 + number: (reserved(2), attribute(humidity_change_threshold=u16le / 10, channel=channel)),
        }
        calibrations |= {
            number: attribute(temperature_calibration=i16le / 10, channel=channel),
            2 + number: attribute(humidity_calibration=i16le / 10, channel=channel),
        }
    first = settings.answers(
        settings.COMMON
        | {
            0x06: (
                word(
                    u8,
                    attribute(alarm_if=choice(bits(0, 2), settings.CONDITION | {5: "mutation"})),
                    let(alarm_of=bits(3, 5)),
                    attribute(alarm_enabled=bit(6)),
                    reserved(bit(7)),
                ),
                switch(V.alarm_of, alarms),
                reserved(4),
            ),
            0x2D: attribute(screen_mode=choice(u8, {0: "off", 1: "on", 255: "auto"})),
            0x4A: attribute(synchronise_time=u8 == 0xFF),
            0x7E: (
                reserved(1),
                attribute(alarm_interval=duration(u16le * 60), limits=(60, 86400)),
                attribute(alarm_repetitions=u16le, limits=(1, None)),
            ),
            0x8E: (reserved(1), report_interval(u16le * 60, limits=(60, 86400))),
            0x91: (
                expect(u8, 1, warning="unexpected_value"),
                attribute(magnet_throttle=duration(u32le / 1000), limits=(0, 6)),
            ),
            0x96: attribute(d2d_settings=hexadecimal(8)),
            0xBD: attribute(utc_offset=duration(i16le * 60), limits=(-43200, 50400)),
            0xE9: attribute(clock_shown=choice(u8, {0: "12 h", 1: "24 h"})),
            0xEA: (
                word(u8, let(calibrated=bits(0, 2)), reserved(bits(3, 6)), attribute(calibration_enabled=bit(7))),
                switch(V.calibrated, calibrations),
            ),
            0xEB: attribute(unit_shown=choice(u8, {0: "°C", 1: "°F"})),
            0xF5: attribute(alarm_release_enabled=u8 == 1),
        }
    )
    return first | settings.extended(
        {
            0x32: (reserved(2), attribute(retries=u8, limits=(0, 10))),
            0x63: attribute(d2d_uplink=hexadecimal(4)),
            0x66: attribute(d2d_enabled=u8 == 1),
            0x69: word(u8, attribute(power_button_locked=bit(0), report_button_locked=bit(1)), reserved(bits(2, 7))),
            0x72: attribute(summer_time=hexadecimal(9)),
            0x9A: attribute(magnet_delay=duration(u16le)),
        }
    )


ONE, TWO = told(None), told(1, 2)
#: What lies elsewhere than in other models.
_PLACES = MINUTES | {"buttons_locked": (0xF9, 0x69)}
_CALLED: dict[tuple[int, ...], str] = {(0xFF, 0x7E): "alarm_repetition"}
_COMMANDS = (
    "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled",
    "retransmit_interval", "resend_interval", "clear_history", "request_history", "stop_transmission", "sync_time",
    "threshold", "calibration", "utc_offset", "clock_shown", "unit_shown", "screen_mode", "alarm_repetition",
    "alarm_release_enabled", "magnet_throttle", "magnet_delay", "retries", "buttons_locked",
)  # fmt: skip

TS301_2 = device(
    "milesight-iot/ts301@2",
    name="Temperature, humidity or magnet sensor with display, one probe, version 2",
    source="The vendor's published decoder, TS301 v2",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | ONE | probe(0x03)),
    downlink=commands_of(ONE, *_COMMANDS, at=_PLACES, called_here=_CALLED),
    measures=(battery, temperature, humidity, contact),
    vectors=[
        vector(
            "0175640367F6FF030001", f_port=85, battery=100, temperature=-1, contact=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

TS302_2 = device(
    "milesight-iot/ts302@2",
    name="Temperature, humidity or magnet sensor with display, two probes, version 2",
    source="The vendor's published decoder, TS302 v2",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | TWO | probe(0x03, 1) | probe(0x04, 2)),
    downlink=commands_of(TWO, *_COMMANDS, at=_PLACES, called_here=_CALLED),
    measures=(battery, temperature, humidity, contact),
    vectors=[
        vector(
            "0175640367F6FF030001", f_port=85, battery=100, temperature_1=-1, contact_1=True,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
