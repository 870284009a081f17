"""The public functions: what they take, what they refuse, what they load."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

import redi_codecs
from layouts import made
from redi_codecs import DecodeError, EncodeError, InvalidPayload, UnknownDevice, UnknownPort
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import f_port, i8, i16, length, switch, u8

NOON = datetime(2026, 3, 9, tzinfo=UTC)
EM300 = "milesight-iot/em300-th"
PAYLOAD = bytes.fromhex("01755C03673401046865")


@pytest.mark.parametrize(
    "payload", [PAYLOAD, bytearray(PAYLOAD), memoryview(PAYLOAD), PAYLOAD.hex(), PAYLOAD.hex(" ").upper()]
)
def test_payloads_come_in_many_forms(payload: bytes | str) -> None:
    assert redi_codecs.decode(EM300, payload, 85)["temperature"].value == 30.8  # type: ignore[arg-type]


@pytest.mark.parametrize("payload", [None, 7, ["01"], "zz", "017", object()])
def test_what_is_no_payload_is_refused(payload: object) -> None:
    with pytest.raises(InvalidPayload, match=EM300):
        redi_codecs.decode(EM300, payload, 85)  # type: ignore[arg-type]


@pytest.mark.parametrize("port", [-1, 256, "85", None, 85.0, True])
def test_what_is_no_port_is_refused(port: object) -> None:
    with pytest.raises(InvalidPayload, match="fPort"):
        redi_codecs.decode(EM300, PAYLOAD, port)  # type: ignore[arg-type]


def test_a_port_on_which_nothing_is_sent() -> None:
    with pytest.raises(UnknownPort, match="nothing is sent on fPort 7"):
        redi_codecs.decode("browan/tbms100", "010B3A0500C50000", 7)


def test_time_is_the_payloads_else_that_of_reception() -> None:
    berlin = timezone(timedelta(hours=1))
    received = datetime(2026, 3, 9, 8, 30, tzinfo=berlin)
    reading = redi_codecs.decode(EM300, PAYLOAD, 85, received_at=received)["temperature"]
    assert reading.time == received
    assert reading.time.utcoffset() == timedelta(0)
    assert redi_codecs.decode(EM300, PAYLOAD, 85)["temperature"].time is None
    own = redi_codecs.decode("dragino/lht65", "CBF60B0D037601FFFF7FFF"[:22], 2, received_at=received)
    assert own.time == received


def test_a_naive_time_is_refused() -> None:
    with pytest.raises(InvalidPayload, match="with its zone"):
        redi_codecs.decode(EM300, PAYLOAD, 85, received_at=datetime(2026, 3, 9, tzinfo=UTC).replace(tzinfo=None))


def test_an_error_says_where_and_keeps_what_was_complete() -> None:
    with pytest.raises(DecodeError) as caught:
        redi_codecs.decode(EM300, PAYLOAD[:5], 85)
    error = caught.value
    assert (error.device, error.field, error.offset, error.payload) == (EM300, "temperature", 5, PAYLOAD[:5])
    assert error.partial is not None
    assert [one.name for one in error.partial.readings] == ["battery"]
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.partial) == (str(error), error.partial)


def test_an_unknown_tag_keeps_what_came_before_it() -> None:
    decoded = redi_codecs.decode(EM300, PAYLOAD + bytes.fromhex("0999ABCD"), 85)
    assert decoded["humidity"].value == 50.5
    assert decoded.rest.hex() == "0999abcd"
    assert [(one.code, one.offset) for one in decoded.warnings] == [("unknown_tag", 10)]


def test_what_was_decoded_is_there_also_without_readings() -> None:
    decoded = redi_codecs.decode(EM300, "FF166412345678901234", 85)
    assert (len(decoded), list(decoded), [*decoded.attributes]) == (0, [], ["serial_number"])
    assert decoded


def test_public_names_are_there() -> None:
    script = "import redi_codecs; print(*[one for one in redi_codecs.__all__ if getattr(redi_codecs, one) is None])"
    asked = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert asked.stdout == "\n"
    assert {"ExportError", "PrivacyError", "pseudonymize"} < set(redi_codecs.__all__) < set(dir(redi_codecs))


def test_an_errors_home_is_one() -> None:
    for name in (one for one in redi_codecs.__all__ if one.endswith("Error")):
        assert issubclass(getattr(redi_codecs, name), redi_codecs.RediCodecsError)
        assert name == "DeviceMapError" or getattr(redi_codecs, name).__module__ == "redi_codecs.errors"


def test_a_value_beyond_physical_limits_is_flagged_and_stays() -> None:
    reading = redi_codecs.decode(EM300, "0468FF", 85)["humidity"]
    assert (reading.value, reading.status) == (127.5, "implausible")


def test_decoded_and_readings_pickle() -> None:
    decoded = redi_codecs.decode(EM300, PAYLOAD, 85, received_at=datetime(2026, 3, 9, tzinfo=UTC))
    assert pickle.loads(pickle.dumps(decoded)) == decoded
    assert pickle.loads(pickle.dumps(decoded.readings)) == decoded.readings


def test_what_to_dict_gives_is_taken_back() -> None:
    decoded = redi_codecs.decode(EM300, PAYLOAD + bytes.fromhex("20CE9E74466310015D00"), 85)
    assert redi_codecs.encode_uplink(EM300, decoded.to_dict()).payload == decoded.payload


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"temperature": 4000}, r"temperature: 4000 does not fit: the field holds -3276.8 … 3276.7"),
        ({"temprature": 20}, "the device sends no temprature"),
        ({"temperature": "warm"}, "a number is needed"),
        ({"temperature": float("nan")}, "a finite number is needed"),
        ({"temperature": None}, "no way to say that there is no value"),
        ({"time": "yesterday"}, "no ISO 8601 time"),
        ([1], "a mapping by name"),
    ],
)
def test_values_that_make_no_payload(values: object, message: str) -> None:
    with pytest.raises(EncodeError, match=message):
        redi_codecs.encode_uplink(EM300, values)  # type: ignore[arg-type]


def test_a_sentinel_is_said_by_none_or_its_status() -> None:
    probe = {"temperature": 20.5, "humidity": 40.0, "temperature_probe": None, "battery_voltage": 3.0}
    for value in (None, "not_connected"):
        wanted = redi_codecs.encode_uplink("dragino/lht65", probe | {"temperature_probe": value})
        reading = redi_codecs.decode("dragino/lht65", wanted.payload, wanted.f_port)["temperature_probe"]
        assert reading.value is None


def test_commands_there_and_back() -> None:
    command = redi_codecs.encode_downlink("makerfabs/ath20", "report_interval", report_interval=600)
    decoded = redi_codecs.decode_downlink("makerfabs/ath20", command.payload, command.f_port)
    assert (decoded.message, decoded.attributes["report_interval"].value) == ("report_interval", 600)
    with pytest.raises(EncodeError, match="did you mean report_interval"):
        redi_codecs.encode_downlink("makerfabs/ath20", "report_intervall", report_interval=600)
    with pytest.raises(EncodeError, match="needs report_interval"):
        redi_codecs.encode_downlink("makerfabs/ath20", "report_interval")


def test_unknown_devices_come_with_their_nearest() -> None:
    with pytest.raises(UnknownDevice) as caught:
        redi_codecs.decode("milesight-iot/em300th", PAYLOAD, 85)
    assert EM300 in caught.value.nearest
    for typed, meant in {"em300-thh": EM300, "LHT65M": "dragino/lht65n", "tbms": "browan/tbms100"}.items():
        with pytest.raises(UnknownDevice) as caught:
            redi_codecs.codec(typed)
        assert meant in caught.value.nearest


def test_devices_by_vendor_and_quantity() -> None:
    found = redi_codecs.devices(vendor="browan", quantity="motion")
    assert "browan/tbms100" in {one.id for one in found}
    assert {one.vendor for one in found} == {"browan"}
    assert all("motion" in one.quantities for one in found)
    assert all("co2" in one.quantities for one in redi_codecs.devices(quantity="co2"))


def test_a_declaration_from_outside(tmp_path: Path) -> None:
    file = tmp_path / "garden.py"
    file.write_text(
        "from redi_codecs.kinds import temperature\n"
        "from redi_codecs.layout import device, i16\n"
        "BED = device('garden/bed-1', name='Bed', source='own notes', f_port=3, uplink=temperature(i16 / 10))\n",
        encoding="utf-8",
    )
    (bed,) = redi_codecs.load(file)
    for one in (bed, "garden/bed-1"):
        assert redi_codecs.decode(one, "00D7", 3)["temperature"].value == 21.5
    assert bed in redi_codecs.devices(vendor="garden")


def test_importing_the_library_loads_next_to_nothing() -> None:
    script = "import sys, redi_codecs; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    heavy = [one for one in loaded if one.split(".")[0] in ("construct", "pydantic", "hypothesis", "bitstring")]
    assert heavy == []
    assert [one for one in loaded if one.startswith("redi_codecs")] == ["redi_codecs"]


def test_decoding_loads_one_vendor_and_no_construct() -> None:
    script = f"import sys, redi_codecs; redi_codecs.decode({EM300!r}, {PAYLOAD.hex()!r}, 85); print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"construct", "pydantic"} & {one.split(".")[0] for one in loaded}
    vendors = {one.split(".")[2] for one in loaded if one.startswith("redi_codecs.vendors.")} - {"_index"}
    assert vendors == {"milesight_iot"}


@pytest.mark.parametrize(
    ("device", "message", "words"),
    [
        ("elsys/ers", "nonsense", "no message 'nonsense'; it has none with a name"),
        ("browan/tbms100", "configurashun", "no message 'configurashun'; did you mean 'configuration'?"),
    ],
)
def test_a_message_that_the_device_has_not_cannot_be_encoded(device: str, message: str, words: str) -> None:
    with pytest.raises(redi_codecs.UnknownField, match=words):
        redi_codecs.encode_uplink(device, {"temperature": 20}, message=message)


class TestInANotebook:
    def test_units_status_and_times(self) -> None:
        page = redi_codecs.decode("dragino/lht65", "CBEA 0559 0226 01 7FFF 7FFF", 2, received_at=NOON)._repr_html_()
        assert "<td>temperature</td><td>13.69</td><td>°C</td><td></td><td>2026-03-09 00:00:00</td>" in page
        assert "<td>temperature_probe</td><td>–</td><td>°C</td><td><b>not_connected</b></td>" in page
        assert "attributes</th>" in page
        assert "<ul>" not in page

    def test_what_is_odd(self) -> None:
        decoded = redi_codecs.decode(EM300, "0367FF7F 0A0B", 85)
        page = decoded._repr_html_()
        assert "<b>implausible</b>" in page
        assert "byte 4: tag 0a 0b is unknown (unknown_tag)" in page
        assert "2 bytes not understood, hidden since they may be something sensitive" in page
        assert (
            "1 byte not understood: ab" in redi_codecs.decode("browan/tbms100", "010B3A0500C50000AB", 102)._repr_html_()
        )

    def test_records_and_nothing_sensitive(self) -> None:
        page = redi_codecs.decode(EM300, "FF166412345678901234 20CE9E74466310015D00", 85)._repr_html_()
        assert "history, 2022-10-12 08:02:38" in page
        assert "<td>27.2</td><td>°C</td>" in page
        assert "serial" not in page


MANY = {
    "one port": (switch(f_port, {2: temperature(i8)}), 2),
    "the same port again": ((switch(f_port, {2: temperature(i8)}), switch(f_port, {2: humidity(u8)})), 2),
    "two ports": (switch(f_port, {2: temperature(i8), 3: humidity(u8)}), None),
    "two ports alike": (switch(f_port, {(2, 3): temperature(i8)}), None),
    "a range": (switch(f_port, {range(2, 3): temperature(i8)}), None),
    "any other as well": (switch(f_port, {2: temperature(i8)}, otherwise=humidity(u8)), None),
    "all the same": (temperature(i8), 9),
    "another choice": (switch(u8, {2: temperature(i8)}), 9),
    "a choice by the length": (switch(length, {2: temperature(i16)}, otherwise=temperature(i8)), 9),
}


@pytest.mark.parametrize("what", MANY)
def test_the_port_is_settled_where_there_is_one(what: str) -> None:
    uplink, port = MANY[what]
    codec = redi_codecs.Codec(made(uplink, port=9))
    assert codec.settled_port == port
    assert redi_codecs.Codec(made(temperature(i8), port=None)).settled_port is None
    if port is None:
        with pytest.raises(InvalidPayload, match="the fPort is needed: the device sends on several"):
            codec.decode(b"\x15")


def test_a_codec_and_a_port_left_out_are_shown() -> None:
    assert repr(redi_codecs.codec(EM300)) == f"<Codec {EM300}>"
    assert "f_port: int = the device's own" in str(inspect.signature(redi_codecs.Codec.decode)).replace("'int'", "int")
