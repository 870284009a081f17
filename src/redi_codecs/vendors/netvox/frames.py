"""What all Netvox sensors share: 11 bytes, reports on port 6, answers to commands on port 7, of calibration on port 14.

A report is version, device type, report type and eight bytes of data; type 0 says who the device is, the others begin
with the battery. Source: Netvox LoRaWAN Application Command and Devicetype documents, and Netvox's published decoders.
"""

import re
from collections.abc import Mapping
from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source

SOURCE: Final = "Netvox LoRaWAN Application Command, ReportDataCmd and ConfigureCmd"
BATTERY: Final = word(u8, battery_voltage(bits(0, 6) / 10), low_battery(bit(7)))
RESULT: Final = (attribute(success=u8 == 0x00), reserved(8))

#: It measures every ``min_interval``, reports then if something has changed by more than what is set, and otherwise
#: every ``report_interval``. Changes are 0.1 V, 1 °C and 1 % as the devices come (manuals of the R711A, R718WBA).
INTERVALS: Final = (
    attribute(min_interval=duration(u16), limits=(1, 65535), default="report_interval"),
    report_interval(u16, limits=(1, 65535)),
)
#: Where probes are measured one after the other: ``report_interval`` is longer than ``min_interval`` for each of them
#: and 10 s (RA0708 manual, 5).
SUCCESSIVE: Final = (attribute(min_interval=duration(u16), limits=(1, 65535)), report_interval(u16, limits=(1, 65535)))
BATTERY_CHANGE: Final = attribute(battery_change=battery_voltage(u8 / 10), default=0.1)
TEMPERATURE_CHANGE: Final = attribute(temperature_change=temperature_difference(u16 / 100), default=1)
BATTERY_SETTINGS: Final = (INTERVALS, BATTERY_CHANGE, reserved(4))
CLIMATE_SETTINGS: Final = (
    INTERVALS,
    BATTERY_CHANGE,
    TEMPERATURE_CHANGE,
    attribute(humidity_change=humidity(u16 / 100), default=1),
)
_IDENTITY = message(
    "version",
    attribute(software_version=u8 / 10),
    hardware_version(version(u8)),
    manufacturing_date(calendar(century=bcd(u8), year=bcd(u8), month=bcd(u8), day=bcd(u8))),
    reserved(2),
)


#: What a calibration is of (port 14: manuals of the R718A, R720C, R718UBD); the channel is the sensor's in the device.
_CALIBRATED: Final = attribute(
    calibrated_sensor=choice(
        u8,
        {
            0x01: "temperature", 0x02: "humidity", 0x03: "light", 0x04: "fine dust", 0x06: "CO2",
            0x35: "air pressure", 0x40: "TVOC",
        },
    ),
    calibration_channel=u8 + 1,
)  # fmt: skip
#: The shift is in steps of the report, hundredths of a degree for instance.
_CALIBRATION: Final = attribute(calibration_multiplier=u16, calibration_divisor=u16, calibration_shift=i16)
_CALIBRATION_ANSWERS: Final = switch(
    u8,
    {
        0x81: message("calibration_set", _CALIBRATED, attribute(success=u8 == 0x00), reserved(7)),
        0x82: message("calibration", _CALIBRATED, _CALIBRATION, reserved(2)),
        0x83: message("calibration_cleared", attribute(success=u8 == 0x00), reserved(9)),
    },
)
CALIBRATION_COMMANDS: Final = {
    "calibration": command(14, expect(u8, 0x01), _CALIBRATED, _CALIBRATION, reserved(2), answer="calibration_set"),
    "request_calibration": command(14, expect(u8, 0x02), _CALIBRATED, reserved(8), answer="calibration"),
    "clear_calibration": command(14, expect(u8, 0x03), reserved(10), answer="calibration_cleared"),
}


def report(name: str, *body: Body) -> Body:
    """A report that begins with the battery; ``body`` is the seven bytes after it."""
    return message(name, BATTERY, *body)


def told(models: Mapping[int, str], size: Source = u8) -> Body:
    """The device type, after the first byte of a payload; that of another model is a warning."""
    first = next(iter(models))
    if len(models) == 1:
        return model_id(size, first)
    return switch(peek(1, size), {tuple(models): model(choice(size, models))}, otherwise=model_id(size, first))


def said(models: Mapping[int, str], size: Source = u8) -> Body:
    """The device type in a command; where there are several the id of the device tells, if it is one of theirs."""
    if len(models) == 1:
        return model_id(size, *models)
    known = {f"netvox/{one.lower()}": name for name in models.values() for one in re.findall(r"\w+", name)}
    return model(choice(size, models), default=known)


def uplink(
    models: Mapping[int, str],
    *,
    reports: Mapping[int, Body],
    settings: Body,
    answers: Mapping[int, Body] | None = None,
    calibrated: bool = False,
) -> Body:
    """All ports of the models (device type → name): ``reports`` by report type, ``answers`` by command.

    ``settings`` are the nine bytes that the device says when its configuration is read; what is ``calibrated`` answers
    on port 14 too.
    """
    known = {
        0x81: message("configuration_set", RESULT),
        0x82: message("configuration", settings),
        **(answers or {}),
    }
    ports: dict[int, Body] = {
        6: (attribute(payload_version=u8), told(models), switch(u8, {0x00: _IDENTITY, **reports})),
        7: switch(u8, {number: (told(models), body) for number, body in known.items()}),
    }
    return switch(f_port, {**ports, 14: _CALIBRATION_ANSWERS} if calibrated else ports)


def downlink(
    models: Mapping[int, str], *, settings: Body, others: Mapping[str, tuple[int, Body, str]] | None = None
) -> dict[str, Command]:
    """The commands: those of every model, to set the reporting and to ask for it, and ``others``.

    Each of these has its number, what follows the model, and the message that answers it.
    """
    known: dict[str, tuple[int, Body, str]] = {
        "report_interval": (0x01, settings, "configuration_set"),
        "request_configuration": (0x02, reserved(9), "configuration"),
        **(others or {}),
    }
    return {
        name: command(7, expect(u8, number), said(models), body, answer=answer)
        for name, (number, body, answer) in known.items()
    }
