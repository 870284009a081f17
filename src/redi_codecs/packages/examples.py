"""The vectors of a device as examples of its codec: what goes in, and what has to come out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from redi_codecs.checking.comparing import stated
from redi_codecs.checking.vectors import examples_of
from redi_codecs.device_codec import Codec
from redi_codecs.layout.walk import fields
from redi_codecs.readings import Decoded
from redi_codecs.results import moment
from redi_codecs.runtimes.javascript import answer
from redi_codecs.runtimes.javascript.downlinks import in_javascript
from redi_codecs.runtimes.javascript.repeating import left_out, repeating

__all__ = ["Example", "Sent", "commands_in", "examples", "file_name", "plain_values", "sent"]

_NAMED = 4


class Sent(NamedTuple):
    """A command as a server sends it, and what comes of it."""

    description: str
    data: dict[str, Any]
    f_port: int
    payload: bytes


def commands_in(codec: Codec, source: str) -> list[str]:
    """The names of the commands that a device's JavaScript takes; a file with them can be too long for servers."""
    return list(in_javascript(codec.device).entries) if "\nfunction encodeDownlink(" in source else []


def sent(codec: Codec, source: str) -> Iterator[Sent]:
    """The examples of commands that a device's JavaScript takes."""
    proofs = examples_of(codec.device)
    for name in commands_in(codec, source):
        command = codec.device.downlink[name]
        for one in proofs[name]:
            nothing: Any = {} if any(True for _ in fields(command.body)) else True
            data: dict[str, Any] = {name: plain_values(one.arguments) or nothing}
            if command.disruptive:
                data["allow_disruptive"] = True
            yield Sent(name, data, command.f_port, one.payload)


def plain_values(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments as JSON has them: a time is a text, bytes are hex digits; a unit beside a value is not sent."""
    return {name: _plain(stated(value).value) for name, value in arguments.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.hex() if isinstance(value, bytes) else value


class Example(NamedTuple):
    """A payload, and what a codec says of it."""

    description: str
    given: dict[str, Any]
    said: dict[str, Any]
    decoded: Decoded


def examples(codec: Codec, source: str, *, sensitive: bool = False) -> Iterator[Example]:
    """Those of a device that servers take: nothing on port 0, no payload without bytes, no message that is left out."""
    without = {message for message in repeating(codec.plan) if left_out(message) in source}
    for vector in codec.device.vectors:
        if not vector.f_port or not vector.payload:
            continue
        received_at = moment(vector.received_at)
        decoded = codec.decode(vector.payload, vector.f_port, received_at=received_at)
        given: dict[str, Any] = {"fPort": vector.f_port, "bytes": list(vector.payload)}
        if received_at is not None:
            given["recvTime"] = received_at.isoformat().replace("+00:00", "Z")
        said = answer(decoded, sensitive=sensitive)
        if said["data"].get("message") in without:
            continue
        yield Example(_described(said["data"]), given, said, decoded)


def _described(data: dict[str, Any]) -> str:
    """An example in a few words: the message, and the first values.

    >>> _described({"temperature": 21.5, "humidity": None, "humidity_status": "fault", "message": "report"})
    'report: temperature, humidity'
    """
    names = [name for name in data if not name.endswith("_status") and name not in ("message", "time", "records")]
    listed = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    listed = listed or ("records" if "records" in data else "no values")
    return f"{data['message']}: {listed}" if "message" in data else listed


def file_name(id: str) -> str:
    """The model as a name that both repositories admit.

    >>> file_name("milesight-iot/em320-th@2.0")
    'em320-th-2-0'
    """
    return re.sub(r"[^a-z0-9]+", "-", id.split("/")[1].lower()).strip("-")
