"""DevEUIs, times, payloads and radio settings in every spelling that the servers use."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network_messages import (
    CHIRPSTACK,
    CHIRPSTACK_V3,
    EUI,
    EXAMPLES,
    HELIUM,
    LORIOT,
    THE_THINGS_STACK,
    Example,
    changed,
)
from redi_codecs.errors import UplinkError
from redi_codecs.networks import parse_uplink

WITH_EUI = [example for example in EXAMPLES if example.dev_eui]


@pytest.mark.parametrize(
    "spelling",
    [
        EUI,
        EUI.upper(),
        "02-AA-00-00-00-00-00-0F",
        "02:aa:00:00:00:00:00:0f",
        "02.aa.00.00.00.00.00.0f",
        "02 aa 00 00 00 00 00 0f",
        f"0x{EUI}",
        f"0X{EUI.upper()}",
        f" {EUI}\n",
    ],
)
@pytest.mark.parametrize("example", WITH_EUI, ids=str)
def test_dev_euis(example: Example, spelling: str) -> None:
    assert parse_uplink(changed(example.message, example.dev_eui, spelling)).dev_eui == EUI


@pytest.mark.parametrize("eui", [EUI[:-1], EUI + "0", EUI[:-1] + "g", "", "0x", "eui-" + EUI, 12, None, EUI.encode()])
@pytest.mark.parametrize("example", WITH_EUI, ids=str)
def test_what_is_no_dev_eui(example: Example, eui: Any) -> None:
    field = example.dev_eui
    with pytest.raises(UplinkError, match="a DevEUI, 16 hex digits") as caught:
        parse_uplink(changed(example.message, field, eui))
    assert caught.value.field == field


def test_dev_euis_in_base64_where_the_server_does_so() -> None:
    spelt = base64.b64encode(bytes.fromhex(EUI)).decode()
    assert parse_uplink(changed(CHIRPSTACK_V3.message, "devEUI", spelt)).dev_eui == EUI
    with pytest.raises(UplinkError, match="16 hex digits or 8 bytes in base64"):
        parse_uplink(changed(CHIRPSTACK_V3.message, "devEUI", "AqoAAAAAAA=="))
    with pytest.raises(UplinkError, match="a DevEUI, 16 hex digits, saw"):
        parse_uplink(changed(CHIRPSTACK.message, "deviceInfo.devEui", spelt))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2026-03-09T06:00:00Z", datetime(2026, 3, 9, 6, tzinfo=UTC)),
        ("2026-03-09T06:00:00.1Z", datetime(2026, 3, 9, 6, 0, 0, 100000, tzinfo=UTC)),
        ("2026-03-09T06:00:00.123456789Z", datetime(2026, 3, 9, 6, 0, 0, 123456, tzinfo=UTC)),
        ("2026-03-09T06:00:00.999999999+00:00", datetime(2026, 3, 9, 6, 0, 0, 999999, tzinfo=UTC)),
        ("2026-03-08T22:30:00-07:30", datetime(2026, 3, 9, 6, tzinfo=UTC)),
        ("2026-03-29T03:00:00+02:00", datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", None),
    ],
)
def test_times_of_any_precision_and_offset(text: str, time: datetime | None) -> None:
    assert parse_uplink(changed(CHIRPSTACK.message, "time", text)).received_at == time


@pytest.mark.parametrize(
    "time",
    ["yesterday", "2026-03-09T06:00:00", "2026-13-09T06:00:00Z", "9999-12-31T23:00:00-07:00", 1773036001, True, [], ""],
)
def test_what_is_no_time(time: Any) -> None:
    with pytest.raises(UplinkError, match="a time with its offset") as caught:
        parse_uplink(changed(CHIRPSTACK.message, "time", time))
    assert caught.value.field == "time"


@pytest.mark.parametrize(
    ("value", "microseconds"),
    [(1773036001250, 1773036001250_000), (1773036001250.5, 1773036001250_500), (0, 0), (-1, -1000)],
)
def test_times_in_milliseconds(value: float, microseconds: int) -> None:
    received_at = parse_uplink(changed(LORIOT.message, "ts", value)).received_at
    assert received_at is not None
    assert received_at.tzinfo is UTC
    assert (received_at - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1e6 == microseconds


@pytest.mark.parametrize("value", ["1773036001250", True, 10**18, float("nan"), float("inf"), [], {}])
def test_what_is_no_time_in_milliseconds(value: Any) -> None:
    for example, field in ((LORIOT, "ts"), (HELIUM, "reported_at")):
        with pytest.raises(UplinkError, match="a time in milliseconds since 1970") as caught:
            parse_uplink(changed(example.message, field, value))
        assert caught.value.field == field


SPELT = [example for example in EXAMPLES if example.hexadecimal is not None]
IN_BASE64 = [example for example in SPELT if not example.hexadecimal]


@given(st.binary(min_size=1, max_size=250))
def test_any_payload(payload: bytes) -> None:
    for example in SPELT:
        text = payload.hex() if example.hexadecimal else base64.b64encode(payload).decode()
        assert parse_uplink(changed(example.message, example.payload, text)).payload == payload


@pytest.mark.parametrize("text", ["A2c*", "A2c", "A2c=A2c=", "-_+/", "0367d70", "0g", "03 67", "dü", 5, [], {}, True])
@pytest.mark.parametrize("example", SPELT, ids=str)
def test_what_is_no_payload(example: Example, text: Any) -> None:
    with pytest.raises(UplinkError, match=r"expected a payload in (base64|hex digits), saw ") as caught:
        parse_uplink(changed(example.message, example.payload, text))
    assert caught.value.field == example.payload


@pytest.mark.parametrize("example", IN_BASE64, ids=str)
def test_base64_in_both_alphabets_and_without_padding(example: Example) -> None:
    for payload in (b"\xfb\xff\xfe", b"\xfb\xff\xfe\xff", b"\xfb\xff\xfe\xfb\xff", bytes.fromhex("0367d700")):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            text = encode(payload).decode()
            for spelt in (text, text.rstrip("=")):
                assert parse_uplink(changed(example.message, example.payload, spelt)).payload == payload


@pytest.mark.parametrize("text", ["0367f600046863", "AXVXA", "AXVXRX", "AXVXA===", "A2d-0A+="])
def test_base64_that_was_cut_or_is_rather_hex_is_none(text: str) -> None:
    with pytest.raises(UplinkError, match="expected a payload in base64"):
        parse_uplink(changed(CHIRPSTACK.message, "data", text))


@pytest.mark.parametrize(
    ("frequency", "hertz"),
    [("868100000", 868100000), (868100000, 868100000), (868099975.6, 868100000), (0, 0)],
)
def test_frequencies(frequency: Any, hertz: int) -> None:
    field = "uplink_message.settings.frequency"
    assert parse_uplink(changed(THE_THINGS_STACK.message, field, frequency)).frequency == hertz


@pytest.mark.parametrize("frequency", ["high", -1, 1e13, float("nan"), True, [], ""])
def test_what_is_no_frequency(frequency: Any) -> None:
    with pytest.raises(UplinkError, match=r"^txInfo\.frequency: expected a frequency, saw "):
        parse_uplink(changed(CHIRPSTACK.message, "txInfo.frequency", frequency))


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("SF7 BW125 4/5", "SF7BW125"),
        ("SF12BW125", "SF12BW125"),
        ("SF9BW62.5", "SF9BW62.5"),
        ("sf7bw250", "SF7BW250"),
        ("SF10", "SF10"),
        ("50000", None),
        (None, None),
    ],
)
def test_data_rates(text: str | None, rate: str | None) -> None:
    assert parse_uplink(changed(LORIOT.message, "dr", text)).data_rate == rate
