"""A service that decodes what is posted to it, and says in its OpenAPI what it answers: ``uvicorn readings_api:app``.

The reading objects of the library are types of pydantic, so that they stand in responses and models as they are.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Body, FastAPI, HTTPException
from pydantic import BaseModel

import redi_codecs
from redi_codecs import Decoded, DecodedMessage, Reading

app = FastAPI(title="Readings of LoRaWAN sensors", version="1")


class Payload(BaseModel):
    """A payload as somebody has it on paper."""

    device: str
    payload: str
    f_port: int


class Highest(BaseModel):
    """The reading with the highest value of all that were posted."""

    reading: Reading | None


@app.post("/payloads")
def decode_payload(sent: Payload) -> Decoded:
    """What a payload says."""
    try:
        return redi_codecs.decode(sent.device, sent.payload, sent.f_port)
    except redi_codecs.RediCodecsError as error:
        raise HTTPException(422, str(error)) from None


@app.post("/uplinks")
def decode_uplink(message: Annotated[dict[str, object], Body()]) -> DecodedMessage:
    """What a network server's message says."""
    try:
        return redi_codecs.decode_message(message)
    except redi_codecs.RediCodecsError as error:
        raise HTTPException(422, str(error)) from None


@app.post("/highest")
def highest(quantity: str, decoded: list[Decoded]) -> Highest:
    """Answers of this service may be posted to it again."""
    found = [one for each in decoded for one in each if one.quantity == quantity and one.value is not None]
    return Highest(reading=max(found, key=lambda one: one.value, default=None))
