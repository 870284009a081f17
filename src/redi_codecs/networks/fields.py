"""Field types that the servers' messages share, and their errors in words for people."""

from __future__ import annotations

import binascii
import re
import reprlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from contextvars import ContextVar
from datetime import datetime
from typing import Annotated, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, ValidationError
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from redi_codecs.dev_eui import any_eui, hex_eui
from redi_codecs.errors import UplinkError
from redi_codecs.instants import of_microseconds
from redi_codecs.networks.values import data_rate, from_base64, hertz, moment, numeral
from redi_codecs.payload_text import hex_bytes

__all__ = [
    "IN_HEX",
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
    "left_out",
    "needed",
    "shown",
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


def _dev_eui(value: object) -> str:
    if (digits := hex_eui(value)) is None:
        raise _wrong("a DevEUI, 16 hex digits")
    return digits


def _any_eui(value: object) -> str:
    if (digits := any_eui(value)) is None:
        raise _wrong("a DevEUI, 16 hex digits or 8 bytes in base64")
    return digits


# ---- payloads -------------------------------------------------------------------------------------------------------

IN_HEX: ContextVar[bool] = ContextVar("in_hex", default=False)
"""Whether hex digits where the server writes base64 are meant as such, for somebody has said so."""


def _base64(value: object) -> bytes:
    if isinstance(value, str):
        found = hex_bytes(value) if IN_HEX.get() else None
        if found is not None or (found := from_base64(value)) is not None:
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
    if isinstance(value, str):
        with suppress(ValueError):
            return moment(value)
    raise _wrong("a time with its offset, such as 2026-03-09T06:00:00Z")


def _milliseconds(value: object) -> datetime:
    if isinstance(value, int | float) and not isinstance(value, bool):
        try:
            return of_microseconds(int(value * 1000))
        except (ValueError, OverflowError):
            pass
    raise _wrong("a time in milliseconds since 1970")


def _seconds(value: object) -> datetime:
    number = numeral(value)
    if isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < 10**11:
        return _milliseconds(number * 1000)
    raise _wrong("a time in seconds since 1970")


def _seconds_or_milliseconds(value: object) -> datetime:
    # As seconds, 10 ** 11 is the year 5138; as milliseconds, 1973.
    seconds = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**11
    return _milliseconds(value * 1000 if seconds else value)  # type: ignore[operator]


# ---- radio ----------------------------------------------------------------------------------------------------------

_DATA_RATE = re.compile(r"SF ?(\d{1,2})(?: ?BW ?(\d+(?:\.\d+)?))?", re.IGNORECASE)


def _data_rate(value: object) -> str | None:
    """Written ``SF9 BW125 4/5`` or ``SF9BW125``; that of FSK, a bit rate, is none of LoRa's."""
    if isinstance(value, str) and (found := _DATA_RATE.match(value)):
        return data_rate(int(found[1]), float(found[2]) if found[2] else None)
    if value is None or (isinstance(value, str | int | float) and not isinstance(value, bool)):
        return None
    raise _wrong("a data rate, such as SF7BW125")


def _maybe_number(value: object) -> float | None:
    number = numeral(value)
    return float(number) if isinstance(number, int | float) and abs(number) < 1e9 else None


def _frequency(unit: int) -> Callable[[object], int]:
    def frequency(value: object) -> int:
        if (found := hertz(value, unit)) is None:
            raise _wrong("a frequency")
        return found

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
TextPort = Annotated[Port, BeforeValidator(numeral)]
TextCount = Annotated[Count, BeforeValidator(numeral)]
TextNumber = Annotated[Number, BeforeValidator(numeral)]
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


_REPR = reprlib.Repr()
_REPR.maxstring = _REPR.maxother = 60


def shown(value: object) -> str:
    """A value as errors show it: short, and in ASCII."""
    try:
        text = _REPR.repr(value).encode("ascii", "backslashreplace").decode()
    except ValueError:  # a whole number of more digits than Python writes
        text = f"a value of type {type(value).__name__}"
    return text if len(text) <= 60 else f"{text[:57]}..."
