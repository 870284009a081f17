"""What a room of the engine gives for inputs of our own, kept whole as text that a person has read.

Whatever changes in it is a difference in git: ``python -m tests.approved --write`` writes it anew, to be read.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Final

from redi_codecs.errors import RediCodecsError

HERE: Final = Path(__file__).parent
#: Set while the texts are written anew.
WRITES: Final = "REDI_CODECS_APPROVED_WRITES"


def approved(name: str, text: str) -> None:
    """Hold a text to the one that is kept under this name, such as ``encoding/drawn``."""
    file = HERE / f"{name}.txt"
    text = text.rstrip("\n") + "\n"
    if os.environ.get(WRITES):
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    known = file.read_text(encoding="utf-8") if file.exists() else ""
    if text != known:
        lines = difflib.unified_diff(known.splitlines(), text.splitlines(), "approved", "now", lineterm="", n=1)
        shown = "\n".join(islice(lines, 40))
        raise AssertionError(f"{name} is not what was approved (python -m tests.approved --write):\n{shown}")


def grouped(found: Iterable[tuple[str, str]]) -> list[str]:
    """A line for each outcome, with all that has it: names, each with its values behind ``=``."""
    groups: dict[str, dict[str, list[str]]] = {}
    for what, became in found:
        name, _, value = what.partition("=")
        groups.setdefault(became, {}).setdefault(name, []).append(value)
    return [
        f"  {became} <- {', '.join(name + '=' * any(values) + ' '.join(values) for name, values in whats.items())}"
        for became, whats in groups.items()
    ]


def outcome(make: Callable[[], Any]) -> str:
    """What something gives, or is refused for."""
    try:
        found = make()
    except (RediCodecsError, TypeError, ValueError, LookupError, AttributeError, NotImplementedError) as error:
        return f"{type(error).__name__}: {error}"
    return found.hex() or "no bytes" if isinstance(found, bytes) else repr(found)


class End:
    """Chance that draws always the least and the first, or the most and the last."""

    def __init__(self, most: bool) -> None:
        self.most = most

    def integer(self, low: int, high: int) -> int:
        return high if self.most else low

    def one_of(self, options: Any) -> Any:
        return options[-1 if self.most else 0]
