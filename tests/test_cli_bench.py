"""``bench``: what is measured, and what is told of it."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from commandline import DEVICE, EUI, Run, lines, tts
from redi_codecs.archive import Decoder
from redi_codecs.archive.sources import read_items
from redi_codecs.cli import bench
from redi_codecs.cli.bench import LEAST_ROUNDS, Group, Sample

EXAMPLES = Path(__file__).parents[1] / "examples"
QUICK = ("--seconds", "0.001")


@pytest.fixture(autouse=True)
def _no_garbage(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests' is not looked through before each round."""
    monkeypatch.setattr(bench, "gc", SimpleNamespace(collect=int))


def sample(file: Path) -> Sample:
    made = Sample()
    for item in read_items(file):
        made.take(item, Decoder())
    return made


class TestReport:
    def test_the_open_region(self, run: Run) -> None:
        file, table = EXAMPLES / "open-region.jsonl", EXAMPLES / "devices.csv"
        code, out, err = run("bench", file, "--devices", table, *QUICK)
        assert (code, err) == (0, "")
        told = out.splitlines()
        assert "processors; decoding with " in told[0] or "processor; decoding with " in told[0]
        assert told[1].startswith("69 messages of 20 devices; left out: 6 rejected, 5 without readings")
        assert told[2] == f"µs a message, median of {LEAST_ROUNDS} rounds"
        head = 4
        assert told[head].split() == ["device", "messages", "parse", "decode", "readings", "JSON", "total", "±"]
        rows = [line.split() for line in told[head + 1 : head + 21]]
        assert sum(int(row[1]) for row in rows) == 69
        assert all(float(cell) >= 0 for row in rows for cell in row[2:])
        assert told[head + 21].startswith("all of them ")
        assert " messages a second, " in told[-2]
        assert told[-1].startswith("a year of messages as they come in here, 3")

    def test_for_a_program(self, run: Run) -> None:
        code, out, _ = run("bench", "-", "--json", *QUICK, stdin=lines(tts(), tts(), tts("0367"), {"a": 1}))
        row = json.loads(out)
        assert code == 0
        assert (row["messages"], row["rejected"], row["others"]) == (2, 2, 0)
        assert row["rounds"] >= LEAST_ROUNDS
        assert row["machine"]["native"] in (True, False)
        assert [one["device"] for one in row["devices"]] == [DEVICE]
        steps = [row[f"{name}_us"] for name in ("parse", "decode", "readings", "json")]
        assert all(step > 0 for step in steps)
        assert row["messages_per_second"] == pytest.approx(1e6 / row["total_us"], rel=0.01)
        assert row["messages_a_year"] is None  # both came in at the same time

    def test_all_forms_that_decode_reads(self, run: Run, tmp_path: Path) -> None:
        packed, table = tmp_path / "uplinks.jsonl.gz", tmp_path / "uplinks.csv"
        packed.write_bytes(gzip.compress(lines(tts()).encode()))
        table.write_text(f"dev_eui,f_port,payload_hex,device\n{EUI},85,03673401,{DEVICE}\n", encoding="utf-8")
        for file in (packed, table, tmp_path):
            code, out, err = run("bench", file, *QUICK, "--json")
            assert (code, err) == (0, "")
            assert json.loads(out)["rejected"] == 0
        assert json.loads(out)["messages"] == 2

    def test_only_so_many(self, run: Run) -> None:
        _, out, _ = run("bench", "-", "--messages", 3, "--json", *QUICK, stdin=lines(*[tts()] * 5))
        assert json.loads(out)["messages"] == 3

    @pytest.mark.parametrize(
        ("args", "stdin", "words"),
        [
            (["nowhere.jsonl"], "", "there is no file nowhere.jsonl"),
            (["-"], "", "there is nothing to measure: no messages were found"),
            (["-"], "noise\n", "there is nothing to measure: 1 rejected"),
            (["-", "--seconds", "0"], "", "expected seconds, more than 0 and at most 3600, saw '0'"),
            (["-", "--seconds", "nan"], "", "expected seconds"),
            (["-", "--messages", "none"], "", "expected a number of messages from 1 on, saw 'none'"),
            (["-", "--device", "nobody/knows"], "", "no device has the id 'nobody/knows'"),
        ],
    )
    def test_mistakes(
        self, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, args: list[str], stdin: str, words: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        code, out, err = run("bench", *args, stdin=stdin)
        assert (code, out) == (2, "")
        assert words in err


class TestSample:
    def test_every_step_is_measured_in_every_round(self, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        file.write_text(lines(tts(), tts("08bb207f3f3f3f3f", device="browan/tbhh100", f_port=103)), encoding="utf-8")
        made = sample(file)
        rounds = made.measure(Decoder(), 0.001)
        assert {group.device for group in made.groups.values()} == {DEVICE, "browan/tbhh100"}
        for group in made.groups.values():
            assert len(group.rounds) == rounds >= LEAST_ROUNDS
            assert all(len(one) == 4 and min(one) > 0 for one in group.rounds)

    def test_medians_are_not_moved_by_one_bad_round(self, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        file.write_text(lines(tts()), encoding="utf-8")
        made = sample(file)
        group = made.groups[DEVICE]
        group.rounds = [(1e-6, 2e-6, 3e-6, 4e-6)] * 6 + [(1.0, 1.0, 1.0, 1.0)]
        assert group.steps == [1e-6, 2e-6, 3e-6, 4e-6]
        assert made.total == pytest.approx(1e-5)
        assert group.spread == pytest.approx(0)

    def test_devices_weigh_as_they_are_mixed(self, tmp_path: Path) -> None:
        file = tmp_path / "uplinks.jsonl"
        other = tts("08bb207f3f3f3f3f", device="browan/tbhh100", f_port=103)
        file.write_text(lines(tts(), tts(), tts(), other), encoding="utf-8")
        made = sample(file)
        made.groups[DEVICE].rounds = [(1e-6, 0.0, 0.0, 0.0)] * 5
        made.groups["browan/tbhh100"].rounds = [(5e-6, 0.0, 0.0, 0.0)] * 5
        assert made.total == made.steps[0] == pytest.approx(2e-6)

    def test_a_year(self) -> None:
        made = Sample()
        made.groups = {"a": Group("a", ["{}"] * 24)}
        made.first, made.last = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)
        assert made.a_year == 24 * 365
        made.last = datetime(2026, 3, 9, 0, 30, tzinfo=UTC)
        assert made.a_year is None
