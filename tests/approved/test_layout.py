"""What declarations mean, and in which words they are refused."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping
from contextlib import suppress
from dataclasses import fields as parts
from dataclasses import is_dataclass
from fractions import Fraction
from typing import Any

from approved import HERE, approved
from layouts import made
from redi_codecs import kinds, layout
from redi_codecs.errors import DeclarationError
from redi_codecs.keeping import Made
from redi_codecs.layout.calendar import Calendar
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Field, Node
from redi_codecs.layout.sizes import greedy, least, size, turn
from redi_codecs.layout.transform import Curve, Transform
from redi_codecs.layout.walk import every, fields
from redi_codecs.layout.where import Where
from redi_codecs.layout.wire import Bits, Blob, Nowhere, Source, Whole
from redi_codecs.quantities import Quantity

WORDS: dict[str, Any] = {**vars(kinds), **vars(layout), "Fraction": Fraction}
#: What is the same in most devices that are declared.
PLAIN: dict[str, Any] = {"name": "One", "source": "manual", "uplink": kinds.battery(layout.u8)}
RAW = (0, 1, 2, 3, 7, 9, 10, 16, 66, 99, 127, 128, 200, 254, 255, 256, 511, 4660, 32767, 32768, 65535, 0x240229,
       1 << 24, 0x4B4B4B4B, (1 << 31) - 1, (1 << 32) - 1, 1 << 40, (1 << 64) - 1)  # fmt: skip
VALUES = (0, 1, -1, 2, 3, 0.3, 0.5, -0.5, 2.5, 12, 21.5, -21.49, 60, 99.99, 100, 127.6, 255, 1000, -5000, 3.3e38,
          float("nan"), True, None, "on", "off", "unknown_7", "unknown_x", "1.2", "1.2.300", "256.1", "ab", "0102",
          b"\1\2", Fraction(1, 3), 946_684_799, 951_782_400, 1_709_208_000, 4_102_444_800, -2_208_988_800)  # fmt: skip


def declared(name: str) -> list[str]:
    """Declarations as people write them, right, nearly right and wrong: the lines of a text that are not indented.

    What becomes of each stands below it, so that one more is a line there, and what follows is written.
    """
    lines = (HERE / "layout" / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("  ")]


def problem(error: Exception) -> str:
    return re.sub(r"line \d+", "line …", getattr(error, "problem", None) or str(error))


def meant(transform: Transform, source: Source) -> Iterator[str]:
    """What raw numbers mean, and which numbers say a value."""
    wire = source.wire
    bound: list[object] = []

    def bind(value: object) -> str:
        bound.append(value)
        return f"k{len(bound)}"

    yield f"  gives {' '.join(transform.gives)}{', or nothing' if transform.partial else ''}"
    if isinstance(wire, Nowhere):
        return
    with suppress(NotImplementedError):
        yield f"  python: {transform.python('raw', bind)}, {transform.python('p[3]', bind)}"
    raws: list[Any] = [b"", b"ab\0", b"\xff\1\0\0"] if isinstance(wire, Blob) else [*RAW]
    if isinstance(wire, Whole | Bits):
        low = -(1 << wire.bits - 1) if wire.signed else 0
        raws = [raw for raw in (low, -1, *RAW, low + (1 << wire.bits) - 1) if low <= raw < low + (1 << wire.bits)]
    yield "  read: " + ", ".join(f"{raw} {transform.decode(raw)!r}" for raw in dict.fromkeys(raws))
    said: dict[str, list[str]] = {}
    for value in VALUES:
        try:
            found = f"{transform.encode(value)}"
        except (ValueError, TypeError, OverflowError) as error:
            found = f"{type(error).__name__}: {error}".replace(repr(value), "…")
        said.setdefault(found, []).append(repr(value))
    if isinstance(transform, Curve) and (transform.form or transform.known or transform.extremes):
        yield f"  form {transform.form}, known {transform.known}, extremes {transform.extremes}"
    if isinstance(transform, Calendar):
        asked: list[str] = []

        def integer(low: int, high: int, at: int) -> int:
            asked.append(f"{low}…{high}")
            return (low, (low + high) // 2, high)[at]

        drawn = [str(transform.drawn(lambda low, high, at=at: integer(low, high, at))) for at in range(3)]
        yield f"  drawn: {' '.join(drawn)} of {' '.join(asked[: len(asked) // 3])}"
    yield "  said: " + ", ".join(f"{' '.join(values)} {found}" for found, values in said.items())


def test_sources() -> None:
    lines = []
    for text in declared("sources"):
        try:
            source = eval(text, WORDS)
        except DeclarationError as error:
            lines += [text, f"  REFUSED {problem(error)}"]
            continue
        lines += [text, f"  {source!r}, {source.wire}", *meant(source.transform, source)]
    approved("layout/sources", "\n".join(lines))


#: Numbers of a date, on both sides of what a calendar and a clock have.
DATES = [
    (2024, 2, 29, 23, 59, 59, 0), (2023, 2, 29, 0, 0, 0, 0), (2023, 2, 28, 24, 0, 0, 0), (2023, 2, 28, 0, 60, 0, 0),
    (2023, 2, 28, 0, 0, 60, 0), (2023, 0, 1, 0, 0, 0, 0), (2023, 13, 1, 0, 0, 0, 0), (2023, 12, 0, 0, 0, 0, 0),
    (2023, 12, 31, 0, 0, 0, 0), (2023, 12, 32, 0, 0, 0, 0), (0, 1, 1, 0, 0, 0, 0), (1, 1, 1, 0, 0, 0, 0),
    (1, 1, 1, 0, 0, 0, 1), (9999, 12, 31, 23, 59, 59, 0), (9999, 12, 31, 23, 59, 59, -1), (10000, 1, 1, 0, 0, 0, 0),
    (2024, 1, 1, 0, 0, 0, 43), (2024, 1, 1, 0, 0, 0, -43), (2024, 1, 1, 0, 0, 0, 1),
]  # fmt: skip


def test_dates() -> None:
    """A date of seven numbers, the last of which is an offset in steps of 2,000 seconds; and the way back."""
    u8, u16, i8 = layout.u8, layout.u16, layout.i8
    date = layout.calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8, offset=i8 * 2000).transform
    lines = []
    for numbers in DATES:
        year, *others, offset = numbers
        raw = int.from_bytes(bytes([*year.to_bytes(2, "big"), *others, offset & 0xFF]), "big")
        seconds = date.decode(raw)
        lines.append(f"{numbers}: {seconds}" + ("" if seconds is None else f" {date.encode(seconds):#x}"))
    shifted = layout.calendar(year=u16, offset=i8 * 2000 + 300_000).transform
    for offset in (-128, -127, -107, -106, 0, 127):
        lines.append(f"offset {offset}: {shifted.decode(2024 << 8 | offset & 0xFF)}")
        for step in (675, -675):  # of which 128 are a day
            day = layout.calendar(year=u16, offset=i8 * step).transform.decode(2024 << 8 | offset & 0xFF)
            lines.append(f"  in steps of {step}: {day}")
    for value in (-62_135_596_801, -62_135_596_800, 253_402_300_799, 253_402_300_800, 1_704_067_200, 1_704_023_200):
        for one in (date, shifted) if 0 < value < 1 << 32 else (date,):
            try:
                lines.append(f"{value}: {one.encode(value):#x}")
            except ValueError as error:
                lines.append(f"{value}: {error}")
    approved("layout/dates", "\n".join(lines))


def told(text: str) -> str:
    """What becomes of a declaration."""
    try:
        found = eval(text, WORDS)
        body = (layout.let(a=layout.u8, b=layout.u8), found) if text.startswith(("V.", "(V.")) else found
        if not isinstance(found, Node | tuple) and not isinstance(found, list | dict | int | str):
            return f"{found!r}" if isinstance(found, Source) else str(found)
        nodes = made(body).uplink
    except DeclarationError as error:
        return f"REFUSED {problem(error)}"
    except (TypeError, ValueError, AttributeError, ZeroDivisionError) as error:
        return f"{type(error).__name__} {error}"
    names = [one.name for one in fields(nodes)]
    more = [f"a turn {turn(nodes[-1])}"] if nodes and greedy(nodes[-1]) else []
    policies = [node.unknown for node in every(nodes) if isinstance(node, layout.nodes.Switch | layout.nodes.Tags)]
    return "; ".join(
        [f"good: {' '.join(names)}", f"{least(nodes)} bytes at least, {size(nodes)}", *more, *map(str, policies)]
        + [shown(node) for node in nodes[-1:]]
    )


def test_bodies() -> None:
    approved("layout/bodies", "\n".join(f"{text}\n  {told(text)}" for text in declared("bodies")))


def shown(one: Any) -> str:
    """What something is made of, without what is as usual, and without where it was written."""
    match one:
        case Source():
            return f"{one!r} with a sign" if isinstance(one.wire, Bits) and one.wire.signed else repr(one)
        case Expr():
            return str(one)
        case Mapping():
            return "{" + ", ".join(f"{key}: {shown(value)}" for key, value in one.items()) + "}"
        case tuple() | list():
            return f"({', '.join(map(shown, one))})"
        case bytes():
            return one.hex() or "no bytes"
        case Field():
            named = {"role", "given", *(() if one.given else ("quantity", "place", "statistic"))}
            named |= set() if one.dynamic else {"channel"}
            more = said(one, named)
            return f"{one.role} {one.name}: {', '.join(part.removeprefix('source ') for part in more)}"
        case layout.Corrupt():
            return f"{one!r} {shown(vars(one))}"
        case Quantity():
            return one.key
    if is_dataclass(one) and not isinstance(one, type):
        return f"{type(one).__name__}({', '.join(said(one))})"
    return getattr(one, "__name__", "") or repr(one)


def said(one: Any, known: Container[str] = ()) -> Iterator[str]:
    """The parts of something, without those that are known or as usual."""
    plain = layout.device("acme/one", **PLAIN) if isinstance(one, layout.Device) else None
    seen: dict[str, str] = {}
    for part in parts(one):
        value = getattr(one, part.name)
        usual = part.default if plain is None else getattr(plain, part.name)
        if (
            part.name in known
            or isinstance(value, Where | Made)
            or (not isinstance(value, Expr | Source) and value == usual)
        ):
            continue
        told = shown(value)
        if plain is None or told != shown(usual):
            alike = seen.setdefault(told, part.name) if isinstance(value, tuple) and value else part.name
            yield f"{part.name} {told if alike == part.name else f'as {alike}'}"


def declaration(text: str) -> str:
    """What a device and its parts hold."""

    def one(id: object = "acme/one", **changes: Any) -> layout.Device:
        return layout.device(id, **PLAIN | changes)  # type: ignore[arg-type]

    def taking(*body: Any, **more: Any) -> layout.Device:
        return one(downlink={"set": layout.command(1, *body, **more)})

    many = tuple(getattr(kinds, kind)(layout.u8) for kind in ("battery", "temperature", "humidity", "co2"))
    try:
        found = eval(text, {**WORDS, "D": one, "C": taking, "MANY": many})
        return shown(made(found).uplink if isinstance(found, Node | tuple) and text[0] in "(Chr" else found)
    except DeclarationError as error:
        return f"REFUSED {problem(error)}"
    except (TypeError, ValueError) as error:
        return f"{type(error).__name__} {error}"


def test_devices() -> None:
    lines = [f"{text}\n  {declaration(text)}" for text in declared("devices")]
    approved("layout/devices", re.sub(r" at 0x[0-9a-f]+", "", "\n".join(lines)))
