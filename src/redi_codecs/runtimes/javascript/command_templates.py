"""Commands in generated JavaScript, the short form: their bytes as hexadecimal digits, with brackets for arguments.

``0002(....)`` is two bytes that are always the same and an argument of two; a point outside brackets is zero, and
anything when it is read. Read as a regular expression, it says whether a payload is that command, and what stands in
its arguments. Most devices have no others; those with cases, parts that may be there, or a frame have the long form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import combinations, pairwise, takewhile
from typing import Any, Final, Literal

from redi_codecs.runtimes.javascript.command_forms import Unfit, forms, without
from redi_codecs.runtimes.javascript.command_tables import Commands

__all__ = ["shorten"]

#: What has the long form.
_LONG: Final = frozenset({"frame", "spans", "condition"})
_TOKEN: Final = re.compile(
    r"\(\?:(?P<odd>\w+)\|\.+\)|\(\?!.*?\)|(?P<rest>\(\(\?:\.\.\)\*\))|(?P<some>\[\w+\])|(?P<one>[\w.()])"
)
#: So many numbers that some bits cannot be are worth a form of their own.
_APART: Final = 8
#: Digits, and the arguments that are in them.
Piece = tuple[str, dict[str, dict[str, Any]]]


def shorten(commands: Commands) -> None:
    """Give commands the short form, unless they are around each other, or parts of them are not in one place."""
    if commands.sections & _LONG:
        return
    found: dict[str, list[Any]] = {}
    patterns: dict[str, list[list[str]]] = {}
    pieces: list[Piece] = []
    for name, parts in commands.entries.items():
        found[name], patterns[name] = [], []
        try:
            for form in forms(parts, joins="joins" in commands.sections):
                own = [piece for part in form for piece in _pieces(part)]
                named = [argument for _, inside in own for argument in inside]
                if len(set(named)) < len(named):
                    return
                takes = {argument: told for _, inside in own for argument, told in inside.items()}
                template = "".join(text for text, _ in own)
                found[name].append([template, *([takes] if takes else [])])
                patterns[name].append(_digits(template))
                pieces += own
        except Unfit:
            return
    several = any(len(one) > 1 for one in found.values())
    tried = several or _mistakable(commands, {name: one for name, (one, *_) in patterns.items()})
    empty = any(not any(one) for own in patterns.values() for one in own)
    if tried and ("check" in commands.sections or empty):
        return
    commands.entries = found if several else {name: one for name, (one,) in found.items()}
    lacking = several and any(map(_some_need_more, found.values()))
    turned = commands.check is not None and "little" in commands.check
    there = {"forms": several, "tried": tried, "lacking": lacking, "little": turned}
    more = {name for name, needed in there.items() if needed}
    commands.sections = {"plain", *more, *_needs(pieces)} | commands.sections - {"of", "big", "little", "cases", "when"}
    commands.sections -= {"repeated", "condition"}


def _some_need_more(own: list[list[Any]]) -> bool:
    """Whether a form of a command needs an argument that not all of them need."""
    needed = [
        {name for takes in more for name, told in takes.items() if not told.keys() & {"preset", "like"}}
        for _, *more in own
    ]
    return any(one != needed[0] for one in needed)


def _needs(pieces: Iterable[Piece]) -> Iterator[str]:
    """The sections of the functions that there are because of digits and brackets."""
    for text, inside in pieces:
        if inside and set(text) - set("().?:*"):
            yield "class"
        if "(?!" in text:
            yield "barred"
        if not inside:
            yield from {".": ["blank"], "(": ["odd"]}.get(text[0], [])
        for word in inside.values():
            if "form" in word:
                yield from () if "size" in word else ["rest"]
                continue
            yield from {"over": ["test", "over"], "add": ["add"]}.get(next(iter(word), ""), [])
            yield from ["of"] if "width" in word else []
            yield from ["plus"] if "plus" in word else []
            yield from ["picked"] if word.get("picked") else []
            if "little" in word or len(_digits(text)) != len(".."):
                yield "little" if "little" in word else "big"


def _mistakable(commands: Commands, patterns: Mapping[str, list[str]]) -> bool:
    """Whether the first command that fits need not be the right one.

    Where commands join, or have something behind them, the first has to say where it ends; what is odd is read as what
    it should be, and no other command may look like it, nor may others be joined to it.
    """
    odd, joins = "odd" in commands.sections, "joins" in commands.sections
    if (odd and joins) or not all(any(map(str.isalnum, one)) for one in patterns.values()):
        return True
    ends, alone = joins or "check" in commands.sections, set(commands.alone)

    def same(name: str, other: str) -> bool:
        one, another = patterns[name], patterns[other]
        return len(one) == len(another) and one[-1] != "" and alone.isdisjoint((name, other))

    alike = (names for names in combinations(patterns, 2) if _alike(*map(patterns.__getitem__, names)))
    return any(odd or (ends and not same(*names)) for names in alike)


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
        elif token["one"] and token["one"] not in "()":
            found.append(token["one"])
    return found


def _alike(one: list[str], other: list[str]) -> bool:
    """Whether a payload can begin as both of them do."""
    both = takewhile(all, zip(one, other, strict=False))
    return all("." in digits or digits[0] == digits[1] for digits in both)


def _pieces(part: Any) -> Iterator[Piece]:
    """Digits, and the arguments that are in them, by their names."""
    if isinstance(part, int):
        yield f"{part:02x}", {}
    elif "of" in part:
        yield from _shared(part)
    elif "form" in part:
        size = "." * 2 * part["size"] if "size" in part else "(?:..)*"
        yield f"({size})", {part["name"]: without(part, "name")}
    else:
        size = 2 * part.get("size", 1)
        if "name" in part:
            yield f"({'.' * size})", {part["name"]: without(part, "name", "size")}
        elif "constant" in part:
            order: Literal["little", "big"] = "little" if part.get("little") else "big"
            yield f"(?:{part['constant'].to_bytes(size // 2, order).hex()}|{'.' * size})", {}
        else:
            yield "." * size, {}


def _shared(word: Mapping[str, Any]) -> Iterator[Piece]:
    """A number that several share: apart where each has digits of its own."""
    size, parts = 2 * word.get("size", 1), list(word["of"])
    named = [one["name"] for one in parts if "name" in one]
    if word.get("little"):
        text, inside = _piece(parts, 4 * size)
        if text != f"({'.' * size})":
            raise Unfit  # the digits that are always the same are not those that come first
        yield text, {name: {"little": True, **told} for name, told in inside.items()}
        return
    ends = {0, 4 * size}
    for at in range(4, 4 * size, 4):
        if not any(_from(one) < at < _from(one) + one["width"] for one in parts if one.keys() & {"name", "among"}):
            ends.add(at)
    pieces = []
    with suppress(Unfit):  # digits that are the same in some of their bits alone
        cuts = pairwise(sorted(ends, reverse=True))
        pieces = [_piece(list(_within(parts, low, top)), top - low) for top, low in cuts]
    if pieces and [name for _, inside in pieces for name in inside] == named:
        yield from pieces
    else:  # or the highest is not the first that is named
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
    same = taken = mask = 0
    for one in parts:
        if one.get("odd"):
            raise Unfit
        bits = (1 << one["width"]) - 1 << _from(one)
        taken |= bits
        if "constant" in one:
            mask |= bits
            same |= one["constant"] << _from(one)
        elif "plus" in one:
            same |= one["plus"] << _from(one)
    text = _template(parts, width)
    named = [one for one in parts if "name" in one]
    if not named:
        if "[" in text or "(" in text or (same and "." in text):
            raise Unfit
        return text, {}
    open_bits = any("plus" in one for one in parts)
    if len(named) == 1 and taken == (1 << width) - 1 and not open_bits:
        try:
            return f"({text})", {named[0]["name"]: _folded(named[0], same, mask)}
        except Unfit:
            pass
    if any(one.get("signed") for one in named):
        raise Unfit
    inside = {
        one["name"]: {
            **without(one, "name", "among", "loose", *([] if _from(one) else ["shift"])),
            **({"plus": same} if same and not at else {}),
            **({"beside": True} if at else {}),
            **({"picked": True} if "among" in one else {}),
        }
        for at, one in enumerate(named)
    }
    return f"({text})", inside


def _template(parts: Iterable[Mapping[str, Any]], width: int) -> str:
    """The digits of some bits; what they cannot be stands before them, where the digits do not say it."""
    exact = [one for one in parts if "among" not in one or _boxed(one)]
    text = "".join(_digit(exact, at) for at in reversed(range(0, width, 4)))
    for one in parts:
        if one in exact or one["loose"]:
            continue
        others = frozenset(range(1 << one["width"])) - one["among"]
        apart = [others] if _boxed({**one, "among": others}) else [frozenset([number]) for number in sorted(others)]
        if len(apart) > _APART:
            raise Unfit
        no = ("".join(_digit([{**one, "among": some}], at) for at in reversed(range(0, width, 4))) for some in apart)
        text = f"(?!{'|'.join(no)}){text}"
    return text


def _digit(parts: Iterable[Mapping[str, Any]], at: int) -> str:
    """A digit of which some bits are always the same, or among some."""
    fitting = set(range(16))
    for one in parts:
        first, last = max(_from(one), at), min(_from(one) + one["width"], at + 4)
        if first < last and one.keys() & {"constant", "among"}:
            among: Iterable[int] = one["among"] if "among" in one else [one["constant"]]
            cut = {number >> first - _from(one) & (1 << last - first) - 1 for number in among}
            fitting &= {digit for digit in range(16) if digit >> first - at & (1 << last - first) - 1 in cut}
    text = "".join(f"{digit:x}" for digit in sorted(fitting))
    return {1: text, 16: "."}.get(len(text), f"[{text}]")


def _boxed(part: Mapping[str, Any]) -> bool:
    """Whether its digits, each by itself, say which numbers some bits may be."""
    size = 1
    for at in range(0, _from(part) + part["width"], 4):
        first, last = max(_from(part), at), min(_from(part) + part["width"], at + 4)
        if first < last:
            size *= len({number >> first - _from(part) & (1 << last - first) - 1 for number in part["among"]})
    return size == len(part["among"])


def _folded(part: Mapping[str, Any], same: int, mask: int) -> dict[str, Any]:
    """An argument whose number has the bits beside it in it."""
    told = {
        **without(part, "name", "width", "shift", "among", "loose"),
        **({"picked": True} if "among" in part else {}),
    }
    if not mask:
        return told
    if (part["width"] == 1 and ("is" in part or "not" in part)) or "over" in part:
        yes, no = _sides(part)
        numbers = {"yes": yes << _from(part) | same, "no": no << _from(part) | same}
        over = part["over"] << _from(part) | same if "over" in part else min(numbers.values())
        return {"over": over, **numbers, **without(told, "over", "yes", "no", "is", "not")}
    if _from(part) or "high" not in part or told.keys() & {"signed", "none", "digits", "curve", "date", "real"}:
        raise Unfit
    add = told.get("add", 0) - same * told.get("mul", 1)
    return {"add": add, **without(told, "add")} if add else told


def _sides(part: Mapping[str, Any]) -> tuple[int, int]:
    """The numbers of true and false."""
    if "over" in part:
        return part["yes"], part["no"]
    yes: int = part["is"] if "is" in part else 1 - part["not"]
    return yes, 1 - yes
