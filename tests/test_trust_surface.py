"""All that is public, walked through with what it is not meant for: an error of ours, or one that docs/errors.md names.

The walk finds its way itself: the functions of ``redi_codecs.__all__``, and every public method of what they return.
Each argument is once each of the wrong values, while the others are right.
"""

from __future__ import annotations

import inspect
import linecache
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import redi_codecs

NOW = datetime(2026, 11, 1, tzinfo=UTC)
MESSAGE = (
    '{"end_device_ids": {"dev_eui": "70B3D5000000002A"}, "uplink_message": {"f_port": 85, "frm_payload": "A2c0AQ=="}}'
)
EM300 = "milesight-iot/em300-th"


def wrong_values() -> list[Any]:
    cycle: list[Any] = []
    cycle.append(cycle)
    return [
        None, True, 5, -1, 1 << 70, 10**400, 1.5, float("nan"), float("inf"), 1j, b"", b"x", "", "a/b", "no/such.file",
        "\ud800", "\0", "a" * 5000, "{", "[]", "null", "[" * 2000, [], [None], [5], [[]], cycle, (), {}, {"a": 1},
        {None: 1}, {5: {}}, {"temperature": object()}, {"temperature": "\ud800"}, {"temperature": 10**400}, set(),
        object(), len, type, int, range(3), iter(()), bytearray(b"\xff"), memoryview(bytes(8)).cast("I"),
        datetime(2026, 1, 1), datetime.min.replace(tzinfo=timezone(timedelta(hours=5))), NOW,  # noqa: DTZ001
        Path("no/such"), Path("\0"), redi_codecs, {"device": 5}, {"dev_eui": 5}, {"dev_eui": "7" * 16, "payload": 5},
    ]  # fmt: skip


#: What each argument is where it is right, by its name; by that of its function first, where this is another.
RIGHT: dict[str, Any] = {
    "device": EM300,
    "payload": bytes.fromhex("03673401"),
    "payloads": ["03673401", "046865"],
    "f_port": 85,
    "received_at": NOW,
    "values": {"temperature": 30.8},
    "command": "reboot",
    "commands": {"reboot": True},
    "network": "chirpstack",
    "via": "rest",
    "encoded": redi_codecs.encode_downlink(EM300, "reboot"),
    "sent": redi_codecs.encode_downlink(EM300, "reboot"),
    "devices.command": "reboot",
    "devices": {"70b3d5*": EM300},
    "lines": [MESSAGE],
    "key": "f2a7 not a secret any more 91c0",
    "dev_eui": "70B3D5000000002A",
    "text": "70B3D5000000002A",
    "dev_addr": "26011234",
    "name": "temperature",
    "row": 0,
    "table": {"data": ["03673401"], "eui": ["70B3D5000000002A"]},
    "decode_table.payload": "data",
    "table.frame": {"eui": ["70B3D5000000002A"]},
    "table.column": "eui",
    "parse_uplink.message": MESSAGE,
    "decode_message.message": MESSAGE,
    "message.message": MESSAGE,
}


def starts() -> Iterator[tuple[str, Any]]:
    """What is public, and an instance of everything that it returns."""
    codec = redi_codecs.codec(EM300)
    decoded = codec.decode("01755C 03673401 20CE9E74466310014D00", 85)
    batch = codec.decode_batch(["03673401", "0367", "20CE9E74466310014D00"], 85)
    key = redi_codecs.pseudonymize(RIGHT["key"])
    message = redi_codecs.decode_message(MESSAGE, device=EM300)
    yield "codec", codec
    yield "device", codec.device
    yield "decoded", decoded
    yield "reading", decoded.readings[0]
    yield "attribute", redi_codecs.decode(EM300, "FF0BFF", 85).attributes["power_on"]
    yield "field", decoded.readings[0].field
    for record in decoded.records[:1]:
        yield "record", record
    yield "explanation", codec.explain("03673401", 85)
    yield "encoded", codec.encode_uplink({"temperature": 30.8})
    yield "batch", batch
    yield "column", batch["temperature"]
    for table in batch.records.values():
        yield "records", table
    yield "frame", redi_codecs.decode_table({"data": ["03673401"]}, device=EM300, payload="data").readings
    yield "message", message
    yield "uplink", message.uplink
    yield "map", redi_codecs.DeviceMap(RIGHT["devices"])
    yield "pseudonyms", key
    yield "pseudonymous", key.message(MESSAGE)
    yield "stream", redi_codecs.decode_stream([MESSAGE], RIGHT["devices"])


#: Of no use to callers: what builds columns, bare results, and what one part of the library tells another.
INSIDE = {"column.coded", "column.numbers", "codec.generated", "decoded.valued", "stream.count"}
PROTOCOLS = ("__getitem__", "__contains__", "__call__")


def public() -> dict[str, Callable[..., Any]]:
    found: dict[str, Callable[..., Any]] = {}
    for name in redi_codecs.__all__:
        one = getattr(redi_codecs, name)
        if inspect.isfunction(one) or name in ("DeviceMap", "RejectsFile"):
            found[name] = one
    for name, one in starts():
        for method in dir(type(one)):
            bound = getattr(one, method) if method in PROTOCOLS or not method.startswith("_") else None
            ours = str(getattr(bound, "__module__", "")).startswith("redi_codecs")  # not what all sequences have
            if callable(bound) and ours and f"{name}.{method}" not in INSIDE:
                found[f"{name}.{method}"] = bound
    return found


PUBLIC = public()


def arguments(name: str) -> dict[str, inspect.Parameter]:
    parameters = inspect.signature(PUBLIC[name]).parameters
    return {key: one for key, one in parameters.items() if one.kind not in (one.VAR_POSITIONAL, one.VAR_KEYWORD)}


def right(name: str, one: inspect.Parameter) -> Any:
    known = RIGHT.get(f"{name.rpartition('.')[2]}.{one.name}", RIGHT.get(one.name, one.default))
    return None if known is one.empty else known


def call(name: str, given: Mapping[str, Any]) -> None:
    known = arguments(name)
    positional = [value for key, value in given.items() if known[key].kind is not inspect.Parameter.KEYWORD_ONLY]
    named = {key: value for key, value in given.items() if known[key].kind is inspect.Parameter.KEYWORD_ONLY}
    result = PUBLIC[name](*positional, **named)
    if isinstance(result, Iterator):
        list(islice(result, 100))
    repr(result)
    if hasattr(result, "close"):
        result.close()


def meant(error: Exception) -> bool:
    """Whether an error is one that docs/errors.md tells of: ours, or one of Python's that was raised on purpose."""
    if isinstance(error, redi_codecs.RediCodecsError):
        return True
    last = traceback.extract_tb(error.__traceback__)[-1]
    on_purpose = "redi_codecs" in last.filename and linecache.getline(last.filename, last.lineno or 0).strip()
    if not on_purpose or not on_purpose.startswith("raise "):
        return False
    return type(error) in (KeyError, IndexError) or (type(error) is TypeError and " needed" in str(error))


@pytest.mark.parametrize("name", PUBLIC)
def test_what_it_is_not_meant_for(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    base = {key: right(name, one) for key, one in arguments(name).items()}
    foreign = []
    for argument in base:
        for wrong in wrong_values():
            try:
                call(name, base | {argument: wrong})
            except Exception as error:
                if not meant(error):
                    foreign.append((argument, type(wrong).__name__, repr(error)[:200]))
    assert not foreign


def test_the_walk_gets_around() -> None:
    assert {"decode", "decode_table", "DeviceMap", "codec.decode_batch", "stream.to_arrow", "column.__getitem__"} < set(
        PUBLIC
    )
    assert len(PUBLIC) > 60
    for name in ("codec.decode", "decode_table", "parse_uplink", "pseudonymize"):  # what is right is let through
        call(name, {key: right(name, one) for key, one in arguments(name).items()})


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    for devices in (tmp_path / "no.csv", tmp_path, str(tmp_path / "no.yaml")):
        for make in (redi_codecs.DeviceMap, lambda devices: redi_codecs.decode_stream([MESSAGE], devices)):
            with pytest.raises(redi_codecs.DeviceMapError, match=r"the map of devices cannot be read: "):
                make(devices)


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(redi_codecs.TableError, match="the table has no column 'payload'; there are data, eui"):
        redi_codecs.decode_table(RIGHT["table"], device=EM300, payload="payload")


@pytest.mark.parametrize("name", ["pandas", "polars", "pyarrow"])
def test_a_library_that_is_not_there(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = redi_codecs.codec(EM300).decode_batch(["03673401"], 85)
    monkeypatch.setitem(sys.modules, name, None)
    method = {"pyarrow": "to_arrow"}.get(name, f"to_{name}")
    for table in (batch, redi_codecs.decode_table({"data": ["03673401"]}, device=EM300, payload="data").readings):
        with pytest.raises(redi_codecs.RediCodecsError, match=rf"{method}\(\) needs {name}: pip install 'redi-codecs"):
            getattr(table, method)()
