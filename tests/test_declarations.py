"""Declarations that contradict themselves are refused when they are written, with a sentence and the line."""

from __future__ import annotations

import textwrap

import pytest

from redi_codecs.errors import DeclarationError

HEAD = "from redi_codecs.layout import *\nfrom redi_codecs import kinds as k\n"

WRONG = {
    "a float scale": ("k.temperature(u16 * 0.1)", "a float .0.1. is not exact"),
    "a float in an expression": ("k.temperature(derived(V.a * 0.5))", "a float .0.5. is not exact"),
    "bits twice": ("word(u8, k.motion(bit(0)), k.button(bits(0, 7)))", "bit 0 belongs to motion and to button"),
    "reserved bits of a constant": (
        "word(u8, reserved(bits(0, 6)), expect(bits(6, 7), 1))",
        "to reserved and to a constant",
    ),
    "a byte in a word": ("word(u8, k.battery(u8))", "every part takes bit"),
    "bits forgotten": ("word(u8, k.motion(bit(0)))", "nothing is said of bit 1, 2, 3, 4, 5, 6, 7"),
    "bits beyond the word": ("word(u8, k.battery(bits(0, 8)))", "bit 8 is beyond the 8 bits"),
    "bits outside a word": ("k.motion(bit(0))", "bits belong inside a word"),
    "a tag twice": ("tags(u8, {1: k.motion(u8), (1, 2): k.button(u8)})", "has two bodies"),
    "a tag too large": ("tags(u8, {256: k.motion(u8)})", "does not fit u8"),
    "a name twice": ("(k.temperature(i8), k.temperature(i16))", "temperature twice in one frame"),
    "two meanings of a name": (
        "switch(u8, {1: attribute(x=k.duration(u8)), 2: attribute(x=u8)})",
        "x is one thing here and another",
    ),
    "a sentinel that cannot be": ("k.temperature(i8, invalid=0x1FF)", "does not fit i8"),
    "sentinels that cannot be": ("k.temperature(i8, invalid=range(0xF0, 0x101))", "does not fit i8"),
    "sentinels of what is derived": (
        "(let(a=u8), k.humidity(derived(V.a / 2), invalid={255: 'not_connected'}))",
        r"what is derived has none: give it a condition, invalid=V\.code == 0xFF",
    ),
    "a number derived for true or false": ("(let(a=u8), k.motion(derived(V.a * 2)))", r"compare it, a \* 2 == 1"),
    "true or false derived for a number": ("(let(a=u8), k.humidity(derived(V.a == 2)))", r"pick\(…, 1, 0\)"),
    "a count derived as a quotient": ("(let(a=u8), k.motion_count(derived(V.a / 2)))", "counts"),
    "a count from a table of fractions": ("k.motion_count(minifloat(u16, exponent=4, mantissa=12))", "counts"),
    "text where bytes are needed": ("k.mac_address(text(6))", r"gives text: write raw\(6\)"),
    "bytes where text is needed": ("k.serial_number(raw(6))", r"gives bytes: write text\(3\)"),
    "an attribute that no vector could state": ("attribute(rest=u8)", r"rest is an argument of vector"),
    "what is not declared yet": (
        "(optional(V.mask.bit(0), k.motion(u8)), let(mask=u8))",
        "V.mask is not declared before",
    ),
    "two parts that take all": ("(text_ := k.text_value(text()), tags(u8, {1: k.motion(u8)}))", "must have a size"),
    "an endless repeat": ("repeat(k.temperature(derived(index), channel=index))", "at least one byte a turn"),
    "a repeat without channels": ("repeat(k.temperature(i8))", "comes again and again"),
    "Python's and": ("(let(a=u8), optional(V.a == 1 and V.a == 2, k.motion(u8)))", "combine conditions with &"),
    "a truth value scaled": ("k.motion(u8 / 10)", "is true or false"),
    "a count of fractions": ("k.motion_count(u8 / 10)", "counts"),
    "text where a number is needed": ("k.temperature(text(2))", "is of type float"),
    "a number where text is needed": ("k.serial_number(u24)", r"hexadecimal\(3\)"),
    "a list for a body": ("[k.motion(u8)]", "a tuple is needed"),
    "a bare wire type": ("(u8, k.motion(u8))", "a bare wire type"),
    "an unknown place": ("k.temperature(i8, place='indor')", "is none of air, soil"),
    "an unknown statistic": ("k.rain(u8, statistic='sum')", "is none of last"),
    "an attribute called like a kind": ("attribute(serial_number=u24)", "is a kind"),
    "a text as a number": ("(attribute(kind_of=text(2)), optional(V.kind_of > 3, k.motion(u8)))", "is a text"),
    "a length as a wire type": ("k.text_value(text(u8))", r"let\(n=u8\)"),
    "occurrence elsewhere": ("tags(u8, {1: repeat(k.motion(u8, channel=index), count=occurrence)})", "makes a channel"),
    "two wildcards": ("tags((u8, u8), {(any_channel, 1): k.motion(u8), (2, any_channel): k.button(u8)})", "one column"),
    "an unknown skip": ("tags(u8, {1: k.motion(u8)}, unknown='skip')", "size="),
    "two names of a choice": ("attribute(x=choice(u8, {0: 'a', 1: 'a'}))", "same name"),
    "groups out of order": ("presence(u8, {1: k.motion(u8), 0: k.button(u8), 2: k.leak(u8)})", "rising or falling"),
    "nothing at all": ("()", "without a single field"),
}


@pytest.mark.parametrize("what", WRONG)
def test_is_refused_with_its_line(what: str) -> None:
    layout, problem = WRONG[what]
    source = HEAD + textwrap.dedent(
        f"""
        LAYOUT = {layout}
        ONE = device("acme/one", name="One", source="none", uplink=LAYOUT)
        """
    )
    with pytest.raises(DeclarationError, match=problem) as caught:
        exec(compile(source, "acme.py", "exec"), {"__name__": "acme"})
    assert caught.value.file == "acme.py"
    assert caught.value.line in (4, 5)


def test_an_id_is_that_of_the_device_repository() -> None:
    source = HEAD + "ONE = device('Acme One', name='One', source='none', uplink=k.motion(u8))\n"
    with pytest.raises(DeclarationError, match="is no device id"):
        exec(compile(source, "acme.py", "exec"), {"__name__": "acme"})
