"""LoRaWAN payloads into normalized readings, readings back into payloads, commands into downlinks.

>>> import redi_codecs
>>> decoded = redi_codecs.decode("milesight-iot/em300-th", "01755C 03673401 046865", f_port=85)
>>> decoded["temperature"].value, decoded["temperature"].unit
(30.8, 'Cel')
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

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


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is first asked for: importing the library alone costs next to nothing."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'redi_codecs' has no attribute {name!r}")
    value = getattr(import_module(f"redi_codecs.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
