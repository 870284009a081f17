"""Declarations that ask for too much, or break off: a sentence with file and line, and never a surprise later."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from redi_codecs import DeclarationError, registry
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import attribute, device, expect, switch, u8, u16, vector
from redi_codecs.runtimes.core.lower import lower


def declared(*uplink: Any) -> Any:
    return redi_codecs.codec(device("acme/one", name="One", source="here", f_port=1, uplink=uplink))


def test_as_many_warnings_as_there_is_room_for() -> None:
    one = declared(*(expect(u8, 1, warning=f"w{number}") for number in range(26)))
    for _ in range(70):
        assert len(one.decode(bytes(26)).warnings) == 26
    assert len(one.decode_batch([bytes(26)]).warned(0)) == 26
    with pytest.raises(DeclarationError, match="w26 is one warning too many: a device has 26 at most"):
        declared(*(expect(u8, 1, warning=f"w{number}") for number in range(27)))


def test_more_errors_than_the_core_has_numbers_for() -> None:
    one = declared(*(attribute(**{f"a{number}": u8}) for number in range(1100)))
    for _ in range(70):
        assert len(one.decode(bytes(1100)).attributes) == 1100
    batch = one.decode_batch([bytes(1100), b"1"])
    assert list(batch.errors) == [0, 3]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("\nx = (", 2, "this is no Python: '\\(' was never closed"),
        ("\n\nimport nonexistent_module", 3, "breaks off: ModuleNotFoundError: No module named"),
        ("raise RuntimeError('boo')", 1, "breaks off: RuntimeError: boo"),
        ("raise SystemExit", 1, "breaks off: SystemExit"),
        ("\n1 / 0", 2, "breaks off: ZeroDivisionError"),
        ("from redi_codecs.layout import *\nX = device(5)", 2, "breaks off: TypeError"),
    ],
)
def test_a_file_that_breaks_off(tmp_path: Path, text: str, line: int, problem: str) -> None:
    file = tmp_path / "one.py"
    file.write_text(text)
    with pytest.raises(DeclarationError, match=problem) as caught:
        redi_codecs.load(file)
    assert (caught.value.file, caught.value.line) == (str(file), line)


def test_what_is_no_path() -> None:
    with pytest.raises(TypeError, match="the path of a Python file is needed, not NoneType"):
        redi_codecs.load(None)  # type: ignore[arg-type]


def test_many_keys_are_not_compared_with_each_other_one_by_one() -> None:
    """A table of 20,000 keys was 200 million comparisons."""
    table = {number: temperature(u8) for number in range(4_000)}
    began = time.process_time()
    device("acme/one", name="One", source="here", f_port=1, uplink=switch(u16, table))
    assert time.process_time() - began < 3
    for key, clash in ((7, (7, 9_000)), (range(5, 9), 8), (6, range(6, 7))):
        with pytest.raises(DeclarationError, match="has two bodies"):
            device("acme/one", name="One", source="here", uplink=switch(u16, {key: (), clash: ()}))


def test_nor_when_the_core_gets_them() -> None:
    """The program of a table of 8,000 keys took minutes; each key goes its own way for all that."""
    table = {number: temperature(u8) if number % 2 else humidity(u8) for number in range(8_000)}
    one = device("acme/one", name="One", source="here", f_port=1, uplink=switch(u16, table | {range(9_000, 9_005): ()}))
    plan = redi_codecs.codec(one).plan
    began = time.process_time()
    lower(plan)
    assert time.process_time() - began < 5
    batch = redi_codecs.codec(one).decode_batch(["000105", "1f3e06", "2328", "2330"])
    assert (batch["temperature"].to_pylist(), batch["humidity"].to_pylist()) == (
        [5, None, None, None],
        [None, 6, None, None],
    )
    assert list(batch.errors) == [0, 0, 0, batch.error_names.index("UnknownMessage")]


def test_a_payload_longer_than_any() -> None:
    """A vector of a megabyte kept `check` busy for minutes."""
    assert vector(bytes(255), source="here").payload
    with pytest.raises(
        DeclarationError, match="a payload of 1,000,000 bytes: no frame of LoRaWAN carries more than 255"
    ):
        vector("00" * 1_000_000, source="here")


def test_an_alias_is_found_wherever_it_is_declared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(registry, "_added", {})
    file = tmp_path / "acme.py"
    file.write_text(
        "from redi_codecs.kinds import *\nfrom redi_codecs.layout import *\n"
        'ONE = device("acme/one", name="One", source="x", f_port=1, uplink=temperature(i8), aliases=("acme/old",))\n'
    )
    redi_codecs.load(file)
    try:
        assert redi_codecs.decode("acme/old", "15", 1).device == "acme/one"
        assert redi_codecs.DeviceMap({"70b3d5*": "acme/old"}).get("70b3d50000000000") == "acme/old"
        alias, known = next(iter(registry.ALIASES.items()))  # a vendor's
        assert redi_codecs.codec(alias).device.id == known
    finally:
        for forget in registry.changed:
            forget()
