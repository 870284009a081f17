"""Commands in generated JavaScript, their tables: bytes, and arguments with what they take."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from redi_codecs.runtimes.javascript import commanding
from redi_codecs.runtimes.javascript.text import Script, literal

__all__ = ["Commands", "Labels", "Source"]

_ABOUT: Final = "what is in brackets"
_BETWEEN: Final = "what stands between them"
_IDENTIFIER: Final = re.compile(r"[a-z][a-z_0-9]*", re.I)


@dataclass(slots=True)
class Commands:
    """The commands of a device that JavaScript takes, as parts of its table, and why it does not take others."""

    entries: dict[str, list[Any]] = field(default_factory=dict)
    without: dict[str, str] = field(default_factory=dict)
    ports: dict[str, int] = field(default_factory=dict)
    #: Why some of them could lock the device out.
    disruptive: dict[str, str] = field(default_factory=dict)
    #: Those that join no others, where there are some that do.
    alone: list[str] = field(default_factory=list)
    #: What stands around them, where they go into a frame.
    frame: list[Any] = field(default_factory=list)
    #: The checksum behind each of them.
    check: dict[str, Any] | None = None
    #: The sections of the functions that they need.
    sections: set[str] = field(default_factory=set)

    def functions(self) -> str:
        """The functions that encode and decode them."""
        return commanding.functions(self.sections, sorted(set(self.ports.values())), self.check)

    def _reasons(self) -> dict[str, list[str]]:
        """Why commands could lock the device out, each with the names of those that it goes for."""
        found: dict[str, list[str]] = {}
        for name, why in self.disruptive.items():
            found.setdefault(why, []).append(name)
        return found

    def table(self, script: Script) -> str:
        """The tables, as statements; labels that a table has already stand there."""
        counts = Counter(one.text for one in _labels(self.entries))

        alike: Counter[str] = Counter()

        def shown(value: Any) -> str:
            text = plainly(value)
            if isinstance(value, dict) and _worth(alike[text], text, stem := _stem(value)):
                return script.table(stem, text)
            return text

        def plainly(value: Any) -> str:
            match value:
                case Source(text):
                    return text
                case Labels(text, stem, _):
                    return script.table(stem, text) if counts[text] > 1 or text in script.tables else text
                case dict():
                    mixed = self.sections.issuperset({"big", "little"})
                    told = {key: one for key, one in value.items() if key != "picked" and (key != "little" or mixed)}
                    return "{" + ", ".join(f"{_key(key)}: {shown(one)}" for key, one in told.items()) + "}"
                case list() | tuple():
                    return "[" + ", ".join(map(shown, value)) + "]"
                case _:
                    return literal(value)

        plain = "plain" in self.sections
        alike.update(map(plainly, _numbers(self.entries) if plain else ()))
        entries = [f"  {_key(name)}: {shown(parts)}" for name, parts in self.entries.items()]
        forms = ", in each form" if "forms" in self.sections else ""
        where = _ABOUT if plain else _BETWEEN
        about = f"// Commands, each with its bytes and {where}: arguments, with what they take{forms}."
        lines = [about, "var COMMANDS = {", ",\n".join(entries), "};"]
        several = len(set(self.ports.values())) > 1
        told = {
            "PORTS": self.ports if several else {},
            "DISRUPTIVE": self._reasons(),
            "ALONE": dict.fromkeys(self.alone, True),
            "FRAME": self.frame,
            "CHECK": None if plain else self.check,
        }
        lines += [f"var {name} = {shown(value)};" for name, value in told.items() if value]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True, slots=True)
class Source:
    """An expression of JavaScript in a table of plain values."""

    text: str


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of states, as a table of their own or in place, with their raw numbers."""

    text: str
    stem: str
    pairs: tuple[tuple[int, Any], ...]


def _labels(value: Any) -> Iterator[Labels]:
    match value:
        case Labels():
            yield value
        case dict():
            for one in value.values():
                yield from _labels(one)
        case list() | tuple():
            for one in value:
                yield from _labels(one)


def _numbers(value: Any) -> Iterator[dict[str, Any]]:
    """What numbers are, of all arguments."""
    match value:
        case dict() if "high" in value:
            yield value
        case dict():
            for one in value.values():
                yield from _numbers(one)
        case list():
            for one in value:
                yield from _numbers(one)


def _stem(told: dict[str, Any]) -> str:
    """What numbers that several arguments take are called."""
    unit = told.get("unit", "")
    return f"in_{unit}" if unit.isalpha() and unit.isascii() else "number"


def _worth(times: int, text: str, stem: str) -> bool:
    """Whether it is shorter to say once what stands in a table several times."""
    return (times - 1) * len(text) > (times + 1) * (len(stem) + 2) + 20


def _key(name: str) -> str:
    return name if _IDENTIFIER.fullmatch(name) else literal(name)
