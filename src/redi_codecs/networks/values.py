"""What servers write as text or number, and what it means: plain functions, for messages read in either way."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from redi_codecs.dev_eui import any_eui, hex_eui

__all__ = ["data_rate", "eui_or_text", "from_base64", "hertz", "lora_rate", "moment", "numeral", "position", "told_of"]


def eui_or_text(value: str) -> str:
    """An id that may be an EUI in base64: its hex digits, or the text as it is.

    >>> eui_or_text("AgICAgICAgI="), eui_or_text("tower")
    ('0202020202020202', 'tower')
    """
    return value if hex_eui(value) else any_eui(value) or value


_URL_SAFE = str.maketrans("-_", "+/")
_NO_HEX = re.compile(r"[^0-9a-fA-F]")


def from_base64(text: str) -> bytes | None:
    """The bytes in a text of base64, in either of its alphabets, and also without padding; None where it is none.

    A text of nothing but hex digits is not taken for base64 without padding, and neither is one that was cut, or that
    is so short that it may be anything.

    >>> from_base64("A2c0AQ=="), from_base64("A2c0AQ"), from_base64("-_8="), from_base64("0367f6")
    (b'\\x03g4\\x01', b'\\x03g4\\x01', b'\\xfb\\xff', None)
    """
    standard = text
    if "-" in text or "_" in text:
        if "+" in text or "/" in text:
            return None
        standard = text.translate(_URL_SAFE)
    bare = len(standard) % 4
    if bare:
        if bare == 1 or len(text) < 4 or "=" in text or not _NO_HEX.search(standard):
            return None
        standard += "=" * (4 - bare)
    try:
        found = base64.b64decode(standard, validate=True)
    except ValueError:
        return None
    return found if not bare or base64.b64encode(found).decode() == standard else None


def moment(text: str) -> datetime | None:
    """A time with its offset, in UTC; None where the server has none, and a ValueError for what is no such time.

    >>> moment("2026-03-09T07:00:00+01:00"), moment("0001-01-01T00:00:00Z")
    (datetime.datetime(2026, 3, 9, 6, 0, tzinfo=datetime.timezone.utc), None)
    """
    time = datetime.fromisoformat(text)
    if time.tzinfo is None:
        raise ValueError("a time without its offset")
    # Servers written in Go say 0001-01-01T00:00:00Z where they have no time.
    if time.year == 1:
        return None
    try:
        return time if time.tzinfo is UTC else time.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("a time beyond those of a calendar") from error


def numeral(value: object) -> object:
    """The number in a text; anything else as it is.

    >>> numeral("12"), numeral("-1.5"), numeral("12 V")
    (12, -1.5, '12 V')
    """
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", value):
        return float(value) if "." in value else int(value)
    return value


def hertz(value: object, unit: int = 1) -> int | None:
    """A frequency, written as a number or a text of so many hertz; None for what is none.

    >>> hertz("868300000"), hertz(868.3, 1_000_000), hertz(True)
    (868300000, 868300000, None)
    """
    number = numeral(value)
    if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number * unit < 1e12:
        # LoRaWAN knows frequencies in steps of 100 Hz; what is between is a float's.
        return round(number * unit / 100) * 100
    return None


def data_rate(spreading_factor: int | None, bandwidth: float | None = None) -> str | None:
    """A data rate of LoRa, the bandwidth in kHz.

    >>> data_rate(7, 125), data_rate(9), data_rate(None, 125)
    ('SF7BW125', 'SF9', None)
    """
    if not spreading_factor:
        return None
    return f"SF{spreading_factor}BW{bandwidth:g}" if bandwidth else f"SF{spreading_factor}"


def lora_rate(spreading_factor: int | None, bandwidth: float | None) -> str | None:
    """The same, where the bandwidth is in Hz.

    >>> lora_rate(7, 125_000), lora_rate(9, None)
    ('SF7BW125', 'SF9')
    """
    return data_rate(spreading_factor, (bandwidth or 0) / 1000)


def position(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """A gateway's place; 0, 0 is what a gateway without a place reports.

    >>> position(48.76, 8.24), position(0.0, 0.0), position(48.76, None)
    ((48.76, 8.24), (None, None), (None, None))
    """
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def told_of(kinds: Iterable[str], message: Mapping[str, object]) -> list[str]:
    """Which kinds of event a message has a part of; beside one that says something, those that say nothing are none.

    >>> told_of(("up", "join", "ack"), {"up": {"port": 1}, "join": None, "ack": {}}), told_of(("ack",), {"ack": {}})
    (['up'], ['ack'])
    """
    there = [kind for kind in kinds if kind in message]
    if len(there) < 2:
        return there
    parts = [kind for kind in there if isinstance(message[kind], Mapping)]
    return [kind for kind in parts if message[kind]] or parts or there
