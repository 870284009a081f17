"""Every public word of the language, given what it does not take: a sentence with the line, and never anything else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from redi_codecs import kinds, layout
from redi_codecs.errors import DeclarationError
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Node

#: A right call of each word that is a function.
RIGHT: dict[str, tuple[tuple[Any, ...], dict[str, Any]]] = {
    "Crc": (("mine", 8, 7), {}),
    "Custom": (("mine", (kinds.temperature(layout.i16),), len, len), {}),
    "attribute": ((), {"limit": layout.u8, "channel": 1, "valid": layout.remaining > 1}),
    "bcd": ((layout.u8,), {}),
    "bit": ((1,), {}),
    "bits": ((1, 2), {"signed": True}),
    "checksum": ((layout.CRC8, layout.u8, kinds.motion(layout.u8)), {}),
    "choice": ((layout.u8, {1: "a"}), {}),
    "command": ((1, kinds.motion(layout.u8)), {}),
    "concat": ((layout.bits(0, 1), layout.bits(3, 4)), {}),
    "commands": (
        (1, layout.u8, {1: kinds.report_interval(layout.u8)}),
        {"names": {1: "set"}, "examples": {"set": ()}, "answer": True, "disruptive": {"set": "so"}, "joins": True},
    ),
    "curve": ((layout.u8, lambda raw: raw), {}),
    "derived": ((layout.V.a * 2,), {}),
    "device": (
        ("acme/one",),
        {
            "name": "One", "source": "manual", "uplink": kinds.motion(layout.u8), "f_port": 1, "downlink": {},
            "vectors": (), "quirks": (), "also": {"acme/two": "Two"}, "aliases": ("acme/three",), "measures": "motion",
        },
    ),
    "expect": ((layout.u8, 1), {"warning": "odd"}),
    "flat": ((kinds.motion(layout.u8),), {}),
    "gps_time": ((layout.u32,), {}),
    "greatest": ((layout.V.a, 1), {}),
    "hex_digits": ((layout.u16,), {}),
    "hexadecimal": ((2,), {}),
    "history": (
        (kinds.humidity(layout.u8),), {"count": 2, "time": layout.measured_at, "newest": "first", "name": "old"}
    ),
    "hundredths": ((), {"integer": layout.u8, "fraction": layout.u8}),
    "least": ((layout.V.a, 1), {}),
    "let": ((), {"limit": layout.u8}),
    "lookup": ((layout.u8, {1: 2}), {}),
    "message": (("alarm", kinds.motion(layout.u8)), {}),
    "mixed": ((layout.u8,), {"fraction": 6, "per": 50}),
    "in_units": ((layout.u16, 1, 60), {}),
    "minifloat": ((layout.u16,), {"exponent": 4, "mantissa": 12}),
    "model_id": ((layout.u8, 1), {}),
    "optional": ((layout.remaining > 1, kinds.motion(layout.u8)), {}),
    "packed": (
        (layout.reserved(layout.bits(0, 3)), layout.history(kinds.humidity(layout.bits(0, 11)), count=2)), {},
    ),
    "peek": ((1, layout.u8), {}),
    "pick": ((layout.V.a == 1, 1, 2), {}),
    "presence": ((layout.u8, {0: kinds.motion(layout.u8)}), {"ignore": (1,)}),
    "quirk": (("00",), {"f_port": 1, "keys": "air.temperature", "reason": "so"}),
    "raw": ((2,), {}),
    "record": ((kinds.humidity(layout.u8),), {"time": layout.measured_at, "name": "old"}),
    "repeat": ((kinds.humidity(layout.u8, channel=layout.index + 1),), {"count": 2}),
    "calendar": ((), {"year": layout.u16, "month": layout.u8, "day": layout.u8}),
    "example": (("00",), {"f_port": 1, "source": "manual", "interval": 3}),
    "reserved": ((2,), {}),
    "sign_magnitude": ((layout.u8,), {}),
    "sized": ((2, kinds.motion(layout.u8)), {}),
    "switch": ((layout.f_port, {1: kinds.motion(layout.u8)}), {"otherwise": layout.reserved(1)}),
    "tags": ((layout.u8, {1: kinds.motion(layout.u8)}), {"size": layout.u8, "unknown": "skip"}),
    "text": ((2,), {}),
    "variant": (("Two",), {"measures": "motion"}),
    "vector": (("00",), {"f_port": 1, "source": "manual", "message": "alarm", "motion": True}),
    "version": ((layout.u8, layout.u8), {}),
    "word": ((layout.u8, kinds.battery(layout.bits(0, 7))), {"msb0": True}),
    "temperature": (
        (layout.i16,),
        {
            "place": "air", "channel": 1, "statistic": "last", "primary": True, "invalid": 0x7FFF,
            "valid": layout.remaining > 1,
        },
    ),
}  # fmt: skip
#: What is a value, or a class that words make.
VALUES = {
    *(name for name in layout.__all__ if not callable(getattr(layout, name))),
    "Body", "Command", "Corrupt", "Device", "Example", "Quirk", "V", "Vector",
}  # fmt: skip
NOTHING = object()
WRONG: tuple[Any, ...] = (
    None, True, -1, 3, 300, 2.5, 10**400, "x", "", b"x", NOTHING, [layout.u8], (layout.u8,), (), {}, {1: 2},
    {"a": [1]}, layout.u8, layout.u8 / 10, layout.f32, layout.text(), layout.bit(0), layout.V.a, layout.V.a == 1,
    kinds.temperature, kinds.motion(layout.u8), layout.reserved, layout.reserved(1), layout.CRC8, range(3),
    layout.any_channel,
)  # fmt: skip


def test_every_word_is_tried() -> None:
    assert set(RIGHT) - {"temperature"} == set(layout.__all__) - VALUES


def _word(name: str) -> Callable[..., Any]:
    return getattr(kinds if name == "temperature" else layout, name)  # type: ignore[no-any-return]


def _calls(name: str) -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    args, kwargs = RIGHT[name]
    for wrong in WRONG:
        for at in range(len(args)):
            yield (*args[:at], wrong, *args[at + 1 :]), kwargs
        for key in kwargs:
            yield args, kwargs | {key: wrong}


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_call_is_taken(name: str) -> None:
    args, kwargs = RIGHT[name]
    assert _word(name)(*args, **kwargs) is not None


@pytest.mark.parametrize("name", RIGHT)
def test_what_is_wrong_is_refused_with_a_sentence(name: str) -> None:
    refused = [error for args, kwargs in _calls(name) if (error := _refusal(name, args, kwargs))]
    assert len(refused) > 5
    for error in refused:
        assert error.file == __file__
        assert error.line
        assert len(error.problem) < 400, error.problem
        told = error.problem.replace(repr(NOTHING), "")
        assert not re.search(r"0x[0-9a-f]{8,}|<function|Source\(|Field\(", told), told


def _refusal(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> DeclarationError | None:
    """What is said of a call, and of a device with what it makes."""
    try:
        made = _word(name)(*args, **kwargs)
        if isinstance(made, Node):
            layout.device("acme/one", name="One", source="manual", uplink=(layout.let(a=layout.u8), made))
    except DeclarationError as error:
        return error
    return None


OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": lambda a, b: a + b, "-": lambda a, b: a - b, "*": lambda a, b: a * b, "/": lambda a, b: a / b,
    "//": lambda a, b: a // b, "%": lambda a, b: a % b, "**": lambda a, b: a**b, "&": lambda a, b: a & b,
    "|": lambda a, b: a | b, "^": lambda a, b: a ^ b, "<<": lambda a, b: a << b, ">>": lambda a, b: a >> b,
    "@": lambda a, b: a @ b, "<": lambda a, b: a < b, "==": lambda a, b: a == b, "[]": lambda a, b: a[b],
}  # fmt: skip


@pytest.mark.parametrize("sign", OPERATORS)
@pytest.mark.parametrize(
    "other", [2, 2.0, "2", None, 10**400, layout.u8], ids=["2", "2.0", "text", "none", "huge", "u8"]
)
def test_operators_of_wire_types(sign: str, other: Any) -> None:
    if other is not layout.u8 and other == 2 and type(other) is int and sign in ("+", "-", "*", "/", "<", "=="):
        assert OPERATORS[sign](layout.u8, other).wire == layout.u8.wire
        return
    with pytest.raises(DeclarationError) as caught:
        OPERATORS[sign](layout.u8, other)
    assert caught.value.line


@pytest.mark.parametrize(
    ("written", "words"),
    [
        (lambda: layout.u8 // 2, "u8 // 2: write / for a scale"),
        (lambda: layout.u8 & 15, "bits(0, 3) inside a word(…)"),
        (lambda: layout.u8 << 8, "a wider type such as u16"),
        (lambda: layout.u8 / 2.0, "a float (2.0) is not exact: write 2"),
        (lambda: layout.u8 * "2", "by an integer, not by '2'"),
        (lambda: layout.u8 * 10**400, "a number of 1329 bits"),
        (lambda: 2 / layout.u8, "2 / u8: a quotient of the raw number is a curve(…)"),
        (lambda: layout.u8 == 300, "u8 reads 0 … 255"),
        (lambda: bool(layout.u8), "only known once a payload is read"),
        (lambda: list(layout.u8), "bits of it are bit(0)"),
        (lambda: layout.bits("0", 3), "the number of a bit is a whole number, 0 … 63, and '0' is none: write 0"),
        (lambda: layout.text(-1), "the number of bytes is a whole number, 1 … 255, and -1 is none"),
        (lambda: layout.reserved(-1), "the number of reserved bytes is a whole number, 1 … 255, and -1 is none"),
        (lambda: layout.reserved(10**9), "and 1000000000 is none"),
        (lambda: layout.attribute(**{"x²": layout.u8}), "'x²' is no name of an attribute"),
        (lambda: layout.attribute(error=layout.u8), "error is a column of tables"),
        (lambda: layout.attribute(payload=layout.u8), "payload is an argument of vector(…)"),
        (lambda: layout.attribute(record=layout.u8, channel=layout.index), "record is a column of tables"),
        (lambda: layout.choice(layout.u8, ["a"]), "the table of choice(…) is a dict"),
        (lambda: layout.choice(layout.u8, {256: "a"}), "256 cannot be in the table of choice(…): u8 reads 0 … 255"),
        (lambda: layout.expect(layout.u8, 256), "the constant of u8 is a whole number, 0 … 255, and 256 is none"),
        (lambda: layout.expect(layout.i8, 0xFF), "-128 … 127, and 255 is none"),
        (lambda: layout.flat(kinds.temperature), "temperature is no part of a layout yet: say how it is written"),
        (lambda: layout.flat(layout.u8), "u8 is no part of a layout: a bare wire type needs a kind"),
        (lambda: layout.flat({1: 2}), "a dict is no part of a layout: it belongs into tags"),
        (lambda: kinds.temperature(layout.i16 / 10, invalid=3276.7), "32767 reads as 3276.7"),
        (lambda: kinds.temperature(layout.u8, channel=layout.u8), "let(n=u8) before, then channel=V.n"),
        (lambda: kinds.temperature(layout.u8, statistic=max), 'as a text, "max"'),
        (lambda: kinds.temperature(kinds.humidity(layout.u8)), "a wire type such as u8 or i16 / 10, not humidity"),
        (lambda: kinds.temperature(5), "not 5: u8 and the like read a number from the payload"),
        (lambda: layout.repeat(kinds.motion(layout.u8), count=layout.u8), "let(n=u8) before, then count=V.n"),
        (lambda: layout.packed(kinds.motion(layout.bit(0))), "packed(…) ends in a repeat(…, count=…)"),
        (lambda: layout.packed(layout.repeat(kinds.motion(layout.bit(0)))), "packed(…) ends in a repeat(…, count=…)"),
        (lambda: layout.packed(layout.repeat(kinds.motion(layout.bit(0)), count=9)), "8 bits, and these have 1"),
        (
            lambda: layout.packed(layout.repeat(kinds.motion(layout.u8), count=9)),
            "inside packed(…) every part takes bit(…)",
        ),
        (
            lambda: layout.packed(layout.reserved(layout.bits(0, 56)), layout.repeat(kinds.motion(layout.u8), count=9)),
            "57 bits before the turns of packed(…): 56 are the most",
        ),
        (lambda: layout.switch([layout.u8], {1: ()}), "a list is none, a tuple of them is"),
        (lambda: layout.tags(layout.u8, [1]), "what is chosen from is a dict"),
        (lambda: layout.vector("24 00D", motion=1), "'00D' has an odd number of digits, 3"),
        (lambda: layout.vector("0x24"), "it has 'x'"),
        (lambda: layout.vector(24), 'a payload is hex in quotes or bytes, such as vector("01 A0 00D7"), not 24'),
        (lambda: layout.vector("24", f_port="2"), "the port, f_port=, is a whole number, 0 … 255, and '2' is none"),
        (lambda: layout.quirk("24", f_port=300, keys="a", reason="b"), "and 300 is none"),
        (lambda: layout.command("2", layout.reserved(1)), "the port, the first argument of command(…),"),
        (lambda: layout.V.a & 1, "take bits of a number with .bit(n)"),
        (lambda: layout.V.a + "b", "V.b is the value of this name"),
        (lambda: layout.optional(layout.V.a, layout.reserved(1)), "write a == 1"),
        (lambda: layout.checksum(layout.CRC8, layout.u16, layout.reserved(1)), "CRC-8 has 8 bits"),
        (lambda: layout.sized(layout.V.a == layout.u8), "read it before, let(n=…), then V.n"),
    ],
)  # fmt: skip
def test_sentences(written: Callable[[], Any], words: str) -> None:
    with pytest.raises(DeclarationError) as caught:
        written()
    assert words in caught.value.problem
    assert caught.value.file == __file__


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": 5}, "name=, what the device is, is a text in quotes, not 5"),
        ({"source": None}, "source=, the manual and its section, is a text in quotes, not None"),
        ({"f_port": "2"}, "and '2' is none: write 2 without quotes"),
        ({"uplink": [kinds.motion(layout.u8)]}, "a tuple is needed, (…, …) instead of […, …]"),
        ({"vectors": layout.vector("00")}, "vectors= is a tuple or list, [vector(…), vector(…)]"),
        ({"vectors": ["00"]}, "'00' is none"),
        ({"downlink": {"reset": kinds.motion(layout.u8)}}, "downlink= gives commands"),
        ({"also": ["acme/two"]}, "also= is a dict"),
        ({"also": {"acme/two": 2}}, "also= says what acme/two is, and 2 does not"),
        ({"aliases": "acme/two"}, "aliases= is a tuple or list"),
        ({"aliases": ("acme/one",)}, "acme/one is there twice"),
        ({"measures": (kinds.temperature,)}, "measures= names temperature, of which the layout has no reading"),
        ({"measures": "motio"}, "did you mean motion?"),
    ],
)
def test_sentences_of_devices(changes: dict[str, Any], words: str) -> None:
    right: dict[str, Any] = {"name": "One", "source": "manual", "uplink": kinds.motion(layout.u8)}
    with pytest.raises(DeclarationError) as caught:
        layout.device("acme/one", **right | changes)
    assert words in caught.value.problem


@pytest.mark.parametrize(
    ("on", "key", "words"),
    [
        (layout.f_port, 300, "the key 0x12c cannot occur: f_port is u8"),
        (layout.V.kind, 16, "the key 0x10 cannot occur: kind is bits(0, 3)"),
        (layout.V.mode, "of", "the key 'of' cannot occur: mode is one of off, on"),
        (layout.V.mode, 1, "the key 0x1 cannot occur"),
        (layout.V.kind.bits(0, 1), 4, "the key 0x4 cannot occur: kind bits 0…1 is bits(0, 1)"),
        (layout.peek(0, layout.text(2)), "ABC", "the key 'ABC' cannot occur"),
        (layout.i8, 200, "it does not fit i8"),
        (layout.choice(layout.u8, {1: "a"}), "b", "the key 'b' cannot occur"),
    ],
)
def test_keys_that_cannot_occur(on: Any, key: Any, words: str) -> None:
    before = (
        layout.word(layout.u8, layout.let(kind=layout.bits(0, 3)), layout.reserved(layout.bits(4, 7))),
        layout.attribute(mode=layout.choice(layout.u8, {0: "off", 1: "on"})),
    )
    with pytest.raises(DeclarationError, match=re.escape(words)):
        layout.device(
            "acme/one", name="One", source="manual", uplink=(before, layout.switch(on, {key: kinds.motion(layout.u8)}))
        )


def test_a_status_column_is_taken() -> None:
    with pytest.raises(DeclarationError, match="says why temperature has no value"):
        layout.device(
            "acme/one", name="One", source="manual",
            uplink=(kinds.temperature(layout.i16 / 10), layout.attribute(temperature_status=layout.u8)),
        )  # fmt: skip


def test_a_record_has_a_name_of_its_own() -> None:
    named = layout.attribute(name=layout.text(3))
    layout.device("acme/one", name="One", source="manual", uplink=(named, kinds.motion(layout.u8)))
    with pytest.raises(DeclarationError, match="name is that of the record"):
        layout.device("acme/one", name="One", source="manual", uplink=layout.history(named, kinds.humidity(layout.u8)))


def test_expressions_are_no_conditions_by_chance() -> None:
    for wrong in (1, "a", layout.V.b, None):
        for joined in (lambda a, b: a & b, lambda a, b: a | b):
            with pytest.raises(DeclarationError, match="needs a condition"):
                joined(layout.V.a == 1, wrong)
    assert isinstance(7 % layout.V.a, Expr)
