"""Uplinks in the rows of a table: a payload, and what its neighbours say of it.

A row is a mapping whose keys are among :data:`KEYS`; one of CSV has its cells in it, one of JSON may have numbers. Rows
have no envelope that would tell hex from base64, so that ``encoding`` says it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.archive.directions import kind_in
from redi_codecs.archive.times import time_in, zone_of
from redi_codecs.dev_eui import eui_digits, hex_eui
from redi_codecs.errors import UplinkError
from redi_codecs.payload_text import base64_bytes, hex_bytes, prefixed

if TYPE_CHECKING:
    from redi_codecs.networks import Uplink

__all__ = ["COLUMNS", "ENCODINGS", "KEYS", "Columns", "Evidence", "is_row", "row_uplink"]

#: What a table's columns are usually called, without capitals and separators; the first that is there is taken.
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "payload": ("payload", "frmpayload", "data", "rawpayload", "payloadraw", "hex", "payloadhex", "payloadbase64"),
    "dev_eui": ("deveui", "eui", "deviceeui"),
    "f_port": ("fport", "port"),
    "time": (
        *("receivedat", "timestampiso", "timestamputc", "time", "timestamp", "datetime"),
        *("zeit", "zeitstempel", "datum"),
    ),
    "device": ("device",),
    "device_name": ("devicename", "name"),
    "f_cnt": ("fcnt", "fcntup"),
    "direction": (
        *("direction", "dir", "framedirection", "linkdirection", "messagedirection", "packetdirection"),
        *("updown", "uplinkdownlink", "uldl", "isuplink", "isdownlink"),
        *("richtung", "dirección", "direccion", "direzione", "direção", "direcao", "richting"),
    ),
    "type": (
        *("mtype", "ftype", "mtypetext", "messagetype", "msgtype", "frametype", "packettype", "eventtype", "eventname"),
        *("event", "type", "typ", "nachrichtentyp", "typedemessage", "sens", "kind", "cmd", "topic"),
    ),
}
#: Keys of a row: its columns, the encoding of its payload, and the zone of times that have none.
KEYS: Final = frozenset({*COLUMNS, "encoding", "time_zone"})
ENCODINGS: Final = ("hex", "base64")
_SAY: Final = "--encoding hex or --encoding base64, in Python Columns(encoding=…)"
_SAY_COLUMN: Final = "--column {}=NAME, in Python Columns({{'{}': NAME}})"

_TOLD: Final = {"hex": "hex", "payloadhex": "hex", "payloadbase64": "base64"}
_WHOLE: Final = re.compile(r"(\d+)(?:[.,]0*)?")  # a table that has gaps writes 85 as 85.0


def is_row(message: Mapping[str, Any]) -> bool:
    """Whether this is a row, and no message of a server."""
    return "payload" in message and message.keys() <= KEYS and not isinstance(message["payload"], Mapping | list)


def row_uplink(row: Mapping[str, Any]) -> Uplink:
    """The uplink in a row; a whole message in the place of the payload counts, with what it says itself.

    >>> row_uplink(
    ...     {"dev_eui": "70-B3-D5-00-00-00-00-2A", "f_port": "85", "payload": "03673401", "encoding": "hex"}
    ... ).f_port
    85
    """
    from redi_codecs.networks import parse_uplink
    from redi_codecs.networks.uplink import Uplink, frame
    from redi_codecs.networks.wrappers import holds_message

    time, device = row.get("time_zone"), _text(row, "device") or None
    if holds_message(row["payload"]):
        uplink = parse_uplink({"payload": row["payload"]})
        received_at = uplink.received_at or time_in(_text(row, "time"), time)
        return uplink.replace(received_at=received_at, device=uplink.device or device)
    kind = kind_in(_text(row, "direction"), _text(row, "type"))
    payload = _payload(_text(row, "payload"), row.get("encoding")) if kind == "uplink" else b""
    eui = eui_digits(text := _text(row, "dev_eui"))
    if eui and not hex_eui(eui):
        raise UplinkError(f"expected a DevEUI, 16 hex digits, saw {text!r}", field="dev_eui")
    received_at, name = time_in(_text(row, "time"), time), _text(row, "device_name") or None
    if kind != "uplink":
        return Uplink("table", kind, eui, received_at=received_at, device=device, device_name=name)
    return frame(
        "table",
        dev_eui=eui,
        f_port=_whole(row, "f_port", 255),
        payload=payload,
        f_cnt=_whole(row, "f_cnt", 0xFFFFFFFF),
        received_at=received_at,
        device=device,
        device_name=name,
    )


def _text(row: Mapping[str, Any], key: str) -> str:
    value = row.get(key)
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value).strip()


def _payload(text: str, encoding: object) -> bytes:
    if encoding not in ENCODINGS:
        raise UplinkError(f"expected hex or base64, saw {encoding!r}", field="encoding")
    # What says itself that it is in hex digits is no base64: a backslash is in neither alphabet.
    found = hex_bytes(text) if encoding == "hex" or text.startswith("\\") else base64_bytes(text)
    if found is not None:
        return found
    shown = text if len(text) <= 60 else f"{text[:57]}..."
    raise UplinkError(f"expected a payload in {encoding}, saw {shown!r}", field="payload")


def _whole(row: Mapping[str, Any], key: str, highest: int) -> int | None:
    text = _text(row, key)
    if not text:
        return None
    match = _WHOLE.fullmatch(text)
    if match and text.isascii() and len(match[1]) <= 10 and int(match[1]) <= highest:
        return int(match[1])
    raise UplinkError(f"expected a whole number from 0 to {highest}, saw {text[:60]!r}", field=key)


@dataclass(frozen=True)
class Columns:
    """What is said about a table beforehand: which column is which, and how payloads and times are written.

    ``names`` is the header of a column by its key in :data:`COLUMNS`; the others are found by their usual names.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    encoding: str | None = None
    time_zone: str | None = None

    def __post_init__(self) -> None:
        for key in self.names:
            if key not in COLUMNS:
                raise ValueError(f"a table has the columns {', '.join(COLUMNS)}; saw {key!r}")
        if self.encoding not in (None, *ENCODINGS):
            raise ValueError(f"payloads are in hex or base64, saw {self.encoding!r}")
        if self.time_zone:
            zone_of(self.time_zone)

    def is_header(self, cells: Sequence[str]) -> bool:
        """Whether these cells are a table's header: one of them names a payload."""
        return bool(_usual(cells, "payload")) or self.names.get("payload") in cells

    def places(self, cells: Sequence[str]) -> dict[str, int]:
        """Where each column is; an `UplinkError` for a payload or a stated name that is not there."""
        found: dict[str, int] = {}
        shown = ", ".join(cells)[:200]
        for key in COLUMNS:
            if name := self.names.get(key):
                if name not in cells:
                    raise UplinkError(f"there is no column {name!r} for {key}; saw {shown}")
                found[key] = cells.index(name)
            elif usual := _usual(cells, key):
                if key == "payload" and len(usual) > 1:
                    which = " and ".join(cells[at] for at in usual)
                    raise UplinkError(
                        f"several columns may be the payload ({which}): say which is ({_SAY_COLUMN.format(key, key)})"
                    )
                found[key] = usual[0]
        if "payload" not in found:
            usual_names = ", ".join(COLUMNS["payload"][:5])
            say = _SAY_COLUMN.format("payload", "payload")
            expected = f"the name of a payload ({usual_names}…): say which is ({say})"
            raise UplinkError(f"no column of the table has {expected}; saw {shown}")
        return found

    def types(self, cells: Sequence[str]) -> list[int]:
        """Where there are columns of types: all with a usual name, unless one is stated."""
        name = self.names.get("type")
        return [cells.index(name)] if name else _usual(cells, "type")

    def told_encoding(self, payload: str) -> str | None:
        """The encoding that is given, or that the header of the payload's column names."""
        return self.encoding or _TOLD.get(_plain(payload))


def _usual(cells: Sequence[str], key: str) -> list[int]:
    """The columns with a usual name, the most usual first."""
    names = COLUMNS[key]
    found = [(names.index(plain), at) for at, cell in enumerate(cells) if (plain := _plain(cell)) in names]
    return [at for _, at in sorted(found)]


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).lower()


class Evidence:
    """What the payloads of a column tell about their encoding: one for all of them, or none that is sure.

    A payload with a letter beyond f is no hex, and one that does not come in fours is no base64. One that could be both
    speaks for hex if it is long and varied enough: base64 would have needed other letters.
    """

    ENOUGH = 20

    def __init__(self) -> None:
        self._seen: set[str] = set()
        self._examples: dict[str, str] = {}
        self._count = {"hex": 0, "base64": 0}
        self._letters = 0
        self._certain = False

    def add(self, payload: str) -> None:
        """Look at one more payload."""
        from redi_codecs.networks.wrappers import holds_message

        text = payload.strip()
        if not text or text in self._seen:
            return
        self._seen.add(text)
        if holds_message(text):
            return
        hex, base64 = bool(hex_bytes(text)), bool(base64_bytes(text))
        if hex and base64 and not prefixed(text):
            if len(text) < 8 or len(set(text)) < 4:  # zeros, and little counters, are either
                return
            self._letters += len(text)
        elif hex:
            self._certain = True
        elif not base64:
            return
        kind = "hex" if hex else "base64"
        self._count[kind] += 1
        self._examples.setdefault(kind, text)

    @property
    def plenty(self) -> bool:
        """Whether there is so much that no more has to be looked at."""
        return sum(self._count.values()) >= self.ENOUGH and self.verdict is not None

    @property
    def verdict(self) -> str | None:
        """The encoding, where it is sure; one broken payload in twenty is no objection."""
        hex, base64 = self._count["hex"], self._count["base64"]
        if base64 > 20 * hex:
            return "base64"
        # Sixteen hex digits by chance in base64: one time in 25 million.
        return "hex" if hex > 20 * base64 and (self._certain or self._letters >= 16) else None

    @property
    def problem(self) -> str:
        """Why it is not sure."""
        if len(self._examples) == 2:
            examples = ", others ".join(f"{kind} ({text[:40]})" for kind, text in self._examples.items())
            return f"some payloads of the table seem to be {examples}: say which encoding the column has ({_SAY})"
        return f"the payloads of the table may be hex or base64: say which ({_SAY})"


def evidence(payloads: Iterable[str]) -> Evidence:
    """What these payloads tell.

    >>> (
    ...     evidence(["AXVXA2euAARoWw=="]).verdict,
    ...     evidence(["01755703", "67ae0004"]).verdict,
    ...     evidence(["00000000"]).verdict,
    ... )
    ('base64', 'hex', None)
    """
    found = Evidence()
    for payload in payloads:
        found.add(payload)
    return found
