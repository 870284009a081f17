"""Field types that the servers' messages share, and their errors in words for people."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, FiniteFloat, ValidationError
from pydantic_core import PydanticCustomError

from redi_codecs.errors import UplinkError
from redi_codecs.networks.uplink import Uplink

__all__ = ["Base64", "Count", "DevEui", "Message", "Number", "Port", "Server", "Time", "position", "validated"]


@dataclass(frozen=True, slots=True)
class Server:
    """One network server: by what its messages are recognised, and how they are read."""

    name: str
    title: str
    marks: str
    recognises: Callable[[Mapping[str, Any]], bool]
    parse: Callable[[Mapping[str, Any]], Uplink]


class Message(BaseModel):
    """Part of a server's message: the fields needed here, everything else ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def _wrong(expected: str) -> PydanticCustomError:
    return PydanticCustomError("uplink_field", "expected {expected}", {"expected": expected})


def _dev_eui(value: object) -> str:
    digits = re.sub(r"^0[xX]|[\s:.-]", "", value).lower() if isinstance(value, str) else ""
    if not re.fullmatch(r"[0-9a-f]{16}", digits):
        raise _wrong("a DevEUI, 16 hex digits")
    return digits


def _base64(value: object) -> bytes:
    if isinstance(value, str):
        try:
            return base64.b64decode(value, validate=True)
        except (binascii.Error, ValueError):
            pass
    raise _wrong("a payload in base64")


def _time(value: object) -> datetime:
    try:
        time = datetime.fromisoformat(value) if isinstance(value, str) else None
        if time is not None and time.tzinfo is not None:
            return time.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise _wrong("a time with its offset, such as 2026-03-09T06:00:00Z")


DevEui = Annotated[str, BeforeValidator(_dev_eui)]
Base64 = Annotated[bytes, BeforeValidator(_base64)]
Time = Annotated[datetime, BeforeValidator(_time)]
Port = Annotated[int, Field(strict=True, ge=0, le=255)]
Count = Annotated[int, Field(strict=True, ge=0)]
Number = Annotated[FiniteFloat, Field(strict=True)]

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
    "finite_number": "a finite number",
}

M = TypeVar("M", bound=Message)


def validated(model: type[M], message: Mapping[str, Any]) -> M:
    """The message as `model`; the first wrong field as an UplinkError with its path, what was seen and expected."""
    try:
        return model.model_validate(message)
    except ValidationError as error:
        first, *others = error.errors(include_url=False)
    path = ".".join(str(step) for step in first["loc"])
    more = f" (and {len(others)} more wrong field{'s' * (len(others) > 1)})" if others else ""
    if first["type"] == "missing":
        raise UplinkError(f"is missing{more}", field=path)
    expected = _EXPECTED.get(first["type"]) or first["msg"].removeprefix("Input should be ").removeprefix("expected ")
    raise UplinkError(f"expected {expected}, saw {_shown(first['input'])}{more}", field=path)


def position(latitude: float | None, longitude: float | None) -> tuple[float | None, float | None]:
    """A gateway's place; 0, 0 is what a gateway without a place reports.

    >>> position(48.76, 8.24), position(0.0, 0.0), position(48.76, None)
    ((48.76, 8.24), (None, None), (None, None))
    """
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _shown(value: object) -> str:
    text = ascii(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
