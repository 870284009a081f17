"""A decoded message as a type of pydantic: its JSON, the schema of that, and the way back."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, SerializationInfo
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from redi_codecs import readings
from redi_codecs.networks import uplink
from redi_codecs.readings.models import asked, schema
from redi_codecs.readings.told import json_payload

__all__ = ["message_schema"]


class DecodedMessage(TypedDict):
    """A network server's message, understood."""

    uplink: Annotated[
        uplink.Uplink, Field(title="Uplink", description="the message, in the same words for every server")
    ]
    decoded: Annotated[
        readings.Decoded | None, Field(title="Decoded", description="what the payload says; null where there is none")
    ]


def message_schema(cls: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Of ``DecodedMessage``; payloads with something sensitive in them, and gateways, only where they are asked for."""

    def plain(one: Any, info: SerializationInfo) -> dict[str, Any]:
        told = one.uplink
        hidden: dict[str, Any] = {}
        if not asked(info) and (one.decoded is None or json_payload(one.decoded, sensitive=False) is None):
            hidden["payload"] = b""
        if told.gateways and not asked(info, "gateways"):
            hidden["gateways"] = ()
        return {"uplink": told.replace(**hidden) if hidden else told, "decoded": one.decoded}

    return schema(cls, DecodedMessage, lambda told: cls(**told), plain, handler)
