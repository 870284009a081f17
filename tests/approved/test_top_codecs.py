"""Codecs and the functions of the package: each argument as it is not usual, and tables of many devices."""

# ruff: noqa: E501 - what is asked is a line here

from __future__ import annotations

import pickle
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

import pytest

import redi_codecs
from approved import approved, outcome
from layouts import commanded, made
from redi_codecs import kinds, layout
from redi_codecs.device_codec import Codec, codec
from redi_codecs.errors import DecodeError

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
EM300, TBMS = "milesight-iot/em300-th", "browan/tbms100"
SEVERAL = made(
    layout.switch(layout.f_port, {(1, 2): kinds.battery(layout.u8), 3: kinds.humidity(layout.u8)}), port=None
)
ALIKE = made(layout.switch(layout.f_port, {7: kinds.battery(layout.u8)}), port=None)
OTHERWISE = made(layout.switch(layout.f_port, {7: kinds.battery(layout.u8)}, otherwise=()), port=None)
RANGE = made(layout.switch(layout.f_port, {range(7, 9): kinds.battery(layout.u8)}), port=None)
UNPORTED = made(kinds.battery(layout.u8), port=None)
LOCAL = made(kinds.battery(layout.u8), layout.optional(layout.received_at > 3, kinds.humidity(layout.u8)))
TAKES = commanded(
    {
        "interval": layout.command(
            7, layout.expect(layout.u8, 1), layout.attribute(interval=layout.u8), joins=True, answer=True
        ),
        "reset": layout.command(7, layout.expect(layout.u8, 2), disruptive="it is gone", joins=True),
    },
    layout.tags(layout.u8, {1: layout.attribute(interval=layout.u8)}),
)


def of_codecs() -> Iterator[str]:
    for name, device in (
        ("several", SEVERAL), ("alike", ALIKE), ("otherwise", OTHERWISE), ("range", RANGE), ("none", UNPORTED),
        ("own", LOCAL),
    ):  # fmt: skip
        one = Codec(device)
        yield f"{name}: {one.settled_port} {outcome(lambda: one.decode('64'))} {outcome(lambda: one.decode('64', 3))}"  # noqa: B023
        yield f"  {outcome(lambda: [*one.decode_batch(['64']).errors])}"  # noqa: B023
    one = Codec(LOCAL)
    view = memoryview(b"ab")
    view.release()
    given: tuple[Any, ...] = (
        b"\x64", bytearray(b"\x64"), memoryview(b"\x64"), "64", "0x64", "{ 0x64 }", "6", "zz" * 60, "", b"", 3, None, view,
    )  # fmt: skip
    for times in range(2):
        for payload in given:
            yield re.sub(r" at 0x\w+", "", f"{payload!r:.40}: {outcome(lambda: one.decode(payload))}")  # noqa: B023
        for port in (0, 1, 255, 256, -1, True, 1.0, "1", None):
            yield f"port {port!r}: {outcome(lambda: one.decode(b'd', port))}"  # type: ignore[arg-type] # noqa: B023
        for time in (NOON, datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC), NOON.replace(tzinfo=None), "now"):
            told = one.decode(b"d\x40", received_at=time) if isinstance(time, datetime) and time.tzinfo else None
            yield f"{time}: {told!r} {told and told.time} {outcome(lambda: one.decode(b'd', received_at=time))}"  # type: ignore[arg-type] # noqa: B023
        yield f"{one.readings('64', 1)} {one._left}"
        for _ in range(80 if not times else 0):
            one.decode(b"d")
    try:
        one.decode(b"", received_at=NOON)
    except DecodeError as error:
        yield f"{vars(error)}"
    yield f"{one!r} {pickle.loads(pickle.dumps(codec(EM300))) is codec(EM300)} {one.generated(b'd', 1, None)}"
    yield f"{pickle.loads(pickle.dumps(Codec(UNPORTED))).device.name} {codec(LOCAL) is codec(LOCAL)}"
    yield f"{outcome(lambda: codec(3))} {outcome(lambda: codec('acme/none'))}"  # type: ignore[arg-type]
    whole = one.decode(b"d")
    yield f"{pickle.loads(pickle.dumps(codec(EM300).decode('03673401', 85))) == codec(EM300).decode('03673401', 85)}"
    yield f"{one.encode_uplink({'battery': 50})} {one.encode_uplink(whole, f_port=9)}"
    takes = codec(TAKES)
    sent = takes.encode_downlink("interval", interval=5)
    yield f"{sent} {takes.encode_downlink(interval=5)} {takes.encode_downlink({'interval': 5})}"
    yield f"{outcome(lambda: takes.encode_downlink('reset'))} {takes.encode_downlink('reset', allow_disruptive=True)}"
    both: dict[str, Any] = {"interval": 5, "reset": True}
    yield f"{outcome(lambda: takes.encode_downlinks(both))} {takes.encode_downlinks(both, allow_disruptive=True)}"
    yield f"{takes.encode_downlinks(both, allow_disruptive=True, max_size=2)}"
    yield f"{takes.decode_downlink('010502', 7)} {takes.decode_downlinks('010502', 7)}"
    yield f"{takes.confirmed_by(sent, takes.decode('0105', 2))} {takes.confirmed_by(sent, takes.decode('0106', 2))}"
    yield f"{takes.commands}"
    yield f"{one.explain('64', 1).text()}\n{one.explain('6440', 1, received_at=NOON).text()}\n{one.explain('64', 0).text()}"
    yield f"{takes.explain('010502', 7, downlink=True).text()} {takes.explain('010502', 7, downlink=True).message}"
    yield outcome(lambda: takes.explain("010502", 256, downlink=True))
    position = codec(made(kinds.latitude(layout.i32 / 1_000_000), kinds.battery(layout.u8)))
    texts = [position.javascript, position.to_javascript(), position.to_javascript(sensitive=True)]
    yield f"{[len(text) == len(texts[2]) for text in texts]} {texts[0] == texts[1]} {position.javascript is position.javascript}"
    yield f"{['encodeDownlink' in takes.to_javascript(commands=one) for one in (None, True, False)]}"
    yield f"{'encodeDownlink' in takes.javascript} {'latitude' in position.decode_batch(['02faf08064']).to_arrow().column_names}"
    yield f"{'latitude' in position.decode_batch(['02faf08064'], sensitive=True).to_arrow().column_names}"


def of_functions() -> Iterator[str]:
    """The ways to a codec's methods: with what is not as usual, and without."""
    api = redi_codecs
    yield f"{api.decode(EM300, '03673401', received_at=NOON).time}"
    yield f"{api.decode(codec(EM300).device, '03673401')} {outcome(lambda: api.decode(EM300, '03673401', 0))}"
    yield f"{api.encode_uplink(EM300, {'temperature': 30.8}, f_port=9)}"
    yield f"{outcome(lambda: api.encode_uplink(EM300, {'temperature': 30.8}, message='x'))}"
    yield f"{outcome(lambda: api.encode_downlink(TAKES, 'reset'))} {api.encode_downlink(TAKES, 'reset', allow_disruptive=True)}"
    yield f"{outcome(lambda: api.encode_downlinks(TAKES, {'reset': True}))}"
    yield f"{api.encode_downlinks(TAKES, {'reset': True, 'interval': 3}, allow_disruptive=True, max_size=2)}"
    yield f"{api.decode_downlink(TAKES, '0105', 7)} {api.decode_downlinks(TAKES, '0105', 7)} {len(api.commands(TAKES))}"
    yield f"{api.explain(LOCAL, '64', 1).text()} {api.explain(LOCAL, '6440', 1, received_at=NOON).text()}"
    yield f"{api.explain(TAKES, '0105', 7, downlink=True).message}"
    sent = api.encode_downlink(TAKES, interval=5)
    yield f"{api.confirmed_by(TAKES, sent)} {api.confirmed_by(TAKES, sent, codec(TAKES).decode('0105', 2))}"
    for confirmed in (False, True):
        yield f"{api.downlink_message('the-things-stack', '70B3D5000000002A', sent, confirmed=confirmed)}"
    yield f"{api.downlink_message('chirpstack', '70B3D5000000002A', sent, via='rest')}"
    yield f"{outcome(lambda: getattr(api, 'nothing'))} {outcome(lambda: getattr(api.api, 'nothing'))} {type(api.native)}"  # noqa: B009
    message = {"deviceInfo": {"devEui": "70b3d5000000002a"}, "fPort": 85, "data": "A2c0AQ=="}
    yield f"{api.parse_uplink(message).payload.hex()} {[one.name for one in codec(TAKES).schema.tables]}"
    yield f"{codec(TAKES).schema is codec(TAKES).schema}"
    yield f"{sorted(set(api.__all__) - set(dir(api)))} {'decode' in dir(api)}"


TABLE: dict[str, list[Any]] = {
    "id": [EM300, TBMS, None, "acme/x", EM300, TBMS, EM300],
    "data": ["03673401", "010b3a0500c50000", "00", "01", "0367", "", "05 7f"],
    "port": [85, 102, 1, 1, "85", " 102 ", 0],
    "at": [f"2026-03-09T12:00:0{at}Z" for at in range(7)],
    "site": list("abcdefg"),
}


def of_tables() -> Iterator[str]:
    table = redi_codecs.decode_table
    calls: dict[str, dict[str, Any]] = {
        "as it is": {"device": "id", "payload": "data"},
        "of ports": {"device": "id", "payload": "data", "f_port": "port"},
        "of one port": {"device": "id", "payload": "data", "f_port": 102},
        "of times": {"device": "id", "payload": "data", "f_port": "port", "time": "at"},
        "of one time": {"device": "id", "payload": "data", "f_port": "port", "time": NOON},
        "of no zone": {"device": "id", "payload": "data", "time": NOON.replace(tzinfo=None)},
        "wide": {"device": "id", "payload": "data", "f_port": "port", "wide": True, "keep": ["site"]},
        "attributes": {"device": TBMS, "payload": "data", "f_port": 102, "attributes": True},
        "kept": {"device": "id", "payload": "data", "f_port": "port", "keep": ("site", "port")},
        "kept twice": {"device": "id", "payload": "data", "keep": ("id", "site")},
        "kept of a text": {"device": "id", "payload": "data", "keep": "site"},
        "kept of a dict": {"device": "id", "payload": "data", "keep": {"site": 1}},
        "kept of numbers": {"device": "id", "payload": "data", "keep": [3]},
        "kept of a number": {"device": "id", "payload": "data", "keep": 3},
        "of one device": {"device": EM300, "payload": "data"},
        "of a declaration": {"device": codec(EM300).device, "payload": "data"},
        "of no device": {"device": "acme/none", "payload": "data"},
        "no payloads": {"device": "id", "payload": "payload"},
        "threads": {"device": "id", "payload": "data", "f_port": "port", "threads": 1},
    }
    for name, call in calls.items():
        yield f"{name}: {outcome(lambda: columns(table(TABLE, **call)))}"  # noqa: B023
    columns_of = {"data": TABLE["data"], "device": TABLE["id"]}
    yield f"a column taken: {outcome(lambda: columns(table(columns_of, device='device', payload='data', keep=['device'])))}"
    yield f"no rows: {outcome(lambda: columns(table({'id': [], 'data': []}, device='id', payload='data')))}"
    lengths = {"id": [EM300], "data": ["03673401", "03673401"]}
    yield f"of other lengths: {outcome(lambda: table(lengths, device='id', payload='data'))}"
    places = made(kinds.latitude(layout.i32 / 1_000_000), kinds.battery(layout.u8), kinds.humidity(layout.u8))
    for sensitive in (False, True):
        found = table({"data": ["02faf0806440", "02faf080"]}, device=places, payload="data", sensitive=sensitive)
        yield f"sensitive {sensitive}: {columns(found)}"


def columns(tables: Any) -> str:
    """The columns of two tables, without those that say nothing; values in a row that are the same said once."""
    told = []
    for frame in tables:
        for name in frame:
            runs = [(value, len([*same])) for value, same in groupby(map(str, frame[name]))]
            if {value for value, _ in runs} - {"None"}:
                told.append(f"{name} {', '.join(value if times == 1 else f'{times} {value}' for value, times in runs)}")
        told.append("|")
    return "; ".join(told)


@pytest.mark.parametrize("of", [of_codecs, of_functions, of_tables], ids=lambda of: of.__name__)
def test_top(of: Callable[[], Iterator[str]]) -> None:
    text = re.sub(r"(is not hex): .*", r"\1", "\n".join(of()))  # the rest is Python's, of one version or another
    approved(f"top/{of.__name__.removeprefix('of_')}", text)
