"""Azure IoT Edge LoRaWAN Starter Kit: what its network server sends from a device to the cloud.

``data`` is what a decoder made of the payload: in ``data.value`` of the one called DecoderHexSensor, the payload itself
in hex. ``rawdata`` is base64, in early releases of the whole frame, whose payload is encrypted, and since of the
decrypted payload; ``size``, that of the whole frame, tells the two apart. Where they contradict each other, the message
is refused.

https://github.com/Azure/iotedge-lorawan-starterkit (``LoRaWan.NetworkServer/LoRaDeviceTelemetry.cs``)
"""

from __future__ import annotations

import binascii
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any, Final

from pydantic import Field

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    Base64,
    DataRate,
    DevEui,
    Megahertz,
    Message,
    Milliseconds,
    TextCount,
    TextNumber,
    TextPort,
    shown,
    validated,
)
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Uplink, frame

__all__ = ["SERVER"]

#: Bytes of a frame around its payload, without and with all of the commands that its header may hold.
_AROUND: Final = range(13, 29)


class Telemetry(Message):
    dev_eui: Annotated[DevEui, Field(alias="eui")]
    edgets: Milliseconds | None = None
    port: TextPort | None = None
    fcnt: TextCount | None = None
    rawdata: Base64 | None = None
    size: TextCount | None = None
    freq: Megahertz | None = None
    datr: DataRate = None
    gatewayid: str | None = None
    rssi: TextNumber | None = None
    lsnr: TextNumber | None = None

    @property
    def gateways(self) -> tuple[Gateway, ...]:
        if self.gatewayid is None and self.rssi is None:
            return ()
        return (Gateway(self.gatewayid or "", self.rssi, self.lsnr),)

    @property
    def decrypted(self) -> bytes | None:
        """The payload, where ``rawdata`` is sure to be that."""
        raw, size = self.rawdata, self.size
        return raw if raw and size is not None and size - len(raw) in _AROUND else None


def parse(message: Mapping[str, Any]) -> Uplink:
    told = validated(Telemetry, message)
    return frame(
        SERVER.name,
        dev_eui=told.dev_eui,
        f_port=told.port,
        payload=None if told.port == 0 else _payload(told, message.get("data")),
        f_cnt=told.fcnt,
        received_at=told.edgets,
        gateways=told.gateways,
        data_rate=told.datr,
        frequency=told.freq,
    )


def _payload(told: Telemetry, data: Any) -> bytes | None:
    value = data.get("value") if isinstance(data, Mapping) else None
    in_hex = None
    if isinstance(value, str):
        with suppress(ValueError):
            in_hex = binascii.unhexlify(value)
    raw = told.decrypted
    if raw is None:
        if in_hex is None:
            raise UplinkError(
                f"expected a payload in hex digits, saw {shown(value)} (DecoderHexSensor gives it)", field="data.value"
            )
        return in_hex
    if in_hex and in_hex != raw:
        raise UplinkError("is another payload than that in data.value", field="rawdata")
    return raw


SERVER = Server("azure-starter-kit", "Azure IoT Edge LoRaWAN Starter Kit", parse, signs=("eui", "edgets"))
