"""What the checks of a device are made of: its vectors, payloads near them, and problems that cite their line."""

from __future__ import annotations

import random
import traceback
from functools import lru_cache

from redi_codecs.checking.statements import Problem
from redi_codecs.checking.vectors import stamp_of, vectors_of
from redi_codecs.device_codec import codec
from redi_codecs.errors import DeclarationError, DecodeError
from redi_codecs.layout.device import Device, Example, Quirk, Vector
from redi_codecs.readings import Decoded
from redi_codecs.results import moment

__all__ = ["SEED", "cite", "decode", "decoded", "fault", "mutations", "problem", "refused"]

SEED = 20_260_801


def decode(device: Device, vector: Vector) -> Decoded:
    """A vector's payload as its device decodes it."""
    return codec(device).decode(vector.payload, vector.f_port, received_at=moment(vector.received_at))


def decoded(device: Device) -> tuple[tuple[Vector, Decoded], ...]:
    """The vectors that decode; those that do not are another check's."""
    return _decoded(device, stamp_of(device.where.file))


@lru_cache(maxsize=2)  # the checks of a device run one after the other, and five of them ask
def _decoded(device: Device, stamp: int | None) -> tuple[tuple[Vector, Decoded], ...]:
    found = []
    for vector in vectors_of(device):
        try:
            found.append((vector, decode(device, vector)))
        except DecodeError:
            continue
    return tuple(found)


def mutations(device: Device, count: int) -> list[tuple[bytes, int]]:
    """Payloads and ports near the device's vectors, and some out of nowhere: the same ones every time."""
    chance = random.Random(f"{SEED} {device.id}")
    made = []
    for vector in device.vectors:
        for at in range(len(vector.payload)):
            for value in {0, 0xFF, chance.randrange(256)}:
                made.append((vector.payload[:at] + bytes([value]) + vector.payload[at + 1 :], vector.f_port))
        made.append((vector.payload + bytes([chance.randrange(256)]), vector.f_port))
        made.append((vector.payload, chance.randrange(256) or 1))  # on port 0 nothing is read by any device
    for vector in device.vectors[:1]:
        made += [(chance.randbytes(chance.randrange(40)), vector.f_port) for _ in range(count)]
    chance.shuffle(made)
    return made[: 20 * count]


def fault(error: DecodeError) -> str:
    """Where a payload breaks off, and why."""
    return f"byte {error.offset}{f', {error.field}' if error.field else ''}: {error.problem}"


def cite(payload: bytes, port: int) -> str:
    """A payload, as a sentence begins with it."""
    return f"{payload.hex() or 'no bytes'} on port {port}"


def problem(device: Device, text: str, part: Vector | Quirk | Example | None = None) -> Problem:
    """A problem of a device, at its line or at that of one of its vectors, examples or quirks."""
    where = part.where if part else device.where
    return Problem(where.file, where.line, text, device.id)


def refused(error: Exception, device: Device) -> Problem:
    """An error that no check expects, as a problem."""
    if isinstance(error, DeclarationError):
        return Problem(error.file, error.line, error.problem, device.id)
    last = traceback.extract_tb(error.__traceback__)[-1]
    raised = f"{type(error).__name__} in {last.filename}, line {last.lineno} ({error})"
    return problem(device, f"{raised}: whatever a payload holds, only the library's own errors may be raised")
