"""What users get for their tests: strategies, messages of any server, the traffic of a region."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import redi_codecs
from redi_codecs.networks import SERVERS, Uplink
from redi_codecs.testing import (
    FAULTS,
    NETWORKS,
    Event,
    Region,
    decoded,
    frames,
    message_of,
    messages,
    payloads,
    readings,
)

DEVICES = ("browan/tbms100", "elsys/ers", "milesight-iot/am107", "decentlab/dl-iam", "adeunis/comfort")
EM300 = "milesight-iot/em300-th"
FEW = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.parametrize("device", DEVICES)
@given(data=st.data())
@FEW
def test_payloads_are_of_the_device(device: str, data: st.DataObject) -> None:
    payload, f_port = data.draw(payloads(device))
    one = redi_codecs.decode(device, payload, f_port)
    assert one.device == device
    assert not one.rest


@given(decoded(EM300))
@example(redi_codecs.decode(EM300, bytes.fromhex("FEEA010000 FEEA800000"), 85))
@settings(max_examples=25)
def test_what_a_device_could_say_can_be_encoded(one: redi_codecs.Decoded) -> None:
    if not one.warnings:
        again = redi_codecs.encode_uplink(one.device, one)
        assert (
            redi_codecs.decode(one.device, again.payload, again.f_port).to_dict()["readings"]
            == one.to_dict()["readings"]
        )


@given(readings(EM300))
@FEW
def test_readings_are_of_the_device(one: redi_codecs.Reading) -> None:
    assert one.name in {column.name for table in redi_codecs.codec(EM300).schema.tables for column in table.columns}
    assert one.value is not None or one.status


class TestMessages:
    def test_of_every_server_that_is_read(self) -> None:
        assert set(NETWORKS) == {one.name for one in SERVERS}

    @pytest.mark.parametrize("network", NETWORKS)
    @given(data=st.data())
    @FEW
    def test_the_frame_comes_out_again(self, network: str, data: st.DataObject) -> None:
        frame = data.draw(frames("browan/tbms100", network))
        up = redi_codecs.parse_uplink(json.dumps(message_of(frame)))
        assert (up.network, up.kind) == (network, "uplink")
        assert (up.dev_eui, up.f_port, up.payload) == (frame.dev_eui, frame.f_port, frame.payload)
        # What a server does not say is None, and nothing else.
        assert up.f_cnt in (frame.f_cnt, None if network in ("tasmota", "senml") else frame.f_cnt)
        assert up.received_at == (None if network == "tasmota" else frame.received_at)
        assert up.device in (frame.device, None)
        assert {one.id for one in up.gateways} - {""} <= {one.id for one in frame.gateways}

    @given(messages("browan/tbms100"))
    @FEW
    def test_of_any(self, message: Any) -> None:
        assert redi_codecs.decode_message(message, device="browan/tbms100").decoded is not None

    def test_of_a_server_that_nobody_knows(self) -> None:
        with pytest.raises(redi_codecs.RediCodecsError, match="no messages of 'mine' are made; there are the-things"):
            message_of(Uplink("mine", "uplink", ""))


TRAFFIC = Region(
    [EM300, "elsys/ers", "browan/tbms100"], count=60, days=0.5, seed=3, faults=0.05, doubles=0.02, lost=0.05,
    late=0.02, networks=NETWORKS, updates=[("browan/tbms100", "browan/tbhh100")],
)  # fmt: skip


@pytest.fixture(scope="module")
def events() -> list[Event]:
    return list(TRAFFIC.events())


class TestRegion:
    def test_the_seed_decides(self, events: list[Event]) -> None:
        lines = [event.text for event in events]
        assert list(TRAFFIC.lines()) == lines
        ask = f"from redi_codecs.testing import *; import hashlib; r = {TRAFFIC!r}; "
        ask += "print(hashlib.sha256('\\n'.join(r.lines()).encode()).hexdigest())"
        told = [
            subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True).stdout
            for _ in range(2)
        ]
        assert told[0] == told[1]  # with other hashes of texts, too

    def test_good_ones_are_read_as_they_were_sent(self, events: list[Event]) -> None:
        known = TRAFFIC.device_map()
        for event in events:
            if not event.fault and not event.updated:
                told = redi_codecs.decode_message(event.text, known)
                assert (told.dev_eui, told.uplink.payload) == (event.sent.dev_eui, event.sent.payload)
                assert told.decoded is not None
                assert told.decoded.device == event.sent.device
                assert told.readings

    def test_no_good_one_is_lost(self, events: list[Event]) -> None:
        stream = redi_codecs.decode_stream((event.text for event in events), TRAFFIC.device_map())
        seen = Counter((one.dev_eui, one.uplink.payload) for one in stream)
        good = Counter((one.sent.dev_eui, one.sent.payload) for one in events if not one.fault and not one.updated)
        assert not good - seen
        assert stream.total == len(events)
        assert stream.rejected >= sum(event.fault in ("line cut", "unreadable") for event in events)

    def test_everything_that_is_asked_for_happens(self, events: list[Event]) -> None:
        assert {event.fault for event in events} == {"", *FAULTS}
        assert 0.03 < sum(bool(event.fault) for event in events) / len(events) < 0.07
        assert 0 < sum(event.repeat for event in events) < 0.04 * len(events)
        assert any(event.updated for event in events)
        assert {event.sent.device for event in events if event.updated} == {"browan/tbhh100"}
        counters: dict[str, list[int]] = {}
        for event in events:
            if not event.repeat:
                counters.setdefault(event.sent.dev_eui, []).append(event.sent.f_cnt or 0)
        assert any(sorted(one) != one for one in counters.values())  # out of order
        missing = sum(max(one) - len(one) for one in counters.values())
        assert 0.02 < missing / len(events) < 0.08

    def test_what_cannot_be(self) -> None:
        with pytest.raises(redi_codecs.RediCodecsError, match="devices: at least one model is needed"):
            Region([])
        with pytest.raises(redi_codecs.RediCodecsError, match="networks: no messages of 'x' are made"):
            Region([EM300], networks=["x"])
        with pytest.raises(redi_codecs.RediCodecsError, match=r"faults: expected a part, 0 … 1, saw 2"):
            Region([EM300], faults=2)


def test_a_region_needs_no_hypothesis() -> None:
    ask = "import sys; sys.modules['hypothesis'] = None; from redi_codecs.testing import Region; "
    ask += f"print(len(list(Region(['{EM300}'], count=2, days=0.05).lines())))"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert int(done.stdout) > 4


def test_a_week_in_small() -> None:
    pytest.importorskip("numpy")
    pytest.importorskip("msgspec")
    benchmarks = Path(__file__).parents[1] / "benchmarks"
    if not benchmarks.is_dir():
        pytest.skip("the benchmarks are not here")
    sys.path.append(str(benchmarks))
    import week

    sent, read = week.week(3000, 0.05, piece=1000)
    assert sent.kinds["good"] <= read.messages < sent.kinds.total()
