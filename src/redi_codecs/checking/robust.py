"""What has to hold of a device whatever its payloads say: cut, spoilt, foreign or drawn.

All draws come from fixed seeds, so that what failed once fails again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from redi_codecs.checking.comparing import said
from redi_codecs.checking.samples import SEED, cite, decoded, fault, mutations, problem, refused
from redi_codecs.checking.statements import Problem
from redi_codecs.checking.vectors import vectors_of
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError, EncodeError
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import Const, Expr, Known, Peek, children
from redi_codecs.readings import Decoded
from redi_codecs.results import moment

__all__ = [
    "drawn_payloads_are_said_again",
    "every_byte_is_explained_once",
    "foreign_payloads_raise_our_errors",
    "looks_ahead",
    "truncated_payloads_make_no_values",
    "unsaid",
    "vectors_are_encoded_again",
]

LONGEST = 222
"""Bytes that a LoRaWAN payload can have."""


def vectors_are_encoded_again(device: Device) -> Iterator[Problem]:
    """Encoding what was decoded gives a payload that says the same."""
    beside = set(map(id, device.vectors))
    for vector, told in decoded(device):
        if text := unsaid(device, told, listed=id(vector) in beside):
            yield problem(device, f"{cite(vector.payload, vector.f_port)}: {text}", vector)


def unsaid(device: Device, told: Decoded, *, listed: bool = True) -> str:
    """What is wrong with encoding again what was decoded, ``listed`` in a dict too; nothing if all is said the same."""
    if told.warnings:
        return ""  # what was odd or not understood cannot be said again
    text = _encoded(device, told, told, None)
    return text or (_encoded(device, told, told.to_dict(sensitive=True), None) if listed else "")


def truncated_payloads_make_no_values(device: Device) -> Iterator[Problem]:
    """A payload that was cut gives no value that the whole one does not give."""
    ahead = looks_ahead(device)
    beside = set(map(id, device.vectors))
    for vector, told in decoded(device):
        if id(vector) not in beside:
            continue  # of those that stand apart there are many, which break off as these do
        port, whole = vector.f_port, said(told)["readings"]
        for size in range(len(vector.payload)):
            cut = vector.payload[:size]
            part: Decoded | None
            try:
                part = codec(device).decode(cut, port, received_at=moment(vector.received_at))
            except DecodeError as error:
                part = error.partial
                if error.device != device.id or not 0 <= error.offset <= size or part is None:
                    yield problem(device, f"{cite(cut, port)}: the error does not say where: {error}", vector)
                    break
            new = {} if ahead else dict(said(part)["readings"].items() - whole.items())
            if new:
                shown = ", ".join(f"{name} {value}" for name, (value, _) in new.items())
                yield problem(
                    device,
                    f"cut to {size} bytes ({cut.hex() or 'nothing'}) the payload says {shown}, the whole one does not",
                    vector,
                )
                break


def foreign_payloads_raise_our_errors(device: Device) -> Iterator[Problem]:
    """Whatever arrives, nothing but the library's own errors is raised."""
    for payload, port in mutations(device, 15):
        try:
            told = codec(device).decode(payload, port)
            _ = told.to_dict(), told.normalized(), repr(told.records), told.rest
        except DecodeError:
            continue
        except Exception as error:
            yield problem(device, f"{cite(payload, port)}: {refused(error, device).text}")
            return


def every_byte_is_explained_once(device: Device) -> Iterator[Problem]:
    """``redi-codecs explain`` shows each byte, and none twice."""
    samples = [(vector.payload, vector.f_port) for vector in vectors_of(device)] + mutations(device, 2)[:20]
    for payload, port in samples:
        explanation = codec(device).explain(payload, port)
        covered = [byte for span in explanation.spans for byte in range(span.start, span.end)]
        if covered != list(range(len(payload))):
            yield problem(device, f"{cite(payload, port)}: not every byte is explained once\n{explanation}")
            return


def drawn_payloads_are_said_again(device: Device) -> Iterator[Problem]:
    """Payloads drawn from the declaration: decode, encode, decode gives the same."""
    from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
    from redi_codecs.plan.plan import every

    one = codec(device)
    tried = 0
    for number in range(60):
        try:
            payload, port = draw(one.plan, Seeded(SEED + number), device.f_port if device.f_port in (None, 0) else None)
        except NotDrawn:
            continue
        if len(payload) > LONGEST:
            continue
        try:
            told = one.decode(payload, port)
        except DecodeError:
            continue
        if told.warnings:
            continue  # a repeated tag, a foreign model byte: what was said twice is said once
        tried += 1
        text = _encoded(device, told, told, port)
        if text:
            yield problem(device, f"{cite(payload, port)}: {text}")
            return
        if tried == 15:
            return
    if not tried and not any("Call" in type(op).__name__ for op in every(one.plan.ops)):
        yield problem(device, "no payload that decodes could be drawn from this declaration")


def looks_ahead(device: Device) -> bool:
    """Whether the format goes by the length of the payload, so that a shorter one may be another message."""
    from redi_codecs.plan.plan import Choose, If, Loop, every

    def depends(expr: Expr | None) -> bool:
        return expr is not None and (
            isinstance(expr, Peek)
            or (isinstance(expr, Known) and expr.name in ("length", "remaining"))
            or any(map(depends, children(expr)))
        )

    for op in every(codec(device).plan.ops):
        match op:
            case If(cond) if depends(cond):
                return True
            case Choose(on) if any(map(depends, on)):
                return True
            case Loop(room=room) if not (isinstance(room, Const) and room.value == 0):
                return True
    return False


def _encoded(device: Device, told: Decoded, values: Decoded | Mapping[str, Any], port: int | None) -> str:
    """What is wrong with the payload that encodes these values; nothing if it says the same."""
    try:
        encoded = codec(device).encode_uplink(values, f_port=port)
    except EncodeError as error:
        return f"what it says cannot be encoded, {f'{error.field}: ' if error.field else ''}{error.problem}"
    try:
        again = codec(device).decode(encoded.payload, encoded.f_port, received_at=told.received_at)
    except DecodeError as error:
        return f"encoded again it is {encoded.payload.hex()}, which does not decode: {fault(error)}"
    before, after = said(told), said(again)
    changed = [f"{key} were {before[key]} and are {after[key]}" for key in before if before[key] != after[key]]
    return (
        f"encoded again it is {encoded.payload.hex()}, which says something else: {'; '.join(changed)}"
        if changed
        else ""
    )
