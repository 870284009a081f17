"""What construct says of payloads of layouts with every node, whole and cut short, and how faults are told."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from typing import Any

import construct as c
import pytest

from approved import approved
from approved.shapes import PARTS, SHAPES, codec_of, kept
from layouts import made
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.kinds import battery, humidity, temperature
from redi_codecs.layout import bits, expect, reserved, u8, u16, word
from redi_codecs.plan.faults import Fault
from redi_codecs.results import Result
from redi_codecs.runtimes.reference import reference_decode

RECEIVED = 1_700_000_000.25


def by_construct(name: str, payload: bytes, port: int, received: float | None) -> str:
    codec = codec_of(name)
    slots = {slot.name: slot.name for slot in codec.plan.slots}
    records = {name: name for name in codec.plan.records}
    try:
        return told(reference_decode(codec.device, slots, records, payload, port, received))  # type: ignore[arg-type]
    except DecodeError as error:
        where, _, why = error.problem.removeprefix("Error in path ").partition("\n")
        return f"refused{where} at byte {error.offset}" + ("" if why.startswith("stream read less") else f": {why}")


def told(one: Result) -> str:
    """A result in one line, without what it has not."""
    records = [(table, time, dict(values)) for table, time, values in one.records]
    said = {"message": one.message, "time": one.time, "records": records, "warnings": list(one.warnings)}
    more = [f"{key} {value}" for key, value in said.items() if value not in (None, [])]
    values = (
        f"{'/'.join(map(str, key)) if isinstance(key, tuple) else key} {one!r}" for key, one in one.values.items()
    )
    return "; ".join([", ".join(values) or "nothing", *more, f"to byte {one.end}"])


def in_python(name: str, payload: bytes, port: int) -> str:
    """The fault, as it is told."""
    try:
        codec_of(name)._generated.slowly(payload, port, None)
    except Fault as fault:
        return f"{fault.kind.__name__} {fault.field} at {fault.offset}: {fault.problem}"
    return "good"


def tree(one: Any) -> str:
    """What construct has parsed, in one line."""
    if isinstance(one, dict):
        return "{" + ", ".join(f"{key} {tree(value)}" for key, value in one.items() if key != "_io") + "}"
    return f"[{', '.join(map(tree, one))}]" if isinstance(one, list) else repr(one)


def lines(name: str) -> Iterator[str]:
    one, codec = SHAPES[name], codec_of(name)
    for at, text in enumerate(one.good):
        payload = bytes.fromhex(text)
        for port in one.ports:
            plain = by_construct(name, payload, port, None)
            yield f"{text} on {port}: {plain}"
            received = by_construct(name, payload, port, RECEIVED)
            if received != plain:
                yield f"  received: {received}"
        try:
            seen = codec.construct.parse(payload, f_port=one.ports[0], received_at=RECEIVED)
        except c.ConstructError:
            continue  # as told above
        built = codec.construct.build(seen)
        yield f"  {tree(seen)}" + ("" if built == payload else f", built {built.hex()}")
        cut = [payload[:end] for end in range(len(payload))] if not at else []
        known = ""
        for each in (*cut, payload + b"\x01\x02", b"\xff" + payload[1:]):
            found, fault = by_construct(name, each, one.ports[0], None), in_python(name, each, one.ports[0])
            line = found + ("" if fault == "good" else f" | {fault}")
            if (alike := re.sub(r"\d+", "0", line)) != known:  # a byte less of a field is told in the same words
                shown = f"{len(each)} bytes" if payload.startswith(each) else each.hex()
                yield f"  {shown}: {line}"
            known = alike


@pytest.mark.parametrize("part", PARTS)
def test_read(part: str) -> None:
    approved(f"reference/{part}", "\n".join(kept(name, "\n".join([*lines(name), ""])) for name in PARTS[part]))


#: Fields, bits and bytes without meaning, and constants, as construct has parsed them.
PARSED = {"word": {"temperature": -8, "reserved_4": 3, "constant_8": 5, "humidity": 15}, "reserved": 258, "constant": 7,
          "battery": 100, "rest": b""}  # fmt: skip


def test_built() -> None:
    """What is built of other numbers, and of less than was parsed."""
    sixteen = word(
        u16, temperature(bits(0, 3, signed=True)), reserved(bits(4, 7)), expect(bits(8, 11), 5), humidity(bits(12, 15))
    )
    one = codec(made(sixteen, reserved(2), expect(u8, 7), battery(u8))).construct
    lines = []
    for name, values in {
        "temperature": (-9, -8, 0, 7, 8), "reserved_4": (-1, 0, 15, 16, None), "constant_8": (-1, 5, 6, 15, 16, None),
        "humidity": (-1, 0, 15, 16, None), "reserved": (0, 65535, 65536, None), "constant": (7, 8, None),
        "battery": (-1, 255, 256, None), "rest": (b"\x01", None), "word": (None,),
    }.items():  # fmt: skip
        for value in values:
            parsed = copy.deepcopy(PARSED)
            inside: dict[str, Any] = parsed["word"] if name in parsed["word"] else parsed  # type: ignore[operator,assignment]
            inside.pop(name)
            if value is not None:
                inside[name] = value
            try:
                built = one.build(parsed).hex()
            except (c.ConstructError, KeyError) as error:
                built = f"{type(error).__name__} {str(error).splitlines()[-1]}"
            lines.append(f"{name} {value}: {built}")
    approved("reference/built", "\n".join(lines))
