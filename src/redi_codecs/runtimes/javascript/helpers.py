"""The helpers of generated JavaScript: small functions, of which a file has those that it calls.

Each is ECMAScript 5.1, and so is what they are made with; the state that they share is one payload's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Set
from functools import cache
from typing import Final

from redi_codecs.runtimes.javascript.helper_numbers import NUMBERS
from redi_codecs.runtimes.javascript.helper_reading import CHECK, READING
from redi_codecs.runtimes.javascript.sections import sectioned

__all__ = ["NAMES", "called", "chosen", "reader"]

_SOURCE: Final = READING + "\n" + NUMBERS

_FUNCTION: Final = re.compile(r"((?:^//[^\n]*\n)*^function (\w+)\(.*?^\}\n)", re.M | re.S)
_ALL: Final = {name: source for source, name in _FUNCTION.findall(_SOURCE)}
NAMES: Final = frozenset(_ALL)
_READER: Final = re.compile(r"([ui])(8|16|24|32|40|48)(le|ws)?")


@cache
def reader(name: str, loop: str = "") -> str:
    """The source of a function that reads a number, called as its wire type is; ``loop`` is one that adds up bytes.

    >>> print(reader("u16le"))
    function u16le(name) {
      skip(2, name);
      return bytes[at - 1] * 0x100 + bytes[at - 2];
    }
    <BLANKLINE>
    >>> print(reader("i8"))
    function i8(name) {
      return (u8(name) << 24) >> 24;
    }
    <BLANKLINE>
    """
    found = _READER.fullmatch(name)
    assert found is not None, name
    sign, width, order = found.groups()
    size = int(width) // 8
    if sign == "i":
        read, spare = f"u{width}{order or ''}(name)", 32 - int(width)
        signed = f"({read} << {spare}) >> {spare}" if spare else f"{read} | 0"
        if size > 4:
            signed = f"signed({read}, {1 << 8 * size - 1:#x})"
        return f"function {name}(name) {{\n  return {signed};\n}}\n"
    if loop:
        return f"function {name}(name) {{\n  skip({size}, name);\n  return {loop}(at - {size}, {size});\n}}\n"
    places = list(range(size, 0, -1))
    ordered = {None: places, "le": places[::-1], "ws": places[2:] + places[:2]}[order]
    terms = [
        f"bytes[at - {place}]" + (f" * {1 << 8 * (size - 1 - rank):#x}" if rank < size - 1 else "")
        for rank, place in enumerate(ordered)
    ]
    return f"function {name}(name) {{\n  skip({size}, name);\n  return {' + '.join(terms)};\n}}\n"


#: How often ``count`` is spoken of where one helper calls it: there, and where it is made.
_ONCE: Final = 2
#: An error that is of no field.
_NAMELESS: Final = re.compile(r"\b(?:fail|unfit|stop|unfamiliar)\([^;\n]*\bnull, ")
_CALLED: Final = re.compile(r"\b(\w+)(?=\(|\)\(| : \w+\)\()")


def called(source: str) -> set[str]:
    """The helpers that a source calls."""
    code = re.sub(r"//[^\n]*", "", source)
    return {one for one in _CALLED.findall(code) if one in NAMES or _READER.fullmatch(one)}


def chosen(names: Set[str], code: str = "", needs: Set[str] = frozenset()) -> dict[str, str]:
    """The sources of these helpers and of all that they call, in one order for all files.

    ``code`` is what calls them, ``needs`` what they have to be fit for, which the code alone does not say.
    """
    found = _chosen(names, needs)
    text = "\n".join([code, *(source for name, source in found.items() if name not in ("need", "skip"))])
    sections = {
        "needed": re.search(r"\bneed\(", text) is not None,
        "sized": re.search(r"\b(?:need|skip|text|hexes|ahead)\((?!\d+[,)]|size, name\))", text) is not None,
        "named": re.search(r"\bfield\b", text) is not None,
        "clock": "clock" in needs or "arrived" in found,
        "offset": "offset" in needs,
        "any": "any" in needs or "instant" in found,
        "maybe": "maybe" in needs and not ("any" in needs or "instant" in found),
        "told": "told" in needs,
        "numbered": not {"told", "offset"} & needs,
        "nameless": "nameless" in needs or _NAMELESS.search(text) is not None,
    }
    told = needs - sections.keys() | {name if there else f"un{name}" for name, there in sections.items()}
    told |= {"short"} if "long" not in needs else set()
    told -= {"nameless", "unnameless"} if "refused" in needs else set()
    told |= {"both"} if told.issuperset({"dated", "clock"}) else set()
    clock = ", hour, minute, second" if "clock" in told else ""
    words = {
        "FURTHER": clock + (", offset" if "offset" in needs else ""),
        ", digits)": ", digits)" if "long" in needs else ")",
        "ODD": "odd = " if "again" in needs else "",
        ", low, high)": ", low, high)" if "limits" in needs else ")",
    }
    found = _chosen(found, told)
    if "count" not in names and sum(source.count(" count(") for source in found.values()) == _ONCE:
        del found["count"]
        found = {name: _counted(source) for name, source in found.items()}
    for name, source in found.items():
        for word, meaning in words.items():
            source = source.replace(word, meaning)
        found[name] = source
    return found


def _counted(source: str) -> str:
    """The source of a helper that counts bytes itself."""
    for size, number in (("size", "size"), ("size || 0", "(size || 0)")):
        source = source.replace(f"count({size})", f'{number} + (size === 1 ? " byte" : " bytes")')
    return re.sub(r"^  (if \(.*\)) (fail\(.*;)$", r"  \1 {\n    \2\n  }", source, flags=re.M)


def _chosen(names: Iterable[str], sections: Set[str]) -> dict[str, str]:
    wanted = _needed(set(names), sections)
    for loop, order in (
        ("uint", ""),
        ("uintle", "le"),
    ):  # one that adds up bytes, where it is no longer than what it saves
        long = {name for name in wanted if _long(name, order)}
        if loop in wanted or len(long) > 1:
            for name in long:
                wanted[name] = reader(name, loop)
            wanted |= _needed({loop}, sections)
    ranks = {name: rank for rank, name in enumerate(_ALL, 1)}
    return dict(sorted(wanted.items(), key=lambda pair: (ranks.get(pair[0], 0), pair[0])))


def _long(name: str, order: str) -> bool:
    """Whether a helper reads an unsigned number of several bytes."""
    found = None if name in NAMES else _READER.fullmatch(name)
    return found is not None and found[1] == "u" and found[2] not in ("8", "16") and (found[3] or "") == order


def _source(name: str, sections: Set[str]) -> str:
    if name not in _ALL:
        return reader(name)
    return sectioned(_ALL[name], sections).replace("CHECK\n", sectioned(CHECK, sections))


def _needed(left: set[str], sections: Set[str]) -> dict[str, str]:
    wanted: dict[str, str] = {}
    while left:
        name = left.pop()
        if name not in wanted:
            wanted[name] = _source(name, sections)
            left |= called(wanted[name])
    return wanted
