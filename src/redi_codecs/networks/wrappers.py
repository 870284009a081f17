"""Messages inside what another tool wrote: a log of MQTT, a flow, a queue, a page of an interface.

Where a message may lie is one table, :data:`WRAPPERS`. What a known server's message is recognised by counts, and
nothing else does: a wrapper in which nothing is recognised is no wrapper. They may lie inside one another, and the
message in them may be an object, a text with JSON or XML in it, also in base64, in hex digits (``mosquitto_sub -F %x``)
or as the bytes of a Node.js buffer, or one of several in a list.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from redi_codecs.errors import UplinkError
from redi_codecs.networks.content import content_of, folded

__all__ = ["WRAPPERS", "Place", "broken_text", "embedded", "holds_message", "may_wrap", "messages_inside"]

WRAPPERS: Final[Mapping[str, str]] = {
    "result": "The Things Stack: storage and events",
    "data": "events, CloudEvents, pages of REST interfaces, Google Pub/Sub",
    "payload": "Node-RED, mosquitto_sub -F %j and %J, AWS IoT rules, logs",
    "body": "RabbitMQ, HTTP debug panes, ZENNER ELEMENT IoT",
    "Body": "Amazon SQS, Azure Event Hubs and IoT Hub",
    "message": "Google Pub/Sub, Logstash",
    "Message": "Amazon SNS",
    "msg": "Node-RED, debug panes",
    "value": "Kafka",
    "detail": "Amazon EventBridge",
    "event": "Splunk, webhooks' logs",
    "content": "pages, webhooks' logs",
    "list": "pages of REST interfaces",
    "items": "pages of REST interfaces",
    "results": "pages of REST interfaces",
    "records": "Kafka's REST proxy",
    "Records": "AWS Lambda",
    "messages": "logs of brokers",
    "Messages": "Amazon SQS",
    "kinesis": "AWS Lambda",
    "hits": "Elasticsearch",
    "_source": "Elasticsearch",
    "data_base64": "CloudEvents",
    "log": "Docker",
    "MESSAGE": "journald",
    "line": "Loki",
    "_raw": "Splunk",
    "@message": "Amazon CloudWatch",
    "textPayload": "Google Cloud Logging",
    "jsonPayload": "Google Cloud Logging",
    "Data": "Amazon Kinesis",
    "Payload": "Azure, consoles of brokers",
    "json": "n8n",
    "rows": "CouchDB, exports of databases",
    "doc": "CouchDB",
    "docs": "CouchDB",
    "documents": "exports of databases",
    "fullDocument": "MongoDB",
    "after": "Debezium",
    "entries": "Google Cloud Logging",
    "events": "Amazon CloudWatch, logs",
}
"""The fields in which a message may lie, and who writes them."""

DEEPEST: Final = 6
"""Wrappers inside one another."""

_BEGINS: Final = re.compile(r"\s*(?:\ufeff)?(?:\{\s*[\"}]|\[\s*[\[{\"]|<[?A-Za-z])")
#: How base64 begins of ``{"`` and of a brace before a line end.
_ENCODED: Final = re.compile(r"eyJ|ewo|ew0K")
#: The same in hex digits, up to the last brace.
_DIGITS: Final = re.compile(r"\s*(?:5[bB](?:09|0[aAdD]|20)*)?7[bB](?:09|0[aAdD]|20)*22(?:[0-9a-fA-F]{2})+\s*")


class Place(NamedTuple):
    """Where a message lies: the path to it, and what is there; a text where it could not be read."""

    path: str
    message: Mapping[str, Any] | str


def may_wrap(content: Mapping[str, Any]) -> bool:
    """Whether a field may have a message in it, before anything is looked at closely.

    >>> may_wrap({"payload": {}}), may_wrap({"payload": "A2f2AA=="}), may_wrap({"end_device_ids": {}})
    (True, False, False)
    """
    return any(key in WRAPPERS and _may_hold(value) for key, value in content.items())


def holds_message(value: object) -> bool:
    """Whether a value is a text that begins as messages do, or has a whole one in hex digits.

    >>> holds_message(' {"cmd": "rx"}'), holds_message("{ 0x03, 0x67 }"), holds_message("0367")
    (True, False, False)
    """
    return isinstance(value, str) and (_BEGINS.match(value) is not None or _in_digits(value) is not None)


def messages_inside(content: Mapping[str, Any], known: Callable[[Mapping[str, Any]], object]) -> list[Place]:
    """The messages in the fields of a wrapper, from the outermost that are ``known``; none where none is.

    Of a list in which one is known, all are given: those that are not are broken, and hide no other. What a second
    field says again, as an object, as its text or in base64, is one message.

    >>> def known(message):
    ...     return "cmd" in message
    >>> messages_inside({"topic": "a/b", "payload": {"result": '{"cmd": "rx"}'}}, known)
    [Place(path='payload.result', message={'cmd': 'rx'})]
    >>> [place.path for place in messages_inside({"list": [{"cmd": "rx"}, {"x": 1}]}, known)]
    ['list.0', 'list.1']
    >>> messages_inside({"payload": {"cmd": "rx"}, "message": '{"cmd": "rx"}'}, known)
    [Place(path='payload', message={'cmd': 'rx'})]
    """
    return _Search(known).inside(content, "", 0)


class _Search:
    def __init__(self, known: Callable[[Mapping[str, Any]], object]) -> None:
        self._known = known

    def inside(self, content: Mapping[str, Any], path: str, depth: int) -> list[Place]:
        found: list[Place] = []
        if depth == DEEPEST:
            return found
        for key in WRAPPERS:
            if key in content and _may_hold(content[key]):
                more = self._at(content[key], f"{path}.{key}" if path else key, depth + 1)
                # Whoever keeps a message beside its text, or under an older and a newer name, tells of one message.
                known = [place.message for place in found]
                found += [place for place in more if place.message not in known] if known else more
        return found

    def _at(self, value: Any, path: str, depth: int) -> list[Place]:
        if (inner := embedded(value)) is not None:
            return self._at(inner, path, depth)
        if isinstance(value, list | tuple):
            if (pack := folded(value)) is not None:
                return self._at(pack, path, depth)
            several = [self._at(one, f"{path}.{number}", depth) for number, one in enumerate(value)]
            if not any(several):
                return []
            return [place for one in zip(value, several, range(len(value)), strict=True) for place in _each(path, *one)]
        if not isinstance(value, Mapping):
            return []
        return [Place(path, value)] if self._known(value) else self.inside(value, path, depth)


def _each(path: str, value: Any, found: list[Place], number: int) -> Iterator[Place]:
    if found:
        yield from found
    elif isinstance(value, Mapping | str):
        yield Place(f"{path}.{number}", value)
    else:
        yield Place(f"{path}.{number}", json.dumps(value, default=str))


def broken_text(content: Mapping[str, Any]) -> UplinkError | None:
    """What is wrong with a text that begins as a message does, in a field where one may lie.

    >>> print(broken_text({"topic": "a/b", "payload": '{"cmd": '}))
    payload: not JSON: Expecting value at character 9 of 8
    """
    for key in WRAPPERS:
        value = content.get(key)
        if isinstance(value, str) and holds_message(value):
            try:
                content_of(value)
            except UplinkError as error:
                return UplinkError(error.problem, field=key)
    return None


def _may_hold(value: object) -> bool:
    if isinstance(value, str):
        return any(begins.match(value) for begins in (_BEGINS, _ENCODED, _DIGITS))
    return isinstance(value, Mapping | list | tuple)


def embedded(value: Any) -> Any:
    """What is in a text of JSON or XML, in base64, hex digits or as it is, or in a Node.js buffer; else None.

    >>> embedded('{"cmd": "rx"}'), embedded("eyJjbWQiOiAicngifQ=="), embedded("A2f2AA=="), embedded({"cmd": "rx"})
    ({'cmd': 'rx'}, {'cmd': 'rx'}, None, None)
    """
    text = _buffer(value) if isinstance(value, Mapping) else value
    return _read(text) if isinstance(text, str) else None


def _read(text: str) -> Any:
    """What is in a text, if it is JSON or XML; else None."""
    if _BEGINS.match(text) is None:
        if _ENCODED.match(text) is None:
            return _in_digits(text)
        try:
            text = base64.b64decode(text, validate=True).decode()
        except (binascii.Error, ValueError):
            return None
    try:
        return json.loads(text) if text.lstrip().startswith("[") else content_of(text)
    except (UplinkError, ValueError, RecursionError):
        return None


def _in_digits(text: str) -> Any:
    """The JSON that hex digits spell; else None. What only begins so may be a payload as well."""
    if _DIGITS.fullmatch(text) is None:
        return None
    try:
        return json.loads(bytes.fromhex(text))
    except (ValueError, RecursionError):
        return None


def _buffer(value: Mapping[str, Any]) -> str | None:
    """The text in a Node.js buffer, as its JSON writes it."""
    if value.get("type") != "Buffer" or not isinstance(data := value.get("data"), list):
        return None
    try:
        return bytes(data).decode()
    except (TypeError, ValueError):
        return None
