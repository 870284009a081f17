"""Docstrings as Markdown: the roles and double backticks that Python's own tools read become code."""

from __future__ import annotations

import re
from typing import Any, Final

import griffe

_ROLE: Final = re.compile(r":[a-z:]+:`~?(?:[\w.]+\.)?([\w]+)`|:[a-z:]+:`([^`]+)`")

#: An example: from a prompt to the next empty line.
_SESSION: Final = re.compile(r"^>>> .*?(?:\n(?=\n)|\Z)", re.MULTILINE | re.DOTALL)


class Markdown(griffe.Extension):
    """Rewrites each docstring before it is drawn."""

    def on_instance(self, *, obj: griffe.Object | griffe.Alias, **kwargs: Any) -> None:
        if isinstance(obj, griffe.Object) and obj.docstring is not None:
            obj.docstring.value = plain(obj.docstring.value)


def plain(text: str) -> str:
    """One docstring.

    >>> plain("A :class:`~redi_codecs.readings.Reading`, ``None`` or :func:`devices`")
    'A `Reading`, `None` or `devices`'
    """
    text = _SESSION.sub(lambda match: f"```pycon\n{match[0].rstrip()}\n```\n", text)
    named = _ROLE.sub(lambda match: f"`{match[1] or match[2]}`", text)
    return re.sub(r"``([^`]+)``", r"`\1`", named)
