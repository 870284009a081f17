"""What the reader of the customer port takes: registers on port 50, what is sent regularly, thresholds, and questions.

Source: the vendor's published encoder 1.0.0 and its tests (ChirpStack's profiles), with its limits. What is to be sent
regularly is set on the port that sends it, 1 to 5. Units of the intervals and of the link check are not said.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.yobiiq.commands import RADIO_MODES, RATES

_RADIO = "with other settings of the radio it may not be heard"
_STOP_BITS = {0: "1", 1: "1.5", 2: "2", 3: "2.5", 4: "3", 5: "3.5", 6: "4"}
_SETTINGS: dict[int, Body] = {
    0x9D: attribute(application_port=u8, limits=(50, 99)),
    0xA0: attribute(adr_enabled=u8 == 1),
    0xA1: attribute(spreading=choice(u8, RATES)),
    0xA3: attribute(radio_mode=choice(u8, RADIO_MODES)),
    0xA4: attribute(join_attempts=u8),
    0xA5: attribute(link_check_after=u16, limits=(1, 65_535)),
    0xA6: attribute(retransmit_enabled=u8 == 1),
    0xB0: attribute(serial_stop_bits=choice(u8, _STOP_BITS)),
    0xB1: attribute(serial_data_width=u8, limits=(5, 9)),
    0xB2: attribute(serial_parity=choice(u8, {0: "none", 1: "odd", 2: "even"})),
    0xB3: attribute(serial_baud_rate=u32, limits=(1200, 115_200)),
    0xB4: attribute(meter_profile=choice(u8, {0: "NL", 1: "LUX"})),
    0xB5: attribute(serial_watchdog_enabled=u8 == 1),
    0xB6: attribute(serial_watchdog_timeout=u16, limits=(1, 65_535)),
    0xDD: attribute(decryption_key=configuration(hexadecimal(16))),
    0xDE: attribute(decryption_enabled=u8 == 1),
}
#: Whose values can have thresholds.
_WATCHED = {
    0x13: "energy", 0x14: "energy_1", 0x15: "energy_2", 0x16: "energy_returned", 0x17: "energy_returned_1",
    0x18: "energy_returned_2", 0x1A: "power", 0x1B: "power_returned", 0x25: "voltage_1", 0x26: "voltage_2",
    0x27: "voltage_3", 0x28: "current_1", 0x29: "current_2", 0x2A: "current_3", 0x2B: "power_1", 0x2C: "power_2",
    0x2D: "power_3", 0x2E: "power_returned_1", 0x2F: "power_returned_2", 0x30: "power_returned_3",
}  # fmt: skip
_WATCH = expect(u16, 0xFF40), attribute(watched=choice(u8, _WATCHED))
_EVERY = (
    expect(u16, 0xFF46), attribute(threshold_report_interval=u16),
    expect(u16, 0xFF47), attribute(confirmed_messages=u8 == 1),
)  # fmt: skip
_LOGGED = expect(u16, 0xFF45), attribute(log_interval=u16, limits=(1, 65_535))


def _regularly(port: int) -> Command:
    return command(
        port,
        expect(u16, 0xFF14), attribute(interval=u16),
        expect(u16, 0xFF15), attribute(confirmed_messages=u8 == 1, default=False),
        expect(u16, 0xFF16), attribute(port_active=u8 == 1, default=True),
        expect(u16, 0xFF17), attribute(registers=hexadecimal()),
    )  # fmt: skip


COMMANDS = {
    "report_interval": _regularly(1),
    **{f"report_interval_{port}": _regularly(port) for port in range(2, 6)},
    **commands(
        50, (u8, u8), {(0xFF, register): body for register, body in _SETTINGS.items()}, joins=True,
        disruptive={"adr_enabled": _RADIO, "spreading": _RADIO, "radio_mode": _RADIO, "join_attempts": _RADIO},
    ),
    "reboot": command(50, expect(u24, 0xFF6F01), joins=True),
    "rejoin": command(50, expect(u24, 0xFFA201), joins=True, disruptive="it joins the network anew"),
    "threshold": command(
        11, _WATCH, _LOGGED,
        expect(u16, 0xFF41), word(u8, attribute(min_enabled=bit(0), max_enabled=bit(1)), reserved(bits(2, 7))),
        expect(u16, 0xFF42), attribute(threshold_min=i32),
        expect(u16, 0xFF43), attribute(threshold_max=i32),
        _EVERY,
    ),
    "change_threshold": command(
        11, _WATCH, _LOGGED, expect(u24, 0xFF4104), expect(u16, 0xFF44), attribute(threshold_delta=i32), _EVERY
    ),
    "clear_threshold": command(11, _WATCH, expect(u24, 0xFF4100)),
    "request_registers": command(100, expect(u16, 0xFFCC), attribute(registers=hexadecimal())),
}  # fmt: skip
