"""Archives of uplink messages: from whatever a city has kept to readings, in constant memory.

:func:`decode_message` takes one message of any network server, :func:`decode_stream` a file, a folder or lines as they
come. Which device sent a message is what the message says, else what a :class:`DeviceMap` says of its DevEUI.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redi_codecs.archive.columns import Columns
    from redi_codecs.archive.decoding import DecodedMessage, Decoder, decode_message
    from redi_codecs.archive.device_map import DeviceMap, DeviceMapError
    from redi_codecs.archive.rejects import Rejected, RejectsFile
    from redi_codecs.archive.sources import SourceError
    from redi_codecs.archive.stream import Stream, decode_stream
    from redi_codecs.archive.tidy import Row, rows

__all__ = [
    "Columns",
    "DecodedMessage",
    "Decoder",
    "DeviceMap",
    "DeviceMapError",
    "Rejected",
    "RejectsFile",
    "Row",
    "SourceError",
    "Stream",
    "decode_message",
    "decode_stream",
    "rows",
]

_HOME_OF = {
    "Columns": "columns",
    "DecodedMessage": "decoding",
    "Decoder": "decoding",
    "DeviceMap": "device_map",
    "DeviceMapError": "device_map",
    "Rejected": "rejects",
    "RejectsFile": "rejects",
    "Row": "tidy",
    "SourceError": "sources",
    "Stream": "stream",
    "decode_message": "decoding",
    "decode_stream": "stream",
    "rows": "tidy",
}


def __getattr__(name: str) -> Any:
    """Load what is asked for when it is first asked for: files can be read before the devices are there."""
    if (home := _HOME_OF.get(name)) is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value
