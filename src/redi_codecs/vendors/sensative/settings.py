"""What Strips take: settings, which they repeat where they are asked for, profiles and their history.

Source: the vendor's published translator, rewritten with downlinks in Actility's driver: numbers, units and names.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "Actility's driver, run"
#: Reports are a bit each: 1 battery, 2 temperature, 3 temperature alarm, 4 mean, 5 mean alarm, 6 humidity …
SETTINGS: dict[int, Body] = {
    0x01: attribute(settings_version=u32),
    0x02: attribute(base_poll_interval=duration(u32 / 1000)),
    0x03: attribute(reports_enabled=u32),
    0x04: attribute(temperature_collection_interval=duration(u32)),
    0x05: attribute(temperature_send_threshold=temperature(i32 / 1000)),
    0x06: attribute(temperature_throttled_threshold=temperature(i32 / 1000)),
    0x07: attribute(temperature_throttled_interval=duration(u32)),
    0x08: attribute(low_temperature_threshold=temperature(i32 / 1000)),
    0x09: attribute(high_temperature_threshold=temperature(i32 / 1000)),
    0x0A: attribute(temperature_hysteresis=temperature_difference(i32 / 1000)),
    0x0B: attribute(mean_time=duration(u32)),
    0x0C: attribute(mean_floor=temperature(i32 / 1000)),
    0x0D: attribute(mean_send_threshold=temperature(i32 / 1000)),
    0x0E: attribute(low_mean_threshold=temperature(i32 / 1000)),
    0x0F: attribute(high_mean_threshold=temperature(i32 / 1000)),
    0x10: attribute(mean_hysteresis=temperature(i32 / 1000)),
    0x11: attribute(humidity_collection_interval=duration(u32)),
    0x12: attribute(humidity_threshold=humidity(u32)),
    0x13: attribute(illuminance_collection_interval=duration(u32)),
    0x14: attribute(high_illuminance_threshold=illuminance(u32), channel=1),
    0x15: attribute(low_illuminance_threshold=illuminance(u32), channel=1),
    0x16: attribute(high_illuminance_threshold=illuminance(u32), channel=2),
    0x17: attribute(low_illuminance_threshold=illuminance(u32), channel=2),
    0x18: attribute(leak_collection_interval=duration(u32)),
    0x19: attribute(leak_capacitance_min=u32),
    0x1A: attribute(leak_capacitance_max=u32),
    0x1B: attribute(leak_report_interval=duration(u32)),
    0x1C: attribute(leak_threshold=percentage(u32)),
    0x1D: attribute(leak_hysteresis=percentage(u32)),
    0x1E: attribute(foil_threshold=u32),
    0x1F: attribute(flood_report_interval=duration(u32)),
    0x20: attribute(pad_report_interval=duration(u32)),
    0x21: attribute(end_report_interval=duration(u32)),
    0x22: attribute(combined_reports=u32, channel=1),
    0x23: attribute(combined_reports=u32, channel=2),
    0x24: attribute(combined_reports=u32, channel=3),
    0x25: attribute(history_reports=u32),
    0x26: attribute(join_interval=duration(u32 * 60)),
    0x27: attribute(illuminance_compensation=percentage(u32)),
    0x28: attribute(radio_data_rate=u32),
    0x29: attribute(led_level=u32),
    0x2A: attribute(link_check_interval=u32),
    0x2B: attribute(resend_reset_time=u32),
    0x2C: attribute(low_illuminance_cutoff=illuminance(u32)),
    0x2D: attribute(open_count_report_interval=duration(u32)),
    0x2E: attribute(proximity_report_interval=duration(u32)),
    0x2F: attribute(presence_collection_interval=duration(u32)),
    0x30: attribute(presence_threshold=u32),
    0x31: attribute(presence_timeout=duration(u32)),
    0x32: word(u32, attribute(door_inverted=bit(0), proximity_high_power=bit(1)), reserved(bits(2, 31))),
}
_NAMES = {0x32: "sensor_configuration"}
_PROFILES = {
    0x00: "default", 0x01: "comfort temperature", 0x02: "comfort temperature and light", 0x03: "comfort mean",
    0x04: "guard", 0x05: "drip", 0x06: "presence office", 0x07: "presence public", 0x08: "disinfect office",
    0x09: "close proximity slow", 0xF0: "all capacitances",
}  # fmt: skip


def _together(*body: Body) -> Body:
    return expect(u8, 1), body


#: What the examples beside this file prove: the first setting is the version, which cannot be set.
COMMANDS = commands(
    11, u8, {number: body for number, body in SETTINGS.items() if number > 1}, names=_NAMES, answer=True,
    joins=_together, disruptive={"radio_data_rate": "at another rate the network may not hear it"},
) | {
    "request_setting": command(
        11, expect(u8, 2), attribute(setting=u8, limits=(1, 0x32)), answer="settings",
        examples=[example("02 04", f_port=11, setting=4, source=_MADE)],
    ),
    "request_history": command(
        2, expect(u8, 1), attribute(first_sequence=u16, last_sequence=u16), answer="history",
        examples=[example("01 0010 0020", f_port=2, first_sequence=16, last_sequence=32, source=_MADE)],
    ),
    "profile": command(
        10, expect(u8, 1), attribute(profile=choice(u8, _PROFILES)),
        examples=[
            example("01 04", f_port=10, profile="guard", source="numbers of the profiles in Actility's driver"),
        ],
    ),
    "rejoin": command(
        10, expect(u8, 8), attribute(minutes=u16), disruptive="it leaves the network",
        examples=[example("08 000A", f_port=10, minutes=10, source="format of the command in Actility's driver")],
    ),
}  # fmt: skip
