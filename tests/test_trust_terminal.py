"""Whatever is in messages, files and their names: it commands no terminal, and forges no line of a log."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

import redi_codecs
from commandline import DEVICE, EUI, Run, Terminal, lines, tts
from redi_codecs.cli import main
from redi_codecs.cli.streams import beneath, standard_streams
from redi_codecs.errors import DecodeError, EncodeError, InvalidPayload, PrivacyError, UplinkError

BAD = "\x1b[2J\x9b31m\x07\x08\r\u202e\u2028"
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028]")


def message(**changes: object) -> dict[str, object]:
    return {**tts(), **changes}


def named(name: str) -> dict[str, object]:
    found = tts()
    found["end_device_ids"]["device_id"] = name
    return found


HOSTILE = {
    "a key": json.dumps({BAD: 1, "x": BAD}),
    "a name": json.dumps(named(BAD)),
    "an id": json.dumps({**tts(), "end_device_ids": {"device_id": "x", "dev_eui": BAD}}),
    "a port": json.dumps({**tts(), "uplink_message": {"f_port": BAD, "frm_payload": BAD}}),
    "a model": json.dumps(tts(device=f"acme/{BAD}")),
    "a time": json.dumps(message(received_at=BAD)),
    "no JSON": f"{{{BAD}",
    "XML": f"<a {BAD}>",
    "a header": f"dev_eui,payload{BAD},f_port\n{EUI},00,85",
    "cells": f"dev_eui,payload,f_port\n{EUI}{BAD},{BAD},{BAD}\n{EUI}\n",
    "a wrapper": json.dumps({"topic": BAD, "payload": f'{{"{BAD}": '}),
}


@pytest.mark.parametrize("what", HOSTILE)
@pytest.mark.parametrize("command", [["decode"], ["decode", "--json"], ["decode", "--format", "csv"], ["explain"]])
def test_nothing_out_of_messages_commands_a_terminal(
    what: str, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, err = Terminal(), Terminal()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    folder = tmp_path / "a\x1b[2Jb"
    folder.mkdir()
    for suffix in ("jsonl", "csv"):
        file = folder / f"x.{suffix}"
        file.write_text(HOSTILE[what] + "\n", encoding="utf-8")
        options = ["--color", "never"] if command == ["explain"] else []
        main([*command, str(file), "--device", DEVICE, *options])
    told = out.getvalue() + err.getvalue()
    assert told
    assert not COMMANDS.search(told), repr(told)


def test_nor_where_it_goes_into_a_log(run: Run, tmp_path: Path) -> None:
    for text in HOSTILE.values():
        _, out, err = run("decode", "--device", DEVICE, stdin=f"{text}\n")
        assert not COMMANDS.search(out + err)
    forged = json.dumps({"\nx.jsonl:1: all is well": 1})
    assert len(run("decode", stdin=f"{forged}\n")[2].splitlines()) == 2


@pytest.mark.parametrize(
    "args",
    [
        ["decode", BAD],
        ["decode", "--devices", f"{BAD}.csv"],
        ["decode", "--load", f"{BAD}.py", "00"],
        ["explain", BAD],
        ["encode", "--device", DEVICE, "{" + BAD],
        ["check", f"{BAD}.py"],
        ["compare", DEVICE, f"{BAD}.js"],
        ["devices", BAD],
    ],
)
def test_nor_what_was_typed(run: Run, args: list[str]) -> None:
    code, out, err = run(*args)
    assert code
    assert not COMMANDS.search(out + err)


def test_for_programs_nothing_is_changed(run: Run, tmp_path: Path) -> None:
    """CSV in a pipe or a file has every character; JSON that a terminal shows is still the same JSON."""
    file = tmp_path / "x.jsonl"
    file.write_text(lines(named("a\x9bb")), encoding="utf-8")
    assert json.loads(run("decode", "--json", file)[1])["device_name"] == "a\x9bb"
    assert "a\x9bb" in run("decode", "--json", file)[1]


def test_json_at_a_terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, out = tmp_path / "x.jsonl", Terminal()
    file.write_text(lines(named("a\x9bb")), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", out)
    main(["decode", "--json", str(file)])
    assert "\x9b" not in out.getvalue()
    assert json.loads(out.getvalue())["device_name"] == "a\x9bb"


def test_the_streams_are_as_before() -> None:
    before = sys.stdout, sys.stderr
    with standard_streams():
        assert (beneath(sys.stdout), beneath(sys.stderr)) == before
    assert (sys.stdout, sys.stderr) == before


@pytest.mark.parametrize(
    "error",
    [
        UplinkError(BAD, field=BAD),
        DecodeError(BAD, device=BAD, field=BAD),
        InvalidPayload(BAD, device=BAD),
        EncodeError(BAD, device=BAD, field=BAD),
        PrivacyError(BAD),
        redi_codecs.UnknownDevice(BAD),
    ],
)
def test_the_text_of_an_error(error: Exception) -> None:
    assert not COMMANDS.search(str(error))


def test_texts_in_payloads() -> None:
    """What a reading, a payload and an explanation show of themselves."""
    from redi_codecs.kinds import firmware_version
    from redi_codecs.layout import device, text

    one = device("acme/text", name="Text", source="notes", uplink=firmware_version(text(4)), f_port=1)
    payload = b"\x1b[2J"
    decoded = redi_codecs.decode(one, payload, 1)
    explained = redi_codecs.explain(one, payload, 1)
    assert decoded.attributes["firmware_version"].value == "\x1b[2J"
    shown = (
        repr(decoded),
        repr(decoded.attributes),
        repr(decoded.attributes["firmware_version"]),
        str(explained),
        repr(explained),
    )
    assert not COMMANDS.search("".join(shown))
