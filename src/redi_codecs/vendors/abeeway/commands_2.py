"""What Asset Tracker 2 takes on port 2: a type, a token that the next messages repeat, and what the type says.

Parameters are a number and four bytes, up to five together, here with token 0. Source: the vendor's published encoder,
with its names and limits.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.abeeway.frames import MODES

_MADE = "the vendor's encoder, run"
_TOKEN = word(u8, attribute(downlink_token=bits(0, 3), default=0), reserved(bits(4, 7)))
_OFF: dict[int | range, str] = {0: "disabled"}
_NO_LIMIT: dict[int | range, str] = {0xFF: "disabled"}
_RADIO = "with another way of sending the network may not hear it"


_MELODIES = {
    0: "switch on", 1: "switch off", 2: "flat battery", 3: "alert", 4: "sos", 5: "sos clear", 6: "reset",
    7: "ble advertising", 8: "ble bonded", 9: "ble debonded", 10: "ble link loss", 11: "proximity warning",
    12: "proximity warning reminder", 13: "proximity alarm", 14: "proximity alarm reminder",
}  # fmt: skip


def _named(*names: str) -> Source:
    return choice(u32, dict(enumerate(names)))


#: By the number of the parameter.
PARAMETERS: dict[int, Body] = {
    0: report_interval(u32, limits=(60, 86400)),
    1: attribute(heartbeat_interval=duration(u32), limits=(300, 86400)),
    2: attribute(energy_status_interval=duration(u32, invalid=_OFF), limits=(300, 604_800)),
    3: attribute(position_interval=duration(u32, invalid=_OFF), limits=(900, 604_800)),
    5: attribute(
        position_profile=_named(
            "wifi", "gps", "xgps", "wifi fallback xgps", "self governing history", "self governing timeout", "wgps",
            "wxgps", "wgps wxgps failure", "wgps wxgps timeout", "ble", "bgps",
        )
    ),
    6: attribute(one_shot_method=_named("wifi", "gps", "xgps", "wgps", "wxgps", "ble", "bgps")),
    7: attribute(antenna=_named("printed", "ceramic", "dynamic")),
    8: attribute(motion_messages=u32, limits=(1, 60)),
    9: attribute(gps_timeout=duration(u32), limits=(30, 300)),
    10: attribute(xgps_timeout=duration(u32), limits=(30, 250)),
    11: attribute(gps_error=u32, limits=(0, 100)),
    12: attribute(gps_convergence=duration(u32), limits=(0, 300)),
    14: attribute(
        transmission=_named(
            "single fixed", "single random", "double random", "double fixed", "network ADR", "custom"
        )
    ),
    15: attribute(beacons_reported=u32, limits=(0, 4)),
    16: attribute(beacon_timeout=duration(u32), limits=(1, 5)),
    17: attribute(gps_standby_timeout=duration(u32), limits=(0, 28800)),
    19: attribute(confirmed_retries=u32, limits=(0, 8)),
    21: attribute(shock_detection=u32, limits=(0, 255)),
    22: attribute(activity_report_interval=duration(u32, invalid=_OFF), limits=(1800, 86400)),
    23: attribute(motion_duration=duration(u32), limits=(60, 3600)),
    24: attribute(fence_scan_interval=duration(u32), limits=(0, 300)),
    25: attribute(fence_report_interval=duration(u32), limits=(60, 86400)),
    26: attribute(beacon_rssi_filter=rssi(i32), limits=(-100, -40)),
    27: attribute(high_temperature_threshold=temperature(i32, invalid=_NO_LIMIT), limits=(-44, 85)),
    28: attribute(low_temperature_threshold=temperature(i32, invalid=_NO_LIMIT), limits=(-44, 85)),
    29: attribute(temperature_action=_named("none", "high", "low", "high and low")),
    31: attribute(network_check_timeout=duration(u32, invalid=_OFF), limits=(86400, 5_184_000)),
    32: attribute(network_reset_timeout=duration(u32, invalid=_OFF), limits=(21600, 2_592_000)),
    33: attribute(collection_scan=_named("none", "ble beacons", "wifi")),
    34: attribute(collection_entries=u32, limits=(1, 20)),
    35: attribute(
        collection_filter=_named("none", "eddystone uid", "eddystone url", "eddystone", "ibeacon", "altbeacon")
    ),
    41: attribute(reed_switch=_named("disabled", "normal", "button")),
    42: attribute(
        constellation=_named(
            "gps", "glonass", "gps glonass", "gps galileo", "gps glonass galileo", "beidou", "gps beidou"
        )
    ),
}  # fmt: skip


def _together(*body: Body) -> Body:
    return expect(u16, 0x0B00), body


def _simple(number: int, *body: Body, value: str = "", disruptive: str = "", **said: str | int) -> Command:
    return command(
        2, expect(u8, number), _TOKEN, body, answer="downlink_token", disruptive=disruptive,
        examples=[example(f"{number:02X} 01 {value}", f_port=2, downlink_token=1, source=_MADE, **said)],
    )  # fmt: skip


def _debug(number: int, *body: Body, value: str = "", disruptive: str = "", **said: str | int) -> Command:
    return _simple(0xFF, expect(u8, number), body, value=f"{number:02X} {value}", disruptive=disruptive, **said)


COMMANDS = commands(
    2, u8, PARAMETERS, joins=_together,
    disruptive={"transmission": _RADIO, "network_reset_timeout": "it starts anew where it hears nothing for so long"},
) | {
    "request_position": _simple(0x01),
    "operating_mode": command(
        2, expect(u8, 0x02), _TOKEN, operating_mode(choice(u8, MODES)), answer=True,
        disruptive="in standby it sends heartbeats alone, and off nothing until somebody goes there",
        examples=[
            example(f"02 01 {number:02X}", f_port=2, downlink_token=1, operating_mode=name, source=_MADE)
            for number, name in MODES.items()
        ],
    ),
    "request_configuration": _simple(0x03, attribute(parameters=hexadecimal()), value="0001", parameters="0001"),
    "start_sos": _simple(0x04),
    "stop_sos": _simple(0x05),
    "request_temperatures": _simple(0x06),
    "request_energy_status": _simple(0x09, expect(u8, 0), value="00"),
    "request_status": _simple(0x09, expect(u8, 1), value="01"),
    "clear_motion_share": _simple(0x0C),
    "reboot": _debug(0x01, expect(u8, 0), value="00"),
    "factory_reset": _debug(0x01, expect(u8, 1), value="01", disruptive="its configuration is deleted"),
    "reset_bluetooth": _debug(0x02),
    "ring": _debug(
        0x03, attribute(melody=choice(u8, _MELODIES)), attribute(ring_time=u8), value="03 0A", melody="alert",
        ring_time=10,
    ),
    "request_error": _debug(0x04),
    "request_heartbeat": _debug(0x05),
}  # fmt: skip
