"""Where there is no value, a status says why: alone, in histories and in batches, with the core and without it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import redi_codecs
from batches import said_in
from declared import DECLARED, in_part
from layouts import made
from redi_codecs import Codec, Decoded, codec
from redi_codecs.batch import decode_batch
from redi_codecs.checking.vectors import vectors_of
from redi_codecs.kinds import contact, event_time, humidity, temperature
from redi_codecs.layout import Body, Custom, V, attribute, derived, f64, i8, let, u8, u64
from redi_codecs.readings import Attribute, Reading, Record
from redi_codecs.results import Null, no_value
from redi_codecs.runtimes.core import native

ALL = DECLARED


def _nowhere(
    payload: bytes, start: int, end: int, received_at: float | None
) -> tuple[list[tuple[int, None, None]], int]:
    return [(0, None, None)], start + 1


def _off(payload: bytes, start: int, end: int, received_at: float | None) -> tuple[list[tuple[int, Null, None]], int]:
    return [(0, no_value("disabled"), None)], start + 1


#: Layouts in which something else than a sentinel leaves no value, with a payload each.
OTHERS: dict[str, tuple[Body, str, str]] = {
    "a custom node's None": (
        (Custom("half", (temperature(u8),), _nowhere, lambda items: b"\0"), humidity(u8)), "01 10", "fault"
    ),
    "a custom node's reason": (
        (Custom("half", (temperature(u8),), _off, lambda items: b"\0"), humidity(u8)), "01 10", "disabled"
    ),
    "seconds beyond the calendar": (event_time(u64), "FFFFFFFFFFFFFFFF", "unknown"),
    "seconds beyond the calendar, a float": (attribute(last_event=event_time(f64)), "4FF8000000000000", "unknown"),
}  # fmt: skip


def _all(decoded: Decoded) -> Iterator[Reading | Attribute]:
    places: list[Decoded | Record] = [decoded, *decoded.records]
    for one in places:
        yield from one.readings
        yield from one.attributes.values()


def _mute(decoded: Decoded) -> list[str]:
    return [one.name for one in _all(decoded) if one.value is None and one.status is None]


def _lost(of: Codec, rows: list[tuple[bytes, int]]) -> list[str]:
    """What decoding alone says and a batch does not: a cell without value and status is an empty one."""
    engines = [False, *([True] if native.available() and native.machine(of.plan) is not None else [])]
    lost = []
    for engine in engines:
        said = said_in(decode_batch(of, [payload for payload, _ in rows], [port for _, port in rows], native=engine))
        for (payload, port), row in zip(rows, said, strict=True):
            decoded = of.decode(payload, port)
            names = {one.name for one in (*decoded.readings, *decoded.attributes.values())}
            lost += [f"{payload.hex()} on port {port}: {name}" for name in names - row["values"].keys()]
    return lost


@pytest.mark.parametrize("device", in_part(ALL, 1))
def test_every_vector_says_why_there_is_no_value(device: redi_codecs.Device) -> None:
    of = codec(device)
    rows = [(one.payload, one.f_port) for one in vectors_of(device)]
    assert [text for payload, port in rows for text in _mute(of.decode(payload, port))] == []
    assert _lost(of, rows) == []


@pytest.mark.parametrize("name", OTHERS)
def test_so_does_what_has_no_sentinel(name: str) -> None:
    layout, payload, status = OTHERS[name]
    of, data = codec(made(layout)), bytes.fromhex(payload)
    assert [one.status for one in _all(of.decode(data, 1)) if one.value is None] == [status]
    assert _lost(of, [(data, 1)]) == []


@pytest.mark.parametrize(("payload", "value"), [("80", None), ("8F", None), ("90", -112), ("7F", 127)])
def test_a_range_of_a_signed_word_is_written_as_it_is_on_the_wire(payload: str, value: int | None) -> None:
    of = codec(made(temperature(i8, invalid=range(0x80, 0x90))))
    assert of.decode(bytes.fromhex(payload), 1).readings[0].value == value


@pytest.mark.parametrize("payload", ["1020", "F920", "10F9", "10F7", "F9F7"])
def test_several_conditions_of_what_is_derived_are_said_again(payload: str) -> None:
    of = codec(made((
        let(a=i8, b=i8),
        contact(derived(V.b == -9), valid=V.b.is_in(-9, -8)),
        humidity(derived(V.a / 2), invalid=V.a == -7),
        temperature(derived(V.b / 2), invalid=V.b == -7, valid=~V.b.is_in(-9, -8)),
    )))  # fmt: skip
    data = bytes.fromhex(payload)
    assert of.encode_uplink(of.decode(data, 1)).payload == data
