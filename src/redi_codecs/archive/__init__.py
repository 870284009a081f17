"""Archives of uplink messages: from whatever a city has kept to readings, in constant memory.

:func:`decode_message` takes one message of any network server, :func:`decode_stream` a file, a folder or lines as they
come. Which device sent a message is what the message says, else what a :class:`DeviceMap` says of its DevEUI.
"""

from redi_codecs.archive.columns import Columns
from redi_codecs.archive.decoding import DecodedMessage, Decoder, decode_message
from redi_codecs.archive.device_map import DeviceMap, DeviceMapError
from redi_codecs.archive.sources import SourceError
from redi_codecs.archive.stream import Rejected, RejectsFile, Stream, decode_stream
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
