"""Which way a row of a table went: up, down, or neither, in the words of the servers' exports.

A column may be there for that alone (``Direction``), and then what it says has to be known: a downlink that is taken
for an uplink is a wrong value. Columns of a more general name (``type``, ``MType``, ``event``) may hold other things as
well; of these, only the words below count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from redi_codecs.errors import UplinkError

if TYPE_CHECKING:
    from redi_codecs.networks.uplink import Kind

__all__ = ["kind_in"]

#: Without capitals and separators. ThingPark's Wireless Logger and LoRaWAN's own names of message types; the packets
#: of a Milesight gateway (UpUnc, DnCnf, JnReq…); events of ChirpStack and The Things Stack; LORIOT's commands.
_WORDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "uplink": (
        *("up", "ul", "uplink", "rx", "gw", "dataup", "updata", "uplinkmessage", "uplinkdata", "devicedataup"),
        "inbound",
        *("unconfirmeddataup", "confirmeddataup", "unconfirmedup", "confirmedup", "unconfirmeduplink"),
        *("confirmeduplink", "upunc", "upcnf", "asupdataforward", "nsupdataprocess", "deveuiuplink", "rfuup"),
    ),
    "downlink": (
        *("down", "dn", "dl", "downlink", "tx", "txack", "txd", "datadown", "downdata", "downlinkmessage"),
        "downlinksent",
        *("unconfirmeddatadown", "confirmeddatadown", "unconfirmeddown", "confirmeddown", "unconfirmeddownlink"),
        *("confirmeddownlink", "dnunc", "dncnf", "downlinkqueued", "downlinkfailed", "deveuidownlinksent", "outbound"),
        *("multicast", "downlinkmulticast"),
    ),
    "join": (
        *("join", "joinrequest", "joinaccept", "jnreq", "jnacc", "joineui", "rejoin", "rejoinrequest", "jreq", "jacc"),
        *("otaajoinrequest", "joinreq", "joinacc", "rejoinreq"),
    ),
    "location": ("location", "devicelocation", "locationsolved", "deveuilocation"),
    "ack": ("ack", "downlinkack"),
    "nack": ("nack", "downlinknack"),
    "status": ("status", "devicestatus"),
    "log": ("log", "error", "reset", "devicereset", "deviceprofileupdate"),
}
_KINDS: Final = {word: kind for kind, words in _WORDS.items() for word in words}
#: ThingPark's numbers: 0 uplink, 1 downlink, 2 location, 3 multicast, 5 reset.
_NUMBERS: Final[Mapping[str, Kind]] = {"0": "uplink", "1": "downlink", "2": "location", "3": "downlink", "5": "log"}


def kind_in(direction: str, type: str) -> Kind:
    """What a row is about, by its column of directions and its column of types; an uplink where neither says.

    >>> kind_in("1", ""), kind_in("Uplink", ""), kind_in("", "UnconfirmedDataDown"), kind_in("", "EM300-TH")
    ('downlink', 'uplink', 'downlink', 'uplink')
    """
    plain = re.sub(r"\.0*$", "", direction) if direction[:1].isdigit() else _plain(direction)
    if plain:
        kind = _NUMBERS.get(plain) or _KINDS.get(plain)
        if kind is None:
            expected = "uplink or downlink, or a number of ThingPark's (0 uplink, 1 downlink, 2, 3, 5)"
            raise UplinkError(f"expected {expected}, saw {direction[:60]!r}", field="direction")
        if kind != "uplink":
            return kind
    return _KINDS.get(_plain(type), "uplink")


def _plain(word: str) -> str:
    return re.sub(r"[\W_]", "", word).lower()
