"""The pages that are written from the library are as the library is, and the page of the language leaves no word out."""

from __future__ import annotations

import ast
import importlib.util
import re
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from redi_codecs import kinds, layout
from redi_codecs.quantities import QUANTITIES
from redi_codecs.vendors._index import INDEX

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGE = (DOCS / "language.md").read_text(encoding="utf-8")
#: Names that a declaration may import, and that are no words: types of the objects that words make.
TYPES = {"Body", "Command", "Device", "Quirk", "Vector"}


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate_docs", DOCS / "_generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GENERATOR = _generator()


@pytest.mark.parametrize("page", GENERATOR.PAGES)
def test_page_is_current(page: str) -> None:
    written = (DOCS / page).read_text(encoding="utf-8")
    assert written == GENERATOR.PAGES[page](), f"docs/{page} is stale: run python docs/_generate.py"


@pytest.mark.parametrize(("page", "names"), [("quantities.md", QUANTITIES), ("devices.md", INDEX)])
def test_page_has_a_row_for_each(page: str, names: dict[str, Any]) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(rows) == sorted(names)


@pytest.mark.parametrize("word", sorted(set(layout.__all__) - TYPES))
def test_language_page_has_the_word(word: str) -> None:
    assert re.search(rf"\b{word}\b", LANGUAGE), f"docs/language.md does not explain {word}"


@pytest.mark.parametrize(
    ("label", "keys"),
    [
        ("Attributes by nature", {key for key, one in QUANTITIES.items() if GENERATOR.role(one) == "attribute"}),
        ("Sensitive", {key for key, one in QUANTITIES.items() if one.sensitive}),
    ],
)
def test_language_page_lists_the_kinds(label: str, keys: set[str]) -> None:
    row = next(line for line in LANGUAGE.splitlines() if line.startswith(f"| {label}"))
    assert " ".join(sorted(keys)) in row


def _fragments() -> list[str]:
    """Calls of words and kinds that stand in the text, complete (no …)."""
    text = re.sub(r"^```.*?^```$", "", LANGUAGE, flags=re.MULTILINE | re.DOTALL)
    spans = dict.fromkeys(re.findall(r"`([^`\n]+)`", text))
    return [span for span in spans if "…" not in span and re.match(r"\w+\(.*\)[\])]*$|.* [-+*/<>=!&|]+ ", span)]


@pytest.mark.parametrize("fragment", _fragments())
def test_language_page_fragment(fragment: str) -> None:
    """What is written between words can be written in a declaration."""
    names = {name: getattr(layout, name) for name in layout.__all__}
    names |= {name: value for name, value in vars(kinds).items() if not name.startswith("_")}
    names |= {"Fraction": Fraction, "BASIC": {}, "CLIMATE": {}, "CHANNEL": (layout.u8, layout.u8)}
    eval(compile(ast.parse(fragment, mode="eval"), fragment, "eval"), names)
