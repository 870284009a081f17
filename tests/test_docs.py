"""What the documentation shows is what happens: its examples are run, page by page, and their outputs compared.

In a fenced block, ``python`` with ``>>>`` is a doctest, other ``python`` runs with the language imported (and a comment
behind an expression is its value), and ``console`` is commands with their output, in which a line ``…`` stands for any
lines. A ``title`` names a file: ``python``, ``javascript`` and ``text`` write it, ``diff`` changes it.
"""

from __future__ import annotations

import ast
import doctest
import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from redi_codecs import cli, errors, kinds, layout, registry

ROOT = Path(__file__).parents[1]
PAGES = (
    "README.md",
    "docs/index.md",
    "docs/archives.md",
    "docs/network-servers.md",
    "docs/command-line.md",
    "docs/services.md",
    "docs/batch.md",
    "docs/json.md",
    "docs/errors.md",
    "docs/exports.md",
    "docs/javascript.md",
    "docs/sensorthings.md",
    "docs/ngsi-ld.md",
    "docs/privacy.md",
    "docs/adding-a-device.md",
    "docs/language.md",
    "docs/architecture.md",
)
FENCE = re.compile(r"^```(?P<language>\w+)(?P<options>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    where: str
    language: str
    file: str | None
    text: str


def blocks(page: str) -> list[Block]:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        title = re.search(r'title="([^"]+)"', match["options"])
        line = text.count("\n", 0, match.start()) + 1
        found.append(Block(f"{page}:{line}", match["language"], title and title[1], match["text"]))
    return found


def patched(text: str, diff: str) -> str:
    """The text with a diff without line numbers applied: its old lines stand in the text once."""
    lines = diff.splitlines(keepends=True)
    old = "".join(line[1:] for line in lines if line[0] != "+")
    new = "".join(line[1:] for line in lines if line[0] != "-")
    assert text.count(old) == 1, f"not once in the file: {old}"
    return text.replace(old, new)


class Page:
    """A page being followed in an empty folder."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys
        self.names: dict[str, Any] = {
            **{name: getattr(layout, name) for name in layout.__all__},
            **{name: value for name, value in vars(kinds).items() if not name.startswith("_")},
        }

    def follow(self, block: Block) -> None:
        match block:
            case Block(language="python" | "javascript" | "text", file=str(file)):
                path = Path(file)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(block.text, encoding="utf-8")
            case Block(language="diff", file=str(file)):
                path = Path(file)
                path.write_text(patched(path.read_text(encoding="utf-8"), block.text), encoding="utf-8")
            case Block(language="python") if ">>>" in block.text:
                self.doctest(block)
            case Block(language="python"):
                self.run(block)
            case Block(language="console"):
                self.commands(block)

    def doctest(self, block: Block) -> None:
        test = doctest.DocTestParser().get_doctest(block.text, self.names, block.where, block.where, 0)
        result = doctest.DocTestRunner(verbose=False).run(test, clear_globs=False)
        self.names.update(test.globs)
        assert not result.failed, f"{block.where}\n{self.capsys.readouterr().out}"

    def run(self, block: Block) -> None:
        lines = block.text.splitlines()
        for statement in ast.parse(block.text, block.where).body:
            if not isinstance(statement, ast.Expr):
                exec(compile(ast.Module([statement], []), block.where, "exec"), self.names)
                continue
            value = eval(compile(ast.Expression(statement.value), block.where, "eval"), self.names)
            _, _, comment = lines[(statement.end_lineno or 1) - 1][statement.end_col_offset or 0 :].partition("# ")
            assert comment.startswith(repr(value)) or not comment, f"{block.where}: {value!r}, not {comment}"

    def commands(self, block: Block) -> None:
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block.text, re.MULTILINE):
            program, *arguments = shlex.split(command)
            if program != "redi-codecs":
                continue
            cli.main(arguments)
            printed = self.capsys.readouterr()
            told = output.splitlines(keepends=True)
            pattern = "".join(r"(?:.*\n)*" if line == "…\n" else re.escape(line) for line in told)
            if not re.fullmatch(pattern, printed.out + printed.err):
                assert printed.out + printed.err == output, f"{block.where}: {command}"


@pytest.mark.parametrize("page", PAGES)
def test_page(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    if not (ROOT / page).exists():
        pytest.skip(f"there is no {page}")
    found = blocks(page)
    runs = [block for block in found if block.language in ("python", "console")]
    assert runs or page == "README.md", f"{page} shows nothing that runs"
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("redi_codecs.registry._added", {})
    for forget in registry.changed:
        forget()
    reader = Page(capsys)
    try:
        for block in found:
            reader.follow(block)
    finally:
        for forget in registry.changed:
            forget()


def test_every_error_has_its_line() -> None:
    page = (ROOT / "docs/errors.md").read_text(encoding="utf-8")
    family = {name for name in redi_codecs.__all__ if name.endswith(("Error", "Warning"))} | set(errors.__all__)
    assert [name for name in sorted(family) if f"`{name}`" not in page] == []
