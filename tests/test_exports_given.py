"""What exports are given by mistake is refused in a sentence: a message as a whole, a dict, a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

import redi_codecs
from commandline import DEVICE, EUI, tts
from redi_codecs import DecodedMessage
from redi_codecs.exports import home_assistant, influx, ngsi_ld, senml, sensorthings

EXPORTS: list[Callable[..., Any]] = [
    home_assistant.state, influx.lines, ngsi_ld.entities, senml.pack, sensorthings.observations,
    sensorthings.data_array,
]  # fmt: skip
MESSAGE = redi_codecs.decode_message(tts())


def exported(export: Callable[..., Any], given: Any) -> Any:
    made = export(given, EUI)
    return list(made) if isinstance(made, Iterable) else made


@pytest.mark.parametrize("export", EXPORTS, ids=lambda one: f"{one.__module__.split('.')[-1]}.{one.__name__}")
@pytest.mark.parametrize("given", [MESSAGE, MESSAGE.to_dict(), "0367D700", MESSAGE.readings])
def test_what_is_no_decoded(export: Callable[..., Any], given: Any) -> None:
    hint = ", whose .decoded is one" if isinstance(given, DecodedMessage) else ""
    words = f"decoded: expected what a payload says, a Decoded, saw a {type(given).__name__}{hint}$"
    with pytest.raises(redi_codecs.RediCodecsError, match=words):
        exported(export, given)
    assert exported(export, MESSAGE.decoded)


def announced(seen: Any) -> list[Any]:
    return list(home_assistant.discovery(DEVICE, EUI, seen=seen))


@pytest.mark.parametrize(
    "export",
    [
        announced,
        lambda seen: sensorthings.shared(DEVICE, seen=seen),
        lambda seen: sensorthings.thing(DEVICE, EUI, seen=seen),
    ],
)
def test_what_is_no_list_of_them(export: Callable[[Any], Any]) -> None:
    with pytest.raises(redi_codecs.RediCodecsError, match=r"saw a DecodedMessage, whose \.decoded is one$"):
        export([MESSAGE])
    for one in (MESSAGE.decoded, {"temperature": 1}, "x", 5):
        with pytest.raises(
            redi_codecs.RediCodecsError, match=r"^seen: expected several of what payloads say, in a list"
        ):
            export(one)
    assert export([MESSAGE.decoded, None])
