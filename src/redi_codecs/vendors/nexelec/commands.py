"""What the X5 family of Nexelec is told: 0x55, then one command after the other, each with a number and its value.

Source: the vendor's list of commands for SIGN, RISE, FEEL and MOVE, as the published codec of E. Hervé has it, with its
limits; by the vendor's overview of the family WAVE, ECHO and VIEW speak as they do. A change is answered at once with
the message ``settings``. Port 56 is that of the vendor's overview of the successors.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

PORT = 56
_RUN = "E. Hervé's codec, run"
_ENABLED = u8 != 0
#: What the answer repeats by its name.
_REPEATED: dict[int, Body] = {
    0x2F: attribute(collection_interval=duration(u8 * 60), limits=(300, 1800)),
    0x03: attribute(light_enabled=_ENABLED),
    0x04: attribute(button_enabled=_ENABLED),
    0x05: attribute(reports_enabled=_ENABLED),
    0x12: attribute(co2_fair_from=co2(u8 * 20), limits=(0, 5000)),
    0x13: attribute(co2_bad_from=co2(u8 * 20), limits=(0, 5000)),
    0x19: attribute(co2_enabled=_ENABLED),
    0x2D: attribute(light_shows=choice(u8, {0: "CO2", 1: "air quality"})),
    0x2E: attribute(orange_enabled=_ENABLED),
    0x54: attribute(motion_enabled=_ENABLED),
    0x56: attribute(microphone_enabled=_ENABLED),
    0x57: attribute(voc_enabled=_ENABLED),
    0x58: attribute(sd_card_enabled=_ENABLED),
    0x59: attribute(co2_calibration_enabled=_ENABLED),
    0x5A: attribute(buzzer_enabled=_ENABLED),
    0x5B: attribute(buzzer_confirms=_ENABLED),
}
#: What the answer has among the settings that are kept as they are.
_ANSWERED: dict[int, tuple[str, Body, str]] = {
    0x49: ("report_interval", report_interval(u8 * 60, limits=(600, 3600)), ""),
    0x08: ("temperature_change_threshold", attribute(temperature_change_threshold=u8 / 10, limits=(0, 9.9)), ""),
    0x10: ("co2_change_threshold", attribute(co2_change_threshold=co2(u8 * 20), limits=(0, 1000)), ""),
    0x0A: ("nfc_enabled", attribute(nfc_enabled=_ENABLED), "without NFC it can only be set by the network"),
    0x1C: (
        "join_delay",
        attribute(join_delay=duration(u16 * 600), limits=(0, 604800)),
        "it leaves the network, and joins again only after this time",
    ),
    0x28: ("temperature_history_enabled", attribute(temperature_history_enabled=_ENABLED), ""),
    0x29: ("humidity_history_enabled", attribute(humidity_history_enabled=_ENABLED), ""),
    0x5C: ("co2_history_enabled", attribute(co2_history_enabled=_ENABLED), ""),
    0x5D: ("history_samples", attribute(history_samples=u8, limits=(1, 36)), ""),
    0x5E: ("history_report_interval", attribute(history_report_interval=duration(u8 * 600), limits=(1800, 86400)), ""),
    0x5F: ("history_repetitions", attribute(history_repetitions=u8, limits=(1, 24)), ""),
    0x55: ("illuminance_enabled", attribute(illuminance_enabled=_ENABLED), ""),
    0x1D: ("co2_calibration_target", attribute(co2_calibration_target=co2(u16), limits=(0, 5000)), ""),
}


def framed(*body: Body) -> Body:
    """What stands before the first command."""
    return expect(u8, 0x55), body


COMMANDS = {
    **{
        name: command(PORT, expect(u8, number), body, answer="settings", disruptive=why, joins=framed)
        for number, (name, body, why) in _ANSWERED.items()
    },
    **commands(PORT, u8, _REPEATED, answer=True, joins=framed),
    "request_configuration": command(
        PORT, expect(u8, 0x01), answer="settings", joins=framed,
        examples=[example("55 01", f_port=PORT, source=_RUN)],
    ),
    "reboot": command(
        PORT, expect(u16, 0x4A01), answer="status", joins=framed,
        examples=[example("55 4A01", f_port=PORT, source=_RUN)],
    ),
    "factory_reset": command(
        PORT, expect(u16, 0x4B01), joins=framed, disruptive="all settings are as they came",
        examples=[example("55 4B01", f_port=PORT, source=_RUN)],
    ),
}  # fmt: skip
