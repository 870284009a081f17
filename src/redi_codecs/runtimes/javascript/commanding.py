"""The functions of commands in generated JavaScript; a file has those, and the sections, that its commands need.

A section begins with ``//[`` and the names of what it is for, and ends with ``//]``; words in capitals stand for what
is the same for all commands of a device, as their port mostly is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from typing import Final

from redi_codecs.runtimes.javascript.command_reading import READING
from redi_codecs.runtimes.javascript.command_values import VALUES
from redi_codecs.runtimes.javascript.command_writing import WRITING
from redi_codecs.runtimes.javascript.sections import sectioned

__all__ = ["NAMES", "functions"]

_SOURCE: Final = WRITING + VALUES + READING
#: What a variable of a declaration cannot be called beside them.
NAMES: Final = frozenset(re.findall(r"^function (\w+)", _SOURCE, re.M))
#: What an argument that is only looked up makes of the function for it.
_LOOKED_UP: Final = re.compile(r"// What was given [^\n]*\nfunction argument\(bits\) \{[^;]*;\n  return value;\n\}\n\n")


def functions(sections: Set[str], ports: Sequence[int]) -> str:
    """The functions with the sections of these names, and without the others."""
    text = sectioned(_SOURCE, sections | set(_derived(sections, len(ports))))
    for word, meaning in _words(sections, ports).items():
        text = text.replace(word, meaning)
    orders = sections & {"big", "little"}
    read = r"(\1.little ? uintle : uint)" if len(orders) > 1 else "uintle" if orders == {"little"} else "uint"
    text = re.sub(r"UNSIGNED_OF\((\w+)\)", read, text)
    plain = _LOOKED_UP.sub("", text)
    return text if plain == text else re.sub(r"\bargument\((\w+)\)", r"out.given[\1.name]", plain)


def _derived(sections: Set[str], ports: int) -> set[str]:
    """Sections that are there because of others, or for want of them."""
    strange = bool(sections & {"odd", "check", "frame"})
    alone = "alone" in sections or "joins" not in sections
    deep, straight = bool(sections & {"cases", "when", "repeated"}), not sections & {"cases", "when"}
    found = {
        "ports": ports > 1,
        "apart": alone or ports > 1 or "about" in sections,
        "aboutalone": {"about", "alone"} <= sections,
        "frameonly": "frame" in sections and "about" not in sections,
        "one": "joins" not in sections,
        "plain": "joins" not in sections and not strange,
        "strangejoins": strange and "joins" in sections,
        "strangeone": strange and "joins" not in sections,
        "loner": {"joins", "alone", "frame"} <= sections,
        "sociable": "joins" in sections and not {"alone", "frame"} <= sections,
        "nested": deep,
        "shallow": not deep and "of" in sections,
        "flat": not deep and "of" not in sections,
        "whole": "of" not in sections,
        "straight": straight,
        "branching": not straight,
        "ofstraight": straight and "of" in sections,
        "wholestraight": straight and "of" not in sections,
        "ofbranching": not straight and "of" in sections,
        "wholebranching": not straight and "of" not in sections,
        "formstraight": straight and "form" in sections,
        "formbranching": not straight and "form" in sections,
        "some": bool(sections & {"of", "digits", "date"}),
        "scaled": bool(sections & {"scaled", "digits"}),
        "unscaled": "number" in sections and not sections & {"scaled", "digits"},
    }
    for name, kind in (("case", "cases"), ("odd", "odd"), ("signed", "signed")):
        found[f"{name}of"] = {kind, "of"} <= sections
        found[f"{name}whole"] = kind in sections and "of" not in sections
    return {name for name, wanted in found.items() if wanted}


def _words(sections: Set[str], ports: Sequence[int]) -> dict[str, str]:
    """What the words in capitals stand for."""
    several, alone = len(ports) > 1, "alone" in sections
    joins = ["last"] if "joins" in sections else []
    if joins:
        joins += ["!ALONE[last]", "!ALONE[name]"] if alone else []
        joins += ["PORTS[last] === PORTS[name]"] if several else []
        joins += ["!apart"] if "about" in sections else []
    framed = "framed(made[0])" if "frame" in sections else "made[0]"
    written, read = {
        (True, False): ("one.when(out.said)", "one.when(out.data)"),
        (False, True): ("isWanted(one.then)", "end - at >= one.rest"),
    }.get(
        ("condition" in sections, "rest" in sections),
        (
            "(one.when ? one.when(out.said) : isWanted(one.then))",
            "one.when ? one.when(out.data) : end - at >= one.rest",
        ),
    )
    optional = bool(sections & {"preset", "like", "cases", "when"})
    orders = sections & {"big", "little"}
    little = "little" in orders
    return {
        "ALLOWED": ", given.allow_disruptive === true" if "disruptive" in sections else "",
        ", allowed)": ", allowed)" if "disruptive" in sections else ")",
        "JOINS ? made.pop().concat(out.bytes) : ": f"{' && '.join(joins)} ? made.pop().concat(out.bytes) : "
        if joins
        else "",
        "PORT_OF(last)": "PORTS[last]" if several else f"{ports[0]}",
        "NAMES_OF(input.fPort)": "Object.keys(COMMANDS).filter(function (name) {\n"
        "    return PORTS[name] === input.fPort;\n  })"
        if several
        else f"input.fPort === {ports[0]} ? Object.keys(COMMANDS) : []",
        "AS_SENT": "made[0]" if "about" in sections else "FRAMED",
        "FRAMED": f"ALONE[last] ? made[0] : {framed}" if alone and "frame" in sections else framed,
        "ABOUT_TOO": f" || {'!ALONE[name] && ' if alone else ''}taken(FRAME).length" if "about" in sections else "",
        **({} if alone else {"!ALONE[name] && ": ""}),
        "NEEDED": "taken(parts, true)" if optional else "takes",
        "NEEDLESS": ", or only of those that they cannot do without" if optional else "",
        **({} if optional else {", needed)": ")"}),
        "IS_WRITTEN": written,
        "IS_READ": read,
        "TESTED": " || ".join(f"bits.{kind} !== undefined" for kind in ("is", "not", "over") if kind in sections),
        "ADD_BEHIND(": "addWord(out.bytes.length, " if sections & {"cases", "when"} else "pushWord(",
        "OPEN_AND_ODD": (", open: {}" if sections & {"cases", "when"} else "")
        + (", odd: false" if sections & {"odd", "check", "frame", "joins"} else ""),
        "SCALED": "scaled(bits, raw)" if sections & {"scaled", "digits"} else "raw",
        "ORDER": {1: "i" if little else "size - 1 - i", 0: "size - 1 - i"}.get(
            len(orders), "word.little ? i : size - 1 - i"
        ),
        "LITTLE ? place + i : place + size - 1 - i": {
            1: "place + i" if little else "place + size - 1 - i",
            0: "place + size - 1 - i",
        }.get(len(orders), "word.little ? place + i : place + size - 1 - i"),
    }
