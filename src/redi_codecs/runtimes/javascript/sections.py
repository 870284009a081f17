"""Functions in JavaScript with parts that only some devices need: ``//[`` and the names of needs, ``//]``."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

__all__ = ["sectioned"]

_SECTION: Final = re.compile(r"^ *//\[ ([a-z ]+)\n(.*?)^ *//\]\n", re.M | re.S)


def sectioned(text: str, wanted: Set[str]) -> str:
    """The text with the parts that any of these needs, and without the others.

    >>> sectioned("a\\n//[ one two\\nb\\n//]\\n//[ three\\nc\\n//]\\n", {"two"})
    'a\\nb\\n'
    """
    return _SECTION.sub(lambda found: found[2] if not wanted.isdisjoint(found[1].split()) else "", text)
