"""The traffic of a region, made from a seed: what services, archives and benchmarks are tried on."""

from __future__ import annotations

import base64
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, Final, Literal

from redi_codecs.device_codec import codec
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.errors import DecodeError, RediCodecsError
from redi_codecs.networks.uplink import Gateway, Uplink
from redi_codecs.testing.servers import NETWORKS, message_of

__all__ = ["FAULTS", "EndDevice", "Event", "Fault", "Region"]

Fault = Literal["line cut", "payload cut", "bits turned", "no device", "unreadable"]
FAULTS: Final[tuple[Fault, ...]] = ("line cut", "payload cut", "bits turned", "no device", "unreadable")
"""How messages are broken: each is for the reader to notice, but for bits that may make another good payload."""

_START: Final = datetime(2026, 3, 9, tzinfo=UTC)
_POOL: Final = 64  # payloads of a model, of which its devices send one after another


@dataclass(frozen=True, slots=True)
class EndDevice:
    """A device of the region: its model before its update and after it, and the server that hears it."""

    dev_eui: str
    device: str
    network: str
    name: str
    every: float
    first: float
    updated_to: str = ""
    updated_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Event:
    """A line of the traffic, and what is true of it.

    Attributes:
        text: the line, as a server sends it.
        sent: the frame that the device sent; its ``device`` says of which model it is.
        fault: how the line is broken; empty for a good one.
        repeat: the server gives a frame a second time.
        updated: the device has its other firmware by now.
    """

    text: str
    sent: Uplink
    fault: Fault | Literal[""] = ""
    repeat: bool = False
    updated: bool = False


@dataclass(frozen=True)
class Region:
    """Devices that send for some days; the same arguments make the same lines, in memory that does not grow.

    Attributes:
        devices: the models, of which the devices are, in turn.
        count: how many devices there are.
        days: how long they send.
        every: seconds from one frame of a device to the next, on average.
        networks: the servers, each of which hears a part of the devices.
        seed: another one makes other traffic.
        faults: the part of the messages that are broken.
        doubles: the part that the server gives twice.
        lost: the part of the frames that nobody hears: their counters are missing.
        late: the part that comes after others that were sent later.
        updates: pairs of models: those devices of the first are of the second after half of the time, as after an
            update of firmware that changes the payload.

    >>> region = Region(["milesight-iot/em300-th", "elsys/ers"], count=4, days=0.1, seed=7, faults=0.1)
    >>> len(list(region.lines())), list(region.lines()) == list(region.lines())
    (32, True)
    """

    devices: Sequence[str]
    count: int = 100
    days: float = 1.0
    every: float = 1200.0
    networks: Sequence[str] = ("the-things-stack", "chirpstack")
    seed: int = 1
    faults: float = 0.0
    doubles: float = 0.0
    lost: float = 0.0
    late: float = 0.0
    updates: Sequence[tuple[str, str]] = field(default=())

    def __post_init__(self) -> None:
        if not self.devices:
            raise RediCodecsError("devices: at least one model is needed")
        if unknown := [one for one in self.networks if one not in NETWORKS]:
            raise RediCodecsError(f"networks: no messages of {unknown[0]!r} are made; there are {', '.join(NETWORKS)}")
        for name in ("faults", "doubles", "lost", "late"):
            if not 0 <= getattr(self, name) <= 1:
                raise RediCodecsError(f"{name}: expected a part, 0 … 1, saw {getattr(self, name)!r}")

    @cached_property
    def end_devices(self) -> tuple[EndDevice, ...]:
        """The devices, with DevEUIs that are of no manufacturer."""
        chance, after = random.Random(self.seed), dict(self.updates)
        made = []
        for number in range(self.count):
            model = self.devices[number % len(self.devices)]
            network = self.networks[number // len(self.devices) % len(self.networks)]
            every = self.every * chance.uniform(0.9, 1.1)
            made.append(
                EndDevice(
                    f"024f52{number:010x}",
                    model,
                    network,
                    f"{model.partition('/')[2]}-{number}",
                    every,
                    chance.uniform(0, every),
                    after.get(model, ""),
                    self.days * 86400 * chance.uniform(0.4, 0.6),
                )
            )
        return tuple(made)

    def device_map(self) -> dict[str, str]:
        """Which model stands behind each DevEUI, as :class:`~redi_codecs.DeviceMap` takes it: that before an update."""
        return {one.dev_eui: one.device for one in self.end_devices}

    def lines(self) -> Iterator[str]:
        """The traffic, a message a line."""
        for event in self.events():
            yield event.text

    def events(self) -> Iterator[Event]:
        """The traffic with what is true of it, in the order in which it comes to the application."""
        chance = random.Random(f"{self.seed} events")
        pools = {model: _pool(model, self.seed) for model in {*self.devices, *dict(self.updates).values()}}
        held: list[tuple[int, Event]] = []
        for number, event in enumerate(self._sent(chance, pools)):
            if self.late and chance.random() < self.late:
                held.append((number + chance.randint(2, 200), event))
            else:
                yield event
            if self.doubles and chance.random() < self.doubles:
                yield replace(event, repeat=True)
            if held and any(due <= number for due, _ in held):
                yield from (one for due, one in held if due <= number)
                held = [(due, one) for due, one in held if due > number]
        yield from (one for _, one in held)

    def _sent(self, chance: random.Random, pools: dict[str, tuple[tuple[bytes, int], ...]]) -> Iterator[Event]:
        """Turn by turn, each device once a turn: no queue is needed, and times go up but for some minutes."""
        turn, end = 0, self.days * 86400
        counters = [0] * self.count
        order = sorted(range(self.count), key=lambda number: self.end_devices[number].first)
        while True:
            going = False
            for number in order:
                one = self.end_devices[number]
                seconds = one.first + turn * one.every
                if seconds >= end:
                    continue
                going = True
                counters[number] += 1
                if self.lost and chance.random() < self.lost:
                    continue
                updated = bool(one.updated_to) and seconds >= one.updated_at
                model = one.updated_to if updated else one.device
                payload, f_port = chance.choice(pools[model])
                frame = Uplink(
                    one.network,
                    "uplink",
                    one.dev_eui,
                    f_port,
                    payload,
                    f_cnt=counters[number],
                    received_at=_START + timedelta(seconds=round(seconds, 3)),
                    device=model,
                    device_name=one.name,
                    gateways=tuple(
                        Gateway(f"024f52fffe{gateway:06x}", -chance.randint(40, 120), chance.randint(-40, 50) / 4)
                        for gateway in range(1, chance.choice((2, 2, 3)))
                    ),
                    data_rate=f"SF{chance.choice((7, 7, 8, 9, 10, 12))}BW125",
                    frequency=chance.choice((868_100_000, 868_300_000, 868_500_000)),
                )
                if self.faults and chance.random() < self.faults:
                    yield _broken(frame, chance, updated)
                else:
                    yield Event(_text(message_of(frame)), frame, updated=updated)
            turn += 1
            if not going:
                return


def _text(message: Any) -> str:
    return json.dumps(message, separators=(",", ":"))


def _broken(frame: Uplink, chance: random.Random, updated: bool) -> Event:
    fault = chance.choice(FAULTS)
    sent, cut = frame, frame.payload
    if fault == "payload cut":
        sent = frame.replace(payload=cut[: chance.randrange(len(cut))] if cut else cut)
    elif fault == "bits turned":
        spoilt = bytearray(cut)
        for at in chance.sample(range(len(spoilt)), min(2, len(spoilt))):
            spoilt[at] ^= 1 << chance.randrange(8)
        sent = frame.replace(payload=bytes(spoilt))
    elif fault == "no device":
        sent = frame.replace(device=None, dev_eui=f"024f53{frame.dev_eui[6:]}")
    text = _text(message_of(sent))
    if fault == "line cut":
        text = text[: chance.randrange(1, len(text) - 1)]
    elif fault == "unreadable":
        text = _unreadable(text, cut)
    return Event(text, frame, fault, updated=updated)


def _unreadable(text: str, payload: bytes) -> str:
    """The line with a payload that is neither base64 nor hex, however the server writes it."""
    written = base64.b64encode(payload).decode(), payload.hex(), payload.hex().upper()
    for one in (*(f'"{form}"' for form in written), _text(list(payload))):
        text = text.replace(one, '"not~it"', 1)
    return text


def _pool(model: str, seed: int) -> tuple[tuple[bytes, int], ...]:
    """Payloads of a model that are whole: its vectors, and what can be drawn from its declaration."""
    one = codec(model)
    found = [(vector.payload, vector.f_port) for vector in one.device.vectors if vector.f_port is not None]
    for number in range(4 * _POOL):
        if len(found) >= _POOL:
            break
        try:
            found.append(draw(one.plan, Seeded(seed * 1000 + number)))
        except NotDrawn:
            continue
    good = []
    for payload, f_port in found:
        try:
            decoded = one.decode(payload, f_port)
        except DecodeError:
            continue
        if payload and f_port and decoded.readings and not decoded.warnings:
            good.append((payload, f_port))
    if not good:
        raise RediCodecsError(f"{model}: no payload with readings could be drawn")
    return tuple(good)
