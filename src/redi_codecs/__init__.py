"""LoRaWAN payloads into normalized readings, readings back into payloads, commands into downlinks.

>>> import redi_codecs
>>> decoded = redi_codecs.decode("milesight-iot/em300-th", "01755C 03673401 046865", f_port=85)
>>> decoded["temperature"].value, decoded["temperature"].unit
(30.8, 'Cel')
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from redi_codecs.api import (
        commands,
        confirmed_by,
        decode,
        decode_downlink,
        decode_downlinks,
        downlink_message,
        encode_downlink,
        encode_downlinks,
        encode_uplink,
        explain,
        native,
        parse_uplink,
    )
    from redi_codecs.archive import (
        DecodedMessage,
        DeviceMap,
        DeviceMapError,
        RejectsFile,
        decode_message,
        decode_stream,
    )
    from redi_codecs.batch import Batch
    from redi_codecs.device_codec import Codec, codec
    from redi_codecs.encoding.arguments import Argument, CommandInfo
    from redi_codecs.encoding.encode import Encoded
    from redi_codecs.errors import (
        ChecksumMismatch,
        DeclarationError,
        DecodeError,
        EncodeError,
        ExportError,
        FileError,
        InvalidPayload,
        MissingField,
        OutOfRange,
        PluginWarning,
        PrivacyError,
        RediCodecsError,
        TableError,
        TruncatedPayload,
        UnexpectedValue,
        UnknownDevice,
        UnknownField,
        UnknownMessage,
        UnknownPort,
        UplinkError,
    )
    from redi_codecs.layout.device import Device
    from redi_codecs.privacy import Pseudonyms, pseudonymize
    from redi_codecs.readings import Attribute, Decoded, Field, Reading, Record
    from redi_codecs.registry import devices, load
    from redi_codecs.tables import Tables, decode_table

__version__ = "0.1.0"

_HOMES = {
    "api": (
        "commands", "confirmed_by", "decode", "decode_downlink", "decode_downlinks", "downlink_message",
        "encode_downlink", "encode_downlinks", "encode_uplink", "explain", "native", "parse_uplink",
    ),
    "archive": ("DecodedMessage", "DeviceMap", "DeviceMapError", "RejectsFile", "decode_message", "decode_stream"),
    "batch": ("Batch",),
    "tables": ("Tables", "decode_table"),
    "device_codec": ("Codec", "codec"),
    "encoding.arguments": ("Argument", "CommandInfo"),
    "encoding.encode": ("Encoded",),
    "errors": (
        "ChecksumMismatch", "DeclarationError", "DecodeError", "EncodeError", "ExportError", "FileError",
        "InvalidPayload", "MissingField", "OutOfRange", "PluginWarning", "PrivacyError", "RediCodecsError",
        "TableError", "TruncatedPayload", "UnexpectedValue", "UnknownDevice", "UnknownField", "UnknownMessage",
        "UnknownPort", "UplinkError",
    ),
    "layout.device": ("Device",),
    "privacy": ("Pseudonyms", "pseudonymize"),
    "readings": ("Attribute", "Decoded", "Field", "Reading", "Record"),
    "registry": ("devices", "load"),
}  # fmt: skip
__all__ = [
    "Argument", "Attribute", "Batch", "ChecksumMismatch", "Codec", "CommandInfo", "DeclarationError", "DecodeError",
    "Decoded", "DecodedMessage", "Device", "DeviceMap", "DeviceMapError", "EncodeError", "Encoded", "ExportError",
    "Field", "FileError", "InvalidPayload", "MissingField", "OutOfRange", "PluginWarning", "PrivacyError",
    "Pseudonyms", "Reading", "Record", "RediCodecsError", "RejectsFile", "TableError", "Tables", "TruncatedPayload",
    "UnexpectedValue", "UnknownDevice", "UnknownField", "UnknownMessage", "UnknownPort", "UplinkError", "codec",
    "commands", "confirmed_by", "decode", "decode_downlink", "decode_downlinks", "decode_message", "decode_stream",
    "decode_table", "devices", "downlink_message", "encode_downlink", "encode_downlinks", "encode_uplink", "explain",
    "load", "native", "parse_uplink", "pseudonymize",
]  # fmt: skip


def _on_demand(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package, which loads what is asked for when it is first asked for.

    ``homes`` are its modules, each with the names that come from there. Importing a package alone costs next to nothing
    then; this one imports no other, which is why the function stands here.

    >>> _on_demand("redi_codecs.networks", {"recognition": ("SERVERS",)})("SERVERS")[0].name
    'the-things-stack'
    """
    home_of = {name: home for home, names in homes.items() for name in names}

    def load(name: str) -> Any:
        if (home := home_of.get(name)) is None:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{home}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return load


__getattr__ = _on_demand(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
