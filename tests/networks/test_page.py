"""The page about network servers: every server is on it, and its examples are what happens."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

from redi_codecs.networks import SERVERS, Server
from redi_codecs.networks.wrappers import WRAPPERS

PAGE = Path(__file__).parents[2] / "docs" / "network-servers.md"


@pytest.mark.parametrize("server", SERVERS, ids=lambda server: server.name)
def test_every_server_has_a_row(server: Server) -> None:
    row = f"| {server.title} (`{server.name}`)"
    (line,) = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith(row)]
    told_by = line.split("|")[3]
    assert all(f"`{sign}`" in told_by for sign in server.signs)


@pytest.mark.parametrize("field", WRAPPERS)
def test_every_wrapper_is_told(field: str) -> None:
    section = PAGE.read_text(encoding="utf-8").partition("## Inside what another tool wrote")[2].partition("\n## ")[0]
    assert f"`{field}`" in section


def test_the_examples_run() -> None:
    failed, attempted = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")
    assert attempted
    assert not failed
