"""A row that is too long is rejected whole: what is cut off of it is no row of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

import redi_codecs
from commandline import DEVICE, PAYLOAD
from redi_codecs.archive.columns import Columns
from redi_codecs.archive.item import LONGEST, Item
from redi_codecs.archive.items import items
from redi_codecs.archive.sources import read_items

HEADER = "note,payload,f_port\n"


def read(tmp_path: Path, text: str, columns: Columns | None = None) -> list[Item]:
    file = tmp_path / "archive.csv"
    file.write_text(text, encoding="utf-8")
    return list(read_items(file, columns))


@pytest.mark.parametrize("fill", ["x", "ü"])
@pytest.mark.parametrize("end", ["\n", ""])
@pytest.mark.parametrize("times", [1, 3])
def test_the_tail_is_no_row(tmp_path: Path, fill: str, end: str, times: int) -> None:
    size = len(fill.encode())
    # The piece that is cut off begins with what would be a good row.
    long = fill * (times * LONGEST // size) + f"y,{PAYLOAD},85{end}"
    good = f"a,{PAYLOAD},85\n"
    after = good if end else ""
    first, second, *rest = read(tmp_path, HEADER + good + long + after)
    assert (first.line, first.problem) == (2, "")
    assert second.line == 3
    assert second.text == long.strip()
    assert second.problem.startswith("a row of ")
    assert [(item.line, item.problem) for item in rest] == ([(4, "")] if end else [])


def test_a_quoted_cell_before_it(tmp_path: Path) -> None:
    long = "x" * LONGEST + f"y,{PAYLOAD},85\n"
    found = read(tmp_path, HEADER + f'"open,{PAYLOAD},85\n' + long + f"a,{PAYLOAD},85\n")
    assert [(item.line, bool(item.problem)) for item in found] == [(2, True), (3, True), (4, False)]


def test_a_header_that_is_too_long(tmp_path: Path) -> None:
    [item] = read(tmp_path, HEADER.strip() + "," + "x" * LONGEST + f"\na,{PAYLOAD},85\n")
    assert item.line == 1
    assert item.problem.startswith("a row of ")


def test_a_line_that_is_a_payload(tmp_path: Path) -> None:
    file = tmp_path / "payloads.txt"
    file.write_text(f"{PAYLOAD}\n{'00' * (LONGEST // 2)}{PAYLOAD}\n{PAYLOAD}\n")
    found = list(read_items(file))
    assert [(item.line, bool(item.problem)) for item in found] == [(1, False), (2, True), (3, False)]


def test_what_is_kept_of_it_is_bounded(tmp_path: Path) -> None:
    _, item = [*read(tmp_path, f"{HEADER}a,{PAYLOAD},85\n" + "x" * (40 * LONGEST))]
    assert item.text is not None
    assert len(item.text) < 9 << 20
    assert "only its first" in item.problem


def test_lines_that_are_texts_are_no_pieces() -> None:
    rows = [HEADER.strip(), "x" * LONGEST + f",{PAYLOAD},85", f"a,{PAYLOAD},85"]
    assert [item.problem for item in items(rows)] == ["", ""]


def test_a_message_among_lines_of_payloads_is_itself() -> None:
    assert [item.message for item in items([PAYLOAD, {"a": 1}])][1] == {"a": 1}


def test_the_stream_counts_one_reject(tmp_path: Path) -> None:
    file = tmp_path / "archive.csv"
    file.write_text(HEADER + "x" * LONGEST + f"y,{PAYLOAD},85\na,{PAYLOAD},85\n")
    stream = redi_codecs.decode_stream(file, device=DEVICE)
    assert len(list(stream)) == 1
    assert (stream.decoded, stream.rejected) == (1, 1)
