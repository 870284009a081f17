"""What `check` says of declarations with a mistake each, and of lines of data beside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from approved import approved
from approved.faulty import CHANGED, DATA, FILE, HEAD, JOINED, JOINED_DATA, JOINED_WELL, STATEMENTS
from redi_codecs.checking.files import checked, shares
from redi_codecs.checking.statements import Problem, run_file

PARTS = {f"{at}": list(CHANGED)[at::5] for at in range(5)}


def told(problems: list[Problem], folder: Path) -> list[str]:
    return [f"  {'remark ' * one.remark}{one}".replace(f"{folder}/", "") for one in problems]


@pytest.mark.parametrize("part", PARTS)
def test_changed(part: str, tmp_path: Path) -> None:
    lines = []
    file = tmp_path / "one.py"
    for name in PARTS[part]:
        text = FILE
        for old, new in CHANGED[name]:
            assert old in text, (name, old)
            text = text.replace(old, new)
        file.write_text(text, encoding="utf-8")
        made = checked(file)
        lines += [name, *told(made.problems, tmp_path), f"  {shares(made.lines.values())}"]
    approved(f"checking/changed_{part}", "\n".join(lines))


def test_statements(tmp_path: Path) -> None:
    lines = []
    file = tmp_path / "one.py"
    for text in STATEMENTS:
        file.write_text(HEAD + text, encoding="utf-8")
        lines += [text, *told(run_file(file)[1], tmp_path)]
    for data in (b"t = temperature(u8, place=probe)", b"t = temperature(u8)\nx = let(a=u8)", b"x = '\0'", b"\xff", b""):
        file.write_bytes(data)  # what is not imported, and what is no text
        lines += [str(data), *told(run_file(file)[1], tmp_path)]
    approved("checking/statements", "\n".join(lines))


@pytest.mark.parametrize("part", ["early", "late"])
def test_data(part: str, tmp_path: Path) -> None:
    lines = []
    for number, text in enumerate(DATA[part == "late" :: 2]):
        file = tmp_path / f"one{number}.py"  # what was read of another one is kept
        file.write_text(FILE, encoding="utf-8")
        file.with_suffix(".jsonl").write_text(text + "\n", encoding="utf-8")
        lines += [text, *told(checked(file).problems, tmp_path)]
    if part == "late":
        file = tmp_path / "joined.py"
        wrong = ('"high": 9', '{"off": 9}', '{"on": 9}', '"nothing"')
        well = [line for line in JOINED_DATA.splitlines() if not any(one in line for one in wrong)]
        for text in (JOINED_DATA, "\n".join([*well, JOINED_WELL])):
            file.write_text(JOINED, encoding="utf-8")
            file.with_suffix(".jsonl").write_text(text, encoding="utf-8")
            made = checked(file)
            lines += ["joined", *told(made.problems, tmp_path), f"  {shares(made.lines.values())}"]
            file = tmp_path / "joined_well.py"
    approved(f"checking/data_{part}", "\n".join(lines))
