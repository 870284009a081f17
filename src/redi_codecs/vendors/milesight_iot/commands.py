"""Milesight's one-byte commands: one byte that says what follows, little-endian, in the newer devices.

Each has a table of its own; what every device says of itself is here, and what all of them are told. Source: the
vendor's published decoders and encoders (GS601, WT303, WT304, WT401). Plans, device-to-device commands and the rules of
summer time are given as their bytes.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.commands import Command
from redi_codecs.layout.walk import fields
from redi_codecs.vendors.milesight_iot.downlinks import DISRUPTIVE, PORT, called, split

_RESULTS = (
    "success", "parsing error", "order error", "password error", "read parameters error", "write parameters error",
    "read execution error", "write execution error", "read apply error", "write apply error", "association error",
)  # fmt: skip
#: The first three name an error of the sensor; where there is one, no value follows.
ERRORS = {0: "collection error", 1: "below the range", 2: "above the range", 3: "no data"}


def named(**sources: Any) -> Body:
    """Attributes with names that are put together."""
    return attribute(**sources)


def limited(low: float, high: float, /, **sources: Any) -> Body:
    """Attributes with names that are put together, which take no more than this."""
    return attribute(**sources, limits=(low, high))


#: The last two bytes of the interval are in the unit that the first one says.
INTERVAL = switch(
    u8, {0: report_interval(u16le, limits=(10, 64800)), 1: report_interval(u16le * 60, limits=(60, 86400))}
)
COLLECTION_INTERVAL = switch(
    u8,
    {
        0: attribute(collection_interval=duration(u16le), limits=(10, 64800)),
        1: attribute(collection_interval=duration(u16le * 60), limits=(60, 86400)),
    },
)

#: What may be set.
BASIC_SETTINGS: dict[Any, Body] = {
    0xC7: attribute(utc_offset=duration(i16le * 60), limits=(-43200, 50400)),
    0xC8: attribute(device_on=u8 == 1),
    0xCF: (reserved(1), attribute(lorawan_class=choice(u8, {0: "A", 1: "B", 2: "C", 3: "C to B"}))),
}
BASIC: dict[Any, Body] = BASIC_SETTINGS | {
    0xC6: attribute(summer_time=hexadecimal(10)),
    0xD8: attribute(frequency_band=text(16)),
    0xD9: attribute(oem=hexadecimal(2)),
    0xDA: (
        hardware_version(version(u8, u8)),
        firmware_version(version(u8, u8, u8)),
        attribute(firmware_alpha=u8, firmware_unit_test=u8, firmware_test=u8),
    ),
    0xDB: serial_number(hexadecimal(8)),
    0xDD: attribute(part_number=text(32)),
    0xDE: model(text(32)),
    0xDF: protocol_version(version(u8, u8)),
    0xEF: (
        word(
            u8,
            attribute(command_result=choice(bits(4, 7), dict(enumerate(_RESULTS))), channel=occurrence),
            let(command_size=bits(0, 3)),
        ),
        attribute(command=hexadecimal(V.command_size), channel=occurrence),
    ),
    0xFE: attribute(frame=u8),
    # What was asked for or done at once: the number says all.
    (0xB6, 0xB8, 0xB9, 0xBE, 0xEE): (),
}

START = attribute(start=event_time(u32le))
#: What is done at once; no answer repeats it.
AT_ONCE: dict[str, Body] = {
    "rejoin": expect(u8, 0xB6),
    "set_time": (expect(u8, 0xB7), time(u32le)),
    "sync_time": expect(u8, 0xB8),
    "request_status": expect(u8, 0xB9),
    "request_history": switch(u8, {0xBA: START, 0xBB: (START, attribute(end=event_time(u32le)))}),
    "stop_transmission": expect(u8, 0xBC),
    "clear_history": expect(u8, 0xBD),
    "reboot": expect(u8, 0xBE),
    "factory_reset": expect(u8, 0xBF),
    "request_configuration": expect(u8, 0xEE),
}
_DISRUPTIVE = DISRUPTIVE | {
    "rejoin": "it leaves the network, and joins anew if the network lets it",
    "factory_reset": DISRUPTIVE["reset_now"],
    "device_on": "switched off, it may not hear that it is switched on again",
    "lorawan_class": "in another class the network server may not reach it",
    "communication_mode": "by Bluetooth alone the network does not reach it",
}


def commands_by_number(
    settings: Mapping[Any, Body],
    names: Mapping[tuple[int, ...], str],
    at_once: Iterable[str],
    leave: Iterable[int] = (),
) -> dict[str, Command]:
    """The commands of a model that answers its settings so: those with a name by their only field, and those named."""
    made: dict[str, tuple[Body, tuple[str, ...]]] = {}
    for number, body in settings.items():
        for tag, inner in split((number,), flat(body)) if number not in leave else ():
            told = tuple(dict.fromkeys(one.name for one in fields(inner) if one.role != "hidden"))
            name = names.get(tag) or called(told)
            if name and "{}" not in name:  # what there are several of has a number: plans, peers
                made[name] = ((*(expect(u8, part) for part in tag), inner), told)
    made |= {name: (AT_ONCE[name], ()) for name in at_once}
    return {
        name: command(PORT, body, answer=told, disruptive=_DISRUPTIVE.get(name, ""), joins=True)
        for name, (body, told) in made.items()
    }
