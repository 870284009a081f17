"""The Things Stack v3: webhooks, MQTT and the storage integration send the same JSON.

A message names its device under ``end_device_ids`` and says by the name of one further field what it is about
(``uplink_message``, ``join_accept``, ``downlink_ack``…). Fields that are zero are left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.fields import Base64, Count, DevEui, Message, Number, Port, Server, Time, position, validated
from redi_codecs.networks.uplink import Gateway, Kind, Uplink

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
    dev_eui: DevEui


class VersionIds(Message):
    brand_id: str | None = None
    model_id: str | None = None

    @property
    def device(self) -> str | None:
        return f"{self.brand_id}/{self.model_id}" if self.brand_id and self.model_id else None


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
    gateway_ids: GatewayIds = GatewayIds()
    packet_broker: PacketBroker | None = None
    rssi: Number | None = None
    snr: Number | None = None
    location: Location = Location()

    @property
    def gateway(self) -> Gateway:
        """The gateway that heard the frame: behind the Packet Broker it is the forwarder's, not the broker itself."""
        ids = self.gateway_ids
        id = ids.gateway_id or ids.eui
        if broker := self.packet_broker:
            id = broker.forwarder_gateway_id or broker.forwarder_gateway_eui or id
        latitude, longitude = position(self.location.latitude, self.location.longitude)
        return Gateway(id or "", self.rssi, self.snr, latitude, longitude)


class UplinkMessage(Message):
    f_port: Port | None = None
    f_cnt: Count = 0
    frm_payload: Base64 = b""
    rx_metadata: tuple[RxMetadata, ...] = ()
    received_at: Time | None = None
    version_ids: VersionIds = VersionIds()


class ApplicationUp(Message):
    end_device_ids: EndDeviceIds
    received_at: Time | None = None
    uplink_message: UplinkMessage | None = None


def recognises(message: Mapping[str, Any]) -> bool:
    return "end_device_ids" in message


def parse(message: Mapping[str, Any]) -> Uplink:
    kinds = [kind for field, kind in KINDS.items() if field in message]
    if len(kinds) != 1:
        seen = ", ".join(field for field in KINDS if field in message) or "none of them"
        raise UplinkError(f"a message of The Things Stack has one of {', '.join(KINDS)}; saw {seen}")
    up = validated(ApplicationUp, message)
    ids, uplink = up.end_device_ids, up.uplink_message
    if uplink is None:
        if kinds == ["uplink"]:
            raise UplinkError("expected an object, saw None", field="uplink_message")
        return Uplink(SERVER.name, kinds[0], ids.dev_eui, received_at=up.received_at, device_name=ids.device_id)
    return Uplink(
        network=SERVER.name,
        kind="uplink" if uplink.frm_payload else "empty",
        dev_eui=ids.dev_eui,
        f_port=uplink.f_port,
        payload=uplink.frm_payload,
        f_cnt=uplink.f_cnt,
        # The network server's time: it precedes the outer one by the application server's delay.
        received_at=uplink.received_at or up.received_at,
        device=uplink.version_ids.device,
        device_name=ids.device_id,
        gateways=tuple(metadata.gateway for metadata in uplink.rx_metadata),
    )


SERVER = Server("the-things-stack", "The Things Stack v3", "end_device_ids", recognises, parse)
