"""The extras that the documentation names are those that can be installed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXTRAS = set(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"])
#: What a contributor adds; a user has no need of them.
OURS = {"test", "integration", "docs", "fuzz", "dev", "benchmarks"}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "examples").rglob("*.md"))]
SOURCES = sorted((ROOT / "src").rglob("*.py"))


def bracketed(text: str) -> set[str]:
    """Those in ``redi-codecs[a,b]`` and ``.[a]``."""
    found = re.findall(r"""(?:redi-codecs|["' ]\.)\[([a-z, -]+)\]""", text)
    return {name.strip() for names in found for name in names.split(",")}


def listed(text: str) -> set[str]:
    """Those in the rows of the table of extras, and in the sentence that begins with "Extras add"."""
    table = re.search(r"\| extra \|.*?\n\|[-|]+\n((?:\|.*\n)+)", text)
    rows = [row.split("|")[1] for row in table[1].splitlines()] if table else []
    sentence = re.search(r"Extras add .*?\n\n", text, re.DOTALL)
    quoted = [re.sub(r"`pip [^`]*`", "", sentence[0])] if sentence else []
    return {name for part in (*rows, *quoted) for name in re.findall(r"`([a-z]+)`", part)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_extra_that_a_page_names_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert bracketed(text) | listed(text) <= EXTRAS


def test_every_extra_that_the_package_names_is_there() -> None:
    named = {file: bracketed(file.read_text(encoding="utf-8")) for file in SOURCES}
    assert any(named.values())
    assert {file: names - EXTRAS for file, names in named.items() if names - EXTRAS} == {}


def test_every_extra_for_users_is_named() -> None:
    assert listed((ROOT / "docs" / "index.md").read_text(encoding="utf-8")) == EXTRAS - OURS
