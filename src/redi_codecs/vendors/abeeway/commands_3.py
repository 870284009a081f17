"""What Asset Tracker 3 takes on port 3: commands and requests, by their number, with a token that the answer repeats.

Parameters are set by group and number, several together. Source: the vendor's published encoder, whose requests for the
parameters of one group and for those of several are both here; they are set as those of several. The keys of recovery
beacons are left out.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.parameters_3_network import NAMES, PARAMETERS

_MADE = "the vendor's encoder, run"
_CLASSES = {
    0: "button 1", 1: "button 2", 2: "buzzer", 3: "accelerometer", 4: "power", 5: "temperature", 6: "position",
    7: "settings", 8: "network", 9: "core", 10: "bluetooth", 11: "user", 12: "firmware update",
}  # fmt: skip
_PARTS = {0: "application", 1: "bluetooth", 2: "mt3333", 3: "lr11xx"}
_LOST = "with another way of sending the network may not hear it"


def _token(kind: int) -> Body:
    return word(u8, attribute(downlink_token=bits(0, 2), default=0), expect(bits(3, 7), kind))


def _simple(number: int, disruptive: str = "") -> Command:
    return command(
        3, _token(1), expect(u8, number), answer="downlink_token", disruptive=disruptive,
        examples=[
            example(f"0B {number:02X}", f_port=3, downlink_token=3, source=_MADE),
            example(f"0C {number:02X}", downlink_token=4, source=_MADE),
        ],
    )  # fmt: skip


def _asked(kind: int, number: int, *body: Body, value: str, disruptive: str = "", **said: str | int | bool) -> Command:
    head = f"{kind << 3 | 5:02X} {number:02X}"
    return command(
        3, _token(kind), expect(u8, number), body, answer="downlink_token", disruptive=disruptive,
        examples=[example(f"{head} {value}", f_port=3, downlink_token=5, source=_MADE, **said)],
    )  # fmt: skip


def _together(*body: Body) -> Body:
    return _token(2), expect(u8, 0x00), body


COMMANDS = commands(
    3, (u8, u8), PARAMETERS, names=NAMES, joins=_together,
    disruptive={
        "transmission": _LOST,
        "networks_used": _LOST,
        "uplink_port": "it sends on another port then, which nobody may read",
        "downlink_port": "it listens on another port then",
    },
) | {
    "factory_reset": _simple(0x00, disruptive="its configuration is deleted"),
    "reboot": _simple(0x01),
    "start_sos": _simple(0x02),
    "stop_sos": _simple(0x03),
    "request_status": _simple(0x04),
    "request_position": _simple(0x05),
    "start_bluetooth": _simple(0x08),
    "stop_bluetooth": _simple(0x09),
    "raise_event": _asked(
        1, 0x0A, attribute(event_class=choice(u8, _CLASSES), event_number=u8), value="0305",
        event_class="accelerometer", event_number=5,
    ),
    "clear_motion_share": _simple(0x0B),
    "request_history": _asked(
        1, 0x0C, attribute(start=event_time(u32)), attribute(span=duration(u16)),
        word(u8, attribute(positions=bit(0), notifications=bit(1), telemetry=bit(2)), reserved(bits(3, 7))),
        value="68D113A6 0E10 03", start=1758532518, span=3600, positions=True, notifications=True, telemetry=False,
    ),
    "clear_history": _simple(0x0D),
    "clear_bonds": _simple(0x0E),
    "request_settings": _asked(2, 2, attribute(parameters=hexadecimal()), value="0A09 0A0D", parameters="0a090a0d"),
    "request_group_settings": _asked(
        2, 3, attribute(settings_group=u8, parameters=hexadecimal()), value="06 010407", settings_group=6,
        parameters="010407",
    ),
    "request_bluetooth": _asked(2, 4, value=""),
    "request_checks": _asked(2, 5, attribute(groups=hexadecimal(2), default="0000"), value="0EEF", groups="0eef"),
    "request_sensors": _asked(2, 6, attribute(sensors=hexadecimal()), value="00 01 01", sensors="000101"),
    "request_debug": _asked(2, 7, attribute(debug_type=u8), value="02", debug_type=2),
    "update_firmware": _asked(
        2, 8, attribute(firmware_part=choice(u8, _PARTS), firmware_file=text()), value="00 2F612E62696E",
        firmware_part="application", firmware_file="/a.bin", disruptive="it runs other firmware then",
    ),
    "request_key_index": _asked(2, 10, value=""),
}  # fmt: skip
