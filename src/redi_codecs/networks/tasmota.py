"""Tasmota's LoRaWAN bridge: what it publishes of a device under ``tele/…`` as JSON.

Below ``LwReceived`` stands the device by its name or short address; the payload is a list of bytes, the DevEUI is in
two halves. Several devices may stand in one message: each is a message of its own in an archive. What Tasmota's own
decoders made is another message, ``LwDecoded``, and has no payload.

https://github.com/arendst/Tasmota (``tasmota/tasmota_xdrv_driver/xdrv_73_8_lorawan_bridge.ino``)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import Field

from redi_codecs.dev_eui import hex_eui
from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import Message, TextNumber, TextPort, shown, validated
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame

__all__ = ["SERVER"]

_SHORT_ADDRESS: Final = re.compile(r"0x[0-9A-Fa-f]{1,8}")
_HALF: Final = re.compile(r"(0[xX])?([0-9A-Fa-f]{8})")
Byte = Annotated[int, Field(strict=True, ge=0, le=255)]


class Received(Message):
    name: Annotated[str | None, Field(alias="Name")] = None
    high: Annotated[str, Field(alias="DevEUIh")]
    low: Annotated[str, Field(alias="DevEUIl")]
    f_port: Annotated[TextPort | None, Field(alias="FPort")] = None
    payload: Annotated[tuple[Byte, ...], Field(alias="Payload")]
    rssi: Annotated[TextNumber | None, Field(alias="RSSI")] = None
    snr: Annotated[TextNumber | None, Field(alias="SNR")] = None


def parts(message: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """A message for each device."""
    devices = message["LwReceived"]
    if not isinstance(devices, Mapping):
        return [message]
    return [{**message, "LwReceived": {name: device}} for name, device in devices.items()]


def parse(message: Mapping[str, Any]) -> Uplink:
    devices = message["LwReceived"]
    if isinstance(devices, Mapping) and len(devices) > 1:
        raise UplinkError(
            f"{len(devices)} devices in one message: decode_stream reads each of them", field="LwReceived"
        )
    if not isinstance(devices, Mapping) or not devices:
        raise UplinkError(f"expected an object with one device, saw {shown(devices)}", field="LwReceived")
    ((key, inner),) = devices.items()
    at = f"LwReceived.{key}"
    received = validated(Received, inner, at=at)
    halves = []
    for name, text in (("DevEUIh", received.high), ("DevEUIl", received.low)):
        if (half := _HALF.fullmatch(text.strip())) is None:
            raise UplinkError(f"expected half a DevEUI, 8 hex digits, saw {text[:40]!a}", field=f"{at}.{name}")
        halves.append(half[2])
    return frame(
        SERVER.name,
        dev_eui=hex_eui("".join(halves)) or "",
        f_port=received.f_port,
        payload=bytes(received.payload),
        device_name=received.name or (None if _SHORT_ADDRESS.fullmatch(str(key)) else str(key)),
        gateways=() if received.rssi is None else (Gateway("", received.rssi, received.snr),),
    )


SERVER = Server("tasmota", "Tasmota LoRaWAN bridge", parse, signs=("LwReceived",), parts=parts)
