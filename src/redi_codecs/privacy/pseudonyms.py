"""Pseudonyms of DevEUIs under a secret key."""

from __future__ import annotations

import hmac
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn, TypeVar

from redi_codecs.dev_eui import named_after, spelt
from redi_codecs.errors import PrivacyError
from redi_codecs.needed import of_type, path_of
from redi_codecs.privacy.allowed import harmless_number
from redi_codecs.privacy.payloads import without_sensitive
from redi_codecs.registry import known

if TYPE_CHECKING:
    from redi_codecs.archive import DecodedMessage
    from redi_codecs.networks import Uplink
    from redi_codecs.networks.content import Content
    from redi_codecs.privacy.messages import PseudonymousMessage
    from redi_codecs.readings import Decoded

__all__ = ["Pseudonyms", "pseudonymize"]

LEAST_BYTES: Final = 16
LEAST_DIFFERENT: Final = 8
NEW_KEY: Final = 'python -c "import secrets; print(secrets.token_hex(32))" > pseudonyms.key'
_REMEMBERED: Final = 1 << 16

#: What is meant for the path of a key, and would be a key that everybody can guess.
_PATH: Final = re.compile(
    r"""(~|\.{1,2})?[/\\] | [a-z]:[/\\] | file:          # from the root, from here, from home
    | \S+\.(key|txt|pem|secret|bin|env|json|ya?ml|cfg|conf|ini|dat)$""",
    re.IGNORECASE | re.VERBOSE,
)

T = TypeVar("T")


def pseudonymize(key: bytes | str | os.PathLike[str]) -> Pseudonyms:
    """Pseudonyms under a secret key: bytes or text of at least 16 bytes, or the path of a file that holds it.

    The same key gives the same pseudonyms, on every machine and whichever way it was given; spaces and line ends around
    a key, and a mark of its encoding before it, do not count. A text that looks like a path is refused. Without the key
    nobody can tell which DevEUI a pseudonym stands for, nor try them all.

    >>> p = pseudonymize("f2a7 not a secret any more 91c0")
    >>> p("024F52-7ED0-0512AB"), p("02:4f:52:7e:d0:05:12:ab")
    ('32fe07599e5c0e9b', '32fe07599e5c0e9b')

    Raises :class:`PrivacyError` for a key that is too short to be one.
    """
    if isinstance(key, str):
        if _PATH.match(key):
            raise PrivacyError(
                "the key given as text looks like the path of a file, which anybody can guess: "
                "give pseudonymize() Path(…) for the key in that file, or bytes if this is the key"
            )
        return Pseudonyms(_typed(key.encode("utf-8", "surrogatepass")))
    if isinstance(key, bytes | bytearray):
        return Pseudonyms(bytes(key))
    path = path_of(key, "a key, as bytes, as text or as the path of its file,")
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:
        raise PrivacyError(f"the key cannot be read from {path}: {getattr(error, 'strerror', error)}") from None
    return Pseudonyms(_typed(content), path.absolute())


def _typed(content: bytes) -> bytes:
    """A key without what an editor puts around a text and nobody sees: a mark of its encoding, spaces, line ends."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\0" in content:
        _refuse("the key is a text in UTF-16, and would be another one as UTF-8")
    try:
        text = content.decode("utf-8-sig").strip()
    except UnicodeDecodeError:
        text = ""
    return text.encode() if text.isprintable() and text else content.rstrip(b"\r\n")


class Pseudonyms:
    """DevEUIs replaced under one key: call it with a DevEUI, or use what fits the data at hand.

    A pseudonym is HMAC-SHA-256 of the DevEUI, cut to 64 bits and written like a DevEUI: 16 lowercase hex digits. Two
    bits say that it is locally administered, so that it is never one of a vendor's, and 62 are left: among ten thousand
    devices, two share a pseudonym with a chance of 1 in 10¹¹, among a million with 1 in 9 million.

    A key that came from a file is pickled as the path of that file, which a worker on another machine reads again. Any
    other key is not pickled at all, lest it lands in a file of somebody who did not mean to write it there.
    """

    __slots__ = ("_file", "_known", "_mac", "fingerprint")

    fingerprint: str
    """Eight hex digits that tell keys apart and say nothing about them: for the records."""

    def __init__(self, key: bytes, file: Path | None = None) -> None:
        _refuse_weak(key, file)
        self._mac = hmac.new(key, digestmod="sha256")  # RFC 2104; the key itself is not kept
        self._file = file
        self._known: dict[str | bytes, str] = {}
        self.fingerprint = self._digest("fingerprint", b"").hex()[:8]

    def __call__(self, dev_eui: str | bytes) -> str:
        """The pseudonym of a DevEUI, given in any spelling: hex digits, separated or not, base64, or eight bytes.

        >>> p = pseudonymize("f2a7 not a secret any more 91c0")
        >>> p(bytes.fromhex("024f527ed00512ab")) == p("Ak9SftAFEqs=") == p("0x024F527ED00512AB")
        True
        """
        known = self._known.get(dev_eui) if isinstance(dev_eui, str | bytes) else None
        if known is None:
            eui = named_after(dev_eui)
            if eui is None:
                raise PrivacyError(f"expected a DevEUI, 16 hex digits; saw {_described(dev_eui)}")
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            known = self._known[dev_eui] = self._eui("dev_eui", bytes.fromhex(eui))
        return known

    def identifier(self, text: str) -> str:
        """The pseudonym of another identifier, such as a gateway's: that of a DevEUI if it is an EUI, else of its text.

        >>> p = pseudonymize("f2a7 not a secret any more 91c0")
        >>> p.identifier("eui-024f527ed00512ab") == p("024f527ed00512ab"), p.identifier("town-hall-roof")
        (True, '8e7338c8dca355f7')
        """
        of_type(text, str, "an identifier as a text")
        eui = named_after(text)
        return self(eui) if eui is not None else self._eui("identifier", text.strip().encode("utf-8", "surrogatepass"))

    def address(self, dev_addr: str) -> str:
        """The pseudonym of a DevAddr, eight hex digits."""
        of_type(dev_addr, str, "a DevAddr as a text")
        return self._digest("dev_addr", dev_addr.strip().lower().encode("utf-8", "surrogatepass")).hex()[:8]

    def uplink(self, uplink: Uplink, *, device: str | None = None) -> Uplink:
        """The uplink without what tells whose it is, for which nothing of the measurement is lost.

        The DevEUI and the gateways' ids become pseudonyms; the device's name, unless it is the DevEUI again, and the
        gateways' places go. What the payload says of serial numbers, MAC addresses or positions goes too, if the device
        is known: from ``device`` or from the uplink itself.
        """
        from redi_codecs.networks.uplink import Gateway, Uplink

        of_type(uplink, Uplink, "an Uplink, as parse_uplink gives it,")
        payload = without_sensitive(device or uplink.device, uplink.payload, uplink.f_port)
        dev_eui = self(uplink.dev_eui) if uplink.dev_eui else ""
        name = uplink.device_name
        named_after_itself = name is not None and named_after(name) == uplink.dev_eui
        return uplink.replace(
            kind=uplink.kind if payload or not uplink.payload else "empty",
            dev_eui=dev_eui,
            payload=payload,
            device=uplink.device if uplink.device and known(uplink.device) else None,
            device_name=spelt(dev_eui, name) if name and named_after_itself else None,
            gateways=tuple(
                Gateway(self.identifier(one.id) if one.id else "", _signal("rssi", one.rssi), _signal("snr", one.snr))
                for one in uplink.gateways
            ),
        )

    def message(self, message: Content, *, device: str | None = None) -> PseudonymousMessage:
        """A network server's message, as text or as the mapping in it, freed of what tells whose it is.

        The message that comes out says to ``parse_uplink`` what :meth:`uplink` makes of the message that went in. It is
        made of what is known to be harmless: a text that is neither a time nor a payload nor a setting of the radio is
        dropped, wherever the server puts it. The result tells what was replaced, dropped and left.

        Raises :class:`~redi_codecs.errors.UplinkError` for what is no message: what it would give away is not known.
        """
        from redi_codecs.privacy.messages import pseudonymous

        return pseudonymous(self, message, device)

    def decoded_message(self, message: DecodedMessage) -> DecodedMessage:
        """A decoded message with its uplink as :meth:`uplink` gives it, and the readings of that."""
        from redi_codecs.archive import DecodedMessage

        of_type(message, DecodedMessage, "a DecodedMessage")
        decoded = message.decoded
        uplink = self.uplink(message.uplink, device=decoded.device if decoded is not None else None)
        if decoded is not None and uplink.payload != message.uplink.payload:
            decoded = self._decoded(decoded, uplink.payload) if uplink.payload else None
        return message.replace(uplink=uplink, decoded=decoded)

    def table(self, frame: T, column: str = "dev_eui") -> T:
        """A table of pandas, polars or pyarrow with the DevEUIs of one column replaced; each is hashed once.

        Empty cells stay empty; the other columns stay as they are. What a table carries unseen goes: the metadata of
        Arrow, and of pandas the attributes and an index that is neither numbers from 0 nor times.
        """
        from redi_codecs.privacy.tables import with_column_replaced

        return with_column_replaced(frame, column, self)

    @staticmethod
    def _decoded(decoded: Decoded, payload: bytes) -> Decoded:
        from redi_codecs.device_codec import codec

        return codec(decoded.device).decode(payload, decoded.f_port, received_at=decoded.received_at)

    def _digest(self, purpose: str, content: bytes) -> bytes:
        mac = self._mac.copy()
        mac.update(b"redi_codecs %b\0%b" % (purpose.encode(), content))
        return mac.digest()

    def _eui(self, purpose: str, content: bytes) -> str:
        digest = bytearray(self._digest(purpose, content)[:8])
        digest[0] = digest[0] & 0b1111_1100 | 0b10  # an individual's address, administered locally
        return digest.hex()

    def __repr__(self) -> str:
        return f"<Pseudonyms, key {self.fingerprint}>"

    def __copy__(self) -> Pseudonyms:
        return self

    def __deepcopy__(self, memo: object) -> Pseudonyms:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        if self._file is None:
            raise PrivacyError(
                "a key given as text or bytes is not pickled, so that it does not end up in somebody's file; "
                "give pseudonymize() the path of a file with the key that every worker can read"
            )
        return _read_again, (self._file, self.fingerprint)


def _read_again(file: Path, fingerprint: str) -> Pseudonyms:
    made = pseudonymize(file)
    if made.fingerprint != fingerprint:
        raise PrivacyError(f"the key in {file} is another one here: {made.fingerprint}, not {fingerprint}")
    return made


def _signal(name: str, value: float | None) -> float | None:
    return value if value is not None and harmless_number(name, value) else None


def _refuse_weak(key: bytes, file: Path | None) -> None:
    where = f" in {file}" if file else ""
    if len(key) < LEAST_BYTES:
        _refuse(f"the key{where} has {len(key)} bytes, and {LEAST_BYTES} are the least")
    if (different := len(set(key))) < LEAST_DIFFERENT:
        _refuse(f"the key{where} has {different} different characters, and {LEAST_DIFFERENT} are the least")


def _refuse(problem: str) -> NoReturn:
    raise PrivacyError(f"{problem}: who can guess it can undo every pseudonym. Make one with: {NEW_KEY}")


def _described(value: object) -> str:
    """What was seen instead of an identifier, without quoting it."""
    if isinstance(value, str | bytes):
        return f"{len(value)} {'characters' if isinstance(value, str) else 'bytes'}"
    return f"a value of type {type(value).__name__}"
