"""Commands in generated JavaScript, the short form: their bytes as hexadecimal digits, with brackets for arguments.

``0002(....)`` is two bytes that are always the same and an argument of two; a point outside brackets is zero, and
anything when it is read. Read as a regular expression, it says whether a payload is that command, and what stands in
its arguments. Most devices have no others; those with cases, parts that may be there, or a frame have the long form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any, Final, Literal

from redi_codecs.runtimes.javascript.command_tables import Commands

__all__ = ["shorten"]

#: What has the long form.
_LONG: Final = frozenset({"cases", "when", "frame", "repeated", "spans"})
_TOKEN: Final = re.compile(r"\(\?:(?P<odd>\w+)\|\.+\)|(?P<rest>\(\(\?:\.\.\)\*\))|(?P<some>\[\w+\])|(?P<one>[\w.()])")
#: Digits, and the arguments that are in them.
Piece = tuple[str, dict[str, dict[str, Any]]]


class _Unfit(Exception):
    """A part of a command that the short form has no way to say."""


def shorten(commands: Commands) -> None:
    """Give commands the short form, unless bytes alone do not say which of them a payload is."""
    if commands.sections & _LONG or {"joins", "odd"} <= commands.sections:
        return
    found: dict[str, list[Any]] = {}
    pieces: list[Piece] = []
    for name, parts in commands.entries.items():
        try:
            own = [piece for part in parts for piece in _pieces(part)]
        except _Unfit:
            return
        takes = {argument: told for _, inside in own for argument, told in inside.items()}
        found[name] = ["".join(text for text, _ in own), *([takes] if takes else [])]
        pieces += own
    if not _apart(commands, {name: _digits(entry[0]) for name, entry in found.items()}):
        return
    commands.entries = found
    commands.sections = {"plain", *_needs(pieces)} | commands.sections - {"of", "big", "little"}


def _needs(pieces: Iterable[Piece]) -> Iterator[str]:
    """The sections of the functions that there are because of digits and brackets."""
    for text, inside in pieces:
        if "[" in text:
            yield "class"
        if not inside:
            yield from {".": ["blank"], "(": ["odd"]}.get(text[0], [])
        if any("like" in word and {"like", "preset"} & inside.get(word["like"], {}).keys() for word in inside.values()):
            yield "chained"
        for word in inside.values():
            if "form" in word:
                yield from () if "size" in word else ["rest"]
                continue
            yield from {"over": ["test", "over"], "add": ["add"]}.get(next(iter(word), ""), [])
            yield from ["of"] if "width" in word else []
            if "little" in word or len(_digits(text)) != len(".."):
                yield "little" if "little" in word else "big"


def _apart(commands: Commands, patterns: Mapping[str, list[str]]) -> bool:
    """Whether the first command that fits is the right one.

    Where commands join, or have something behind them, the first has to say where it ends; what is odd is read as what
    it should be, and no other command may look like it.
    """
    if not all(any(digit.isalnum() for digit in one) for one in patterns.values()):
        return False
    ends, alone = commands.sections & {"joins", "check"}, set(commands.alone)
    for (name, one), (other, another) in combinations(patterns.items(), 2):
        if _alike(one, another):
            same = len(one) == len(another) and "" not in (one[-1], another[-1]) and alone.isdisjoint((name, other))
            if "odd" in commands.sections or (ends and not same):
                return False
    return True


def _digits(template: str) -> list[str]:
    """The digits of a command, a point for any, and an empty text for any number of them."""
    found: list[str] = []
    for token in _TOKEN.finditer(template):
        if token["odd"]:
            found += "." * len(token["odd"])
        elif token["some"]:
            found.append(".")
        elif token["rest"]:
            found.append("")
        elif token["one"] not in "()":
            found.append(token["one"])
    return found


def _alike(one: list[str], other: list[str]) -> bool:
    """Whether a payload can begin as both of them do."""
    for mine, yours in zip(one, other, strict=False):
        if "" in (mine, yours):
            return True
        if "." not in (mine, yours) and mine != yours:
            return False
    return True


def _pieces(part: Any) -> Iterator[Piece]:
    """Digits, and the arguments that are in them, by their names."""
    if isinstance(part, int):
        yield f"{part:02x}", {}
    elif "of" in part:
        yield from _shared(part)
    elif "form" in part:
        size = "." * 2 * part["size"] if "size" in part else "(?:..)*"
        yield f"({size})", {part["name"]: _without(part, "name")}
    else:
        size = 2 * part.get("size", 1)
        if "name" in part:
            yield f"({'.' * size})", {part["name"]: _without(part, "name", "size")}
        elif "constant" in part:
            order: Literal["little", "big"] = "little" if part.get("little") else "big"
            yield f"(?:{part['constant'].to_bytes(size // 2, order).hex()}|{'.' * size})", {}
        else:
            yield "." * size, {}


def _without(told: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in told.items() if key not in keys}


def _shared(word: Mapping[str, Any]) -> Iterator[Piece]:
    """A number that several share: apart where each has digits of its own."""
    size, parts = 2 * word.get("size", 1), list(word["of"])
    named = [one["name"] for one in parts if "name" in one]
    if word.get("little") and size > 2:
        text, inside = _piece(parts, 4 * size)
        if text != f"({'.' * size})":
            raise _Unfit  # the digits that are always the same are not those that come first
        yield text, {name: {"little": True, **told} for name, told in inside.items()}
        return
    ends = {0, 4 * size}
    for at in range(4, 4 * size, 4):
        if not any(_from(one) < at < _from(one) + one["width"] for one in parts if "name" in one):
            ends.add(at)
    pieces = [_piece(list(_within(parts, low, top)), top - low) for top, low in pairwise(sorted(ends, reverse=True))]
    if [name for _, inside in pieces for name in inside] == named:
        yield from pieces
    else:  # the highest is not the first that is named
        yield _piece(parts, 4 * size)


def _from(part: Mapping[str, Any]) -> int:
    """The lowest bit of a part."""
    shift: int = part.get("shift", 0)
    return shift


def _within(parts: Iterable[Mapping[str, Any]], low: int, top: int) -> Iterator[dict[str, Any]]:
    """What stands in some bits of a number, counted from the lowest of these."""
    for one in parts:
        first, last = max(_from(one), low), min(_from(one) + one["width"], top)
        if first < last:
            told = {**one, "width": last - first, "shift": first - low}
            if "constant" in one:
                told["constant"] = one["constant"] >> first - _from(one) & (1 << last - first) - 1
            yield told


def _piece(parts: list[dict[str, Any]], width: int) -> Piece:
    """Digits of which some bits may always be the same, and the arguments in the others."""
    mask = same = taken = 0
    for one in parts:
        if one.get("odd") or "spans" in one:
            raise _Unfit
        bits = (1 << one["width"]) - 1 << _from(one)
        taken |= bits
        if "constant" in one:
            mask |= bits
            same |= one["constant"] << _from(one)
    text = "".join(_digit(mask >> at & 15, same >> at & 15) for at in range(width - 4, -1, -4))
    named = [one for one in parts if "name" in one]
    if not named:
        if "[" in text:
            raise _Unfit
        return text, {}
    if len(named) == 1 and taken == (1 << width) - 1:
        return f"({text})", {named[0]["name"]: _folded(named[0], same, mask)}
    if same or any(one.get("signed") for one in named):
        raise _Unfit
    inside = {one["name"]: _without(one, "name", *([] if _from(one) else ["shift"])) for one in named}
    return f"({text})", {
        name: {**told, "beside": True} if at else told for at, (name, told) in enumerate(inside.items())
    }


def _digit(mask: int, same: int) -> str:
    """A digit of which some bits are always the same."""
    fitting = "".join(f"{digit:x}" for digit in range(16) if digit & mask == same)
    return {1: fitting, 16: "."}.get(len(fitting), f"[{fitting}]")


def _folded(part: Mapping[str, Any], same: int, mask: int) -> dict[str, Any]:
    """An argument whose number has the bits beside it in it."""
    told = _without(part, "name", "width", "shift")
    if not mask:
        return told
    if (part["width"] == 1 and ("is" in part or "not" in part)) or "over" in part:
        yes, no = _sides(part)
        numbers = {"yes": yes << _from(part) | same, "no": no << _from(part) | same}
        over = part["over"] << _from(part) | same if "over" in part else min(numbers.values())
        return {"over": over, **numbers, **_without(told, "over", "yes", "no", "is", "not")}
    if _from(part) or "low" not in part or told.keys() & {"signed", "none", "digits", "curve", "date", "real"}:
        raise _Unfit
    add = told.get("add", 0) - same * told.get("mul", 1)
    return {"add": add, **_without(told, "add")} if add else told


def _sides(part: Mapping[str, Any]) -> tuple[int, int]:
    """The numbers of true and false."""
    if "over" in part:
        return part["yes"], part["no"]
    yes: int = part["is"] if "is" in part else 1 - part["not"]
    return yes, 1 - yes
