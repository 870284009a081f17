"""Archives take the memory of a few messages, however long they are; and every message is accounted for."""

from __future__ import annotations

import gzip
import io
import json
import random
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandline import DEVICE, tts
from redi_codecs import RejectsFile, decode_stream
from redi_codecs.archive.tidy import CsvFile

COUNT = 6000
SEED = 4


def messages() -> Iterator[tuple[str, bool]]:
    """Messages of a thousand devices with another payload each, one in a hundred garbage; and whether they are good."""
    chance = random.Random(SEED)
    for number in range(COUNT):
        payload = f"0367{chance.randrange(256):02x}000468{chance.randrange(200):02x}"
        message = tts(payload, eui=f"02{chance.randrange(1000):014x}")
        message["correlation_ids"] = [f"{chance.getrandbits(64):016x}" for _ in range(40)]  # as long as real ones
        line = json.dumps(message)
        if number % 100:
            yield line, True
            continue
        cut = line[: chance.randrange(1, len(line) - 1)]
        yield (
            chance.choice([cut, line.replace('"frm_payload": "', '"frm_payload": "?'), "noise", '{"foreign": 1}']),
            False,
        )


def as_lines(folder: Path) -> Path:
    file = folder / "archive.jsonl"
    file.write_text("".join(f"{line}\n" for line, _ in messages()), encoding="utf-8")
    return file


def as_gzip(folder: Path) -> Path:
    file = folder / "archive.jsonl.gz"
    file.write_bytes(gzip.compress(as_lines(folder).read_bytes()))
    return file


def as_array_in_one_line(folder: Path) -> Path:
    file = folder / "archive.json"
    file.write_text(f"[{', '.join(line for line, _ in messages())}]", encoding="utf-8")
    return file


def as_table(folder: Path) -> Path:
    file = folder / "archive.csv"
    rows = []
    for line, good in messages():
        message = json.loads(line) if good else tts("0367")
        eui, payload = message["end_device_ids"]["dev_eui"], message["uplink_message"]["frm_payload"]
        rows.append(f"{eui},85,{payload},{'remark ' * 100}\n")
    file.write_text("dev_eui,f_port,payload,remark\n" + "".join(rows), encoding="utf-8")
    return file


@pytest.mark.thorough
@pytest.mark.parametrize("made", [as_lines, as_gzip, as_array_in_one_line, as_table])
def test_constant_memory_and_nothing_lost(tmp_path: Path, made: Callable[[Path], Path]) -> None:
    file = made(tmp_path)
    # What is made once: the device's program for the compiled core, and the function that reads what is broken.
    list(decode_stream([*[tts()] * 70, tts("0367")], device=DEVICE))
    rejects = tmp_path / "rejects.jsonl"
    with RejectsFile(rejects) as sink, (tmp_path / "out.csv").open("w", encoding="utf-8") as out:
        written = CsvFile(out)
        stream = decode_stream(file, device=DEVICE, rejects=sink)
        tracemalloc.start()
        try:
            for message in stream:
                written.write(message)
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
    bad = sum(not good for _, good in messages())
    assert (stream.decoded, stream.rejected, stream.total) == (COUNT - bad, bad, COUNT)
    assert len(rejects.read_text(encoding="utf-8").splitlines()) == bad
    length = len(gzip.decompress(file.read_bytes())) if file.suffix == ".gz" else file.stat().st_size
    assert length > 4_000_000
    assert peak < length / 4, f"{peak:,} bytes for {length:,}"


def test_the_rejects_are_the_bad_ones_as_they_were(tmp_path: Path) -> None:
    stream = decode_stream(as_lines(tmp_path))
    good = [message.uplink for message in stream]
    assert len(good) == sum(good for _, good in messages())
    assert [one.text for one in stream.rejects] == [line.strip() for line, is_good in messages() if not is_good]
    again = decode_stream(io.StringIO("".join(f"{one.to_json()}\n" for one in stream.rejects)))
    assert list(again) == []
    assert [(one.line, one.reason) for one in again.rejects] == [(one.line, one.reason) for one in stream.rejects]
