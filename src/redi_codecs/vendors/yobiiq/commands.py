"""What the RM200 takes: on port 50 the channel 0xFF, a register and its value, several together.

What is to be sent regularly is set on the port that sends it, 1 to 5; here on port 1. Source: the vendor's published
encoder 2.0.0 and its page of downlinks.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_MADE = "the vendor's encoder, run"
_RADIO = "with other settings of the radio it may not be heard"
STATES = {0: "off", 1: "on", 2: "retain"}
ON_OFF = {0: "off", 1: "on"}
RATES = {
    0: "SF12BW125", 1: "SF11BW125", 2: "SF10BW125", 3: "SF9BW125", 4: "SF8BW125", 5: "SF7BW125", 6: "SF7BW250",
}  # fmt: skip
RADIO_MODES = {0: "LoRaWAN", 1: "iQ D2D", 2: "LoRaWAN and iQ D2D"}


def outputs(number: int) -> dict[int, Body]:
    """The registers of an output that can be read and written."""
    return {
        16 * number + 11: attribute(control=choice(u8, ON_OFF), channel=number),
        16 * number + 13: attribute(default_state=choice(u8, STATES), channel=number),
        16 * number + 14: attribute(watchdog_state=choice(u8, STATES), channel=number),
        16 * number + 15: attribute(button_override=u8 == 1, channel=number),
    }


SETTINGS: dict[int, Body] = {
    **outputs(1),
    **outputs(2),
    0x9D: attribute(application_port=u8, limits=(50, 99)),
    0xA0: attribute(adr_enabled=u8 == 1),
    0xA1: attribute(spreading=choice(u8, RATES)),
    0xA3: attribute(radio_mode=choice(u8, RADIO_MODES)),
    0xA4: attribute(join_attempts=u8),
}


def _shown(register: int, value: int) -> str:
    return f"FF {register:02X} {value:02X}"


_EXAMPLES = {
    "control_1": (0x1B, 1, "on"), "control_2": (0x2B, 1, "on"),
    "default_state_1": (0x1D, 2, "retain"), "default_state_2": (0x2D, 2, "retain"),
    "watchdog_state_1": (0x1E, 0, "off"), "watchdog_state_2": (0x2E, 0, "off"),
    "button_override_1": (0x1F, 1, True), "button_override_2": (0x2F, 0, False),
    "application_port": (0x9D, 60, 60), "adr_enabled": (0xA0, 1, True), "spreading": (0xA1, 3, "SF9BW125"),
    "radio_mode": (0xA3, 2, "LoRaWAN and iQ D2D"), "join_attempts": (0xA4, 5, 5),
}  # fmt: skip
_READ = "the vendor's page of downlinks"


def _once(register: int, disruptive: str = "") -> Command:
    return command(
        50, expect(u24, 0xFF0001 | register << 8), joins=True, disruptive=disruptive,
        examples=[example(f"FF {register:02X} 01", f_port=50, source=_MADE)],
    )  # fmt: skip


COMMANDS = {
    "report_interval": command(
        1,
        expect(u16, 0xFF14), report_interval(u16 * 60),
        expect(u16, 0xFF15), attribute(confirmed_messages=u8 == 1, default=False),
        expect(u16, 0xFF16), attribute(port_active=u8 == 1, default=True),
        expect(u16, 0xFF17), attribute(registers=hexadecimal()),
        examples=[
            example(
                "FF14 000F FF15 00 FF16 01 FF17 1A2A82", f_port=1, report_interval=900, confirmed_messages=False,
                port_active=True, registers="1a2a82", source=_MADE,
            ),
        ],
    ),
    **commands(
        50, (u8, u8), {(0xFF, register): body for register, body in SETTINGS.items()}, answer=True, joins=True,
        examples={
            name: [example(_shown(register, value), f_port=50, source=_MADE, **{name: said})]
            for name, (register, value, said) in _EXAMPLES.items()
        },
        disruptive={"adr_enabled": _RADIO, "spreading": _RADIO, "radio_mode": _RADIO, "join_attempts": _RADIO},
    ),
    "reset_button_override_1": _once(0x11),
    "reset_button_override_2": _once(0x21),
    "reboot": _once(0x6F),
    "rejoin": _once(0xA2, "it joins the network anew"),
    "request_registers": command(
        100, expect(u16, 0xFFCC), attribute(registers=hexadecimal()), answer="information",
        examples=[example("FFCC 67686D", f_port=100, registers="67686d", source=_READ)],
    ),
}  # fmt: skip
