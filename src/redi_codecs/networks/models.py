"""An uplink as a type of pydantic: its JSON, the schema of that, and the way back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, NotRequired

from pydantic import ConfigDict, GetCoreSchemaHandler, PlainSerializer, with_config
from pydantic_core import CoreSchema
from typing_extensions import TypedDict

from redi_codecs.networks.uplink import Gateway, Kind
from redi_codecs.readings.models import schema

__all__ = ["uplink_schema"]


#: Written in hex here and not by the configuration, which is not asked for what a function has made.
Payload = Annotated[bytes, PlainSerializer(bytes.hex, return_type=str, when_used="json")]


@with_config(ConfigDict(val_json_bytes="hex"))
class Uplink(TypedDict):
    """One message of a network server, in the same words for every server; the payload is in hex."""

    network: str
    kind: Kind
    dev_eui: str
    f_port: NotRequired[int | None]
    payload: NotRequired[Payload]
    f_cnt: NotRequired[int | None]
    received_at: NotRequired[datetime | None]
    device: NotRequired[str | None]
    device_name: NotRequired[str | None]
    gateways: NotRequired[tuple[Gateway, ...]]
    data_rate: NotRequired[str | None]
    frequency: NotRequired[int | None]
    simulated: NotRequired[bool]


def uplink_schema(cls: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
    """Of ``Uplink``, which is written whole."""
    names = tuple(Uplink.__annotations__)
    return schema(
        cls, Uplink, lambda told: cls(**told), lambda one, info: {name: getattr(one, name) for name in names}, handler
    )
