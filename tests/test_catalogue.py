"""Every declared device, held against its own declaration: one test of each kind a device.

A failure names the device, the payload in hex and what differs; ``redi-codecs explain`` draws the payload.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

import redi_codecs
from redi_codecs.engine.drawing import NotDrawn, Seeded, draw
from redi_codecs.errors import DecodeError, RediCodecsError
from redi_codecs.layout.device import Device, Vector
from redi_codecs.layout.expr import Expr, Known, Peek, children
from redi_codecs.readings import Decoded

ALL = redi_codecs.devices()
SEED = 20_260_801

each_device = pytest.mark.parametrize("device", ALL, ids=lambda device: device.id)


def port_of(device: Device, vector: Vector) -> int:
    port = vector.f_port if vector.f_port is not None else device.f_port
    assert port is not None, f"{vector.where.file}:{vector.where.line}: the vector needs f_port= (the device has none)"
    return port


def said(decoded: Decoded) -> dict[str, Any]:
    """The whole of what a payload says, comparable."""
    return {
        "message": decoded.message,
        "readings": {one.name: (one.value, one.status) for one in decoded.readings},
        "attributes": {one.name: (one.value, one.status) for one in decoded.attributes.values()},
        "time": decoded.time,
        "records": [
            (one.name, one.time, {each.name: (each.value, each.status) for each in one.readings}) for one in decoded.records
        ],
    }


def cite(device: Device, payload: bytes, port: int) -> str:
    return f"{device.id} fPort {port} payload {payload.hex()}"


@each_device
def test_is_declared_in_full(device: Device) -> None:
    assert device.name and device.source, "name and source (manual, section) are needed"
    assert device.vectors, "at least one vector is needed: a payload with its values"


@each_device
def test_vectors_decode_to_their_values(device: Device) -> None:
    for vector in device.vectors:
        port = port_of(device, vector)
        decoded = redi_codecs.decode(device, vector.payload, port)
        where = f"{vector.where.file}:{vector.where.line} {cite(device, vector.payload, port)}"
        wanted = dict(vector.values)
        assert decoded.message == wanted.pop("message", decoded.message), where
        records = wanted.pop("records", None)
        attributes = {name: one.value for name, one in decoded.attributes.items()}
        readings = {one.name: one.value for one in decoded.readings}
        if "time" in wanted:
            assert decoded.time is not None and decoded.time.timestamp() == wanted.pop("time"), where
        assert {name: attributes.get(name, "not there") for name in wanted if name in attributes} == {
            name: value for name, value in wanted.items() if name in attributes
        }, where
        assert readings == {name: value for name, value in wanted.items() if name not in attributes}, where
        if records is not None:
            found = [
                {"time": one.time and one.time.timestamp()} | {each.name: each.value for each in one.readings}
                for one in decoded.records
            ]
            assert found == [{"time": None} | dict(one) for one in records], where


@each_device
def test_vectors_yield_a_reading(device: Device) -> None:
    decoded = [redi_codecs.decode(device, vector.payload, port_of(device, vector)) for vector in device.vectors]
    assert any(one.readings for one in decoded), "no vector of this device has a reading"


@each_device
def test_vectors_are_encoded_again(device: Device) -> None:
    for vector in device.vectors:
        port = port_of(device, vector)
        decoded = redi_codecs.decode(device, vector.payload, port)
        if decoded.rest:
            continue  # what was not understood cannot be said again
        for values in (decoded, decoded.to_dict(sensitive=True)):
            encoded = redi_codecs.encode_uplink(device, values)
            again = redi_codecs.decode(device, encoded.payload, encoded.f_port)
            assert said(again) == said(decoded), f"{cite(device, vector.payload, port)} → {encoded.payload.hex()}"


def looks_ahead(device: Device) -> bool:
    """Whether the format goes by the length of the payload, so that a shorter one may be another message."""
    from redi_codecs.engine.plan import Choose, If, Loop, every

    def depends(expr: Expr | None) -> bool:
        return expr is not None and (
            isinstance(expr, Peek)
            or (isinstance(expr, Known) and expr.name in ("length", "remaining"))
            or any(map(depends, children(expr)))
        )

    for op in every(redi_codecs.codec(device).plan.ops):
        match op:
            case If(cond) if depends(cond):
                return True
            case Choose(on) if any(map(depends, on)):
                return True
            case Loop(_, count, room) if count is None and not (hasattr(room, "value") and room.value == 0):
                return True
    return False


@each_device
def test_truncated_payloads_make_no_values(device: Device) -> None:
    ahead = looks_ahead(device)
    for vector in device.vectors:
        port = port_of(device, vector)
        whole = said(redi_codecs.decode(device, vector.payload, port))["readings"]
        for size in range(len(vector.payload)):
            cut = vector.payload[:size]
            try:
                decoded = redi_codecs.decode(device, cut, port)
            except DecodeError as error:
                assert error.device == device.id and 0 <= error.offset <= size, cite(device, cut, port)
                decoded = error.partial
                assert decoded is not None
            if not ahead:
                part = said(decoded)["readings"]
                assert part.items() <= whole.items(), f"{cite(device, cut, port)} makes {part}, the whole payload {whole}"


def mutations(device: Device, count: int) -> list[tuple[bytes, int]]:
    chance = random.Random(f"{SEED} {device.id}")
    made = []
    for vector in device.vectors:
        port = port_of(device, vector)
        for at in range(len(vector.payload)):
            for value in {0, 0xFF, chance.randrange(256)}:
                made.append((vector.payload[:at] + bytes([value]) + vector.payload[at + 1 :], port))
        made.append((vector.payload + bytes([chance.randrange(256)]), port))
        made.append((vector.payload, chance.randrange(256)))
    made += [(chance.randbytes(chance.randrange(40)), port_of(device, device.vectors[0])) for _ in range(count)]
    chance.shuffle(made)
    return made[: 20 * count]


@each_device
def test_runtimes_agree_on_mutations(device: Device) -> None:
    """Whatever arrives: the fast and the slow decoder and construct say the same, and nothing but our own errors is raised."""
    from redi_codecs.engine.faults import Fault

    generated = redi_codecs.codec(device)._generated
    for payload, port in mutations(device, 15):
        slow, fault = generated.traced(payload, port, 1.7e9, [])
        try:
            fast = generated.decode(payload, port, 1.7e9)
        except Fault as error:
            assert fault is not None and str(fault) == str(error), cite(device, payload, port)
        else:
            assert fault is None, cite(device, payload, port)
            assert repr([list(fast[2]), list(fast[3]), list(fast[4]), fast[5], fast[:2]]) == repr(
                [list(slow[2]), list(slow[3]), list(slow[4]), slow[5], slow[:2]]
            ), cite(device, payload, port)
            decoded = redi_codecs.decode(device, payload, port)
            decoded.to_dict(), decoded.normalized(), repr(decoded.records), decoded.rest  # noqa: B018


@each_device
def test_explain_covers_every_byte_once(device: Device) -> None:
    samples = [(vector.payload, port_of(device, vector)) for vector in device.vectors] + mutations(device, 2)[:20]
    for payload, port in samples:
        explanation = redi_codecs.explain(device, payload, port)
        covered = [byte for span in explanation.spans for byte in range(span.start, span.end)]
        assert covered == list(range(len(payload))), f"{cite(device, payload, port)}\n{explanation}"


@each_device
def test_drawn_payloads_are_said_again(device: Device) -> None:
    """Payloads drawn from the declaration: decode, encode, decode gives the same."""
    codec = redi_codecs.codec(device)
    tried = 0
    for number in range(60):
        try:
            payload, port = draw(codec.plan, Seeded(SEED + number), device.f_port if device.f_port in (None, 0) else None)
        except NotDrawn:
            continue
        if len(payload) > 222:
            continue
        try:
            decoded = codec.decode(payload, port)
        except DecodeError:
            continue
        if decoded.warnings:
            continue  # a repeated tag, a foreign model byte: what was said twice is said once
        tried += 1
        try:
            encoded = codec.encode_uplink(decoded, f_port=port)
        except RediCodecsError as error:
            pytest.fail(f"{cite(device, payload, port)}: {error}\n{decoded.to_dict(sensitive=True)}")
        again = codec.decode(encoded.payload, encoded.f_port)
        assert said(again) == said(decoded), f"{cite(device, payload, port)} → {encoded.payload.hex()}"
        if tried == 15:
            break
    assert tried or any(op for op in codec.plan.ops if "Call" in type(op).__name__), "nothing could be drawn from this declaration"
