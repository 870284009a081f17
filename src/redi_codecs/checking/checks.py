"""The checks of a device, one function a kind; each yields what it finds.

All draws come from fixed seeds, so that what failed once fails again.
"""

from __future__ import annotations

import random
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from redi_codecs.checking.comparing import differences, said
from redi_codecs.checking.statements import Problem
from redi_codecs.device_codec import codec
from redi_codecs.errors import DeclarationError, DecodeError, EncodeError
from redi_codecs.layout.device import Device, Quirk, Vector
from redi_codecs.layout.expr import Expr, Known, Peek, children
from redi_codecs.readings import Decoded

__all__ = ["CHECKS", "SEED", "Check", "mutations", "problem", "refused"]

SEED = 20_260_801
LONGEST = 222
"""Bytes that a LoRaWAN payload can have."""

Check = Callable[[Device], Iterator[Problem]]


def is_declared_in_full(device: Device) -> Iterator[Problem]:
    """Name, source and vectors are there, and nothing is left to do."""
    if _to_do(device.name):
        yield problem(device, "name= is to be filled in: what the device is, such as 'Temperature and humidity sensor'")
    if _to_do(device.source):
        yield problem(device, "source= is to be filled in: the manual, its version, and the section on the payload")
    if not device.vectors:
        yield problem(device, "vectors= is missing: at least one vector(…) is needed, a payload with its values")
    for vector in device.vectors:
        if vector.source and _to_do(vector.source):
            yield problem(device, "source= is to be filled in: where this payload is from", vector)
    for quirk in device.quirks:
        if not (quirk.reason and quirk.keys):
            yield problem(device, "a quirk needs its keys and a reason", quirk)


def vectors_have_a_port(device: Device) -> Iterator[Problem]:
    """Each vector says its port where the device has none."""
    for vector in device.vectors:
        if _port(device, vector) is None:
            yield problem(device, "the vector needs f_port=, for the device has none", vector)


def vectors_decode_to_their_values(device: Device) -> Iterator[Problem]:
    """Each vector decodes, to the values it names, and it names all readings."""
    for vector, port in _samples(device):
        try:
            decoded = codec(device).decode(vector.payload, port)
        except DecodeError as error:
            yield problem(device, f"the vector's payload does not decode: {_fault(error)}", vector)
            continue
        explanation = codec(device).explain(vector.payload, port)
        for text in differences(vector.values, decoded, explanation):
            yield problem(device, text, vector)


def vectors_yield_a_reading(device: Device) -> Iterator[Problem]:
    """What never measures anything is no sensor."""
    found = [decoded for _, _, decoded in _decoded(device)]
    if found and not any(one.readings for one in found):
        yield problem(device, "no vector of this device has a reading")


def vectors_are_encoded_again(device: Device) -> Iterator[Problem]:
    """Encoding what was decoded gives a payload that says the same."""
    for vector, port, decoded in _decoded(device):
        if decoded.rest:
            continue  # what was not understood cannot be said again
        for values in (decoded, decoded.to_dict(sensitive=True)):
            text = _encoded(device, decoded, values, None)
            if text:
                yield problem(device, f"{_cite(vector.payload, port)}: {text}", vector)
                break


def truncated_payloads_make_no_values(device: Device) -> Iterator[Problem]:
    """A payload that was cut gives no value that the whole one does not give."""
    ahead = looks_ahead(device)
    for vector, port, decoded in _decoded(device):
        whole = said(decoded)["readings"]
        for size in range(len(vector.payload)):
            cut = vector.payload[:size]
            part: Decoded | None
            try:
                part = codec(device).decode(cut, port)
            except DecodeError as error:
                part = error.partial
                if error.device != device.id or not 0 <= error.offset <= size or part is None:
                    yield problem(device, f"{_cite(cut, port)}: the error does not say where: {error}", vector)
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
            decoded = codec(device).decode(payload, port)
            _ = decoded.to_dict(), decoded.normalized(), repr(decoded.records), decoded.rest
        except DecodeError:
            continue
        except Exception as error:
            yield problem(device, f"{_cite(payload, port)}: {refused(error, device).text}")
            return


def every_byte_is_explained_once(device: Device) -> Iterator[Problem]:
    """``redi-codecs explain`` shows each byte, and none twice."""
    samples = [(vector.payload, port) for vector, port in _samples(device)] + mutations(device, 2)[:20]
    for payload, port in samples:
        explanation = codec(device).explain(payload, port)
        covered = [byte for span in explanation.spans for byte in range(span.start, span.end)]
        if covered != list(range(len(payload))):
            yield problem(device, f"{_cite(payload, port)}: not every byte is explained once\n{explanation}")
            return


def drawn_payloads_are_said_again(device: Device) -> Iterator[Problem]:
    """Payloads drawn from the declaration: decode, encode, decode gives the same."""
    from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw

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
            decoded = one.decode(payload, port)
        except DecodeError:
            continue
        if decoded.warnings:
            continue  # a repeated tag, a foreign model byte: what was said twice is said once
        tried += 1
        text = _encoded(device, decoded, decoded, port)
        if text:
            yield problem(device, f"{_cite(payload, port)}: {text}")
            return
        if tried == 15:
            return
    if not tried and not any("Call" in type(op).__name__ for op in one.plan.ops):
        yield problem(device, "no payload that decodes could be drawn from this declaration")


CHECKS: tuple[Check, ...] = (
    is_declared_in_full,
    vectors_have_a_port,
    vectors_decode_to_their_values,
    vectors_yield_a_reading,
    vectors_are_encoded_again,
    truncated_payloads_make_no_values,
    foreign_payloads_raise_our_errors,
    every_byte_is_explained_once,
    drawn_payloads_are_said_again,
)


# ---- what they are made of ---------------------------------------------------------------


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
            case Loop(_, count, room) if count is None and not (hasattr(room, "value") and room.value == 0):
                return True
    return False


def mutations(device: Device, count: int) -> list[tuple[bytes, int]]:
    """Payloads and ports near the device's vectors, and some out of nowhere: the same ones every time."""
    chance = random.Random(f"{SEED} {device.id}")
    made = []
    for vector, port in _samples(device):
        for at in range(len(vector.payload)):
            for value in {0, 0xFF, chance.randrange(256)}:
                made.append((vector.payload[:at] + bytes([value]) + vector.payload[at + 1 :], port))
        made.append((vector.payload + bytes([chance.randrange(256)]), port))
        made.append((vector.payload, chance.randrange(256)))
    for _, port in list(_samples(device))[:1]:
        made += [(chance.randbytes(chance.randrange(40)), port) for _ in range(count)]
    chance.shuffle(made)
    return made[: 20 * count]


def _port(device: Device, vector: Vector) -> int | None:
    return vector.f_port if vector.f_port is not None else device.f_port


def _samples(device: Device) -> Iterator[tuple[Vector, int]]:
    """The vectors with their ports; those that have none are another check's."""
    for vector in device.vectors:
        port = _port(device, vector)
        if port is not None:
            yield vector, port


def _decoded(device: Device) -> Iterator[tuple[Vector, int, Decoded]]:
    """The vectors that decode; those that do not are another check's."""
    for vector, port in _samples(device):
        try:
            yield vector, port, codec(device).decode(vector.payload, port)
        except DecodeError:
            continue


def _encoded(device: Device, decoded: Decoded, values: Decoded | Mapping[str, Any], port: int | None) -> str:
    """What is wrong with the payload that encodes these values; nothing if it says the same."""
    try:
        encoded = codec(device).encode_uplink(values, f_port=port)
    except EncodeError as error:
        return f"what it says cannot be encoded, {f'{error.field}: ' if error.field else ''}{error.problem}"
    try:
        again = codec(device).decode(encoded.payload, encoded.f_port)
    except DecodeError as error:
        return f"encoded again it is {encoded.payload.hex()}, which does not decode: {_fault(error)}"
    before, after = said(decoded), said(again)
    changed = [f"{key} were {before[key]} and are {after[key]}" for key in before if before[key] != after[key]]
    return (
        f"encoded again it is {encoded.payload.hex()}, which says something else: {'; '.join(changed)}"
        if changed
        else ""
    )


def _fault(error: DecodeError) -> str:
    return f"byte {error.offset}{f', {error.field}' if error.field else ''}: {error.problem}"


def _cite(payload: bytes, port: int) -> str:
    return f"{payload.hex() or 'no bytes'} on port {port}"


def _to_do(text: str) -> bool:
    return not text.strip() or text.startswith("TODO")


def problem(device: Device, text: str, part: Vector | Quirk | None = None) -> Problem:
    """A problem of a device, at its line or at that of one of its vectors or quirks."""
    where = part.where if part else device.where
    return Problem(where.file, where.line, text, device.id)


def refused(error: Exception, device: Device) -> Problem:
    """An error that no check expects, as a problem."""
    if isinstance(error, DeclarationError):
        return Problem(error.file, error.line, error.problem, device.id)
    last = traceback.extract_tb(error.__traceback__)[-1]
    raised = f"{type(error).__name__} in {last.filename}, line {last.lineno} ({error})"
    return problem(device, f"{raised}: whatever a payload holds, only the library's own errors may be raised")
