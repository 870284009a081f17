"""What is left of an uplink message once the network server's envelope is off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

__all__ = ["Gateway", "Kind", "Uplink"]

Kind = Literal[
    "uplink", "empty", "join", "status", "ack", "nack", "downlink", "location", "log", "service", "normalized"
]
"""What a message tells: an ``uplink`` carries a payload, all others carry none.

``empty`` is a frame without payload; ``ack`` and ``nack`` answer a confirmed downlink; ``downlink`` is the fate of a
downlink on its way (queued, sent, failed); ``service`` comes from an integration inside the server; ``normalized``
is the server's second copy of an uplink, in its own vocabulary.
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway that heard the frame; what the server does not say is None, and its id is empty."""

    id: str
    rssi: float | None = None
    snr: float | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Uplink:
    """One message of a network server, in the same words for every server.

    Attributes:
        network: the server that it came through, such as ``"the-things-stack"``.
        kind: what the message tells; only ``"uplink"`` has a payload.
        dev_eui: 16 lowercase hex digits, however the server spells them. Only the fate of a downlink may come without:
            then it is empty.
        f_port: None where the frame has none.
        received_at: UTC, from the server; None where the server does not say.
        device: ``"vendor/model"`` where the message itself says so, and never a guess.
        device_name: the name that the device has on the server.
        data_rate: spreading factor and bandwidth in kHz, ``"SF7BW125"``; ``"SF7"`` where the server does not say the
            bandwidth; None where the modulation is none of LoRa's.
        frequency: in Hz.
    """

    #: As a type of pydantic it has its payload in hex.
    __pydantic_config__: ClassVar[dict[str, Any]] = {"ser_json_bytes": "hex", "val_json_bytes": "hex"}

    network: str
    kind: Kind
    dev_eui: str
    f_port: int | None = None
    payload: bytes = b""
    f_cnt: int | None = None
    received_at: datetime | None = None
    device: str | None = None
    device_name: str | None = None
    gateways: tuple[Gateway, ...] = ()
    data_rate: str | None = None
    frequency: int | None = None
