"""Messages out of a text: JSON Lines, objects over several lines, arrays, pages, XML, logs of these, CSV, payloads.

Which of them it is, is told by how the text begins.

Whatever the form, it is read in constant memory, and a message that is broken does not hide those after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING

from redi_codecs.archive.arrays import array_items
from redi_codecs.archive.columns import Columns
from redi_codecs.archive.item import Item, Items, begin_of
from redi_codecs.archive.lines import line_items
from redi_codecs.archive.payloads import is_payload, payload_items
from redi_codecs.archive.tables import is_table, table_items
from redi_codecs.archive.wrappers import spread

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import Message
    from redi_codecs.archive.item import Numbered

_SEPARATOR = re.compile(r"sep=[,;\t|]", re.IGNORECASE)

__all__ = ["Item", "items", "numbered_items"]


def items(lines: Iterable[Message], source: str = "", columns: Columns | None = None) -> Items:
    """Every message in some lines (texts, bytes, or messages that were parsed before), broken ones too.

    >>> text = ['{"a": 1}', '{"a": ', "{", ' "a": 3', "}"]
    >>> [(item.line, item.message or item.problem) for item in items(text)]
    [(1, {'a': 1}), (2, 'not JSON: Expecting value at character 6'), (3, {'a': 3})]
    """
    return numbered_items(enumerate(lines, 1), source, columns or Columns())


def numbered_items(numbered: Numbered, source: str, columns: Columns, *, table: bool = False) -> Items:
    """The messages in numbered lines; ``table`` says that they are a table even if no column has a usual name."""
    return spread(_items(numbered, source, columns, table))


def _items(numbered: Numbered, source: str, columns: Columns, table: bool) -> Items:
    for number, line in numbered:
        first = line.decode("utf-8", "replace") if isinstance(line, bytes) else line
        if isinstance(first, str):
            first = first.lstrip("\ufeff")
            if not first.strip():
                continue
            line = first if "\ufffd" not in first else line
            rest = chain([(number, line)], numbered)
            start = first.lstrip()
            if not begin_of(first):  # a line of a log is no other form, whatever it begins with
                if start.startswith("["):
                    yield from array_items(rest, source)
                    return
                if _SEPARATOR.fullmatch(start.rstrip()):  # Excel's first line; the header says the same
                    table = True
                    continue
                if not start.startswith(("{", "<")) and (table or is_table(first, columns)):
                    yield from table_items(rest, source, columns)
                    return
                if is_payload(first, columns):
                    yield from payload_items(rest, source, columns)
                    return
        yield from line_items(chain([(number, line)], numbered), source)
        return
