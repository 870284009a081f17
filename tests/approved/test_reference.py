"""What construct says of payloads of layouts with every node, whole and cut short, and how faults are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import construct as c
import pytest

from approved import approved
from approved.shapes import PARTS, SHAPES, codec_of, kept
from redi_codecs.errors import DecodeError
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
