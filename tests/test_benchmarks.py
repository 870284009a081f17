"""What the benchmarks compare says the same of the same payloads; nothing here is timed."""

from __future__ import annotations

import sys
from itertools import accumulate
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "benchmarks"))

from agreement import Disagreement, batch_values, check, check_construct, contenders, vectors
from by_hand import FORMATS, Values
from mixes import MIXES, hostile, rows_of, shaped, uplinks
from packed import Packed, Uplink

from redi_codecs import codec

NAMES = ("the batch", "by hand", "the construct reference", "C", "node", "quickjs")


@pytest.mark.thorough
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("device", FORMATS)
def test_contender_says_what_the_library_says(device: str, name: str) -> None:
    contender = contenders(device)[name]
    if contender is None:
        pytest.skip(f"{name} is not installed")
    assert check(device, name, contender) > 400


@pytest.mark.parametrize("device", FORMATS)
def test_construct_declaration_says_what_the_library_says(device: str) -> None:
    assert check_construct(device) > 100


@pytest.mark.parametrize("name", ["by hand", "the batch"])
def test_one_wrong_value_is_noticed(name: str) -> None:
    device = "milesight-iot/em300-th"
    right = contenders(device)[name]
    assert right is not None

    def wrong(some: object) -> list[Values | None]:
        said = list(right(some))  # type: ignore[arg-type]
        at = next(at for at, values in enumerate(said) if values and "temperature" in values)
        said[at] = {**(said[at] or {}), "temperature": 1e9}
        return said

    with pytest.raises(Disagreement, match=r"on port \d+: the library says"):
        check(device, name, wrong)


@pytest.mark.parametrize("name", MIXES)
def test_mix_is_decoded_without_fault_and_without_rest(name: str) -> None:
    packed = rows_of(name, 300)
    said = batch_values(codec(MIXES[name].device).decode_batch(packed.payloads, f_port=packed.port))
    assert all(values and "rest" not in values for values in said)
    assert packed.payloads == rows_of(name, 300).payloads != rows_of(name, 300, seed=2).payloads


@pytest.mark.parametrize("name", MIXES)
def test_every_kind_of_payload_of_a_mix_occurs(name: str) -> None:
    sets = {frozenset(values or ()) for values in _said(MIXES[name].device, uplinks(name, 200))}
    assert len(sets) >= len(MIXES[name].sends)


def _said(device: str, some: tuple[Uplink, ...]) -> list[Values | None]:
    return list(contenders(device)["by hand"](some) or ())  # type: ignore[misc]


@pytest.mark.parametrize("shapes", [1, 4, 64])
def test_shaped_payloads_have_so_many_shapes(shapes: int) -> None:
    assert len({_tags(payload) for payload in shaped(shapes, 3000).payloads}) == shapes


def test_hostile_payloads_have_hardly_two_of_one_shape() -> None:
    payloads = hostile(1000).payloads
    assert len({_tags(payload) for payload in payloads}) > 990


def _tags(payload: bytes) -> tuple[str, ...]:
    return tuple(one.name for one in codec("elsys/ers").decode(payload, 5))


def test_packed_payloads_are_the_payloads() -> None:
    some = vectors("netvox/r711")
    packed = Packed(some)
    assert [(payload, port) for payload, port in zip(packed.payloads, packed.port, strict=True)] == some  # type: ignore[arg-type]
    assert packed.offsets.tolist() == [0, *accumulate(map(len, packed.payloads))]
    assert packed.data == b"".join(packed.payloads)


def test_repeated_payloads_come_again_in_their_order() -> None:
    packed = Packed(vectors("netvox/r711"))
    assert packed.repeated(3).uplinks == packed.uplinks * 3
    one_port = rows_of("tbms100", 50)
    assert one_port.repeated(2).port == one_port.port
    assert one_port.repeated(2).payloads == one_port.payloads * 2


def test_packed_payloads_are_an_arrow_column() -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    packed = rows_of("tbms100", 100)
    assert packed.arrow.to_pylist() == packed.payloads


@pytest.mark.thorough
def test_the_memory_of_a_command_is_its_own(tmp_path: Path) -> None:
    """However much this process has held itself."""
    from commands import _peak

    file, devices = tmp_path / "a.jsonl", tmp_path / "devices.csv"
    file.write_text("", encoding="utf-8")
    devices.write_text("dev_eui,device\n", encoding="utf-8")
    pytest.importorskip("pyarrow")
    held = bytearray(b"x" * (600 << 20))
    assert 10 << 20 < _peak(file, devices) < len(held)
