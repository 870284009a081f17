"""What the ESP32 Paxcounter takes on port 2: a number and its value, several together; all of it is kept.

Source: the README of the project, "Remote control", with its examples.
"""

from dataclasses import replace

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source

_README = "README of the project, remote control"
_RADIO = "sent in another way it may not be heard by the network"
_ON: Source = u8 == 1

SETTINGS: dict[int, Body] = {
    0x01: attribute(scan_limit=u8),
    0x02: attribute(counting=choice(u8, {0: "cyclic unconfirmed", 1: "cumulative", 2: "cyclic confirmed"})),
    0x03: attribute(position_enabled=_ON),
    0x04: attribute(screen_enabled=_ON),
    0x05: attribute(radio_data_rate=u8, limits=(0, 15)),
    0x06: attribute(transmission_power=tx_power(u8)),
    0x07: attribute(adr_enabled=_ON),
    0x0A: report_interval(u8 * 2),
    0x0B: attribute(wifi_channel_interval=duration(u8 / 100)),
    0x0C: attribute(bluetooth_channel_interval=duration(u8 / 100)),
    0x0E: attribute(bluetooth_enabled=_ON),
    0x0F: attribute(antenna_external=_ON),
    0x10: attribute(led_brightness=percentage(u8), limits=(0, 100)),
    0x11: attribute(beacon_alarm_enabled=_ON),
    0x12: attribute(beacon=u8, beacon_mac=mac_address(raw(6))),
    0x13: (attribute(sensor=u8, limits=(1, 3)), attribute(sensor_enabled=_ON)),
    0x14: attribute(payload_mask=u8),
    0x15: attribute(climate_enabled=_ON),
    0x16: attribute(battery_enabled=_ON),
}


def _told(payload: str, **said: object) -> list[Example]:
    return [example(payload, f_port=2, source=_README, **said)]


def _once(code: int, answer: str = "", disruptive: str = "") -> Command:
    payload = f"{code:04X}" if code > 0xFF else f"{code:02X}"
    return command(
        2, expect(u16 if code > 0xFF else u8, code), answer=answer or (), joins=True, disruptive=disruptive,
        examples=_told(payload),
    )  # fmt: skip


COMMANDS = commands(
    2, u8, SETTINGS, joins=True, names={0x12: "beacon", 0x13: "user_sensor"},
    disruptive={"radio_data_rate": _RADIO, "transmission_power": _RADIO, "adr_enabled": _RADIO},
    examples={
        "scan_limit": _told("01 50", scan_limit=80),
        "counting": _told("02 00", counting="cyclic unconfirmed") + _told("02 01", counting="cumulative")
        + _told("02 02", counting="cyclic confirmed"),
        "position_enabled": _told("03 00", position_enabled=False),
        "screen_enabled": _told("04 01", screen_enabled=True),
        "radio_data_rate": _told("05 05", radio_data_rate=5),
        "transmission_power": _told("06 0E", transmission_power=14),
        "adr_enabled": _told("07 01", adr_enabled=True),
        "report_interval": _told("0A 78", report_interval=240),
        "wifi_channel_interval": _told("0B 32", wifi_channel_interval=0.5),
        "bluetooth_channel_interval": _told("0C 08", bluetooth_channel_interval=0.08),
        "bluetooth_enabled": _told("0E 01", bluetooth_enabled=True),
        "antenna_external": _told("0F 01", antenna_external=True),
        "led_brightness": _told("10 32", led_brightness=50),
        "beacon_alarm_enabled": _told("11 01", beacon_alarm_enabled=True),
        "beacon": _told("12 07 80AB00010203", beacon=7, beacon_mac=bytes.fromhex("80AB00010203")),
        "user_sensor": _told("13 03 01", sensor=3, sensor_enabled=True),
        "payload_mask": _told("14 F1", payload_mask=0xF1),
        "climate_enabled": _told("15 01", climate_enabled=True),
        "battery_enabled": _told("16 01", battery_enabled=True),
    },
) | {
    "reboot": _once(0x0900),
    "reset_counts": _once(0x0901),
    "factory_reset": _once(0x0902, disruptive="all settings are as they came"),
    "clear_queue": _once(0x0903),
    "start_update": _once(0x0909, disruptive="it waits for new firmware by Wi-Fi, and sends nothing"),
    "request_configuration": _once(0x80, "settings"),
    "request_status": _once(0x81, "status"),
    "request_battery": _once(0x83, "battery"),
    "request_position": _once(0x84, "position"),
    "request_climate": _once(0x85, "climate"),
    "request_time": _once(0x86),
    "sync_time": _once(0x87),
}  # fmt: skip
#: The message of the settings repeats these under the same names.
COMMANDS |= {
    name: replace(COMMANDS[name], answer=(name,))
    for name in ("screen_enabled", "transmission_power", "adr_enabled", "bluetooth_enabled")
}
