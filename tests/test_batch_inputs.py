"""Whatever form payloads, ports and times have, the batch is that of the plain lists."""

from __future__ import annotations

import math
import mmap
from array import array
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import redi_codecs
from batches import held_against, payloads_of, said_in
from redi_codecs import InvalidPayload
from redi_codecs.batch import memory, sound

CODEC = redi_codecs.codec("milesight-iot/em300-th")
PAYLOADS = [bytes.fromhex(one) for one in ("03673401 046865", "01755c", "0367", "", "03673401", "046864 ff")]
PORTS = [85, 1, 85, 85, 2, 85]
START = datetime(2026, 5, 1, tzinfo=UTC)
TIMES = [START + timedelta(minutes=10 * row, microseconds=row) for row in range(6)]
EXPECTED = said_in(CODEC.decode_batch(PAYLOADS, PORTS, TIMES))


def library(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed")


def _pandas_arrow(payloads: Any) -> Any:
    pd, pa = library("pandas"), library("pyarrow")
    return pd.Series(payloads, dtype=pd.ArrowDtype(pa.binary()))


def _polars_sliced(payloads: Any) -> Any:
    return library("polars").Series([b"before", *payloads, b"after"]).slice(1, len(payloads))


def _duckdb(payloads: Any) -> Any:
    duckdb, pa = library("duckdb"), library("pyarrow")
    return duckdb.from_arrow(pa.table({"payload": payloads}))


def _chunked(payloads: Any) -> Any:
    pa = library("pyarrow")
    return pa.chunked_array([pa.array(payloads[:1]), pa.array([], pa.binary()), pa.array([b"?", *payloads])[2:]])


FORMS: dict[str, Any] = {
    "bytearrays": lambda payloads: list(map(bytearray, payloads)),
    "memoryviews": lambda payloads: tuple(map(memoryview, payloads)),
    "hex": lambda payloads: [payload.hex() for payload in payloads],
    "hex with spaces": lambda payloads: [payload.hex(" ").upper() for payload in payloads],
    "mixed": lambda payloads: [payload.hex() if row % 2 else payload for row, payload in enumerate(payloads)],
    "numpy objects": lambda payloads: library("numpy").array([*payloads, None], object)[:-1],
    "pandas": lambda payloads: library("pandas").Series(payloads),
    "pandas hex": lambda payloads: library("pandas").Series([payload.hex() for payload in payloads]),
    "pandas arrow": _pandas_arrow,
    "polars": lambda payloads: library("polars").Series(payloads),
    "polars hex": lambda payloads: library("polars").Series([payload.hex() for payload in payloads]),
    "polars sliced": _polars_sliced,
    "binary": lambda payloads: library("pyarrow").array(payloads),
    "large": lambda payloads: library("pyarrow").array(payloads, library("pyarrow").large_binary()),
    "view": lambda payloads: library("pyarrow").array(payloads, library("pyarrow").binary_view()),
    "text": lambda payloads: library("pyarrow").array([payload.hex() for payload in payloads]),
    "large text": lambda payloads: library("pyarrow").array(
        [payload.hex() for payload in payloads], library("pyarrow").large_utf8()
    ),
    "text view": lambda payloads: library("pyarrow").array(
        [payload.hex(" ") for payload in payloads], library("pyarrow").string_view()
    ),
    "dictionary": lambda payloads: library("pyarrow").array(payloads).dictionary_encode(),
    "chunked": _chunked,
    "duckdb": _duckdb,
    "nanoarrow": lambda payloads: library("nanoarrow").array(payloads, library("nanoarrow").binary()),
    "arro3": lambda payloads: library("arro3.core").Array(payloads, library("arro3.core").DataType.binary()),
    "table of one column": lambda payloads: library("polars").DataFrame({"payload": payloads}),
}


@pytest.mark.parametrize("form", FORMS)
def test_payloads(form: str) -> None:
    assert said_in(CODEC.decode_batch(FORMS[form](PAYLOADS), PORTS, TIMES)) == EXPECTED


@pytest.mark.parametrize("compiled", [True, False])
@pytest.mark.parametrize("text", [True, False])
def test_views_with_gaps(compiled: bool, text: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Payloads in their views, others behind them, and none at all, with the compiled loops and without."""
    pa = library("pyarrow")
    if not compiled:
        for module in (memory, sound):
            monkeypatch.setattr(module, "_core", None)
    payloads = [None, PAYLOADS[0], None, PAYLOADS[0] * 3, b"", PAYLOADS[0] * 2]
    shown = [None if one is None else one.hex() for one in payloads] if text else payloads
    column = pa.array([b"-" * 20, *payloads] if not text else ["-" * 20, *shown])
    column = column.cast(pa.string_view() if text else pa.binary_view()).slice(1)
    assert said_in(CODEC.decode_batch(column, 85)) == said_in(CODEC.decode_batch(payloads, 85))


def test_views_as_long_as_fit_and_one_more() -> None:
    """Up to twelve bytes stand in the view itself, what is longer in one of several buffers."""
    pa = library("pyarrow")
    codec = redi_codecs.codec("cayenne/lpp")
    turn = bytes.fromhex("0168")
    payloads = [b"".join(turn + bytes([row]) for row in range(many))[:size] for many in (6,) for size in range(17)]
    payloads += [bytes([at]) + payloads[15][1:] for at in range(40)]
    column = pa.array(payloads, pa.binary_view())
    assert said_in(codec.decode_batch(column, 1)) == said_in(codec.decode_batch(payloads, 1))


def test_payloads_beyond_the_first_gigabyte_of_their_buffer() -> None:
    """Long columns are handed over in slices of one buffer: where a payload stands may be a large number."""
    pa = library("pyarrow")
    start, rows = 1_300_000_000, 300
    payloads = [PAYLOADS[0][:3]] * (rows - 1) + [None]
    whole = mmap.mmap(-1, start + 3 * rows)  # of which two pages are touched
    whole[start:] = PAYLOADS[0][:3] * rows
    offsets = pa.py_buffer(array("q", range(start, start + 3 * rows + 3, 3)).tobytes())
    validity = pa.py_buffer(((1 << rows - 1) - 1).to_bytes(40, "little"))
    column = pa.LargeBinaryArray.from_buffers(pa.large_binary(), rows, [validity, offsets, pa.py_buffer(whole)])
    assert said_in(CODEC.decode_batch(column, 85)) == said_in(CODEC.decode_batch(payloads, 85))


@pytest.mark.parametrize("width", ["int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64"])
def test_ports_and_times_of_more_rows_than_are_read_at_a_time(width: str) -> None:
    """A list is read by segments of 65,536 rows: ports and times, with gaps, are found again in the next one."""
    np, pa = library("numpy"), library("pyarrow")
    codec, rows = redi_codecs.codec("browan/tbms100"), 65_536 + 70
    wanted = np.where(np.arange(rows) % 3 == 0, 1, 102)
    lacking = np.isin(np.arange(rows), (5, 65_535, 65_536, 65_541, rows - 1))
    ports = pa.array(wanted.astype(width), mask=lacking)
    times = pa.array(np.arange(rows) * 1_000_000, pa.timestamp("us", "UTC"), mask=lacking)
    batch = codec.decode_batch([bytes.fromhex("010B3A0500C50000")] * rows, ports, times)
    codes = np.frombuffer(batch.errors, "uint8")
    none, other = batch.error_names.index("NoPayload"), codes[0]
    assert codes.tolist() == np.where(lacking, none, np.where(wanted == 102, 0, other)).tolist()
    assert other not in (0, none)
    found = batch.time.to_pylist()
    assert [found[row] is None for row in range(rows)] == lacking.tolist()
    assert found[65_537] == datetime.fromtimestamp(65_537, UTC)


@pytest.mark.parametrize("width", ["int16", "uint16", "int32", "uint32", "int64", "uint64"])
@pytest.mark.parametrize("wrong", [256, 256 + 85, -1, -171])
def test_ports_that_are_none_in_wide_numbers(width: str, wrong: int) -> None:
    ports = library("numpy").array([85, 85], width)
    assert list(CODEC.decode_batch(["03673401"] * 2, ports).errors) == [0, 0]
    if wrong < 0 and width.startswith("u"):
        return
    ports[1] = wrong
    batch = CODEC.decode_batch(["03673401"] * 2, ports)
    assert (batch.errors[0], batch.reasons) == (0, {1: f"{wrong} is no fPort: an integer of 0 … 255 is needed"})


PORT_FORMS: dict[str, Any] = {
    "tuple": tuple,
    "numpy": lambda ports: library("numpy").array(ports, "int16"),
    "pandas": lambda ports: library("pandas").Series(ports, dtype="uint8"),
    "pandas floats": lambda ports: library("pandas").Series(ports, dtype="float64"),
    "polars": lambda ports: library("polars").Series(ports),
    "arrow": lambda ports: library("pyarrow").array([0, *ports], library("pyarrow").int64())[1:],
    "chunked": lambda ports: library("pyarrow").chunked_array([ports[:4], ports[4:]]),
}


@pytest.mark.parametrize("form", PORT_FORMS)
def test_ports(form: str) -> None:
    assert said_in(CODEC.decode_batch(PAYLOADS, PORT_FORMS[form](PORTS), TIMES)) == EXPECTED


TIME_FORMS: dict[str, Any] = {
    "other zone": lambda times: [time.astimezone(timezone(timedelta(hours=2))) for time in times],
    "pandas": lambda times: library("pandas").Series(times),
    "pandas in another zone": lambda times: library("pandas").Series(times).dt.tz_convert("Europe/Berlin"),
    "polars": lambda times: library("polars").Series(times),
    "nanoseconds": lambda times: library("pyarrow").array(times, library("pyarrow").timestamp("ns", "UTC")),
    "sliced": lambda times: library("pyarrow").array([None, *times])[1:],
}


@pytest.mark.parametrize("form", TIME_FORMS)
def test_times(form: str) -> None:
    assert said_in(CODEC.decode_batch(PAYLOADS, PORTS, TIME_FORMS[form](TIMES))) == EXPECTED


def test_coarse_times() -> None:
    pa = library("pyarrow")
    for unit, ticks in (("s", 1), ("ms", 1000)):
        column = pa.array([ticks * 60, None], pa.timestamp(unit, "UTC"))
        batch = CODEC.decode_batch(PAYLOADS[:2], 85, column)
        assert list(batch.time) == [datetime(1970, 1, 1, 0, 1, tzinfo=UTC), None]


@pytest.mark.parametrize(
    "payloads",
    [
        [PAYLOADS[0], None, "zz", 5, PAYLOADS[1]],
        [PAYLOADS[0], math.nan, "0", object(), PAYLOADS[1].hex()],
    ],
)
def test_a_bad_row_is_a_row_with_an_error(payloads: list[Any]) -> None:
    batch = CODEC.decode_batch(payloads, 85)
    assert [batch.error_names[code] for code in batch.errors] == [
        "",
        "NoPayload",
        "InvalidPayload",
        "InvalidPayload",
        "",
    ]
    assert batch["battery"].to_pylist() == [None, None, None, None, 92.0]
    assert set(batch.faults) == {1, 2, 3}
    with pytest.raises(InvalidPayload, match="no payload"):
        batch.decoded(1)
    with pytest.raises(InvalidPayload, match="hex"):
        batch.decoded(2)


def test_bad_rows_of_columns() -> None:
    pa = library("pyarrow")
    codes = ["", "NoPayload", "InvalidPayload", "InvalidPayload", ""]
    texts = ["03673401", None, "036", "03 67 3g", "046865"]
    for kind in (pa.utf8(), pa.large_utf8(), pa.string_view()):
        column = pa.array(["zz", *texts], kind)[1:]
        for given_ in (column, pa.chunked_array([column[:2], column[2:]])):
            batch = CODEC.decode_batch(given_, 85)
            assert [batch.error_names[code] for code in batch.errors] == codes
            assert batch["humidity"][4] == 50.5
    batch = CODEC.decode_batch(pa.array(texts).dictionary_encode(), 85)
    assert [batch.error_names[code] for code in batch.errors] == codes


@pytest.mark.parametrize("form", ["list", "array", "floats", "pandas"])
def test_bad_ports(form: str) -> None:
    ports: Any = [85, None, 256, -1, 85]
    if form == "array":
        ports = library("pyarrow").array(ports)
    elif form == "floats":
        ports = library("pyarrow").array([85.0, None, 0.5, math.inf, 85.0])
    elif form == "pandas":
        ports = library("pandas").Series(ports)
    batch = CODEC.decode_batch(["046865"] * 5, ports)
    assert [batch.error_names[code] for code in batch.errors] == [
        "",
        "NoPayload",
        "InvalidPayload",
        "InvalidPayload",
        "",
    ]


@pytest.mark.parametrize(
    ("arguments", "kind", "words"),
    [
        ((b"\x01", 85), TypeError, "a sequence of payloads"),
        (("0367", 85), TypeError, "a sequence of payloads"),
        ((5, 85), TypeError, "payloads: a sequence"),
        (({"a": 1}, 85), TypeError, "not dict"),
        (([b""], True), TypeError, "f_port"),
        (([b""], "85"), TypeError, "f_port"),
        (([b""], 256), InvalidPayload, "256 is no fPort"),
        (([b""], [1, 2]), ValueError, "f_port has 2 rows, the payloads have 1"),
        (([b""], 1, [START, START]), ValueError, "received_at has 2 rows"),
        (([b""], 1, 5.0), TypeError, "received_at"),
        (([b""], 1, START.replace(tzinfo=None)), InvalidPayload, "zone"),
        (([b""], 1, [START.replace(tzinfo=None)]), InvalidPayload, "row 0 needs a time with its zone"),
        (([b""], 1, ["yesterday"]), TypeError, "row 0"),
    ],
)
def test_arguments_that_cannot_be_meant(arguments: Any, kind: type[Exception], words: str) -> None:
    with pytest.raises(kind, match=words):
        CODEC.decode_batch(*arguments)


def test_a_port_that_nobody_says_is_the_devices_if_it_has_one() -> None:
    assert CODEC.decode_batch(["046865"])["humidity"][0] == 50.5
    with pytest.raises(InvalidPayload, match="the fPort is needed: the device sends on several"):
        redi_codecs.codec("browan/tbms100").decode_batch(["010B3A0500C50000"])
    with pytest.raises(TypeError, match="f_port: an integer, or one a row, is needed, not None"):
        CODEC.decode_batch(["046865"], None)


def test_columns_that_cannot_be_meant() -> None:
    pa, np, pl = library("pyarrow"), library("numpy"), library("polars")
    wrong: list[tuple[tuple[Any, ...], type[Exception], str]] = [
        ((pa.array([1]), 85), TypeError, "not int64"),
        ((pa.array([[b"a"]]), 85), TypeError, "not list"),
        ((np.array([b"a\0"]), 85), TypeError, "zero bytes"),
        ((pl.DataFrame({"a": [b"a"], "b": [1]}), 85), TypeError, "a table of 2"),
        (([b""], pa.array(["85"])), TypeError, "not utf8"),
        (([b""], 85, pa.array([0], pa.timestamp("us"))), InvalidPayload, "no zone"),
        (([b""], 85, np.array(["2026-01-01"], "datetime64[s]")), InvalidPayload, "no zone"),
        (([b""], 85, pa.array([0], pa.date32())), TypeError, "date"),
        (([b""], 85, pa.array([0])), TypeError, "not int64"),
    ]
    for arguments, kind, words in wrong:
        with pytest.raises(kind, match=words):
            CODEC.decode_batch(*arguments)


def test_no_rows() -> None:
    pa = library("pyarrow")
    for none in ([], pa.array([], pa.binary()), pa.chunked_array([], pa.utf8()), pa.nulls(0)):
        batch = CODEC.decode_batch(none, 85)
        assert len(batch) == len(batch["temperature"]) == len(batch.to_arrow()) == 0


MIXED = payloads_of(redi_codecs.codec("elsys/ers-co2"), 60)
ROWS = st.lists(st.one_of(st.sampled_from(MIXED), st.tuples(st.binary(max_size=30), st.integers(0, 255))), max_size=300)


@given(ROWS, st.integers(0, 299), st.sampled_from([None, START]))
def test_any_mixture(rows: list[tuple[bytes, int]], cut: int, received_at: datetime | None) -> None:
    pa = library("pyarrow")
    codec = redi_codecs.codec("elsys/ers-co2")
    payloads = pa.array([payload for payload, _ in rows], pa.binary())
    column = pa.chunked_array([payloads[:cut], payloads[cut:]])
    batch = codec.decode_batch(column, [port for _, port in rows], received_at)
    held_against(codec, batch, rows, received_at)
