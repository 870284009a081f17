"""Network servers' messages freed of what tells whose they are.

What stays is stated, not what goes: servers put names, addresses and ids into fields of their own, and add new ones. A
number or a truth value stays unless its key says that it is a place or an id; a text stays only if it is a time, or if
its key is in one of the tables below.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.dev_eui import named_after, spelt

if TYPE_CHECKING:
    from redi_codecs.networks import Uplink
    from redi_codecs.networks.content import Content
    from redi_codecs.privacy.pseudonyms import Pseudonyms

__all__ = ["PseudonymousMessage", "pseudonymous"]


def _keys(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Keys are compared in lowercase, without what separates their words.
_EUIS: Final = _keys("deveui deviceeui eui joineui appeui hardwareserial")
_IDENTIFIERS: Final = _keys("""
    gatewayid gatewayeui gatewaysn gweui gwid gtwid gateway mac lrrid forwardergatewayid forwardergatewayeui id
    routeridhex
""")
_ADDRESSES: Final = _keys("devaddr deviceaddress")
_PAYLOADS: Final = _keys("""
    frmpayload payload payloadhex data rawpayload encodedpayload payloadraw raw payloaddata pdu rawdata value vs vd
""")
_SETTINGS: Final = _keys("""
    bandid brandid modelid hardwareversion firmwareversion pid mid ver version
    fport port fcnt fcntup fcntdn payloadencryption payloadencoding encodingtype dataencode packettype
    datarate datr dr spreading codingrate coderate codr modulation modu spreadingfactor spfact frequency freq
    rssi snr lsnr lrrrssi lrrsnr lrresp channel subband chain consumedairtime
    cmd type event mtype class deviceclassenabled crcstatus network netid regionconfigid regioncommonname rfregion
""")
_TREES: Final = _keys("""
    decodedpayload normalizedpayload object objectjson decoded location locations locationsolved
    customerdata basestationdata correlationids
""")
_PLACE: Final = re.compile(r"(latitude|longitude|altitude|lat|lon|lng|long|alt)$")
_NUMBERED: Final = re.compile(r"id$")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)
#: Texts that say what a message, or a record of it, is about.
_ABOUT: Final = {"name": re.compile(r"(as|ns|js|gs)(\.[a-z_]+)+"), "n": re.compile("payload|port")}
_URN: Final = re.compile(r"urn:dev:DEVEUI:[0-9a-f]{16}:?", re.IGNORECASE)
_HALVES: Final = {"deveuih": slice(8), "deveuil": slice(8, 16)}
_DEVICE: Final = re.compile(r"[a-z0-9-]+/[a-z0-9.@_-]+")
_DEVICE_TAGS: Final = frozenset({"device", "redidevice"})


@dataclass(frozen=True, slots=True)
class PseudonymousMessage:
    """A message without what tells whose it is; ``str()`` of it is one line of JSON.

    Attributes:
        content: the message.
        replaced: paths of what stands for something else now.
        dropped: paths of what went.
        left: paths of the texts that stand as they were.
    """

    content: dict[str, Any]
    replaced: tuple[str, ...]
    dropped: tuple[str, ...]
    left: tuple[str, ...]

    def __str__(self) -> str:
        return json.dumps(self.content, ensure_ascii=False, separators=(",", ":"))


def pseudonymous(pseudonyms: Pseudonyms, message: Content, device: str | None) -> PseudonymousMessage:
    """The message, its identifiers replaced and what else could name somebody dropped."""
    from redi_codecs.networks import parse_uplink
    from redi_codecs.networks.content import content_of

    content = content_of(message)
    uplink = parse_uplink(content)
    hidden = pseudonyms.uplink(uplink, device=device)
    walk = _Walk(pseudonyms, uplink, hidden.payload)
    made = walk.mapping(content, "")
    return PseudonymousMessage(made, tuple(walk.replaced), tuple(walk.dropped), tuple(walk.left))


_GONE: Final = object()
_SHORTEST: Final = 16


@cache
def _signs_of(network: str) -> frozenset[str]:
    """The fields by which a server is told from others: they stay, though there may be nothing left in them."""
    from redi_codecs.networks import SERVERS

    paths = [path for server in SERVERS if server.name == network for path in (*server.signs, *server.marks)]
    return frozenset(_name(step) for path in paths for step in re.split(r"[.+]", path))


@lru_cache(4096)
def _name(key: str) -> str:
    return re.sub(r"[^a-z0-9]", "", key.lower())


class _Walk:
    """One message being gone through: what becomes of each value, by its key, its type and its text."""

    def __init__(self, pseudonyms: Pseudonyms, uplink: Uplink, payload: bytes) -> None:
        self._pseudonyms = pseudonyms
        eui = uplink.dev_eui
        self._eui = eui or None  # the fate of a downlink may come without
        self._pseudonym = pseudonyms(eui) if eui else ""
        self._written = re.compile(r"[-:._ ]?".join(re.findall("..", eui)) if eui else "(?!)", re.IGNORECASE)
        self._signs = _signs_of(uplink.network)
        self._payload = uplink.payload
        self._hidden = payload
        self.replaced: list[str] = []
        self.dropped: list[str] = []
        self.left: list[str] = []

    def mapping(self, content: Mapping[str, Any], path: str) -> dict[str, Any]:
        made = {}
        for key, value in content.items():
            name = _name(key)
            # Tasmota has a device's name or address for a key.
            at = self._spelt_anew(key) if path != "LwReceived" else "0x0000"
            where = f"{path}.{at}" if path else at
            found = self._value(value, name, where)
            if found is not _GONE:
                made[at] = found
                continue
            self.dropped.append(where)
            if name in self._signs:
                made[at] = type(value)()
        return made

    def _value(self, value: Any, name: str, path: str) -> Any:
        if isinstance(value, str) and value.lstrip().startswith("{"):
            value = _embedded(value)  # ThingPark's objects may be texts of JSON
        if name in _TREES and isinstance(value, Mapping | list):
            if value:
                self.dropped.append(path)
            return type(value)()
        if isinstance(value, Mapping):
            return self.mapping(value, path)
        if isinstance(value, list):
            return self._list(value, name, path)
        if isinstance(value, str):
            return self._text(value, name, path)
        if _PLACE.search(name):
            return _GONE
        if value is None or isinstance(value, bool):
            return value
        known = self._eui is not None and int(self._eui, 16) == value
        return _GONE if known or _NUMBERED.search(name) else value

    def _list(self, values: list[Any], name: str, path: str) -> list[Any]:
        if name in _PAYLOADS and values == list(self._payload):
            return list(self._hidden)
        made = []
        for place, value in enumerate(values):
            where = f"{path}[{place}]"
            found = self._value(value, name, where)
            if found is _GONE:
                self.dropped.append(where)
            else:
                made.append(found)
        return made

    def _text(self, text: str, name: str, path: str) -> Any:
        made = self._made(text, name)
        if made is not _GONE:
            (self.left if made == text else self.replaced).append(path)
        return made

    def _made(self, text: str, name: str) -> Any:
        eui = named_after(text)
        if eui is not None and (eui == self._eui or name in _EUIS):
            return spelt(self._pseudonyms(eui), text)
        if (half := _HALVES.get(name)) is not None:
            return self._pseudonym[half]
        if name == "bn" and _URN.fullmatch(text):
            return self._spelt_anew(text)
        if (about := _ABOUT.get(name)) is not None and about.fullmatch(text):
            return text
        if name in _IDENTIFIERS:
            return self._pseudonyms.identifier(text) if text else text
        if name in _ADDRESSES:
            return self._pseudonyms.address(text)
        if name in _PAYLOADS:
            return self._payload_text(text)
        if name in _DEVICE_TAGS:
            return text if _DEVICE.fullmatch(text) else _GONE
        if name in _SETTINGS or _TIME.fullmatch(text):
            return self._spelt_anew(text)
        return _GONE

    def _payload_text(self, text: str) -> Any:
        """The payload in the spelling it had; another text under such a key is not known to be harmless."""
        for read, write in _SPELLINGS:
            try:
                if read(text) == self._payload:
                    return text if self._hidden == self._payload else write(self._hidden)
            except ValueError:
                continue
        return _GONE

    def _spelt_anew(self, text: str) -> str:
        if len(text) < _SHORTEST:
            return text
        return self._written.sub(lambda match: spelt(self._pseudonym, match[0]), text)


def _embedded(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text


def _base64(text: str) -> bytes:
    return b64decode(text, validate=True)


def _as_base64(payload: bytes) -> str:
    return b64encode(payload).decode()


_SPELLINGS: Final = ((bytes.fromhex, bytes.hex), (_base64, _as_base64))
