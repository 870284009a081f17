"""Commands in generated JavaScript, the short form: their bytes as hexadecimal digits, with brackets for arguments.

``0002(....)`` is two bytes that are always the same and an argument of two; a point outside brackets is zero, and
anything when it is read. Read as a regular expression, it says whether a payload is that command, and what stands in
its arguments. Most devices have no others; those with cases, parts that may be there, or a frame have the long form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, pairwise
from typing import Any, Final

from redi_codecs.runtimes.javascript.command_tables import Commands

__all__ = ["shorten"]

#: What has the long form.
_LONG: Final = frozenset({"cases", "when", "frame", "repeated", "spans"})
_TOKEN: Final = re.compile(r"\(\?:(?P<odd>\w+)\|\.+\)|(?P<rest>\(\(\?:\.\.\)\*\))|(?P<one>[\w.()])")


def shorten(commands: Commands) -> None:
    """Give commands the short form, unless bytes alone do not say which of them a payload is."""
    if commands.sections & _LONG or {"joins", "odd"} <= commands.sections:
        return
    found: dict[str, list[Any]] = {}
    pieces: list[tuple[str, Any]] = []
    for name, parts in commands.entries.items():
        own = [piece for part in parts for piece in _pieces(part)]
        found[name] = ["".join(text for text, _ in own), *(one for _, one in own if one is not None)]
        pieces += own
    if not _apart(commands, {name: _digits(entry[0]) for name, entry in found.items()}):
        return
    commands.entries = found
    commands.sections = {"plain", *_needs(pieces)} | commands.sections - {"of", "big", "little"}


def _needs(pieces: Iterable[tuple[str, Any]]) -> Iterator[str]:
    """The sections of the functions that there are because of digits and brackets."""
    for text, word in pieces:
        if word is None:
            yield from {".": ["blank"], "(": ["odd"]}.get(text[0], [])
        elif "form" in word:
            yield from () if "size" in word else ["rest"]
        else:
            yield from ["of"] if "of" in word else []
            if "little" in word or len(text) != len("(..)"):
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


def _pieces(part: Any) -> Iterator[tuple[str, Any]]:
    """Digits, and the argument that is in them."""
    if isinstance(part, int):
        yield f"{part:02x}", None
    elif "form" in part:
        yield "(" + "." * 2 * part["size"] + ")" if "size" in part else "((?:..)*)", part
    elif "of" in part:
        yield from _shared(part)
    else:
        size = 2 * part.get("size", 1)
        if "name" in part:
            yield f"({'.' * size})", {key: value for key, value in part.items() if key != "size"}
        elif "constant" in part:
            order = "little" if part.get("little") else "big"
            yield f"(?:{part['constant'].to_bytes(size // 2, order).hex()}|{'.' * size})", None
        else:
            yield "." * size, None


def _shared(word: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """A number that several share: apart where each has digits of its own."""
    size = 2 * word.get("size", 1)
    if word.get("little") and size > 2:
        yield f"({'.' * size})", {"little": True, "of": list(word["of"])}
        return
    ends = {0, 4 * size}
    told = [one for one in word["of"] if "name" in one]
    for at in range(4, 4 * size, 4):
        if not any(one.get("shift", 0) < at < one.get("shift", 0) + one["width"] for one in told):
            ends.add(at)
    places = sorted(ends, reverse=True)
    pieces = [_piece(list(_within(word["of"], low, top)), top - low) for top, low in pairwise(places)]
    names = [one["name"] for _, inside in pieces if inside for one in inside.get("of", [inside]) if "name" in one]
    if names == [one["name"] for one in told]:
        yield from pieces
    else:  # the highest is not the first that is named
        yield f"({'.' * size})", {"of": list(word["of"])}


def _within(parts: list[Mapping[str, Any]], low: int, top: int) -> Iterator[dict[str, Any]]:
    """What stands in some bits of a number, counted from the lowest of these."""
    for one in parts:
        start, stop = one.get("shift", 0), one.get("shift", 0) + one["width"]
        first, last = max(start, low), min(stop, top)
        if first >= last:
            continue
        told = {key: value for key, value in one.items() if key not in ("shift", "width")}
        if "constant" in one:
            told["constant"] = one["constant"] >> first - start & (1 << last - first) - 1
        yield {"width": last - first, **({"shift": first - low} if first > low else {}), **told}


def _piece(inside: list[dict[str, Any]], width: int) -> tuple[str, Any]:
    match inside:
        case []:
            return "." * (width // 4), None
        case [{"width": all_of_it, "constant": int() as constant}] if all_of_it == width:
            return f"{constant:0{width // 4}x}", None
        case [one] if one["width"] == width:
            return f"({'.' * (width // 4)})", {key: value for key, value in one.items() if key != "width"}
        case _:
            return f"({'.' * (width // 4)})", {"of": inside}
