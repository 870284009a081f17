"""Lines that are payloads and nothing else, one a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from redi_codecs.archive.columns import Columns
from redi_codecs.archive.item import Item, Items
from redi_codecs.archive.whole_lines import whole_lines
from redi_codecs.payload_text import base64_bytes, hex_bytes

if TYPE_CHECKING:
    from redi_codecs.archive.item import Numbered

__all__ = ["is_payload", "payload_items"]


def is_payload(line: str, columns: Columns) -> bool:
    """Whether this first line is a payload: in hex digits, or in base64 where that is said.

    >>> is_payload("0367f600\\n", Columns()), is_payload("A2f2AA==", Columns()), is_payload("{}", Columns())
    (True, False, False)
    """
    if columns.encoding == "base64":
        return bool(base64_bytes(line))
    return bool(hex_bytes(line))


def payload_items(numbered: Numbered, source: str, columns: Columns) -> Items:
    """A row a line, as :mod:`redi_codecs.archive.columns` reads them."""
    encoding = columns.encoding or "hex"
    for number, text, problem, message in whole_lines(numbered):
        row = text.strip()
        if message is not None:
            yield Item(source, number, message)
        elif problem:
            yield Item(source, number, None, row, problem)
        elif row:
            yield Item(source, number, {"payload": row, "encoding": encoding})
