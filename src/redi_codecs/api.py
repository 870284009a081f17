"""The functions of the public API, each a short way to a device's codec."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from redi_codecs.device_codec import Payload, codec, of_id
from redi_codecs.results import SETTLED

if TYPE_CHECKING:
    from redi_codecs.encoding.arguments import CommandInfo
    from redi_codecs.encoding.encode import Encoded
    from redi_codecs.explaining.explain import Explanation
    from redi_codecs.layout.device import Device
    from redi_codecs.networks import Uplink
    from redi_codecs.readings import Decoded

#: Whether the compiled core is in use.
native: bool


def __getattr__(name: str) -> bool:
    if name != "native":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from redi_codecs.runtimes.core.native import available

    return available()


def decode(
    device: str | Device, payload: Payload, f_port: int = SETTLED, *, received_at: datetime | None = None
) -> Decoded:
    """Turn an uplink's payload into readings.

    ``payload`` is bytes-like or a hex string; ``f_port`` may be left out where it is the same to the device, or it
    sends on one port only; ``received_at`` (with its zone) is the time of readings for which the
    payload has none of its own.

    >>> decode("browan/tbms100", "010b3a0500c50000", 102)["battery_voltage"].value
    3.6

    Raises :class:`~redi_codecs.errors.UnknownDevice` and :class:`~redi_codecs.errors.DecodeError`.
    """
    found = of_id(device) if type(device) is str else codec(device)
    return found.decode(payload, f_port, received_at=received_at)


def encode_uplink(
    device: str | Device, values: Mapping[str, Any] | Decoded, *, message: str | None = None, f_port: int | None = None
) -> Encoded:
    """The uplink that says these values: a mapping by name, a :class:`Decoded`, or what its ``to_dict`` gives.

    Readings that are not given are left out where the format lets them; None stands for "no measurement", and so does
    the name of a status where a format tells several apart.

    >>> encode_uplink("milesight-iot/em300-th", {"temperature": 30.8, "humidity": 50.5}).payload.hex()
    '03673401046865'

    Raises :class:`~redi_codecs.errors.EncodeError` for what does not fit.
    """
    return codec(device).encode_uplink(values, message=message, f_port=f_port)


def encode_downlink(
    device: str | Device,
    command: str | Mapping[str, Any] | None = None,
    *,
    allow_disruptive: bool = False,
    **arguments: Any,
) -> Encoded:
    """The downlink that gives a device a command, or several in one payload where the format joins them.

    A command with one argument takes its value, one without arguments True, others a mapping of names to values.

    >>> encode_downlink("milesight-iot/em300-th", report_interval=600).payload.hex()
    'ff035802'
    >>> encode_downlink("milesight-iot/em300-th", {"report_interval": 600, "reboot": True}).payload.hex()
    'ff035802ff10ff'

    With a name first, what follows are the arguments of this one command. What could lock the device out needs
    ``allow_disruptive=True``. Raises :class:`~redi_codecs.errors.EncodeError` for an unknown command or argument, one
    beyond its limits, and for commands that do not go into one payload.
    """
    return codec(device).encode_downlink(command, allow_disruptive=allow_disruptive, **arguments)


def encode_downlinks(
    device: str | Device,
    commands: Mapping[str, Any],
    *,
    max_size: int | None = None,
    allow_disruptive: bool = False,
) -> list[Encoded]:
    """The downlinks of several commands, in their order: as few as the format and ``max_size`` bytes a payload allow.

    >>> wanted = {"report_interval": 600, "collection_interval": 300}
    >>> [one.payload.hex() for one in encode_downlinks("milesight-iot/em300-th", wanted, max_size=4)]
    ['ff035802', 'ff022c01']
    """
    return codec(device).encode_downlinks(commands, max_size=max_size, allow_disruptive=allow_disruptive)


def decode_downlink(device: str | Device, payload: Payload, f_port: int) -> Decoded:
    """What a downlink says: ``.message`` is the command, ``.attributes`` are its arguments.

    Of several commands in one payload, ``.message`` has all names with commas between.

    >>> decode_downlink("milesight-iot/em300-th", "ff035802ff10ff", 85).message
    'report_interval, reboot'
    """
    return codec(device).decode_downlink(payload, f_port)


def decode_downlinks(device: str | Device, payload: Payload, f_port: int) -> tuple[Decoded, ...]:
    """What a downlink says, command by command."""
    return codec(device).decode_downlinks(payload, f_port)


def commands(device: str | Device) -> tuple[CommandInfo, ...]:
    """The commands that a device takes, each with its arguments: types, units, limits, defaults.

    >>> [one.name for one in commands("milesight-iot/em300-th")][:2]
    ['report_interval', 'collection_interval']
    """
    return codec(device).commands


def confirmed_by(device: str | Device, sent: Encoded, *uplinks: Decoded) -> bool:
    """Whether these uplinks tell that all commands of a downlink have arrived: they repeat what was set, or answer it.

    Only what was not so before tells it. Where a device repeats the token of the last downlink in every uplink
    (Abeeway's trackers), give each another ``downlink_token``: the one before, 0 at first, is in any uplink.

    >>> sent = encode_downlink("milesight-iot/em300-th", report_interval=600)
    >>> confirmed_by("milesight-iot/em300-th", sent, decode("milesight-iot/em300-th", "fe035802", 85))
    True
    >>> confirmed_by("milesight-iot/em300-th", sent, decode("milesight-iot/em300-th", "fe03b004", 85))
    False
    """
    return codec(device).confirmed_by(sent, *uplinks)


def explain(
    device: str | Device,
    payload: Payload,
    f_port: int,
    *,
    received_at: datetime | None = None,
    downlink: bool = False,
) -> Explanation:
    """Every byte of a payload and its meaning, also of one that is broken; with ``downlink`` that of commands."""
    return codec(device).explain(payload, f_port, received_at=received_at, downlink=downlink)


def downlink_message(
    network: str, dev_eui: str, encoded: Encoded, *, confirmed: bool = False, via: str | None = None
) -> dict[str, Any]:
    """A downlink as the message that a network server takes, ready for ``json.dumps``.

    ``network`` is the server by the name in :attr:`Uplink.network`, ``via`` one of its ways if not the first;
    ``confirmed`` asks the device to acknowledge it. Sending it stays the service's own.

    >>> sent = encode_downlink("milesight-iot/em300-th", report_interval=600)
    >>> downlink_message("chirpstack", "24e124136b502217", sent)
    {'devEui': '24e124136b502217', 'confirmed': False, 'fPort': 85, 'data': '/wNYAg=='}
    """
    from redi_codecs.networks.downlinks import downlink_message as message

    return message(network, dev_eui, encoded, confirmed=confirmed, via=via)


def parse_uplink(message: str | bytes | Mapping[str, Any]) -> Uplink:
    """A network server's message as an uplink, whichever server it is from."""
    from redi_codecs.networks import parse_uplink as parse

    return parse(message)
