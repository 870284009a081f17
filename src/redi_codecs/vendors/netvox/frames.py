"""What all Netvox sensors share: 11 bytes, reports on port 6 and answers to commands on port 7.

A report is version, device type, report type and eight bytes of data; type 0 says who the device is, the others begin
with the battery. Source: Netvox LoRaWAN Application Command and Devicetype documents, and Netvox's published decoders.
"""

from collections.abc import Mapping
from typing import Final

from redi_codecs.kinds import *
from redi_codecs.layout import *

SOURCE: Final = "Netvox LoRaWAN Application Command, ReportDataCmd and ConfigureCmd"
BATTERY: Final = word(u8, battery_voltage(bits(0, 6) / 10), low_battery(bit(7)))
RESULT: Final = (attribute(success=u8 == 0x00), reserved(8))

INTERVALS: Final = attribute(min_interval=duration(u16), max_interval=duration(u16))
BATTERY_CHANGE: Final = attribute(battery_change=battery_voltage(u8 / 10))
TEMPERATURE_CHANGE: Final = attribute(temperature_change=temperature_difference(u16 / 100))
BATTERY_SETTINGS: Final = (INTERVALS, BATTERY_CHANGE, reserved(4))
CLIMATE_SETTINGS: Final = (
    INTERVALS,
    BATTERY_CHANGE,
    TEMPERATURE_CHANGE,
    attribute(humidity_change=humidity(u16 / 100)),
)
_IDENTITY = message(
    "version",
    attribute(software_version=u8 / 10),
    hardware_version(version(u8)),
    manufacturing_date(calendar(century=bcd(u8), year=bcd(u8), month=bcd(u8), day=bcd(u8))),
    reserved(2),
)


def report(name: str, *body: Body) -> Body:
    """A report that begins with the battery; ``body`` is the seven bytes after it."""
    return message(name, BATTERY, *body)


def uplink(
    models: Mapping[int, str], *, reports: Mapping[int, Body], settings: Body, answers: Mapping[int, Body] | None = None
) -> Body:
    """Both ports of the models (device type → name): ``reports`` by report type, ``answers`` by command.

    ``settings`` are the nine bytes that the device says when its configuration is read.
    """
    which = model(choice(u8, models))
    known = {
        0x81: message("configuration_set", RESULT),
        0x82: message("configuration", settings),
        **(answers or {}),
    }
    return switch(
        f_port,
        {
            6: (attribute(payload_version=u8), which, switch(u8, {0x00: _IDENTITY, **reports})),
            7: switch(u8, {number: (which, body) for number, body in known.items()}),
        },
    )


def downlink(models: Mapping[int, str], *, settings: Body) -> dict[str, Command]:
    """The commands that every model knows: to set the reporting, and to ask for it."""
    which = model(choice(u8, models))
    return {
        "configure": command(7, expect(u8, 0x01), which, settings),
        "read_configuration": command(7, expect(u8, 0x02), which, reserved(9)),
    }
