"""Which way a row of a table went: up, down, or neither, in the words of the servers' exports.

A column may be there for that alone (``Direction``), and then what it says has to be known: a downlink that is taken
for an uplink is a wrong value. Columns of a more general name (``type``, ``MType``, ``event``) may hold other things as
well; of these, only the words below count. Some headers say what the cells under them leave to be understood: see
:func:`told_under`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from redi_codecs.errors import UplinkError

if TYPE_CHECKING:
    from redi_codecs.networks.uplink import Kind

__all__ = ["kind_in", "told_under"]

#: Without capitals and separators. ThingPark's Wireless Logger and LoRaWAN's own names of message types; the packets
#: of a Milesight gateway (UpUnc, DnCnf, JnReq…); events of ChirpStack and The Things Stack; LORIOT's commands.
_WORDS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "uplink": (
        *("up", "ul", "uplink", "rx", "gw", "dataup", "updata", "uplinkmessage", "uplinkdata", "devicedataup"),
        *("inbound", "montant", "montante", "ascendant", "ascendante", "ascendente"),
        *("unconfirmeddataup", "confirmeddataup", "unconfirmedup", "confirmedup", "unconfirmeduplink"),
        *("confirmeduplink", "upunc", "upcnf", "asupdataforward", "nsupdataprocess", "deveuiuplink", "rfuup"),
    ),
    "downlink": (
        *("down", "dn", "dl", "downlink", "tx", "txack", "txd", "datadown", "downdata", "downlinkmessage"),
        *("downlinksent", "descendant", "descendante", "descendente"),
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
#: What means a way where nothing but ways is meant: a sensor may count what goes in and out.
_DIRECTIONS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys(("u", "in", "incoming", "ingress", "received", "fromdevice", "upstream"), "uplink"),
    **dict.fromkeys(("d", "out", "outgoing", "egress", "sent", "todevice", "downstream"), "downlink"),
    **dict.fromkeys(("aufwärts", "hoch", "empfangen", "ontvangen", "reçu", "omhoog", "subida", "salita"), "uplink"),
    **dict.fromkeys(
        ("abwärts", "runter", "gesendet", "verzonden", "envoyé", "omlaag", "bajada", "discesa"), "downlink"
    ),
}
_ARROWS: Final[Mapping[str, Kind]] = {
    **dict.fromkeys("↑⇑⇧⬆▲△🔼", "uplink"),
    **dict.fromkeys("↓⇓⇩⬇▼▽🔽", "downlink"),
}
#: ThingPark's numbers: 0 uplink, 1 downlink, 2 location, 3 multicast, 5 reset.
_NUMBERS: Final[Mapping[str, Kind]] = {"0": "uplink", "1": "downlink", "2": "location", "3": "downlink", "5": "log"}
#: LoRaWAN's own numbers of message types, three bits in the header of a frame (LoRaWAN 1.0.x, 4.2.1).
_TYPES: Final = (
    *("join request", "join accept", "unconfirmed data up", "unconfirmed data down", "confirmed data up"),
    *("confirmed data down", "rejoin request", "proprietary"),
)
_TRUE: Final = frozenset({"1", "true", "yes", "y", "x", "ja", "wahr", "oui", "t"})
_FALSE: Final = frozenset({"0", "false", "no", "n", "nein", "falsch", "non", "f"})

_WORD: Final = re.compile(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])")
_UP: Final = frozenset({"up", "ul", "uplink", "uplinks", "upstream"})
_DOWN: Final = frozenset({"down", "dn", "dl", "downlink", "downlinks", "downstream", "tx"})
#: Words that make of such a short one beside them a word of frames, in columns that may hold anything.
_OF_FRAMES: Final = frozenset(
    {
        *("data", "unconfirmed", "confirmed", "unconf", "conf", "unc", "cnf", "mac", "frame", "packet", "message"),
        *("msg", "queued", "class", "lorawan", "lora", "ack", "event", "link"),
    }
)


def kind_in(direction: str, type: str) -> Kind:
    """What a row is about, by its column of directions and its columns of types; an uplink where none says.

    Several columns of types are given as lines.

    >>> kind_in("1", ""), kind_in("Uplink", ""), kind_in("", "UnconfirmedDataDown"), kind_in("", "EM300-TH")
    ('downlink', 'uplink', 'downlink', 'uplink')
    >>> kind_in("↓", ""), kind_in("downlink (class C)", ""), kind_in("", "v3/app/devices/x/down/sent")
    ('downlink', 'downlink', 'downlink')
    """
    kind = _directed(direction)
    if kind == "uplink":
        kinds = [_typed(one) for one in type.splitlines()]
        return next((one for one in kinds if one not in (None, "uplink")), None) or kind
    return kind


def told_under(header: str, cell: str) -> str:
    """What a cell says, where its header says what its numbers, or true and false, are.

    >>> told_under("MType", "3"), told_under("m_type", "011"), told_under("is_uplink", "false"), told_under("Type", "3")
    ('unconfirmed data down', 'unconfirmed data down', 'downlink', '3')
    """
    name, text = _plain(header), re.sub(r"\.0*$", "", cell.strip())
    if name in ("mtype", "ftype"):
        if re.fullmatch(r"[01]{3}", text):
            return _TYPES[int(text, 2)]
        return _TYPES[int(text)] if re.fullmatch(r"[0-7]", text) else cell
    for way, other in (("uplink", "downlink"), ("downlink", "uplink")):
        if name == f"is{way}":
            said = text.lower()
            return way if said in _TRUE else other if said in _FALSE else cell
    return cell


def _directed(text: str) -> Kind:
    """What a cell says in a column of directions; an error where it says something that nobody knows."""
    plain = re.sub(r"\.0*$", "", text) if text[:1].isdigit() else _plain(text)
    kind = _NUMBERS.get(plain) or _KINDS.get(plain) or _DIRECTIONS.get(plain)
    kind = kind or next((_ARROWS[one] for one in text if one in _ARROWS), None)
    if kind is None:
        words = _words(text)
        up, down = not words.isdisjoint(_UP), not words.isdisjoint(_DOWN)
        if up != down:
            return "downlink" if down else "uplink"
        if text.strip("-–— "):
            expected = "uplink or downlink, or a number of ThingPark's (0 uplink, 1 downlink, 2, 3, 5)"
            raise UplinkError(f"expected {expected}, saw {text[:60]!r}", field="direction")
    return kind or "uplink"


def _typed(text: str) -> Kind | None:
    """What a cell says in a column that may hold anything: a word of frames, or a topic that ends in one."""
    if kind := _KINDS.get(_plain(text)):
        return kind
    if "/" in text:
        last = text.rstrip("/").split("/")[:0:-1][:2]
        return next((_KINDS[plain] for one in last if (plain := _plain(one)) in _KINDS), None)
    words = _words(text)
    if not words.isdisjoint(_UP):
        return None
    if words & {"downlink", "downlinks"} or (words & _DOWN and words & _OF_FRAMES):
        return "downlink"
    return None


def _words(text: str) -> set[str]:
    return {word.lower() for word in _WORD.findall(text)}


def _plain(word: str) -> str:
    return re.sub(r"[\W_]", "", word).lower()
