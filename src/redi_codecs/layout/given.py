"""What the words of the language are given: as it should be, or refused with a sentence that says what to write."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from redi_codecs.layout.where import Where, refuse

__all__ = [
    "hexed", "limits", "listed", "mapping", "name", "one_of", "port", "several", "shown", "text", "twin", "whole"
]  # fmt: skip

LONGEST = 255
"""Bytes that a payload can have at most."""
_NAME = re.compile(r"[a-z][a-z0-9_]*")
#: Names that stand for something else where values are named: in vectors, in what is encoded, as columns of tables.
TAKEN: Mapping[str, str] = {
    **dict.fromkeys(("f_port", "payload", "received_at", "rest", "source"), "an argument of vector(…)"),
    **dict.fromkeys(("message", "readings", "records", "time"), "a part of what is decoded and encoded"),
    **dict.fromkeys(("device", "error", "record", "row", "warnings"), "a column of tables"),
}


def listed(words: Sequence[str]) -> str:
    """One word or several as a sentence has them.

    >>> listed(["low"]), listed(["low", "high"]), listed(["low", "high", "step"])
    ('low', 'low and high', 'low, high and step')
    """
    return " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def shown(value: object) -> str:
    """A value briefly, as it stands in a declaration.

    >>> shown("24"), shown(len), shown(10**5000), shown([1] * 50)[-4:]
    ("'24'", 'len', 'a number of 16610 bits', ', 1…')
    """
    home = type(value).__module__
    if isinstance(value, int) and value.bit_length() > 128:
        return f"a number of {value.bit_length()} bits"
    if home == "redi_codecs.layout.nodes":
        return f"{getattr(value, 'name', '') or type(value).__name__.lower()}(…)"
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    told = str(value) if home == "redi_codecs.layout.expr" else repr(value)
    return told if len(told) <= 60 else f"{told[:59]}…"


def hexed(number: int) -> str:
    """A number as manuals write tags and sentinels."""
    return shown(number) if number.bit_length() > 128 else f"{number:#x}"


def whole(value: Any, what: str, low: int, high: int) -> int:
    """A whole number within these limits, ends included."""
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        hint = f": write {value} without quotes" if isinstance(value, str) and value.strip().isdecimal() else ""
        refuse(f"{what} is a whole number, {low} … {high}, and {shown(value)} is none{hint}")
    return value


def port(value: Any, what: str = "f_port=") -> int:
    """A LoRaWAN port of an application."""
    if whole(value, f"the port, {what},", 0, 255) == 0:
        refuse(f"fPort 0 carries MAC commands of LoRaWAN and no payload: the port, {what}, is 1 … 255")
    return value  # type: ignore[no-any-return]


def limits(value: Any, what: str) -> tuple[float | None, float | None] | None:
    """The least and the greatest value of something, where they are said."""
    if value is None:
        return None
    if not isinstance(value, tuple) or len(value) != 2 or not all(_end(one) for one in value):
        refuse(f"limits= of {what} are the least and the greatest value, limits=(60, 64800), not {shown(value)}")
    low, high = value
    if low is not None and high is not None and low > high:
        refuse(f"limits= of {what}: {low} is more than {high}")
    return low, high


def _end(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def text(value: Any, what: str) -> str:
    """A text."""
    if not isinstance(value, str):
        refuse(f"{what} is a text in quotes, not {shown(value)}")
    return value


def twin(value: Any, what: str, where: Where) -> Path | None:
    """The file beside a declaration that says the same in JavaScript, if there is one."""
    if value is None:
        return None
    file = Path(where.file).with_name(value) if isinstance(value, str) and value.endswith(".js") else None
    if file is None or not file.is_file():
        refuse(f"javascript= of {what} is the name of a .js beside this file, and {shown(value)} is none")
    return file


def name(value: Any, what: str) -> str:
    """A name by which a value is asked for."""
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        refuse(f"{shown(value)} is no name {what}: a–z, 0–9 and _ are, a letter first, such as set_point_2")
    return value


def one_of(value: Any, what: str, known: Collection[Any]) -> None:
    """One of a few."""
    if isinstance(value, str | None) and value in known:
        return
    words = ", ".join(str(one) for one in known if one is not None)
    quoted = f'; as a text, "{shown(value)}"' if not isinstance(value, str) and shown(value) in known else ""
    refuse(f"{what}={shown(value)} is none of {words}{quoted}")


def mapping(value: Any, what: str, example: str) -> Mapping[Any, Any]:
    """A dict."""
    if not isinstance(value, Mapping):
        refuse(f"{what} is a dict, {example}, not {shown(value)}")
    return value


def several(value: Any, what: str, example: str, kind: type[Any] | tuple[type[Any], ...]) -> Sequence[Any]:
    """A tuple or list of things of one kind."""
    if isinstance(value, str) or not isinstance(value, list | tuple):
        refuse(f"{what} is a tuple or list, {example}, not {shown(value)}")
    for one in value:
        if not isinstance(one, kind):
            refuse(f"{what} is a tuple or list of these, {example}, and {shown(one)} is none")
    return value


def not_computed(value: object, sign: str, other: object, mend: str) -> NoReturn:
    """Refuse an operator that has no meaning in a declaration."""
    refuse(f"{shown(value)} {sign} {shown(other)}: {mend}")
