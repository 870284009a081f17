"""The functions of commands in generated JavaScript; a file has those, and the sections, that its commands need.

A section begins with ``//[`` and the names of what it is for, and ends with ``//]``; words in capitals stand for what
is the same for all commands of a device, as their port mostly is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any, Final

from redi_codecs.runtimes.javascript.command_plain import PLAIN
from redi_codecs.runtimes.javascript.command_reading import READING
from redi_codecs.runtimes.javascript.command_values import VALUES
from redi_codecs.runtimes.javascript.command_writing import WRITING
from redi_codecs.runtimes.javascript.sections import sectioned
from redi_codecs.runtimes.javascript.text import literal

__all__ = ["NAMES", "functions"]

_LONG: Final = WRITING + VALUES + READING
_PLAIN: Final = PLAIN + VALUES
_LATIN: Final = r'String.fromCharCode.apply(null, bytesOf(digits)).replace(/\0+$/, "")'
#: What a number may say that is more than a number.
_KINDS: Final = frozenset({"states", "test", "none", "real", "curve", "digits", "date", "time"})
#: A part of a line that only some devices need.
_INLINE: Final = re.compile(r"/\*\[ ([a-z ]+)\*/(.*?)/\*\]\*/")
#: What a variable of a declaration cannot be called beside them.
NAMES: Final = frozenset(re.findall(r"\bfunction (\w+)", _LONG + _PLAIN))


def functions(sections: Set[str], ports: Sequence[int], check: Mapping[str, Any] | None = None) -> str:
    """The functions with the sections of these names, and without the others."""
    needed = {*sections} - ({"dense"} if "sparse" in sections else set())
    needed |= ({"ports"} if len(ports) > 1 else set()) | (set() if "plain" in sections else {"long"})
    return _functions(needed | _derived(needed), ports, check)


def _functions(sections: set[str], ports: Sequence[int], check: Mapping[str, Any] | None) -> str:
    text = sectioned(_PLAIN if "plain" in sections else _LONG, sections)
    words = _words(sections, ports) | _number(sections)
    words |= _plain(sections, check) if "plain" in sections else _long(sections)
    for word, meaning in words.items():
        text = text.replace(word, meaning)
    text = _INLINE.sub(lambda found: found[2] if not sections.isdisjoint(found[1].split()) else "", text)
    for pattern, written in _patterns(sections):
        text = re.sub(pattern, written, text)
    return text


def _derived(sections: set[str]) -> set[str]:
    """Sections that are there because of others, or for want of them."""
    strange = bool(sections & {"odd", "check", "frame"})
    alone = "alone" in sections or "joins" not in sections
    deep = bool(sections & {"cases", "when", "repeated"})
    apart = alone or bool(sections & {"ports", "about"})
    optional, needed = bool(sections & {"preset", "like"}), {"time", "long"}
    found = {
        "apart": apart,
        "aboutalone": "about" in sections and "alone" in sections,
        "alonejoins": sections.issuperset({"joins", "alone"}) and "tried" not in sections,
        "frameonly": "frame" in sections and "about" not in sections,
        "one": "joins" not in sections,
        "exact": "joins" not in sections and not strange,
        "strangejoins": strange and "joins" in sections,
        "strangeone": strange and "joins" not in sections,
        "loner": sections.issuperset({"joins", "alone", "frame"}),
        "sociable": "joins" in sections and not sections.issuperset({"alone", "frame"}),
        "single": "forms" not in sections,
        "lone": "several" not in sections,
        "straight": "tried" not in sections,
        "turned": "little" in sections and "big" not in sections,
        "mixed": sections.issuperset({"little", "big"}),
        "nested": deep,
        "shallow": not deep and "of" in sections,
        "flat": not deep and "of" not in sections,
        "whole": "of" not in sections,
        "reads": bool(sections & {"form", "signed", "of", "digits"}),
        "some": bool(sections & {"digits", "date"}) or sections.issuperset({"of", "long"}),
        "said": bool(sections & needed) or ("of" in sections and optional),
        "needed": bool(sections & {*needed, "lacking"}),
        "instead": optional and not sections & {*needed, "of"},
        "optional": optional,
        "required": not optional,
        "always": "joins" in sections and not apart,
        "remembered": apart and bool(sections & {"joins", "ports"}),
        "sized": bool(sections & {"of", "digits", "curve"}),
        "wholesized": bool(sections & {"digits", "curve"}) and "of" not in sections,
        "wholeunsized": not sections & {"of", "digits", "curve"},
        "many": bool(sections & {"check", "form"}),
        "valued": bool(sections & {*_KINDS, "reads", "long", "form", "signed", "of"}),
        "scaled": "digits" in sections,
        "exacted": bool(sections & {"mul", "add", "den", "none", "curve"}),
        "digitschanged": bool(sections & {"odd", "blank", "check"}),
    }
    found["told"] = found["instead"] or found["mixed"] or bool(sections & {"form", "plus"})
    said, valued = found["said"], found["valued"]
    for shape in ("tried", "straight"):
        there = shape == "tried" if "tried" in sections else shape == "straight"
        rest = {"joins", "several", "odd"} & sections | ({"one"} if found["one"] else set())
        found |= {f"{shape}{name}": there for name in rest}
    found["singlerequired"] = found["single"] and not optional
    found["singleoptional"] = found["single"] and optional
    found["triednames"] = "tried" in sections and bool(sections & {"several", "forms"})
    found["triedname"] = "tried" in sections and not found["triednames"]
    found["triedstrict"] = sections.issuperset({"tried", "odd"}) and "forms" not in sections
    found["triedsingle"] = "tried" in sections and "forms" not in sections
    found["pickedof"] = sections.issuperset({"picked", "of"})
    found["anyof"] = "of" in sections and "picked" not in sections
    found["pickedwhole"] = "picked" in sections and "of" not in sections
    for name in ("wholesized", "wholeunsized"):
        found[name] = found[name] and "picked" not in sections
    found["unsaid"] = said and found["needed"]
    found["given"] = found["needed"] and not said
    found["givenform"] = found["given"] and "form" in sections
    found |= {f"said{name}": said and name in sections for name in ("preset", "like")}
    found |= {"valuednumber": valued and "number" in sections}
    for name, kind in (("case", "cases"), ("odd", "odd"), ("signed", "signed")):
        found[f"{name}of"] = sections.issuperset({kind, "of"})
        found[f"{name}whole"] = kind in sections and "of" not in sections
    return {name for name, wanted in found.items() if wanted}


def _words(sections: set[str], ports: Sequence[int]) -> dict[str, str]:
    """What the words in capitals stand for."""
    several, alone = len(ports) > 1, "alone" in sections
    joins = ["last"] if "joins" in sections else []
    if joins:
        joins += ["!ALONE[last]", "!ALONE[name]"] if alone else []
        joins += ["PORTS[last] === PORTS[name]"] if several else []
        joins += ["!apart"] if "about" in sections else []
    optional = bool(sections & {"preset", "like", "cases", "when"})
    kinds = [kind for kind in ("is", "not", "over") if kind in sections]
    lone = len(kinds) == 1
    return {
        "JOINS ? made.pop().concat(out.bytes) : ": f"{' && '.join(joins)} ? made.pop().concat(out.bytes) : "
        if joins
        else "",
        "JOINED": f'({" && ".join(joins)} ? made.pop() : "") + ' if len(joins) > 1 else "",
        "PORT_OF(last)": "PORTS[last]" if several else f"{ports[0]}",
        "NAMES_OF(input.fPort)": "Object.keys(COMMANDS).filter(function (name) {\n"
        "    return PORTS[name] === input.fPort;\n  })"
        if several
        else f"input.fPort === {ports[0]} ? Object.keys(COMMANDS) : []",
        "NEEDED": "taken(parts, true)" if optional else "takes",
        "NEEDLESS": ", or only of those that they cannot do without" if optional else "",
        **({} if optional else {", needed)": ")"}),
        "TESTED": " || ".join(f"bits.{kind} !== undefined" for kind in kinds),
        **{f"IF_{kind.upper()} ": "" if lone else f"if (bits.{kind} !== undefined) " for kind in kinds},
        "EVEN(digits)": "(digits.match(/../g) || [])" if "form" in sections else "digits.match(/../g)",
    }


def _number(sections: set[str]) -> dict[str, str]:
    """How numbers are scaled, with what any of them needs."""
    mul, add, den = (f"(bits.{name} || {plain})" for name, plain in (("mul", 1), ("add", 0), ("den", 1)))
    exact, value = "value", "raw"
    if "den" in sections:
        exact = f"{exact} * {den}"
    if "add" in sections:
        exact = f"{exact} - {add}"
    if "mul" in sections:
        exact, value = f"({exact}) / {mul}" if exact != "value" else f"{exact} / {mul}", f"raw * {mul}"
    if "add" in sections:
        value = f"{value} + {add}"
    if "den" in sections:
        value = f"({value}) / {den}" if "add" in sections else f"{value} / {den}"
    step = f"Math.abs{mul}" if "mul" in sections else "1"
    step = f"{step} / {den}" if "den" in sections else step
    whole = {
        "exact = UNSCALED;\n  ": "",
        "raw = Math.floor(exact + ": "raw = Math.floor(value + ",
        "exact - raw) <=": "value - raw) <=",
    }
    return {
        **(whole if exact == "value" else {}),
        "UNSCALED": exact,
        "SCALED": value,
        'of " + STEP': 'of 1"' if step == "1" else f'of " + short({step})',
    }


def _plain(sections: set[str], check: Mapping[str, Any] | None) -> dict[str, str]:
    """The words of the short form."""
    size = check["size"] if check else 0
    given = ", ".join(map(literal, ["size", *check["crc"]])).replace('"', "") if check else ""
    summed = f"inHex(crc({given}), {2 * size})"
    if check and check.get("little"):
        summed = f"turned({summed}{', {little: true}' if sections.issuperset({'little', 'big'}) else ''})"
    at = "found[takes[one].beside ? i : ++i]" if "of" in sections else "found[++i]"
    read = f"parseInt(TURNED({at}, takes[one]), 16)"
    if "reads" in sections:
        read = f"readOf(takes[one], {at})"
    elif "valued" in sections:
        read = f"valueOf(takes[one], {read})"
    else:
        read = _number(sections)["SCALED"].replace("raw", read).replace("bits.", "takes[one].")
    instead = {"preset": "bits.preset", "like": "given[bits.like]"}
    return {
        "GROUPS": r"/\((?:\(\?!.*?\))?(?:\(\?:\.\.\)\*|[^?()]+)\)/g"
        if "barred" in sections
        else r"/\((?:\(\?:\.\.\)\*|[^?]+?)\)/g"
        if "rest" in sections
        else r"/\([^?]+?\)/g"
        if "class" in sections
        else r"/\(\.+\)/g",
        "MADE": '""' if "joins" in sections and "apart" not in sections else "[]",
        "ALL": '(all || "none")',
        "GIVES": "text =" if "digitschanged" in sections else "return",
        "TEMPLATE": "text" if "forms" in sections else "COMMANDS[name][0]",
        "WHAT_IT_TAKES": (", bits = takes[one]" if "told" in sections else "")
        + (", value = given[one]" if "instead" in sections else ""),
        "SAID": ", said = {}" if "several" in sections else "",
        "BITS": "bits" if "told" in sections else "takes[one]",
        "DIGITS_OF_GROUP": r'group.replace(/\(\?!.*?\)/, "").replace(/\[.+?\]/g, ".").length - 2'
        if "barred" in sections
        else r'group.replace(/\[.+?\]/g, ".").length - 2'
        if "class" in sections
        else "group.length - 2",
        "READ": read,
        "PLUS": "bits.plus || 0" if "plus" in sections else "0",
        "INSTEAD": "bits.preset === undefined ? given[bits.like] : bits.preset"
        if sections.issuperset(instead)
        else "".join(text for name, text in instead.items() if name in sections),
        " + WHOLE": "" if sections & {"joins", "check"} else ' + "$"',
        "BYTES_OF_CHECK": f"{size}",
        "CHECKSUM": summed,
        "THEY": '" + name' if "ports" in sections else 'do not join"',
        "BLOB": f'bits.form === "text" ? {_LATIN} : digits'
        if sections.issuperset({"text", "hexes"})
        else _LATIN
        if "text" in sections
        else "digits",
    }


def _long(sections: set[str]) -> dict[str, str]:
    """The words of the long form."""
    alone = "alone" in sections
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
    orders = sections & {"big", "little"}
    little = "little" in orders
    return {
        "AS_SENT": "made[0]" if "about" in sections else "FRAMED",
        "AROUND": "ALONE[name] ? null : about" if alone else "about",
        "FRAMED": f"ALONE[last] ? made[0] : {framed}" if alone and "frame" in sections else framed,
        "ABOUT_TOO": f" || {'!ALONE[name] && ' if alone else ''}taken(FRAME).length" if "about" in sections else "",
        **({} if alone else {"!ALONE[name] && ": ""}),
        "IS_WRITTEN": written,
        "IS_READ": read,
        "OPEN_AND_ODD": ", open: {}" + (", odd: false" if sections & {"odd", "check", "frame", "joins"} else ""),
        "LITTLE ? place + i : place + size - 1 - i": {
            1: "place + i" if little else "place + size - 1 - i",
            0: "place + size - 1 - i",
        }.get(len(orders), "word.little ? place + i : place + size - 1 - i"),
    }


def _patterns(sections: set[str]) -> Iterator[tuple[str, str]]:
    """What else stands for something shorter where a device has it alone."""
    orders = sections & {"big", "little"}
    read = r"(\1.little ? uintle : uint)" if len(orders) > 1 else "uintle" if orders == {"little"} else "uint"
    yield r"UNSIGNED_OF\((\w+)\)", read
    turned = r"turned(\1, \2)" if "mixed" in sections else r"turned(\1)" if "turned" in sections else r"\1"
    always = "joins" in sections and "apart" not in sections
    yield r"ADDED\((.*)\);", r"made += \1;" if always else r"made.push(\1);"
    yield r"TURNED\((.*), (bits|takes\[one\])\)", turned
    width = r", \2.width || 4 * size" if "of" in sections else ", 4 * size"
    yield r"NUMBER\((\w+), (.+?)\)", rf"rawOf(\1, \2, ARGUMENT(\1){width if sections & {'digits', 'curve'} else ''})"
    said = r"argument(\1, takes[\1], given)" if "said" in sections else r"given[\1]"
    yield r"ARGUMENT\((\w+)\)", "value" if "instead" in sections else said
    if "many" not in sections:
        yield (
            r"bytesOf\((made.*)\) };",
            r"\1.match(/../g).map(function (two) {\n      return parseInt(two, 16);\n    }) };",
        )
        yield r"bytesOf\((.*)\);", r"\1.match(/../g).map(function (two) {\n      return parseInt(two, 16);\n    });"
    if "far" not in sections:
        yield r"short\((bits\.\w+|low)\)", r"\1"
        yield r"short\((value)\)", r"+\1.toPrecision(10)"
        yield r"short\((.*)\) \+ unit", r"+(\1).toPrecision(10) + unit"
    if sections & {"unit", "digits", "real"}:
        yield r"UNIT;", ', unit = bits.unit ? " " + bits.unit : "";'
    else:
        yield r"UNIT;", ";"
        yield r" \+ unit\b", ""
