"""What Asset Tracker 2 takes on port 2: a type, a token that the next messages repeat, and what the type says.

Parameters are a number and four bytes, up to five together. Source: the vendor's published encoder, with its names.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.frames import MODES
from redi_codecs.vendors.abeeway.parameters_2 import NAMES, PARAMETERS

_MADE = "the vendor's encoder, run"
_TOKEN = word(u8, attribute(downlink_token=bits(0, 3), default=0), reserved(bits(4, 7)))
_SILENT = "in standby it sends heartbeats alone, and off nothing until somebody goes there"
_RADIO = "with another way of sending the network may not hear it"


_MELODIES = {
    0: "switch on", 1: "switch off", 2: "flat battery", 3: "alert", 4: "sos", 5: "sos clear", 6: "reset",
    7: "ble advertising", 8: "ble bonded", 9: "ble debonded", 10: "ble link loss", 11: "proximity warning",
    12: "proximity warning reminder", 13: "proximity alarm", 14: "proximity alarm reminder",
}  # fmt: skip


def _together(*body: Body) -> Body:
    return expect(u8, 0x0B), _TOKEN, body


def _simple(number: int, *body: Body, value: str = "", disruptive: str = "", **said: str | int) -> Command:
    return command(
        2, expect(u8, number), _TOKEN, body, answer="downlink_token", disruptive=disruptive,
        examples=[example(f"{number:02X} 01 {value}", f_port=2, downlink_token=1, source=_MADE, **said)],
    )  # fmt: skip


def _debug(number: int, *body: Body, value: str = "", disruptive: str = "", **said: str | int) -> Command:
    return _simple(0xFF, expect(u8, number), body, value=f"{number:02X} {value}", disruptive=disruptive, **said)


COMMANDS = commands(
    2, u8, PARAMETERS, names=NAMES, joins=_together,
    disruptive={
        "transmission": _RADIO,
        "custom_transmission": _RADIO,
        "default_data_rate": _RADIO,
        "mode": _SILENT,
        "network_reset_timeout": "it starts anew where it hears nothing for so long",
    },
) | {
    "request_position": _simple(0x01),
    "operating_mode": command(
        2, expect(u8, 0x02), _TOKEN, operating_mode(choice(u8, MODES)), answer=True,
        disruptive=_SILENT,
        examples=[
            example(f"02 01 {number:02X}", f_port=2, downlink_token=1, operating_mode=name, source=_MADE)
            for number, name in MODES.items()
        ],
    ),
    "request_configuration": _simple(0x03, attribute(parameters=hexadecimal()), value="0001", parameters="0001"),
    "start_sos": _simple(0x04),
    "stop_sos": _simple(0x05),
    "request_temperatures": _simple(
        0x06, optional(remaining >= 1, attribute(cleared=choice(u8, {1: "counters", 2: "temperatures", 3: "both"}))),
        value="01", cleared="counters",
    ),
    "stop_angle_detection": _simple(0x08, expect(u8, 0), value="00"),
    "start_angle_detection": _simple(0x08, expect(u8, 1), value="01"),
    "request_energy_status": _simple(0x09, expect(u8, 0), value="00"),
    "request_status": _simple(0x09, expect(u8, 1), value="01"),
    "clear_motion_share": _simple(0x0C),
    "show_text": _simple(
        0x0D, attribute(sender=u24), attribute(sms=text()), value="00001C 68656C6C6F", sender=28, sms="hello"
    ),
    "reboot": _debug(0x01, expect(u8, 0), value="00"),
    "factory_reset": _debug(0x01, expect(u8, 1), value="01", disruptive="its configuration is deleted"),
    "factory_reset_with_bonds": _debug(
        0x01, expect(u8, 2), value="02", disruptive="its configuration and whom it is paired with are deleted"
    ),
    "reset_bluetooth": _debug(0x02),
    "ring": _debug(
        0x03,
        optional(
            remaining >= 1, attribute(melody=choice(u8, _MELODIES)), optional(remaining >= 1, attribute(ring_time=u8))
        ),
        value="03 0A", melody="alert", ring_time=10,
    ),
    "request_error": _debug(0x04),
    "request_heartbeat": _debug(0x05),
    "request_power_index": _debug(0x06),
    "power_index": _debug(
        0x07, attribute(power_index=u8), value="03", power_index=3, disruptive="with less power nobody may hear it"
    ),
    "start_bootloader": _debug(0x08, disruptive="it waits for new firmware over Bluetooth"),
    "request_firmware_settings": _debug(0x09),
    "startup_modes": _debug(
        0x0A, word(u8, attribute(manufacturing=bit(0), shipping=bit(1)), reserved(bits(2, 7))), value="02",
        manufacturing=False, shipping=True, disruptive="in those modes it waits for somebody to go there",
    ),
    "advertise_bluetooth": _debug(0x0B, attribute(advertised_for=duration(u16)), value="0064", advertised_for=100),
    "trigger_error": _debug(0xF1, disruptive="it stops with an error, and starts anew"),
}  # fmt: skip
