"""SenML packs, held against the rules of RFC 8428, 8798, 9039 and 9100, a CDDL validator and another resolver."""

from __future__ import annotations

import base64
import json
import re
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import cbor2
import pycddl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from senml import SenMLDocument

from declared import in_part
from exported import DEV_EUI, DEVICES, ELEVEN, NOON, TEN, Said, past, read, samples
from redi_codecs.errors import RediCodecsError
from redi_codecs.exports.senml import CONVERTED, SECONDARY, pack, to_cbor, to_json
from redi_codecs.layout.device import Device
from redi_codecs.quantities import QUANTITIES

each_device = pytest.mark.parametrize("device", in_part(DEVICES, 0))

# Labels and types of RFC 8428 (tables 1 and 4), without those of sums and update times.
LABELS = {"bver": -1, "bn": -2, "bt": -3, "n": 0, "u": 1, "v": 2, "vs": 3, "vb": 4, "t": 6, "vd": 8}
TYPES = {"bver": "uint", "bn": "tstr", "bt": "numeric", "n": "tstr", "u": "tstr", "t": "numeric"}
VALUES = {"v": "numeric", "vs": "tstr", "vb": "bool"}
SECONDS_2_28 = 2**28

# The registry of SenML units: RFC 8428 (section 12.1), RFC 8798 (section 2), NTU; those not recommended are left out,
# but for 1/min and deg, since nothing else is in use for them.
PRIMARY = {
    *("m", "kg", "s", "A", "K", "cd", "mol", "Hz", "rad", "sr", "N", "Pa", "J", "W", "C", "V", "F", "Ohm", "S", "Wb"),
    *("T", "H", "Cel", "lm", "lx", "Bq", "Gy", "Sv", "kat", "m2", "m3", "m/s", "m/s2", "m3/s", "W/m2", "cd/m2", "bit"),
    *("bit/s", "lat", "lon", "pH", "dB", "dBW", "count", "/", "%RH", "%EL", "EL", "1/s", "S/m", "B", "VA", "VAs"),
    *("var", "vars", "J/m", "kg/m3", "NTU", "1/min", "deg"),
}

# RFC 9039, section 3.2.
DEV_URN = re.compile(r"urn:dev:mac:([0-9a-f]{2}){8}(_[A-Za-z0-9.-]+)*")


def cddl(label: Any, octets: str) -> pycddl.Schema:
    """The schema of RFC 8428, section 11, without what may be absent from a pack of measurements."""

    def entry(name: str, type: str) -> str:
        shown = label(name)
        return f"{shown if isinstance(shown, int) else json.dumps(shown)} => {type}"

    fields = ", ".join(f"? {entry(name, type)}" for name, type in TYPES.items())
    value = " // ".join(entry(name, type) for name, type in {**VALUES, "vd": octets}.items())
    return pycddl.Schema(f"pack = [1* record]\nrecord = {{ {fields}, ({value}) }}\nnumeric = int / float\n")


JSON_SCHEMA = cddl(str, "tstr")
CBOR_SCHEMA = cddl(LABELS.__getitem__, "bstr")


def check(packed: list[dict[str, Any]]) -> None:
    """What every pack has to obey."""
    secondary = any(record.get("u") in SECONDARY for record in packed)
    assert [record.get("bver") for record in packed[:1]] == [26 if secondary else None]
    JSON_SCHEMA.validate_cbor(cbor2.dumps(json.loads(to_json(packed))))
    encoded = to_cbor(packed)
    CBOR_SCHEMA.validate_cbor(encoded)
    names = {number: label for label, number in LABELS.items()}
    read_back = [{names[number]: value for number, value in record.items()} for record in cbor2.loads(encoded)]
    for one in read_back:
        if "vd" in one:
            one["vd"] = base64.urlsafe_b64encode(one["vd"]).decode().rstrip("=")
    assert read_back == json.loads(to_json(packed)) == packed
    for record in packed:
        assert set(record) <= set(LABELS)
        assert len({"v", "vs", "vb", "vd"} & set(record)) == 1
        assert record.get("u", "m") in PRIMARY | (set(SECONDARY) if secondary else set())
        assert "u" not in record or "v" in record, "only numbers have a unit"


@pytest.mark.parametrize(
    "record",
    [
        {},
        {"n": "x"},
        {"n": "x", "v": "1"},
        {"n": "x", "vb": 1},
        {"n": "x", "v": None},
        {"n": "x", "v": 1, "t": "now"},
        {"n": "x", "v": 1, "bver": 26.5},
    ],
)
def test_the_schemas_refuse_what_is_no_record(record: dict[str, Any]) -> None:
    by_number = {LABELS.get(label, label): value for label, value in record.items()}
    for schema, one in ((JSON_SCHEMA, record), (CBOR_SCHEMA, by_number)):
        with pytest.raises(pycddl.ValidationError):
            schema.validate_cbor(cbor2.dumps([one]))


def resolve(packed: list[dict[str, Any]]) -> list[tuple[str, float, str | None, Any]]:
    """Name, time, unit and value of each record, as another implementation reads them."""
    document = SenMLDocument.from_json(json.loads(to_json(packed)))
    found = [one.to_absolute(document.base) for one in document.measurements]
    return [(one.name, one.time, one.unit, one.value) for one in found]


@each_device
def test_packs_obey_the_rfcs(device: Device) -> None:
    for decoded in samples(device):
        for primary in (False, True):
            packed = pack(decoded, DEV_EUI, primary=primary)
            dated = [record for record in decoded.records if record.time and record.time.timestamp() >= SECONDS_2_28]
            every = [*decoded.readings, *(one for record in dated for one in record.readings)]
            assert len(packed) == sum(one.value is not None and not one.field.sensitive for one in every)
            if not packed:
                continue
            check(packed)
            assert not any(label[0] == "b" for record in packed[1:] for label in record)
            assert not (primary and "bver" in packed[0])
            names = [name for name, *_ in resolve(packed)]
            assert all(map(DEV_URN.fullmatch, names))
        check(pack(decoded, DEV_EUI, sensitive=True) or [{"n": "x", "vb": True}])


@each_device
def test_resolved_packs_say_the_same(device: Device) -> None:
    for decoded in samples(device):
        based = pack(decoded, DEV_EUI)
        if any(time < SECONDS_2_28 for _, time, *_ in resolve(based or [{"n": "x", "t": SECONDS_2_28, "v": 1}])):
            with pytest.raises(RediCodecsError, match="received_at"):
                pack(decoded, DEV_EUI, resolved=True)
            continue
        resolved = pack(decoded, DEV_EUI, resolved=True)
        if resolved:
            check(resolved)
        times = [record["t"] for record in resolved]
        assert times == sorted(times)
        assert len({record.get("bver") for record in resolved}) <= 1
        assert not {"bn", "bt"} & {label for record in resolved for label in record}
        assert sorted(rounded(resolve(resolved))) == sorted(rounded(resolve(based))) if based else not resolved


def rounded(records: list[tuple[str, float, str | None, Any]]) -> list[tuple[str, float, str, str]]:
    return [(name, round(time, 5), unit or "", str(value)) for name, time, unit, value in records]


@pytest.mark.parametrize("one", QUANTITIES.values(), ids=QUANTITIES)
def test_every_quantity_has_a_registered_unit_or_none(one: Any) -> None:
    if one.type not in ("float", "int"):
        return
    (record,) = pack(Said((read(one.key, 1),)), DEV_EUI, sensitive=True)
    assert record.get("u", "m") in PRIMARY | set(SECONDARY)
    (converted,) = pack(Said((read(one.key, 1),)), DEV_EUI, sensitive=True, primary=True)
    assert converted.get("u", "m") in PRIMARY
    assert ("u" in record) == ("u" in converted)


@pytest.mark.parametrize(
    ("key", "value", "unit", "expected"),
    [
        ("temperature", 21.5, "Cel", 21.5),
        ("humidity", 49.5, "%RH", 49.5),
        ("soil_moisture", 30.0, "/", 0.3),
        ("snow_depth", 12.0, "m", 0.12),
        ("rssi", -97.0, "dBW", -127.0),
        ("salinity", 35.1, "kg/m3", 35.1),
        ("pressure", 1013.27, "Pa", 101327.0),
        ("energy", 1.5, "J", 5_400_000.0),
        ("lightning_distance", 7.0, "m", 7000.0),
        ("reactive_energy", 2.0, "vars", 7_200_000.0),
        ("input_current", 4.2, "A", 0.0042),
        ("oxidation_reduction_potential", -210.0, "V", -0.21),
        ("dissolved_oxygen", 8.1, "kg/m3", 0.0081),
        ("rain", 0.2, "m", 0.0002),
        ("rain_intensity", 3.6, "m/s", 1e-6),
        ("tvoc", 220.0, "/", 2.2e-7),
        ("co2", 613.0, "/", 0.000613),
        ("pm2_5", 12.3, "kg/m3", 1.23e-8),
        ("water_volume", 812.0, "m3", 0.812),
        ("flow", 6.0, "m3/s", 0.0001),
        ("acceleration_z", 1.0, "m/s2", 9.80665),
        ("device_age", 2.0, "s", 172_800.0),
        ("sound_level", 61.2, "dB", 61.2),
        ("soil_ec", 0.3, "S/m", 0.03),
        ("absolute_humidity", 12.5, "kg/m3", 0.0125),
        ("vapor_pressure", 1.234, "Pa", 1234.0),
        ("air_flow", 7.2, "m3/s", 0.002),
        ("battery_charge_used", 1.1, "C", 3.96),
        ("vibration_velocity", 4.7, "m/s", 0.0047),
        ("conductivity", 512.0, "S/m", 0.0512),
        ("magnetic_field_x", -48.3, "T", -4.83e-5),
        ("particle_size", 0.6, "m", 6e-7),
        ("radon", 40.0, None, 40.0),
        ("uv_index", 3.0, None, 3.0),
        ("motion_count", 3, "count", 3),
    ],
)
def test_a_value_in_its_primary_unit(key: str, value: float, unit: str | None, expected: float) -> None:
    (record,) = pack(Said((read(key, value),)), DEV_EUI, primary=True)
    assert (record.get("u"), record["v"]) == (unit, expected)


def test_every_conversion_is_in_use() -> None:
    assert {one.senml for one in QUANTITIES.values()} >= set(SECONDARY)
    assert {one.unit for one in QUANTITIES.values() if one.senml is None} >= set(CONVERTED)


def test_only_secondary_units_need_another_version() -> None:
    (record,) = pack(Said((read("co2", 613.0),)), DEV_EUI)
    assert record == {
        "bver": 26,
        "bn": f"urn:dev:mac:{DEV_EUI}_",
        "bt": 1782907200.25,
        "n": "co2",
        "u": "ppm",
        "v": 613,
    }
    (record,) = pack(Said((read("vapor_pressure", 1.2),)), DEV_EUI)
    assert (record["u"], "bver" in record) == ("Pa", False), "there is no name for kPa, so nothing is lost by Pa"
    packed = pack(Said((read("motion", True), read("co2", 613.0))), DEV_EUI, resolved=True)
    assert [one["bver"] for one in packed] == [26, 26]


def test_values_have_the_label_of_their_type() -> None:
    readings = (
        read("motion", True),
        read("motion_count", 3, statistic="total"),
        read("orientation", "upright"),
        read("raw_data", bytes.fromhex("fbff00")),
        read("event_time", TEN),
    )
    packed = pack(Said(readings), DEV_EUI, sensitive=True)
    check(packed)
    assert [{label: one[label] for label in one if label[0] in "nv"} for one in packed] == [
        {"n": "motion", "vb": True},
        {"n": "motion_count_total", "v": 3},
        {"n": "orientation", "vs": "upright"},
        {"n": "raw_data", "vd": "-_8A"},
        {"n": "event_time", "vs": "2026-07-01T10:00:00.250000+00:00"},
    ]
    assert cbor2.loads(to_cbor(packed))[3][LABELS["vd"]] == bytes.fromhex("fbff00")


def test_the_past_has_times_before_the_base() -> None:
    records = (past(ELEVEN, read("temperature", 20.0)), past(TEN, read("temperature", 19.0)))
    packed = pack(Said((read("temperature", 21.0),), records), DEV_EUI)
    assert [one.get("t") for one in packed] == [None, -3600, -7200]
    assert packed[0]["bt"] == NOON.timestamp()
    resolved = pack(Said((read("temperature", 21.0),), records), DEV_EUI, resolved=True)
    assert [(one["t"], one["v"]) for one in resolved] == [
        (TEN.timestamp(), 19.0),
        (ELEVEN.timestamp(), 20.0),
        (NOON.timestamp(), 21.0),
    ]


def test_the_past_has_full_times_where_the_payload_has_none() -> None:
    said = Said((read("temperature", 21.0, time=None),), (past(TEN, read("temperature", 19.0)),), time=None)
    packed = pack(said, DEV_EUI)
    assert [(one.get("bt"), one.get("t"), one["v"]) for one in packed] == [
        (None, None, 21.0),
        (None, TEN.timestamp(), 19.0),
    ]


def test_what_would_pass_as_new_is_left_out() -> None:
    unset = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    said = Said(
        (read("temperature", 21.0, time=unset),),
        (
            past(None, read("temperature", 1.0)),
            past(unset - timedelta(minutes=5), read("temperature", 2.0)),
            past(TEN, read("temperature", 3.0)),
        ),
        time=unset,
    )
    assert [(one.get("t"), one["v"]) for one in pack(said, DEV_EUI)] == [(None, 21.0), (TEN.timestamp(), 3.0)]


def test_what_has_no_value_is_left_out_and_what_is_implausible_stays() -> None:
    said = Said((read("temperature", None, status="fault"), read("humidity", 127.0, status="implausible")))
    assert [(one["n"], one["v"]) for one in pack(said, DEV_EUI)] == [("humidity", 127.0)]
    assert pack(Said((read("temperature", None, status="fault"),)), DEV_EUI) == []


def test_positions_only_if_asked_for() -> None:
    said = Said((read("latitude", 48.76), read("temperature", 20.0)))
    assert [one["n"] for one in pack(said, DEV_EUI)] == ["temperature"]
    assert pack(said, DEV_EUI, sensitive=True)[0]["u"] == "lat"


def test_a_name_of_ones_own() -> None:
    (record,) = pack(Said((read("leak", False),)), DEV_EUI, base_name="https://open.region/cellar/", resolved=True)
    assert record == {"n": "https://open.region/cellar/leak", "vb": False, "t": NOON.timestamp()}


@pytest.mark.parametrize("name", ["", "_cellar", "Bühl/", "a b", "a\n"])
def test_names_that_senml_does_not_admit_are_refused(name: str) -> None:
    with pytest.raises(RediCodecsError, match="SenML name"):
        pack(Said((read("leak", False),)), DEV_EUI, base_name=name)


@pytest.mark.parametrize("dev_eui", ["", "foyer", "024f52ffff0001", "024f52ffff00010g", None, 7])
def test_a_wrong_dev_eui_is_refused(dev_eui: Any) -> None:
    with pytest.raises(RediCodecsError, match="16 hex digits"):
        pack(Said((read("leak", False),)), dev_eui)


MOMENTS = st.integers(300_000_000_000_000, 7_000_000_000_000_000).map(
    lambda since: datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=since)
)


@given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_relative_times_are_exact_to_the_microsecond(time: datetime, ago: timedelta) -> None:
    earlier = max(time - ago, datetime(1979, 1, 1, tzinfo=UTC))
    packed = pack(Said((read("co2", 1.0, time=time),), (past(earlier, read("co2", 2.0)),), time=time), DEV_EUI)
    times = [datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=one) for _, one, *_ in resolve(packed)]
    assert abs(times[0] - time) <= timedelta(microseconds=1)
    assert abs(times[1] - earlier) <= timedelta(microseconds=2)


def test_without_cbor2_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cbor2", None)
    with pytest.raises(RediCodecsError, match=r"pip install 'redi-codecs\[senml\]'"):
        to_cbor([{"n": "x", "v": 1}])


def test_a_message_without_payload_is_refused() -> None:
    with pytest.raises(RediCodecsError, match="saw None: the message carries none"):
        pack(None, DEV_EUI)
