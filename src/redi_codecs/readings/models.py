"""The reading objects as types of pydantic: their JSON, its schema, and the way back.

Imported when pydantic asks for it and by nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated, Any, TypeVar

from pydantic import Field, GetCoreSchemaHandler, PlainSerializer, SerializationInfo, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema
from typing_extensions import TypedDict

from redi_codecs import readings
from redi_codecs.readings import told

__all__ = ["asked", "decoded_schema", "record_schema", "schema", "valued_schema"]

T = TypeVar("T")

Value = bool | int | float | str | None
#: A time is written by ``to_dict`` already.
Time = Annotated[
    datetime, PlainSerializer(lambda written: written), WithJsonSchema({"type": "string", "format": "date-time"})
]


class Reading(TypedDict):
    """A measurement: a value in its unit, or none and a status that says why."""

    name: Annotated[
        str,
        Field(
            title="Name",
            description="quantity, place, channel and statistic in one word, unique within a payload",
            examples=["temperature", "temperature_probe_1"],
        ),
    ]
    quantity: Annotated[
        str | None, Field(title="Quantity", description="what is measured", examples=["temperature", "co2"])
    ]
    value: Annotated[
        Value,
        Field(title="Value", description="a number in the unit, yes or no, a name of a state, a text; bytes in hex"),
    ]
    unit: Annotated[
        str, Field(title="Unit", description="UCUM code; empty where there is none", examples=["Cel", "%", "[ppm]"])
    ]
    time: Annotated[Time | None, Field(title="Time", description="when it was measured, as far as that is known")]
    status: Annotated[
        str | None,
        Field(
            title="Status",
            description="why there is no value; implausible: there is one, beyond physical limits",
            examples=["not_connected", "fault"],
        ),
    ]
    channel: Annotated[int | None, Field(title="Channel", description="number of the probe, input or channel")]
    place: Annotated[str, Field(title="Place", description="where it is measured", examples=["air", "soil", "probe"])]
    statistic: Annotated[
        str, Field(title="Statistic", description="what became of several values", examples=["last", "max", "total"])
    ]


class Attribute(Reading):
    """What is no measurement: a setting, a threshold, an identity, the reason of an alarm."""


class Warned(TypedDict):
    """Something odd that did not stop the decoding."""

    code: Annotated[str, Field(title="Code", examples=["unknown_tag"])]
    offset: Annotated[int, Field(title="Offset", description="in bytes from the beginning of the payload")]
    text: Annotated[str, Field(title="Text", description="a sentence for a person")]


class Record(TypedDict):
    """A turn of a history: readings of one earlier time."""

    name: Annotated[str, Field(title="Name", description="which history of the device", examples=["history"])]
    time: Annotated[Time | None, Field(title="Time", description="when it was measured")]
    readings: Annotated[list[Reading], Field(title="Readings")]
    attributes: Annotated[list[Attribute], Field(title="Attributes")]


class Decoded(TypedDict):
    """A payload, understood."""

    device: Annotated[str, Field(title="Device", description="vendor/model", examples=["milesight-iot/em300-th"])]
    f_port: Annotated[int, Field(title="fPort", ge=0, le=255)]
    message: Annotated[
        str | None, Field(title="Message", description="which of the device's frames, where it has several")
    ]
    time: Annotated[Time | None, Field(title="Time", description="the payload's own, else when it was received")]
    received_at: Annotated[Time | None, Field(title="Received at", description="when the payload came in")]
    readings: Annotated[list[Reading], Field(title="Readings", description="the current measurements")]
    records: Annotated[list[Record], Field(title="Records", description="the history in the payload")]
    attributes: Annotated[list[Attribute], Field(title="Attributes", description="what is no measurement")]
    warnings: Annotated[list[Warned], Field(title="Warnings", description="what was odd")]
    rest: Annotated[
        str | None,
        Field(title="Rest", description="bytes that were not understood, in hex; null where they may be sensitive"),
    ]
    rest_size: Annotated[int, Field(title="Size of the rest", ge=0)]
    payload: Annotated[
        str | None, Field(title="Payload", description="in hex; null where something sensitive may be in it")
    ]


def valued_schema(cls: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Of ``Reading`` and ``Attribute``."""
    measured = cls is readings.Reading
    return schema(
        cls, Reading if measured else Attribute, told.reading if measured else told.attribute, _valued, handler
    )


def record_schema(cls: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Of ``Record``."""
    return schema(cls, Record, told.record, lambda one, info: one.to_dict(sensitive=asked(info)), handler)


def decoded_schema(cls: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Of ``Decoded``."""

    def plain(one: readings.Decoded, info: SerializationInfo) -> dict[str, Any]:
        sensitive = asked(info)
        return {**one.to_dict(sensitive=sensitive), "payload": told.json_payload(one, sensitive=sensitive)}

    return schema(cls, Decoded, told.decoded, plain, handler)


def asked(info: SerializationInfo, name: str = "sensitive") -> bool:
    """Whether ``context={"sensitive": True}`` was given."""
    return isinstance(info.context, Mapping) and bool(info.context.get(name))


def schema(
    cls: type[T],
    form: Any,
    made: Callable[[dict[str, Any]], T],
    plain: Callable[[T, SerializationInfo], Mapping[str, Any]],
    handler: GetCoreSchemaHandler,
) -> CoreSchema:
    """An object of ``cls`` that is written as a dict of this ``form``, and ``made`` of one."""
    inner = handler.generate_schema(form)

    def taken(content: dict[str, Any]) -> T:
        try:
            return made(content)
        except (ValueError, OverflowError) as error:
            raise PydanticCustomError("redi_codecs", "{why}", {"why": str(error)}) from None

    parsed = core_schema.no_info_after_validator_function(taken, inner)
    return core_schema.json_or_python_schema(
        json_schema=parsed,
        python_schema=core_schema.union_schema([core_schema.is_instance_schema(cls), parsed]),
        serialization=core_schema.plain_serializer_function_ser_schema(plain, info_arg=True, return_schema=inner),
    )


def _valued(one: Any, info: SerializationInfo) -> dict[str, Any]:
    return readings.valued_dict(one) if asked(info) else readings.alone_dict(one)
