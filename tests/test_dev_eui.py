"""EUIs read from every spelling, and written in the spelling of another."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from privacy_examples import spellings
from redi_codecs.dev_eui import any_eui, eui_digits, hex_eui, named_after, spelt

EUI = "02aa5b7ed00512ab"
euis = st.binary(min_size=8, max_size=8).map(bytes.hex)


@given(euis)
def test_read_from_every_spelling(eui: str) -> None:
    for one in spellings(eui):
        assert named_after(one) == eui
        named = "eui-" in one.lower()
        assert any_eui(one) == (None if named else eui), "a name made of an EUI is an identifier, and no spelling of it"
        assert hex_eui(one) == (None if named or one.endswith("=") else eui)
    assert any_eui(bytes.fromhex(eui)) == named_after(bytes.fromhex(eui)) == eui


@given(euis, euis)
def test_written_in_the_spelling_of_another(eui: str, other: str) -> None:
    for one in spellings(other):
        written = spelt(eui, one)
        assert named_after(written) == eui
        assert spelt(other, written) in (one, one.strip()) or not any(digit.isalpha() for digit in eui)


@pytest.mark.parametrize(
    "value",
    ["", "foyer", EUI[1:], f"{EUI}0", "g" * 16, "AgICAgICAg==", "AgICAgICAgICAg==", b"seven b", 7, None, 1.5, [EUI]],
)
def test_what_is_no_eui(value: object) -> None:
    assert (hex_eui(value), any_eui(value), named_after(value)) == (None, None, None)


def test_the_beginning_of_an_eui() -> None:
    assert [eui_digits(one) for one in ("70B3-D5*", " 0x70b3d5*", "70:b3:d5:*")] == ["70b3d5*"] * 3


def test_base64_that_is_an_eui_too_is_read_as_its_bytes() -> None:
    assert any_eui(base64.b64encode(bytes.fromhex(EUI)).decode()) == EUI
