"""From the text of a message to the mapping in it: JSON, or XML read without anything that XML can be made to do.

XML is read by expat's handlers, which is all that messages need. Entities can only be declared in a document type, and
a message with one is refused, so that there is nothing to expand and nothing to fetch.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.parsers import expat

from redi_codecs.errors import UplinkError

__all__ = ["Content", "content_of", "folded"]

Content = str | bytes | bytearray | Mapping[str, Any] | list[Any]
"""A message as somebody has it: text of JSON or XML, or what was in it: a mapping, or the list that is a SenML pack."""

_SPACE = " \t\r\n"
_BOM = "\ufeff"


def content_of(message: Content) -> Mapping[str, Any]:
    """The mapping that is in a message.

    >>> content_of('{"cmd": "rx"}'), content_of("<DevEUI_uplink><FPort>2</FPort></DevEUI_uplink>")
    ({'cmd': 'rx'}, {'DevEUI_uplink': {'FPort': '2'}})
    """
    content: Any = message
    if isinstance(message, str):
        text = message.lstrip(_SPACE + _BOM)
        content = _xml(text) if text.startswith("<") else _json(text)
    elif isinstance(message, bytes | bytearray):
        start = bytes(message[:64]).removeprefix(b"\xef\xbb\xbf").lstrip()
        content = _xml(bytes(message).lstrip()) if start.startswith(b"<") else _json(message)
    if isinstance(content, list) and (pack := folded(content)) is not None:
        return pack
    if not isinstance(content, Mapping):
        raise UplinkError(f"expected a JSON object, saw {type(content).__name__}")
    return content


def _json(text: str | bytes | bytearray) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"{error.msg.removesuffix(' at')} at character {error.pos + 1} of {len(error.doc)}"
        raise UplinkError(f"not JSON: {where}") from None
    except (ValueError, RecursionError) as error:
        raise UplinkError(f"not JSON: {error or 'nested too deeply'}") from None


class _Element:
    """An XML element being read."""

    __slots__ = ("children", "text")

    def __init__(self) -> None:
        self.children: dict[str, Any] = {}
        self.text = ""

    def add(self, name: str, value: Any) -> None:
        """A child; one that comes again makes a list."""
        if name not in self.children:
            self.children[name] = value
        elif isinstance(known := self.children[name], list):
            known.append(value)
        else:
            self.children[name] = [known, value]


def _xml(text: str | bytes) -> Mapping[str, Any]:
    """Elements by their names: text where there are no others inside; empty ones and attributes are left out."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    open_elements = [_Element()]

    def start(name: str, attributes: dict[str, str]) -> None:
        open_elements.append(_Element())

    def end(name: str) -> None:
        element = open_elements.pop()
        if value := element.children or element.text.strip():
            open_elements[-1].add(name.rpartition(" ")[2], value)

    def characters(characters: str) -> None:
        open_elements[-1].text += characters

    def refused(*declaration: object) -> None:
        line = parser.CurrentLineNumber
        raise UplinkError(
            f"XML with a document type, line {line}: messages have none, and what it declares is not read"
        )

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = refused
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        where = f"{expat.ErrorString(error.code)} at line {error.lineno}, column {error.offset + 1}"
        raise UplinkError(f"not XML: {where}") from None
    except (ValueError, LookupError) as error:
        raise UplinkError(f"not XML: {error}") from None
    return open_elements[0].children


def folded(pack: Sequence[Any]) -> Mapping[str, Any] | None:
    """The records of a SenML pack as one object; None where a list is no pack.

    >>> folded([{"bn": "urn:dev:DEVEUI:02AA00000000000F:", "n": "port", "v": 1}])["bn"], folded([1])
    ('urn:dev:DEVEUI:02AA00000000000F:', None)
    """
    if not pack or not isinstance(pack[0], Mapping) or "bn" not in pack[0]:
        return None
    return {"bn": pack[0]["bn"], "records": list(pack)}
