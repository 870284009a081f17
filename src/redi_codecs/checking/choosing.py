"""Payloads that would tell apart what no vector does: drawn, bent towards what is missing, and as few as possible.

Their values are not known to be right: they come from the same declaration. Somebody else has to say what they mean,
the manual or the vendor's decoder (``redi-codecs compare --vectors``).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from redi_codecs.checking.lines import Line, Need, Trial
from redi_codecs.checking.reader import Reader
from redi_codecs.checking.samples import SEED
from redi_codecs.checking.seeing import see
from redi_codecs.checking.telling import Telling
from redi_codecs.device_codec import codec
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw, ways
from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.layout.transform import Choice, Curve, Test
from redi_codecs.layout.wire import Real
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import pack, spread, unpack

__all__ = ["missing_payloads", "through_each_way"]

_DRAWN: Final = 400
_LONGEST: Final = 51  # bytes that a LoRaWAN payload may have at the lowest data rate
_ALONE: Final = 4  # payloads with each case and no other
_BENT: Final = 3  # payloads that are bent for one part in one manner


def missing_payloads(
    device: Device,
    telling: Telling,
    *,
    accept: Callable[[bytes, int], bool] = lambda payload, port: True,
    draws: int = _DRAWN,
) -> Iterator[tuple[bytes, int]]:
    """Payloads of a device that tell apart what is missing in a telling, the most telling first.

    What a payload tells counts from then on, so that no two tell the same; what is not accepted does not count.
    """
    reader = telling.reader(device)
    wanted = [line for line in telling.lines.values() if line.missing]
    if not wanted:
        return
    shown: list[tuple[bytes, int, int, dict[int, set[Need]]]] = []
    for payload, port in _candidates(device, reader, draws):
        odd = _implausible(device, payload, port)
        seen = None if odd is None else see(reader, Trial(payload, port, None))
        if odd is not None and seen:
            shown.append((payload, port, odd, seen))
    lines = {id(line): line for line in telling.lines.values()}
    while True:
        gains = [(_gain(seen, lines), -odd, -len(payload), at) for at, (payload, _, odd, seen) in enumerate(shown)]
        most = max(gains, default=None)
        if most is None or not most[0]:
            return
        payload, port, _, seen = shown.pop(most[-1])
        if not accept(payload, port):
            continue
        for at, needs in seen.items():
            lines[at].met |= needs & lines[at].needs.keys()
        yield payload, port


def _gain(seen: dict[int, set[Need]], lines: dict[int, Line]) -> int:
    return sum(len((needs & lines[at].needs.keys()) - lines[at].met) for at, needs in seen.items())


def _implausible(device: Device, payload: bytes, port: int) -> int | None:
    """How many of its values are implausible; None where it is odd in another way, or does not decode."""
    try:
        told = codec(device).decode(payload, port)
    except DecodeError:
        return None
    if told.warnings or not (told.readings or told.attributes or told.records or told.message):
        return None
    return sum(one.status == "implausible" for one in (*told.readings, *told.attributes.values()))


def _candidates(device: Device, reader: Reader, draws: int) -> Iterator[tuple[bytes, int]]:
    chance = random.Random(f"{SEED} {device.id}")
    plan = reader.plan
    found: dict[tuple[bytes, int], None] = {}
    port = device.f_port
    for seed in range(draws):
        try:
            payload, at = draw(plan, Seeded(SEED + seed), None)
        except NotDrawn:
            continue
        if len(payload) <= _LONGEST:
            found[payload, at if _switched(plan) or port is None else port] = None
    for vector in device.vectors:
        found[vector.payload, vector.f_port] = None
    for payload, at in through_each_way(plan, _ALONE):
        if len(payload) <= _LONGEST:
            found[payload, at if _switched(plan) or port is None else port] = None
    yield from found
    yield from _bent(reader, list(found), chance)


def through_each_way(plan: pl.Plan, count: int) -> Iterator[tuple[bytes, int]]:
    """So many payloads for each case of a Plan, which have no other tag: what rarely comes among many is seen so."""
    for number, way in enumerate(ways(plan.ops)):
        for seed in range(count):
            try:
                yield draw(plan, Seeded(SEED + number * count + seed), None, way)
            except NotDrawn:
                continue


def _switched(plan: pl.Plan) -> bool:
    """Whether the port decides something, so that the one that was drawn is meant."""
    switches = (op for op in pl.every(plan.ops) if isinstance(op, pl.Choose))
    return any(getattr(expr, "name", None) == "f_port" for op in switches for expr in op.on)


def _bent(reader: Reader, payloads: list[tuple[bytes, int]], chance: random.Random) -> Iterator[tuple[bytes, int]]:
    """The same payloads with one part after the other as it has to be seen: signs, labels, sentinels, edges."""
    count: Counter[tuple[int, int, int]] = Counter()
    for payload, port in payloads:
        trace: list[Any] = []
        _, fault = reader.generated.traced(payload, port, None, trace)
        if fault is not None:
            continue
        for step in trace:
            if step[0] != "load":
                continue
            _, number, start, size = step
            op = reader.loads[number]
            if not isinstance(op, pl.Load) or isinstance(op.wire, Real):
                continue
            word = unpack(payload[start : start + size], op.wire)
            for index, part in enumerate(op.parts):
                for at, raw in enumerate(_raws(part, chance)):
                    if count[number, index, at] >= _BENT:
                        continue
                    count[number, index, at] += 1
                    bent = word & ~spread(-1, part) | spread(raw, part)
                    yield payload[:start] + pack(bent, op.wire) + payload[start + size :], port


def _raws(part: pl.Part, chance: random.Random) -> Iterable[int]:
    """Raw bits of a part that are worth to be seen."""
    bits = part.bits
    if not bits or part.constant is not None:
        return
    top = 1 << bits - 1
    for sentinel, _ in part.sentinels:
        yield (sentinel.start if isinstance(sentinel, range) else sentinel) & (1 << bits) - 1
    if isinstance(part.transform, Choice):
        yield from (raw for raw, _ in part.transform.labels)
    elif isinstance(part.transform, Curve) and part.transform.bits <= 16 and part.transform.name == "lookup":
        table = part.transform
        yield from [raw for raw in range(1 << table.bits) if table.function(raw) is not None][:64]
    elif bits == 1:
        yield from (0, 1)
    elif isinstance(part.transform, Test):
        yield from (part.transform.encode(False), part.transform.encode(True))
    else:
        yield (1 << bits) - 1 - chance.randrange(max(1, min(top, 1 << 8)))  # near to zero from below, or the highest
        yield top | chance.randrange(top)
        yield 1 | chance.randrange(top) >> 2
        yield (1 << bits) - 1
    if part.slot is None:
        yield (1 << bits) - 1
