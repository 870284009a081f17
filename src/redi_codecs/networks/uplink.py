"""What is left of an uplink message once the network server's envelope is off."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from redi_codecs.frozen import Frozen, frozen
from redi_codecs.instants import iso

__all__ = ["Gateway", "Kind", "Uplink", "frame"]

Kind = Literal[
    "uplink",
    "empty",
    "join",
    "status",
    "ack",
    "nack",
    "downlink",
    "location",
    "log",
    "event",
    "service",
    "normalized",
    "simulated",
]
"""What a message tells: an ``uplink`` carries a payload, all others carry none.

``empty`` is a frame without a payload of the application's; ``ack`` and ``nack`` answer a confirmed downlink;
``downlink`` is the fate of a downlink on its way (queued, sent, failed); ``event`` is what a server's parts tell each
other of a frame on its way through them; ``service`` comes from an integration inside the server; ``normalized`` is the
server's second copy of an uplink, in its own vocabulary; ``simulated`` is an uplink that no device sent, where these
are left out.
"""


@dataclass(frozen=True, slots=True)
class Gateway:
    """A gateway that heard the frame; what the server does not say is None, and its id is empty."""

    id: str
    rssi: float | None = None
    snr: float | None = None
    latitude: float | None = None
    longitude: float | None = None


@frozen
class Uplink(Frozen):
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
        simulated: somebody made the uplink in the server's console; no device sent it.
    """

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
    simulated: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold: all of it, the payload in hex."""
        received_at = None if self.received_at is None else iso(self.received_at)
        return {name: getattr(self, name) for name in self._names} | {
            "payload": self.payload.hex(),
            "received_at": received_at,
            "gateways": list(map(asdict, self.gateways)),
        }

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from redi_codecs.networks.models import uplink_schema

        return uplink_schema(cls, handler)


def frame(network: str, *, f_port: int | None, payload: bytes | None, **told: Any) -> Uplink:
    """A device's frame: an ``uplink`` with its payload, or an ``empty`` one.

    What is sent on port 0 are MAC commands, never the application's data (LoRaWAN 1.0.x, 4.3.2).

    >>> frame("x", dev_eui="", f_port=85, payload=b"!").kind, frame("x", dev_eui="", f_port=0, payload=b"!").kind
    ('uplink', 'empty')
    """
    data = payload if payload and f_port != 0 else b""
    return Uplink(network, "uplink" if data else "empty", f_port=f_port, payload=data, **told)
