"""R900 series: reports on port 22 and answers on port 23, with a device type of two bytes.

Source: Netvox's decoders of the R900A01 and R900A02 and of their variants with a digital output (O1), with examples.
"""

from collections.abc import Mapping
from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import BATTERY, said, told

SOURCE: Final = "Netvox LoRaWAN Application Command, R900 series"
RESULT: Final = attribute(success=u8 == 0x00)
_OUTPUT_TRIGGERS = attribute(
    on_low_temperature=bit(0) == 1,
    on_high_temperature=bit(1) == 1,
    on_low_humidity=bit(2) == 1,
    on_high_humidity=bit(3) == 1,
)
_PULSE = attribute(pulse_time=duration(u8))
_PADDING = reserved(8)
_CHANNEL = attribute(output_channel=u8 + 1)
_OUTPUT = (
    attribute(output_normally=choice(u8, {0: "low", 1: "high"})),
    _PULSE,
    word(u8, _OUTPUT_TRIGGERS, reserved(bits(4, 7))),
    _CHANNEL,
)
_IDENTITY = message(
    "version",
    attribute(software_version=u8 / 10),
    hardware_version(version(u8)),
    manufacturing_date(calendar(century=bcd(u8), year=bcd(u8), month=bcd(u8), day=bcd(u8))),
)


def output(first: int, settings: Body = _OUTPUT) -> dict[int, Body]:
    """The answers on the digital output, of which that to its setting is ``first``."""
    return {
        first: message("digital_output_set", RESULT),
        first + 1: message("digital_output", settings),
        first + 2: message("digital_output_triggered", RESULT),
    }


def uplink(
    models: Mapping[int, str],
    *,
    report: Body,
    settings: Body,
    name: str = "climate",
    further: Mapping[int, Body] | None = None,
) -> Body:
    """Both ports; ``report`` is what follows the battery. Answers are padded to lengths that vary.

    ``further`` are the answers beside those to the intervals and the shock sensor.
    """
    which = told(models, u16)
    answers = {
        0x81: message("configuration_set", RESULT),
        0x82: message("configuration", settings),
        0x83: message("shock_sensitivity_set", RESULT),
        0x84: message("shock_sensitivity", attribute(shock_sensitivity=u8)),
        **(output(0x85) if further is None else further),
    }
    return switch(
        f_port,
        {
            22: (
                attribute(payload_version=u8),
                which,
                switch(u8, {0x00: _IDENTITY, 0x01: message(name, BATTERY, report)}),
            ),
            23: switch(u8, {number: (which, sized(remaining, body)) for number, body in answers.items()}),
        },
    )


def downlink(
    models: Mapping[int, str],
    *,
    settings: Body,
    others: Mapping[str, tuple[int, Body, str]] | None = None,
    padding: Body = _PADDING,
) -> dict[str, Command]:
    """The commands of a family: those of every model, and ``others`` by number, body and the message that answers.

    Those of the digital output are for the models that have one. ``padding`` fills up those of a byte.
    """
    nothing: Body = (reserved(1), padding) if padding else ()
    known: dict[str, tuple[int, Body, str]] = {
        "report_interval": (0x01, settings, "configuration_set"),
        "request_configuration": (0x02, nothing, "configuration"),
        "shock_sensitivity": (0x03, (attribute(shock_sensitivity=u8), padding), "shock_sensitivity_set"),
        "request_shock_sensitivity": (0x04, nothing, "shock_sensitivity"),
        **(others or {}),
    }
    return {
        name: command(23, expect(u8, number), said(models, u16), body, answer=answer)
        for name, (number, body, answer) in known.items()
    }


def output_commands(first: int, settings: Body = _OUTPUT) -> dict[str, tuple[int, Body, str]]:
    """The commands of the digital output, of which that to set it is ``first``."""
    return {
        "digital_output": (first, settings, "digital_output_set"),
        "request_digital_output": (first + 1, _CHANNEL, "digital_output"),
        "trigger_digital_output": (first + 2, (_PULSE, _CHANNEL), "digital_output_triggered"),
    }
