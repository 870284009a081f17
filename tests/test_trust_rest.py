"""Plugins that hang, folders with links, times at the ends of the calendar, columns that would take another's place."""

from __future__ import annotations

import importlib.metadata
import json
import os
import timeit
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

import redi_codecs
from commandline import DEVICE, EUI, PAYLOAD, Run, lines, tts
from redi_codecs import registry
from redi_codecs.errors import InvalidPayload, PluginWarning, RediCodecsError


class Zoneless(tzinfo):
    def utcoffset(self, at: datetime | None) -> None:
        return None

    def dst(self, at: datetime | None) -> None:
        return None


@pytest.mark.parametrize(
    "time",
    [
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=5))),
        datetime(9999, 12, 31, 23, tzinfo=timezone(-timedelta(hours=5))),
        datetime(2026, 3, 9, tzinfo=Zoneless()),
    ],
)
def test_times_at_the_ends_of_the_calendar(time: datetime) -> None:
    with pytest.raises(InvalidPayload, match="received_at"):
        redi_codecs.decode(DEVICE, PAYLOAD, 85, received_at=time)
    assert redi_codecs.decode(DEVICE, PAYLOAD, 85, received_at=datetime(2026, 3, 9, tzinfo=UTC)).readings


@pytest.mark.parametrize("value", ['"x"', "[1]", "{}", "null", "true", "1e400"])
def test_a_value_of_another_type_is_a_sentence(run: Run, value: str) -> None:
    code, _, err = run("encode", "--device", "mcci/catena4618", f'{{"illuminance": {value}}}')
    assert (code == 0) == (err == "")
    assert "Traceback" not in err


@pytest.mark.parametrize("keep", [["value"], ["name"], ["site", "reason"]])
def test_what_was_decoded_keeps_its_place(keep: list[str]) -> None:
    pytest.importorskip("numpy")
    table = {"id": ["browan/tbms100"], "data": ["010b3a0500c50000"], **{name: ["x"] for name in keep}}
    with pytest.raises(RediCodecsError, match=f"keep: {keep[-1]} would take the place"):
        redi_codecs.decode_table(table, device="id", payload="data", f_port=102, keep=keep)


def test_a_plugin_that_hangs_keeps_nobody_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hanging_plugin_of_a_test.py").write_text("import time\ntime.sleep(5)\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(registry, "_PATIENCE", 0.2)
    hanging = [EntryPoint("slow", "hanging_plugin_of_a_test", "redi_codecs.devices")]
    monkeypatch.setattr(importlib.metadata, "entry_points", lambda group: hanging)
    registry._outside.cache_clear()
    try:
        with pytest.warns(PluginWarning, match="slow .* TimeoutError: it has not come to an end after 0.2 s"):
            assert not registry.known("acme/unknown")
        assert redi_codecs.codec(DEVICE).decode(PAYLOAD, 85).readings
    finally:
        registry._outside.cache_clear()


def test_links_in_folders(run: Run, tmp_path: Path) -> None:
    """A linked folder is read, a file once, a link that leads back or nowhere ends nothing, and the latter is said."""
    archive, far = tmp_path / "archive", tmp_path / "far"
    archive.mkdir()
    far.mkdir()
    (archive / "a.jsonl").write_text(lines(tts()))
    (far / "b.jsonl").write_text(lines(tts(), tts()))
    (archive / "again.jsonl").symlink_to(archive / "a.jsonl")
    (archive / "linked").symlink_to(far)
    (archive / "back").symlink_to(archive)
    assert run("decode", archive)[2] == "3 uplinks, 3 decoded, 0 rejected\n"
    (archive / "nowhere.jsonl").symlink_to(tmp_path / "gone.jsonl")
    code, _, err = run("decode", archive)
    assert (code, err.splitlines()[0]) == (1, f"{archive}/nowhere.jsonl: cannot be read: No such file or directory")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="who may do everything may look into every folder")
def test_a_folder_that_cannot_be_looked_into(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(tts()))
    (tmp_path / "shut").mkdir(0o000)
    code, _, err = run("decode", tmp_path)
    assert (code, "shut: cannot be read" in err) == (1, True)


def test_a_model_that_nobody_knows_costs_little() -> None:
    text = json.dumps(tts(device="acme/unknown-1"))
    known = json.dumps(tts())

    def took(message: str) -> float:
        return min(timeit.repeat(lambda: redi_codecs.decode_message(message, {EUI: DEVICE}), number=50, repeat=5))

    took(text)
    assert took(text) < 8 * took(known)


class TestWhatIsSaid:
    """Sentences that named the wrong mistake, or none."""

    def test_the_value_that_a_message_lacks(self) -> None:
        with pytest.raises(redi_codecs.MissingField, match="browan/tbms100, field motion: the message needs a value"):
            redi_codecs.encode_uplink("browan/tbms100", {"temperature": 20})
        with pytest.raises(redi_codecs.UnknownField, match="no message carries temperature together with the other"):
            redi_codecs.encode_uplink("browan/tbms100", {"temperature": 20, "report_interval": 60})

    def test_a_driver_of_thingpark_that_nobody_knows(self) -> None:
        driver = {"mod": {"pId": "nobody", "mId": "it"}}
        report = {"DevEUI": EUI, "FPort": 85, "payload_hex": PAYLOAD, "DriverCfg": driver}
        with pytest.raises(redi_codecs.UplinkError, match="no device has the id 'nobody/it', which the message names;"):
            redi_codecs.decode_message({"DevEUI_uplink": report})
        assert redi_codecs.decode_message({"DevEUI_uplink": report}, device=DEVICE).readings

    def test_a_batch_that_was_decoded_row_by_row(self) -> None:
        quick = redi_codecs.codec(DEVICE).decode_batch([PAYLOAD], 85)
        assert quick.native == redi_codecs.native
        assert "row by row" not in repr(quick)
        slow = redi_codecs.codec("decentlab/dl-blg").decode_batch([b""], 1)
        assert not slow.native
        assert (", decoded row by row in Python:" in repr(slow)) == redi_codecs.native

    def test_tables_are_read_as_they_are_decoded(self, run: Run, tmp_path: Path) -> None:
        file = tmp_path / "t.csv"
        file.write_text(f"wer;wann;roh\n{EUI};2026-03-09T12:00:00;{PAYLOAD}\n")
        given = [file, "--device", DEVICE, "--f-port", 85, "--column", "payload=roh", "--column", "dev_eui=wer"]
        given += ["--column", "time=wann", "--time-zone", "Europe/Berlin", "--encoding", "hex"]
        code, out, err = run("bench", *given, "--seconds", 0.01, "--json")
        assert (code, err) == (0, "")
        assert [one["device"] for one in json.loads(out)["devices"]] == [DEVICE]
        code, out, err = run("explain", *given)
        assert (code, err) == (0, "")
        assert "temperature" in out
