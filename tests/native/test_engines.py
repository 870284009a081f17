"""The compiled core and generated Python say the same of every payload of every device."""

from __future__ import annotations

import os
import random
import re
from datetime import UTC, datetime, timedelta
from types import FunctionType
from typing import Any, NoReturn

import pytest

import redi_codecs
from declared import DECLARED, in_part
from native.held import NOON, bare, good, held, in_core, in_python, inputs_of, same, spoilt
from redi_codecs.batch.gather import gather
from redi_codecs.plan.plan import Call, every
from redi_codecs.plan.schema import ERROR_CODES
from redi_codecs.runtimes.core import native
from redi_codecs.runtimes.core.lower import NotLowered, lower

DEVICES = [device.id for device in DECLARED]
ROWS = 160


def lowered(device: str) -> redi_codecs.Codec:
    codec = redi_codecs.codec(device)
    if native.machine(codec.plan) is None:
        pytest.skip("a format that runs in Python")
    return codec


def test_the_core_is_there_where_it_is_required() -> None:
    if os.environ.get("REDI_CODECS_NATIVE") == "require":
        assert native.available()
    assert redi_codecs.native is native.available() is True


def test_the_two_engines_are_two() -> None:
    codec = redi_codecs.codec("milesight-iot/em300-th")
    machine = native.machine(codec.plan)
    asked = []

    def never(*args: Any) -> NoReturn:
        asked.append(args)
        raise AssertionError("generated Python was asked")

    single = native.single(codec.plan, never, never)
    assert type(codec.generated) is FunctionType
    assert codec.generated.__code__.co_code
    for compiled in (machine, single):
        assert type(compiled).__module__ == "redi_codecs.runtimes.core._vm"
        assert not hasattr(type(compiled), "__code__")
    assert single.readings.__self__ is single
    assert single.python is never
    payload = bytes.fromhex("01755C03673401046865")
    assert bare(single(payload, 85)) == bare(codec.generated(payload, 85, None))
    assert single.readings(payload, 85) == codec.decode(payload, 85).readings
    assert not asked
    with pytest.raises(AssertionError, match="was asked"):
        single(payload[:4], 85)


# One of each distinct format: what devices that share one have on top of it is in their names alone.
FORMATS = list({id(device.uplink): device.id for device in reversed(redi_codecs.devices())}.values())

#: What the core leaves to Python besides custom nodes: a word that it lacks, and the formats that need it.
LACKING = {
    "no arithmetic for steinhart_hart": {"decentlab/dl-blg"},
    "32 bits of named states": {"sensecap/sensecapt2000-tracker-abc"},
    "text that decides something": {
        "watteco/closo",
        "watteco/ino",
        "watteco/smartpilot-wire",
        "yosensi/generic",
        "yosensi/yo-agribox",
        "yosensi/yo-people-counter",
    },
}


@pytest.mark.thorough
def test_what_is_declared_runs_in_the_core_but_for_custom_nodes_and_words_that_it_lacks() -> None:
    left: dict[str, set[str]] = {}
    for device in FORMATS:
        codec = redi_codecs.codec(device)
        custom = any(isinstance(op, Call) for op in every(codec.plan.ops))
        if native.machine(codec.plan) is not None:
            assert not custom, device
            continue
        with pytest.raises(NotLowered) as caught:
            lower(codec.plan)
        said = str(caught.value)
        if custom:
            assert re.search(r"Call has no instructions|text that decides something", said), device
        else:
            reason = next((one for one in LACKING if one in said), said)
            left.setdefault(reason, set()).add(device)
    assert left == LACKING


@pytest.mark.parametrize("device", in_part(DEVICES, 0))
def test_both_engines_agree(device: str) -> None:
    codec = lowered(device)
    uplinks = spoilt(good(codec.device), random.Random(device), ROWS)
    bad = same(codec, inputs_of(codec, uplinks), uplinks)["errors"]
    assert 0 in bad
    times = [None if row % 9 == 0 else NOON + timedelta(seconds=row / 7) for row in range(ROWS)]
    same(codec, inputs_of(codec, uplinks, times), uplinks)


@pytest.mark.parametrize("device", in_part(FORMATS, 3))
def test_threads_change_nothing(device: str, monkeypatch: pytest.MonkeyPatch) -> None:
    codec = lowered(device)
    chance = random.Random(device)
    some = spoilt(good(codec.device), chance, 200)
    uplinks = [chance.choice(some) for _ in range(1500)]
    inputs = inputs_of(codec, uplinks, NOON)
    expected = in_python(codec, inputs)
    monkeypatch.setattr(native, "_LEAST", 512)
    held(expected, in_core(codec, inputs, threads=2), uplinks)
    held(expected, in_core(codec, inputs, threads=2, shapes=False), uplinks)


def test_more_threads_than_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "_LEAST", 1)
    codec = redi_codecs.codec("elsys/ers")
    known = good(codec.device)
    for rows in (0, 1, 1023, 1024, 1025, 4097):
        uplinks = [known[row * row % len(known)] for row in range(rows)]
        inputs = inputs_of(codec, uplinks)
        expected = in_python(codec, inputs)
        for threads in (1, 2, 7, 64):
            held(expected, in_core(codec, inputs, threads=threads), uplinks)


# ---- each kind of input

KINDS = ["milesight-iot/em300-th", "browan/tbms100", "elsys/ers", "dragino/lht65", "atim/acw-thaq", "cayenne/lpp"]


def columns_of(payloads: list[bytes | None]) -> dict[str, Any]:
    """The same payloads in every kind of memory that Arrow has for them."""
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    fence: list[bytes | None] = [b"\xff" * 30, None, b"\x01"]
    found = {}
    for kind in ("binary", "large_binary", "binary_view"):
        type_ = getattr(pa, kind)()
        whole = pa.array(payloads, type_)
        found[kind] = whole
        found[f"{kind}, sliced"] = pa.array([*fence, *payloads, *fence], type_).slice(3, len(payloads))
        third = len(payloads) // 3
        found[f"{kind}, chunked"] = pa.chunked_array(
            [whole.slice(0, third), whole.slice(0, 0), whole.slice(third, 5), whole.slice(third + 5)]
        )
    return found


def ports_of(ports: list[int]) -> dict[str, Any]:
    """The same ports in every kind of memory, some of them in rows that others have left out."""
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    odd: list[Any] = list(ports)
    odd[3::11] = [None] * len(odd[3::11])
    found: dict[str, Any] = {"list": ports, "list with gaps": odd, "far out": [*ports[:-2], 256, -1]}
    for name in ("uint8", "int16", "int32", "uint16", "uint32", "int64", "uint64"):
        found[name] = pa.array(odd, getattr(pa, name)())
        found[f"{name}, sliced"] = pa.array([7, *odd, None], getattr(pa, name)()).slice(1, len(odd))
    found["int8"] = pa.array([port if port is not None and port < 128 else None for port in odd], pa.int8())
    return found


def _uplinks(device: str, count: int = 300) -> list[tuple[bytes | None, int]]:
    codec = redi_codecs.codec(device)
    uplinks: list[Any] = spoilt(good(codec.device), random.Random(device), count)
    for row in range(5, count, 13):
        uplinks[row] = (None, uplinks[row][1])
    return uplinks


@pytest.mark.parametrize("device", KINDS)
def test_payloads_in_every_kind_of_memory(device: str) -> None:
    codec = redi_codecs.codec(device)
    uplinks = _uplinks(device)
    payloads, ports = [payload for payload, _ in uplinks], [port for _, port in uplinks]
    expected = None
    for name, column in {"list": payloads, **columns_of(payloads)}.items():
        inputs = gather(column, ports, NOON, device)
        found = same(codec, inputs)
        assert expected is None or expected == found, name
        expected = found
    assert expected is not None
    assert expected["errors"].count(ERROR_CODES["NoPayload"]) == payloads.count(None)


@pytest.mark.parametrize("device", KINDS)
def test_ports_in_every_kind_of_memory(device: str) -> None:
    codec = redi_codecs.codec(device)
    uplinks = _uplinks(device)
    payloads, ports = [payload for payload, _ in uplinks], [port for _, port in uplinks]
    for ports_given in ports_of(ports).values():
        same(codec, gather(payloads, ports_given, None, device))
    for port in {0, 255, *ports[:3]}:
        same(codec, gather(payloads, port, None, device))


@pytest.mark.parametrize("width", [0, 1, 7, 8, 9, 16])
@pytest.mark.parametrize("device", KINDS[:3])
def test_payloads_of_fixed_width(device: str, width: int) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    codec = redi_codecs.codec(device)
    payloads = [None if payload is None else payload.ljust(width, b"\0")[:width] for payload, _ in _uplinks(device)]
    column = pa.array(payloads, pa.binary(width))
    port = good(codec.device)[0][1]
    for one in (column, column.slice(5, 200), pa.chunked_array([column.slice(11), column])):
        same(codec, gather(one, port, NOON, device))


def test_errors_that_are_known_beforehand() -> None:
    codec = redi_codecs.codec("milesight-iot/em300-th")
    good_one, cut = "03673401", "0367"
    payloads = [good_one, "036", cut, None, 17, good_one, "zz", cut] * 9
    ports: list[Any] = [85, 85, 85, 85, 85, None, 85, 300] * 9
    found = same(codec, gather(payloads, ports, None))
    names = list(ERROR_CODES)
    assert [names[code] for code in found["errors"][:8]] == [
        "",
        "InvalidPayload",
        "TruncatedPayload",
        "NoPayload",
        "InvalidPayload",
        "NoPayload",
        "InvalidPayload",
        "InvalidPayload",
    ]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_times_in_every_unit(unit: str) -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    codec = redi_codecs.codec("milesight-iot/am102")
    uplinks = spoilt(good(codec.device), random.Random(unit), 240)
    second = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    moments = [None if row % 7 == 3 else (1_772_625_600 - 10**9 * (row % 5)) * second - row for row in range(240)]
    column = pa.array([5, *moments], pa.timestamp(unit, "UTC")).slice(1)
    payloads, ports = [payload for payload, _ in uplinks], [port for _, port in uplinks]
    found = same(codec, gather(payloads, ports, column), uplinks)
    assert None in found["time of rows"]


def test_times_outside_the_calendar() -> None:
    pa = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    codec = redi_codecs.codec("milesight-iot/em300-th")
    first, last = -62_135_596_800, 253_402_300_799
    seconds = [first - 1, first, first + 1, last, last + 1, -(1 << 62), (1 << 62), 0] * 40
    for unit, mul in (("s", 1), ("ms", 1000), ("us", 10**6)):
        moments = [max(-(1 << 63), min((1 << 63) - 1, second * mul)) for second in seconds]
        column = pa.array(moments, pa.timestamp(unit, "UTC"))
        inputs = gather([bytes.fromhex("03673401")] * len(moments), 85, column)
        same(codec, inputs)


def test_times_as_the_last_moment_of_the_calendar_ends() -> None:
    codec = redi_codecs.codec("milesight-iot/em300-th")
    edge = [datetime.max.replace(tzinfo=UTC), datetime.min.replace(tzinfo=UTC), NOON] * 80
    found = same(codec, inputs_of(codec, [(bytes.fromhex("03673401"), 85)] * len(edge), edge))
    assert found["time of rows"] == edge
