"""Archives of uplink messages: from whatever a city has kept to readings, in constant memory.

:func:`decode_message` takes one message of any network server, :func:`decode_stream` a file, a folder or lines as they
come. Which device sent a message is what the message says, else what a :class:`DeviceMap` says of its DevEUI.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redi_codecs import _on_demand

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

__getattr__ = _on_demand(  # files can be read before the devices are there
    __name__,
    {
        "columns": ("Columns",),
        "decoding": ("DecodedMessage", "Decoder", "decode_message"),
        "device_map": ("DeviceMap", "DeviceMapError"),
        "rejects": ("Rejected", "RejectsFile"),
        "sources": ("SourceError",),
        "stream": ("Stream", "decode_stream"),
        "tidy": ("Row", "rows"),
    },
)
