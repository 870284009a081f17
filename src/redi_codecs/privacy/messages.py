"""Network servers' messages freed of what tells whose they are.

What stays is stated, not what goes: servers put names, addresses and ids into fields of their own, and add new ones. A
field that nobody knows goes with all that is in it; of the others, values that are not known to be harmless go
(:mod:`redi_codecs.privacy.allowed`). Identifiers are replaced.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.dev_eui import named_after, spelt
from redi_codecs.privacy.allowed import harmless_number, harmless_text, is_known, plain
from redi_codecs.registry import known

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
#: What is nobody's to know, however harmless it looks.
_TREES: Final = _keys("""
    decodedpayload normalizedpayload object objectjson decoded location locations locationsolved
    customerdata basestationdata correlationids
""")
_URN: Final = re.compile(r"urn:dev:DEVEUI:[0-9a-f]{16}:?", re.IGNORECASE)
_HALVES: Final = {"deveuih": slice(8), "deveuil": slice(8, 16)}
_DEVICE_TAGS: Final = frozenset({"device", "redidevice"})
_REPLACED: Final = _TREES | _EUIS | _IDENTIFIERS | _ADDRESSES | _PAYLOADS | _DEVICE_TAGS | _HALVES.keys() | {"bn"}
_PAIRS: Final = (("brandid", "modelid"), ("pid", "mid"))
_BY_NAME: Final = "LwReceived"
_DEEPEST: Final = 32
"""What lies deeper is nothing that a server writes."""


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
    dropped: tuple[str, ...] = field(repr=False)  # names of fields may be names of people
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
    return frozenset(plain(step) for path in paths for step in re.split(r"[.+]", path))


class _Walk:
    """One message being gone through: what becomes of each value, by its key, its type and its text."""

    def __init__(self, pseudonyms: Pseudonyms, uplink: Uplink, payload: bytes) -> None:
        from redi_codecs.networks.thingpark import PRODUCERS
        from redi_codecs.networks.wrappers import embedded

        self._pseudonyms = pseudonyms
        self._embedded = embedded
        self._producers = PRODUCERS
        self._depth = 0
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
        model = self._model(content)
        for key, value in content.items():
            if path == _BY_NAME:  # Tasmota has a device's name or address for a key
                key = "0x0000"
            elif not isinstance(key, str) or not (is_known(key) or plain(key) in _REPLACED):
                self.dropped.append(f"{path}.{key}" if path else str(key))
                continue
            name = plain(key)
            where = f"{path}.{key}" if path else key
            if name in model:
                self.left.append(where)
                made[key] = value
                continue
            found = self._value(value, name, where)
            if found is not _GONE:
                made[key] = found
                continue
            self.dropped.append(where)
            if name in self._signs:
                made[key] = type(value)()
        return made

    def _model(self, content: Mapping[str, Any]) -> set[str]:
        """The names of the fields that say which model it is, where that is one that is known here."""
        named = {plain(str(key)): value for key, value in content.items()}
        return {
            name
            for pair in _PAIRS
            if isinstance(vendor := named.get(pair[0]), str)
            and isinstance(model := named.get(pair[1]), str)
            and known(f"{self._producers.get(vendor, vendor)}/{model}")
            for name in pair
        }

    def _value(self, value: Any, name: str, path: str) -> Any:
        if self._depth == _DEEPEST:
            return _GONE
        self._depth += 1
        try:
            return self._kept(value, name, path)
        finally:
            self._depth -= 1

    def _kept(self, value: Any, name: str, path: str) -> Any:
        if isinstance(value, str | Mapping) and (inner := self._embedded(value)) is not None:
            value = inner  # ThingPark's objects may be texts of JSON, and whole messages lie in texts and buffers
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
        if value is None or isinstance(value, bool):
            return value
        return value if isinstance(value, int | float) and harmless_number(name, value) else _GONE

    def _list(self, values: list[Any], name: str, path: str) -> list[Any]:
        if name in _PAYLOADS and values == list(self._payload):
            return list(self._hidden)
        made = []
        for place, value in enumerate(values):
            where = f"{path}[{place}]"
            # A setting has one number; several are bytes, or a place.
            found = _GONE if isinstance(value, int | float) else self._value(value, name, where)
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
        if eui is not None and eui == self._eui:
            return spelt(self._pseudonyms(eui), text)
        if eui is not None and name in _EUIS:
            return self._pseudonyms(eui)  # as a gateway's is written wherever it is its id
        if (half := _HALVES.get(name)) is not None:
            return self._pseudonym[half]
        if name == "bn" and _URN.fullmatch(text):
            return self._spelt_anew(text)
        if name in _IDENTIFIERS:
            return self._pseudonyms.identifier(text) if text else text
        if name in _ADDRESSES:
            return self._pseudonyms.address(text)
        if name in _PAYLOADS:
            return self._payload_text(text)
        if name in _DEVICE_TAGS:
            return text if known(text) else _GONE
        return text if harmless_text(name, text) else _GONE

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


def _base64(text: str) -> bytes:
    return b64decode(text, validate=True)


def _as_base64(payload: bytes) -> str:
    return b64encode(payload).decode()


_SPELLINGS: Final = ((bytes.fromhex, bytes.hex), (_base64, _as_base64))
