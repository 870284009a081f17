"""R900 series: reports on port 22 and answers on port 23, with a device type of two bytes.

Source: Netvox's decoders of the R900A01 and R900A02 and of their variants with a digital output (O1), with examples.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import BATTERY, INTERVALS, TEMPERATURE_CHANGE, said, told

SOURCE: Final = "Netvox LoRaWAN Application Command, R900 series"
RESULT: Final = attribute(success=u8 == 0x00)
_TEMPERATURE_ALARMS = attribute(low_temperature_alarm=bit(0) == 1, high_temperature_alarm=bit(1) == 1)
_HUMIDITY_ALARMS = attribute(low_humidity_alarm=bit(2) == 1, high_humidity_alarm=bit(3) == 1)
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


_HUMID = {0x0109: "R900A01", 0x0111: "R900A01O1"}
_HUMID_SETTINGS = (INTERVALS, TEMPERATURE_CHANGE, attribute(humidity_change=humidity(u16 / 100)))
R900A01 = device(
    "netvox/r900a01",
    name="R900A01 temperature and humidity sensor",
    source=SOURCE,
    f_port=22,
    uplink=uplink(
        _HUMID,
        report=(
            temperature(i16 / 100),
            humidity(u16 / 100),
            word(u8, _TEMPERATURE_ALARMS, _HUMIDITY_ALARMS, reserved(bits(4, 7))),
            vibration(u8 != 0),
        ),
        settings=_HUMID_SETTINGS,
    ),
    downlink=downlink(_HUMID, settings=_HUMID_SETTINGS, others=output_commands(0x05)),
    also={"netvox/r900a01o1": "R900A01O1 temperature and humidity sensor with digital output"},
    vectors=[
        vector("03 0111 00 64 0B 20191112", message="version", model="R900A01O1", software_version=10,
               hardware_version="11", manufacturing_date=datetime(2019, 11, 12, tzinfo=UTC), source="Netvox's example"),
        vector("03 0109 01 78 0708 044C 00 00", message="climate", model="R900A01", battery_voltage=12,
               low_battery=False, temperature=18, humidity=11, low_temperature_alarm=False, vibration=False,
               source="Netvox's example"),
        vector("03 0111 01 99 FF9C 05DC 05 01", battery_voltage=2.5, low_battery=True, temperature=-1, humidity=15,
               low_temperature_alarm=True, high_temperature_alarm=False, low_humidity_alarm=True, vibration=True,
               source="the vendor's decoder, run"),
        vector("82 0111 0384 0708 0150 0601", f_port=23, message="configuration", min_interval=900,
               report_interval=1800, temperature_change=3.36, humidity_change=15.37, source="Netvox's example"),
        vector("83 0111 01", f_port=23, message="shock_sensitivity_set", success=False,
               source="Netvox's example, without its padding"),
        vector("84 0111 08", f_port=23, shock_sensitivity=8, source="Netvox's example, without its padding"),
        vector("86 0111 01 08 01 00", f_port=23, message="digital_output", output_normally="high", pulse_time=8,
               on_low_temperature=True, on_high_temperature=False, output_channel=1, source="Netvox's example"),
    ],
)  # fmt: skip

_DRY = {0x010A: "R900A02", 0x0112: "R900A02O1"}
_DRY_SETTINGS = (INTERVALS, TEMPERATURE_CHANGE)
R900A02 = device(
    "netvox/r900a02",
    name="R900A02 temperature sensor",
    source=SOURCE,
    f_port=22,
    uplink=uplink(
        _DRY,
        report=(temperature(i16 / 100), word(u8, _TEMPERATURE_ALARMS, reserved(bits(2, 7))), vibration(u8 != 0)),
        settings=_DRY_SETTINGS,
    ),
    downlink=downlink(_DRY, settings=_DRY_SETTINGS, others=output_commands(0x05)),
    also={"netvox/r900a02o1": "R900A02O1 temperature sensor with digital output"},
    vectors=[
        vector("03 010A 01 78 0708 04 00", message="climate", battery_voltage=12, low_battery=False, temperature=18,
               vibration=False, source="Netvox's example"),
        vector("03 0112 01 C8 FF9C 03 01", model="R900A02O1", battery_voltage=7.2, low_battery=True, temperature=-1,
               low_temperature_alarm=True, high_temperature_alarm=True, vibration=True,
               source="the vendor's decoder, run"),
        vector("82 010A 0384 0708 0150", f_port=23, min_interval=900, temperature_change=3.36,
               source="the vendor's decoder, run"),
    ],
)  # fmt: skip
