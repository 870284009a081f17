"""Pages that are written from the library are current; the page of the language is complete and can be run."""

from __future__ import annotations

import ast
import importlib.util
import re
import tomllib
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import redi_codecs
from redi_codecs import kinds, layout, registry
from redi_codecs.quantities import QUANTITIES
from redi_codecs.vendors._index import INDEX

DOCS = Path(__file__).parents[1] / "docs"
LANGUAGE = (DOCS / "language.md").read_text(encoding="utf-8")
PACKAGE = Path(redi_codecs.__file__).parent
#: What stands for something of the reader's own in the forms of the words.
STAND_INS: dict[str, Any] = {
    **dict.fromkeys(("key", "polynomial", "initial", "reflected", "final"), 1),
    "name": "mine",
    "function": lambda raw: raw,
    **dict.fromkeys(("read", "write", "to_dict"), lambda *values, **options: None),
    **dict.fromkeys(("payload", "start", "end", "items", "fields"), ()),
    "BASIC": {},
    "CLIMATE": {},
    **dict.fromkeys(("body", "bodies"), (layout.reserved(1),)),
    "parts": (layout.reserved(layout.bits(0, 15)),),
    "tag": layout.u8,
    "CHANNEL": (layout.u8, layout.u8),
    "on": layout.f_port,
    "n": layout.V.n,
    "condition": layout.remaining > 0,
    "Fraction": Fraction,
}
#: Forms that are no Python: commands, an argument without its value, ids, items in words.
NO_PYTHON = re.compile(r"redi-codecs|python |\w+=$|vendor/|\(items|\(field")
#: Names that a declaration may import, and that are no words: types of the objects that words make.
TYPES = {"Body", "Command", "Device", "Example", "Quirk", "Vector"}


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


def test_index_of_devices_is_current() -> None:
    assert registry._main(["--check"]) == 0, "vendors/_index.py is stale: run python -m redi_codecs.registry"


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
    """The calls, expressions and arguments in the text that are written in full (no …)."""
    text = re.sub(r"^```.*?^```$", "", LANGUAGE, flags=re.MULTILINE | re.DOTALL)
    spans = dict.fromkeys(re.findall(r"`([^`\n]+)`", text))
    whole = [span for span in spans if not re.search("[…·]", span) and not NO_PYTHON.match(span)]
    return [span for span in whole if re.match(r"[\w(].*(\)$|.[-+*/<>=!|])", span)]


@pytest.mark.parametrize("fragment", _fragments())
def test_language_page_fragment(fragment: str) -> None:
    """What is written between words can be written in a declaration."""
    names = {name: getattr(layout, name) for name in layout.__all__}
    names |= {name: value for name, value in vars(kinds).items() if not name.startswith("_")}
    names |= STAND_INS
    written = f"dict({fragment})" if re.match(r"\w+=[^=]", fragment) else fragment
    eval(compile(ast.parse(written, mode="eval"), fragment, "eval"), names)


def test_architecture_page_names_what_is_there() -> None:
    tree = (DOCS / "architecture.md").read_text(encoding="utf-8").partition("src/redi_codecs/\n")[2].partition("```")[0]
    for line in tree.splitlines():
        folder = PACKAGE / "runtimes" if line.startswith("│") else PACKAGE
        for name in re.findall(r"[\w]+(?:\.py|/)(?= |$)", line):
            assert (folder / name).exists(), f"docs/architecture.md: there is no {name}"


def test_the_page_of_commands_says_of_each_device_whether_it_takes_any() -> None:
    page = (DOCS / "commands.md").read_text(encoding="utf-8")
    taking, _, without = page.partition("## Devices without")
    for id, row in INDEX.items():
        vendor, _, model = id.partition("/")
        part = taking if registry.COMMANDS[row[-1]] else without
        cells = [line.split("|")[2] for line in part.splitlines() if line.startswith(f"| {vendor} |")]
        assert model in ", ".join(cells).replace(" ", "").split(","), id
    why = tomllib.loads((DOCS / "_without_commands.toml").read_text(encoding="utf-8"))
    vendors = {id.partition("/")[0] for id in INDEX}
    assert not {vendor for reasons in why.values() for vendor in reasons} - vendors
    assert not set(why["documented"]) & set(why["nothing"])
