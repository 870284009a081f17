"""What a codec in JavaScript has to say of a payload, told by Python: ``data``, ``warnings``, ``errors``."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from javascript.engines import Call
from redi_codecs.device_codec import Codec
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.errors import DecodeError
from redi_codecs.runtimes.javascript import answer, normalized_answer

Payload = tuple[bytes, int, float | None]


def uplink(codec: Codec, payload: bytes, f_port: int, received_at: float | None = None) -> dict[str, Any]:
    """The answer of ``decodeUplink``."""
    received = None if received_at is None else datetime.fromtimestamp(received_at, UTC)
    try:
        decoded = codec.decode(payload, f_port, received_at=received)
    except DecodeError as error:
        return {"errors": [str(error.without_payload())]}
    return answer(decoded)


def normal(codec: Codec, payload: bytes, f_port: int, received_at: float | None = None) -> dict[str, Any]:
    """The answer of ``normalizeUplink`` to what ``decodeUplink`` says of a payload."""
    received = None if received_at is None else datetime.fromtimestamp(received_at, UTC)
    return normalized_answer(codec.decode(payload, f_port, received_at=received))


def same(one: Any, other: Any) -> bool:
    """Whether two answers are equal to the last bit; true is not 1."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, int):
        return same(other, one)
    if isinstance(one, int) and isinstance(other, float):  # JSON has digits of a large number where it has no point
        return not isinstance(one, bool) and float(one) == other
    return isinstance(one, bool) == isinstance(other, bool) and one == other


RECEIVED_AT = 1_773_036_000.25


def payloads(
    codec: Codec, seed: int, mutations: int, drawn: int, vectors: Sequence[Payload] | None = None
) -> Iterator[Payload]:
    """A device's vectors, each cut at every byte and with bytes changed, and payloads drawn from its layout."""
    chance = random.Random(f"{codec.device.id} {seed}")
    if vectors is None:
        vectors = [(one.payload, one.f_port, one.received_at) for one in codec.device.vectors]
    yield from vectors
    for payload, f_port, received_at in vectors:
        for stop in range(len(payload)):
            yield payload[:stop], f_port, received_at
        yield payload + b"\0", f_port, received_at
    ports = sorted({port for _, port, _ in vectors}) or [1]
    for _ in range(mutations):
        payload, f_port, received_at = chance.choice(vectors) if vectors else (b"\0" * 8, 1, None)
        changed = bytearray(payload)
        for _ in range(chance.choice((1, 1, 2, 4))):
            if changed:
                at = chance.randrange(len(changed))
                changed[at] = chance.choice(
                    (0, 0xFF, 0x80, 0x7F, changed[at] ^ 1 << chance.randrange(8), chance.randrange(256))
                )
        port = chance.choice((f_port, f_port, f_port, *ports, 0, 255, chance.randrange(256)))
        at_all_times = (received_at, None, RECEIVED_AT, 0.0, round(chance.uniform(0, 4e9), 6))
        yield bytes(changed), port, chance.choice(at_all_times)
        yield chance.randbytes(chance.randrange(60)), chance.choice(ports), None
    seeded = Seeded(chance.randrange(1 << 30))
    for _ in range(drawn):
        try:
            payload, f_port = draw(codec.plan, seeded)
        except NotDrawn:
            continue
        yield payload, f_port, chance.choice((None, RECEIVED_AT))


def call(payload: bytes, f_port: int, received_at: float | None) -> Call:
    """The call that decodes a payload; the time is a text."""
    given: dict[str, Any] = {"bytes": payload.hex(), "fPort": f_port}
    if received_at is not None:
        given["recvTime"] = datetime.fromtimestamp(received_at, UTC).isoformat()
    return "decodeUplink", given
