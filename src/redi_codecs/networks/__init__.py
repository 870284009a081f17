"""Messages of LoRaWAN network servers, taken out of their envelopes.

One module a server, each with its `SERVER`; :func:`parse_uplink` finds the one that a message comes from by what the
message says. What another tool wrote around it (:mod:`redi_codecs.networks.wrappers`) is taken off first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redi_codecs import _on_demand
from redi_codecs.networks.content import Content, content_of
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink

if TYPE_CHECKING:
    from redi_codecs.networks.recognition import SERVERS, known_servers, parse_uplink, several

__all__ = [
    "SERVERS",
    "Content",
    "Gateway",
    "Kind",
    "Server",
    "Uplink",
    "content_of",
    "known_servers",
    "parse_uplink",
    "several",
]


# An uplink that is there already needs none of the servers.
__getattr__ = _on_demand(__name__, {"recognition": ("SERVERS", "known_servers", "parse_uplink", "several")})
