"""Generated Python, the smallest parts: what bits and bytes look like in the source, and what each byte can mean."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from redi_codecs.layout.transform import Affine, Curve, Test, Transform
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.plan import Load, Part
from redi_codecs.results import no_value

STRUCT = {8: "b", 16: "h", 32: "i", 64: "q"}

#: What decides the meaning of a byte: spans, sign, transform, sentinels, whether it becomes a float.
PartKey = tuple[tuple[tuple[int, int], ...], bool, Transform, tuple[tuple[int | range, str], ...], bool]


def part_key(part: Part) -> PartKey:
    """What parts of the same meaning have in common."""
    floats = part.slot is not None and part.slot.type == "float"
    return part.spans, part.signed, part.transform, part.sentinels, floats and part.transform.gives != ("bool",)


@lru_cache(maxsize=4096)
def byte_table(key: PartKey) -> tuple[Any, ...]:
    """What each of the 256 bytes means."""
    spans, signed, transform, sentinels, floats = key
    width = sum(bits for _, bits in spans)

    def meaning(byte: int) -> Any:
        raw = 0
        for shift, bits in spans:
            raw = raw << bits | byte >> shift & (1 << bits) - 1
        if signed and raw >> width - 1:
            raw -= 1 << width
        for sentinel, status in sentinels:
            if raw in sentinel if isinstance(sentinel, range) else raw == sentinel:
                return no_value(status)
        value = transform.decode(raw)
        if value is None:
            return no_value("unknown")
        return float(value) if floats else value

    return tuple(map(meaning, range(256)))


def identifier(label: str) -> str:
    """A label as part of a name."""
    return "".join(letter if letter.isalnum() else "_" for letter in label)


def matters(part: Part) -> bool:
    """Whether anything becomes of a part."""
    return part.slot is not None or part.variable is not None or part.constant is not None


def has_meaning(load: Load) -> bool:
    """Whether anything becomes of a load."""
    return any(matters(part) for part in load.parts)


def struct_code(load: Load) -> str | None:
    """The struct code of a number that struct reads faster than it can be put together."""
    wire = load.wire
    if not isinstance(wire, Whole) or wire.order == "words":
        return None
    if wire.bits not in (32, 64) and not (wire.bits == 16 and is_signed(load)):
        return None
    letter = STRUCT[wire.bits]
    return ("<" if wire.order == "little" else ">") + (letter if is_signed(load) else letter.upper())


def is_signed(load: Load) -> bool:
    """Whether a load is one signed number with its bits in their order, so that struct gives its sign."""
    return (
        len(load.parts) == 1
        and load.parts[0].signed
        and isinstance(load.wire, Whole)
        and load.parts[0].spans == ((0, load.wire.bits),)
    )


def used_once(part: Part, real: bool) -> bool:
    """Whether the raw bits appear once in the source, so that they need no name."""
    once = isinstance(part.transform, Affine | Curve | Test) or not part.spans
    warns = part.constant is not None and part.warning is not None
    return once and isinstance(part.invalid, tuple) and not part.invalid and not warns and not real


def bits_of(part: Part, raw: str, wire: Whole | Real) -> str:
    """The expression for a part's own bits; ``raw`` is the unsigned word."""
    if isinstance(wire, Real) or not part.spans:
        return raw
    if part.spans == ((0, wire.bits),):
        value = raw
    else:
        atom = raw if raw.isidentifier() else f"({raw})"
        pieces, below = [], part.bits
        for shift, width in part.spans:
            below -= width
            piece = f"{atom} >> {shift}" if shift else atom
            if shift + width < wire.bits:
                piece = f"{piece} & {(1 << width) - 1:#x}"
            pieces.append(f"({piece}) << {below}" if below else piece if len(part.spans) == 1 else f"({piece})")
        value = " | ".join(pieces)
    if part.signed:
        half = 1 << part.bits - 1
        value = f"(({value}) ^ {half:#x}) - {half:#x}"
    plain = value.isidentifier() or (value.startswith("p[") and value.count("[") == 1 and value.endswith("]"))
    return value if plain else f"({value})"
