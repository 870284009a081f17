"""Field types that the servers' messages share, and their errors in words for people."""

from __future__ import annotations

import base64
import binascii
import re
import reprlib
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from redi_codecs.dev_eui import any_eui, hex_eui
from redi_codecs.errors import UplinkError
from redi_codecs.instants import of_microseconds

__all__ = [
    "AnyEui",
    "Base64",
    "CamelMessage",
    "Count",
    "DataRate",
    "DevEui",
    "Hertz",
    "Hex",
    "MaybeNumber",
    "Megahertz",
    "Message",
    "Milliseconds",
    "Number",
    "Part",
    "Port",
    "Rows",
    "Seconds",
    "SecondsOrMilliseconds",
    "TextCount",
    "TextNumber",
    "TextPort",
    "Time",
    "data_rate",
    "eui_or_text",
    "from_base64",
    "left_out",
    "needed",
    "position",
    "shown",
    "told_of",
    "validated",
]


class Message(BaseModel):
    """Part of a server's message: the fields needed here, everything else ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True, protected_namespaces=())


class CamelMessage(Message):
    """Part of a message whose fields are written as in camelCase."""

    model_config = ConfigDict(alias_generator=to_camel)


def _wrong(expected: str) -> PydanticCustomError:
    return PydanticCustomError("uplink_field", "expected {expected}", {"expected": expected})


# ---- identifiers ----------------------------------------------------------------------------------------------------


def eui_or_text(value: str) -> str:
    """An id that may be an EUI in base64: its hex digits, or the text as it is.

    >>> eui_or_text("AgICAgICAgI="), eui_or_text("tower")
    ('0202020202020202', 'tower')
    """
    return value if hex_eui(value) else any_eui(value) or value


def _dev_eui(value: object) -> str:
    if (digits := hex_eui(value)) is None:
        raise _wrong("a DevEUI, 16 hex digits")
    return digits


def _any_eui(value: object) -> str:
    if (digits := any_eui(value)) is None:
        raise _wrong("a DevEUI, 16 hex digits or 8 bytes in base64")
    return digits


# ---- payloads -------------------------------------------------------------------------------------------------------


_URL_SAFE = str.maketrans("-_", "+/")


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


_NO_HEX = re.compile(r"[^0-9a-fA-F]")


def _base64(value: object) -> bytes:
    if isinstance(value, str) and (found := from_base64(value)) is not None:
        return found
    raise _wrong("a payload in base64")


def _hex(value: object) -> bytes:
    if isinstance(value, str):
        try:
            return binascii.unhexlify(value)
        except ValueError:
            pass
    raise _wrong("a payload in hex digits")


# ---- times ----------------------------------------------------------------------------------------------------------


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        if time is not None and time.tzinfo is not None:
            # Servers written in Go say 0001-01-01T00:00:00Z where they have no time.
            return time.astimezone(UTC) if time.year > 1 else None
    except (ValueError, OverflowError):
        pass
    raise _wrong("a time with its offset, such as 2026-03-09T06:00:00Z")


def _milliseconds(value: object) -> datetime:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return of_microseconds(int(value * 1000))
        except (ValueError, OverflowError):
            pass
    raise _wrong("a time in milliseconds since 1970")


def _seconds(value: object) -> datetime:
    number = _numeral(value)
    if isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 10**11:
        return _milliseconds(number * 1000)
    raise _wrong("a time in seconds since 1970")


def _seconds_or_milliseconds(value: object) -> datetime:
    # As seconds, 10 ** 11 is the year 5138; as milliseconds, 1973.
    seconds = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**11
    return _milliseconds(value * 1000 if seconds else value)  # type: ignore[operator]


# ---- radio ----------------------------------------------------------------------------------------------------------

_DATA_RATE = re.compile(r"SF ?(\d{1,2})(?: ?BW ?(\d+(?:\.\d+)?))?", re.IGNORECASE)


def data_rate(spreading_factor: int | None, bandwidth: float | None = None) -> str | None:
    """A data rate of LoRa, the bandwidth in kHz.

    >>> data_rate(7, 125), data_rate(9), data_rate(None, 125)
    ('SF7BW125', 'SF9', None)
    """
    if not spreading_factor:
        return None
    return f"SF{spreading_factor}BW{bandwidth:g}" if bandwidth else f"SF{spreading_factor}"


def _data_rate(value: object) -> str | None:
    """Written ``SF9 BW125 4/5`` or ``SF9BW125``; that of FSK, a bit rate, is none of LoRa's."""
    if isinstance(value, str) and (found := _DATA_RATE.match(value)):
        return data_rate(int(found[1]), float(found[2]) if found[2] else None)
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return None
    raise _wrong("a data rate, such as SF7BW125")


def _numeral(value: object) -> object:
    """The number in a text; anything else as it is."""
    if isinstance(value, str) and re.fullmatch(r"[+-]?\d{1,18}(\.\d{1,18})?", value):
        return float(value) if "." in value else int(value)
    return value


def _maybe_number(value: object) -> float | None:
    number = _numeral(value)
    return float(number) if isinstance(number, int | float) and abs(number) < 1e9 else None


def _frequency(unit: int) -> Callable[[object], int]:
    def frequency(value: object) -> int:
        number = _numeral(value)
        if isinstance(number, int | float) and not isinstance(number, bool) and 0 <= number * unit < 1e12:
            # LoRaWAN knows frequencies in steps of 100 Hz; what is between is a float's.
            return round(number * unit / 100) * 100
        raise _wrong("a frequency")

    return frequency


DevEui = Annotated[str, BeforeValidator(_dev_eui)]
AnyEui = Annotated[str, BeforeValidator(_any_eui)]
Base64 = Annotated[bytes, BeforeValidator(_base64)]
Hex = Annotated[bytes, BeforeValidator(_hex)]
Time = Annotated[datetime | None, BeforeValidator(_time)]
Milliseconds = Annotated[datetime, BeforeValidator(_milliseconds)]
Seconds = Annotated[datetime, BeforeValidator(_seconds)]
SecondsOrMilliseconds = Annotated[datetime, BeforeValidator(_seconds_or_milliseconds)]
Port = Annotated[int, Field(strict=True, ge=0, le=255)]
Count = Annotated[int, Field(strict=True, ge=0, le=0xFFFF_FFFF)]
Number = Annotated[FiniteFloat, Field(strict=True)]
MaybeNumber = Annotated[float | None, BeforeValidator(_maybe_number)]
TextPort = Annotated[Port, BeforeValidator(_numeral)]
TextCount = Annotated[Count, BeforeValidator(_numeral)]
TextNumber = Annotated[Number, BeforeValidator(_numeral)]
DataRate = Annotated[str | None, BeforeValidator(_data_rate)]
Hertz = Annotated[int, BeforeValidator(_frequency(1))]
Megahertz = Annotated[int, BeforeValidator(_frequency(1_000_000))]

_T = TypeVar("_T")
Rows = Annotated[tuple[_T, ...], BeforeValidator(lambda value: () if value is None else value)]
"""Objects in a list; servers written in Go say null for an empty one."""

Part = Annotated[_T, BeforeValidator(lambda value: {} if value is None else value)]
"""An object; null is one without fields."""

_EXPECTED = {
    "model_type": "an object",
    "model_attributes_type": "an object",
    "dict_type": "an object",
    "mapping_type": "an object",
    "list_type": "a list",
    "tuple_type": "a list",
    "string_type": "a text",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "finite_number": "a finite number",
}

M = TypeVar("M", bound=Message)


def validated(model: type[M], message: object, at: str = "") -> M:
    """The message as `model`; the first wrong field as an UplinkError with its path, what was seen and expected.

    ``at`` is the path of what is given inside the whole message.
    """
    try:
        return model.model_validate(dict(message) if isinstance(message, Mapping) else message)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
    path = ".".join(str(step) for step in (at, *first["loc"]) if step != "")
    more = f" (and {len(others)} more wrong field{'s' * (len(others) > 1)})" if others else ""
    if first["type"] == "missing":
        raise UplinkError(f"is missing{more}", field=path)
    expected = _EXPECTED.get(first["type"]) or first["msg"].removeprefix("Input should be ").removeprefix("expected ")
    raise UplinkError(f"expected {expected}, saw {shown(first['input'])}{more}", field=path)


def needed(field: str, message: Mapping[str, object], f_port: int | None) -> None:
    """Refuse a frame with a port but without the field of its payload, for servers that always write that field."""
    if f_port and field not in message:
        raise UplinkError("is missing", field=field)


def left_out(name: str, message: Message, radio: str) -> int | None:
    """What a port that is not there is, for servers that leave out what is zero: 0, or None where nobody can tell.

    ``name`` is the field of the port, ``radio`` one that every message has as the server wrote it: where that is gone
    too, somebody has cut the message down, and may have cut off the port. Null is nothing that was left out.
    """
    there = message.model_fields_set
    return 0 if name not in there and radio in there else None


def position(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """A gateway's place; 0, 0 is what a gateway without a place reports.

    >>> position(48.76, 8.24), position(0.0, 0.0), position(48.76, None)
    ((48.76, 8.24), (None, None), (None, None))
    """
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 60


def shown(value: object) -> str:
    """A value as errors show it: short, and in ASCII."""
    try:
        text = _REPR.repr(value).encode("ascii", "backslashreplace").decode()
    except ValueError:  # a whole number of more digits than Python writes
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."


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
