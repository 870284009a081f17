"""The Things Stack v3, of The Things Network and The Things Industries: webhooks, MQTT and stored messages as JSON.

A message names its device under ``end_device_ids`` and says by the name of one further field what it is about
(``uplink_message``, ``join_accept``, ``downlink_ack``…). Fields that are zero are left out. The storage integration
wraps each message as ``{"result": …}``. What came through the Packet Broker names the forwarder's gateway under
``packet_broker``. An ``app_s_key`` beside the payload says that the payload is still encrypted with it: the
application server was told to leave it so.

https://www.thethingsindustries.com/docs/integrations/data-formats/ ·
https://www.thethingsindustries.com/docs/integrations/storage/retrieve/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import (
    Base64,
    Count,
    DevEui,
    Hertz,
    Message,
    Number,
    Part,
    Port,
    Rows,
    Time,
    left_out,
    validated,
)
from redi_codecs.networks.hints import named
from redi_codecs.networks.server import Server
from redi_codecs.networks.uplink import Gateway, Kind, Uplink, frame
from redi_codecs.networks.values import lora_rate, position, told_of

__all__ = ["SERVER"]

KINDS: Mapping[str, Kind] = {
    "uplink_message": "uplink",
    "uplink_normalized": "normalized",
    "join_accept": "join",
    "downlink_ack": "ack",
    "downlink_nack": "nack",
    "downlink_sent": "downlink",
    "downlink_failed": "downlink",
    "downlink_queued": "downlink",
    "downlink_queue_invalidated": "downlink",
    "location_solved": "location",
    "service_data": "service",
}


class EndDeviceIds(Message):
    device_id: str | None = None
    dev_eui: DevEui = ""


class VersionIds(Message):
    brand_id: str | None = None
    model_id: str | None = None
    hardware_version: str | None = None
    firmware_version: str | None = None

    @property
    def device(self) -> str | None:
        return named(self.brand_id, self.model_id, self.firmware_version, self.hardware_version)


class GatewayIds(Message):
    gateway_id: str | None = None
    eui: str | None = None


class PacketBroker(Message):
    forwarder_gateway_id: str | None = None
    forwarder_gateway_eui: str | None = None


class Location(Message):
    latitude: Number | None = None
    longitude: Number | None = None


class RxMetadata(Message):
    gateway_ids: Part[GatewayIds] = GatewayIds()
    packet_broker: PacketBroker | None = None
    rssi: Number | None = None
    snr: Number | None = None
    location: Part[Location] = Location()

    def gateway(self, lora: bool) -> Gateway:
        """The gateway that heard the frame, behind the Packet Broker the forwarder's and not the broker itself.

        Of LoRa, an SNR of 0 is left out.
        """
        snr = 0.0 if lora and self.snr is None and self.rssi is not None else self.snr
        ids = self.gateway_ids
        id = ids.gateway_id or ids.eui
        if broker := self.packet_broker:
            id = broker.forwarder_gateway_id or broker.forwarder_gateway_eui or id
        return Gateway(id or "", self.rssi, snr, *position(self.location.latitude, self.location.longitude))


class Lora(Message):
    spreading_factor: Count | None = None
    bandwidth: Hertz | None = None


class Rate(Message):
    lora: Lora | None = None
    fsk: dict[str, Any] | None = None
    lrfhss: dict[str, Any] | None = None

    @property
    def is_lora(self) -> bool:
        """Whether it is not said to be that of another modulation."""
        return self.fsk is None and self.lrfhss is None


class Settings(Message):
    data_rate: Part[Rate] = Rate()
    frequency: Hertz | None = None

    @property
    def lora(self) -> str | None:
        lora = self.data_rate.lora
        return lora_rate(lora.spreading_factor, lora.bandwidth) if lora else None


class UplinkMessage(Message):
    f_port: Port | None = None
    f_cnt: Count = 0
    frm_payload: Base64 = b""
    rx_metadata: Rows[RxMetadata] = ()
    settings: Part[Settings] = Settings()
    received_at: Time = None
    version_ids: Part[VersionIds] = VersionIds()
    app_s_key: dict[str, Any] | None = None


class ApplicationUp(Message):
    end_device_ids: EndDeviceIds
    received_at: Time = None
    uplink_message: UplinkMessage | None = None
    simulated: bool | None = None


def parse(message: Mapping[str, Any]) -> Uplink:
    fields = told_of(KINDS, message)
    if len(fields) != 1:
        seen = ", ".join(fields) or "none of them"
        raise UplinkError(f"a message of The Things Stack has one of {', '.join(KINDS)}; saw {seen}")
    kind = KINDS[fields[0]]
    up = validated(ApplicationUp, message)
    ids, uplink = up.end_device_ids, up.uplink_message
    # What becomes of a downlink is told with the device's id alone, where that is all that is known.
    if not ids.dev_eui and kind != "downlink":
        raise UplinkError("is missing", field="end_device_ids.dev_eui")
    if kind != "uplink":
        return Uplink(SERVER.name, kind, ids.dev_eui, received_at=up.received_at, device_name=ids.device_id)
    if uplink is None:
        raise UplinkError("expected an object, saw None", field="uplink_message")
    f_port = uplink.f_port
    if f_port is None and uplink.frm_payload:
        f_port = left_out("f_port", uplink, "rx_metadata")
    if f_port and uplink.frm_payload and uplink.app_s_key:
        raise UplinkError(
            "is encrypted: the application server was told not to decrypt it", field="uplink_message.frm_payload"
        )
    return frame(
        SERVER.name,
        dev_eui=ids.dev_eui,
        f_port=f_port,
        payload=uplink.frm_payload,
        f_cnt=uplink.f_cnt,
        # The network server's time: it precedes the outer one by the application server's delay.
        received_at=uplink.received_at or up.received_at,
        device=uplink.version_ids.device,
        device_name=ids.device_id,
        gateways=tuple(metadata.gateway(uplink.settings.data_rate.is_lora) for metadata in uplink.rx_metadata),
        data_rate=uplink.settings.lora,
        frequency=uplink.settings.frequency,
        simulated=bool(up.simulated),
    )


SERVER = Server("the-things-stack", "The Things Stack v3", parse, signs=("end_device_ids",))
