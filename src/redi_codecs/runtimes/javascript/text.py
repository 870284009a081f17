"""Generated JavaScript, the text being written: lines, names, and which helpers it needs."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from redi_codecs.errors import RediCodecsError
from redi_codecs.layout.nodes import Custom
from redi_codecs.runtimes.javascript import commanding, helpers

__all__ = ["NoJavaScript", "Script", "bare", "literal", "member", "numbered", "variable"]

#: Words of ECMAScript that no variable can be called, and names that the file has already.
_TAKEN: Final = frozenset(
    word
    for line in (
        "abstract arguments boolean break byte case catch char class const continue debugger default delete do double",
        "else enum eval export extends false final finally float for function goto if implements import in instanceof",
        "int interface let long native new null package private protected public return short static super switch",
        "synchronized this throw throws transient true try typeof undefined var void volatile while with yield",
        "input data message time bytes at end port received records warnings stops raw word start error result",
        "value left out given field odd",
    )
    for word in line.split()
)
#: What needs no parentheses around it: what is assigned, and what is tested.
_ASSIGNED: Final = re.compile(r"(\S+ = )(\(.*\));")
_TESTED: Final = re.compile(r"((?:else )?if \()(\(.*\))\) \{")
_IDENTIFIER: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class NoJavaScript(RediCodecsError):
    """A format for which there is no JavaScript; the text says which part of it has none, and why."""


def literal(value: Any) -> str:
    """A value of a declaration in JavaScript: all ASCII, whatever the file is served as."""
    return json.dumps(value)


def member(of: str, name: str) -> str:
    """A property of an object.

    >>> member("data", "temperature"), member("data", "0x03")
    ('data.temperature', 'data["0x03"]')
    """
    return f"{of}.{name}" if _IDENTIFIER.fullmatch(name) else f"{of}[{literal(name)}]"


def bare(expression: str) -> str:
    """An expression without parentheses around all of it.

    >>> bare("((word >> 3) & 0x7)"), bare("(a) + (b)")
    ('(word >> 3) & 0x7', '(a) + (b)')
    """
    depth = 0
    for at, one in enumerate(expression):
        depth += (one == "(") - (one == ")")
        if not depth:
            return (
                bare(expression[1:-1])
                if one == ")" and at == len(expression) - 1 and at and expression[0] == "("
                else expression
            )
    return expression


def numbered(stem: str, between: str = "") -> Iterator[str]:
    """A name, and others that begin so.

    >>> list(itertools.islice(numbered("tag"), 3))
    ['tag', 'tag2', 'tag3']
    """
    yield stem
    yield from (f"{stem}{between}{number}" for number in itertools.count(2))


def _plain(line: str) -> str:
    """A statement without parentheses that it does not need.

    >>> _plain("raw = ((word >> 3) & 7);"), _plain("else if ((a || b)) {")
    ('raw = (word >> 3) & 7;', 'else if (a || b) {')
    """
    for pattern, end in ((_ASSIGNED, ";"), (_TESTED, ") {")):
        if found := pattern.fullmatch(line):
            return f"{found[1]}{bare(found[2])}{end}"
    return line


def variable(name: str) -> str:
    """A name of the declaration as a variable's.

    >>> variable("mode"), variable("length"), variable("default"), variable("mask_1")
    ('mode', 'length', 'default_', 'mask_1')
    """
    name = re.sub(r"\W", "_", name)
    return f"{name}_" if name in _TAKEN or name in helpers.NAMES | commanding.NAMES else name


class Script:
    """The text of one function, the variables that it declares, and what it needs beside it."""

    def __init__(self, device: str) -> None:
        self.device = device
        #: Its statements, whose depth follows from their braces.
        self.lines: list[str] = []
        #: The function's variables, and what each one is at its beginning.
        self.variables: dict[str, str] = {}
        #: The names of helpers that are called.
        self.helpers: set[str] = set()
        #: The sections of helpers that are needed.
        self.needs: set[str] = set()
        #: Tables that stand before the functions, by their text.
        self.tables: dict[str, str] = {}
        #: The reading of custom nodes, by the function that does it.
        self.twins: dict[str, str] = {}
        #: Curves that are no table, by their function.
        self.curves: dict[str, str] = {}
        self.numbers = 0

    def put(self, line: str) -> None:
        self.lines.append(_plain(line))

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        """A block in braces; one behind an ``else`` goes on where the one before it ended."""
        if head.startswith("else") and self.lines and self.lines[-1] == "}":
            self.lines[-1] = f"}} {_plain(f'{head} {{')}"
        else:
            self.put(f"{head} {{")
        with self.apart():
            yield
        self.put("}")

    @contextmanager
    def apart(self) -> Iterator[None]:
        """A part after which nobody needs the variables that it numbers."""
        numbers = self.numbers
        yield
        self.numbers = numbers

    def use(self, helper: str) -> str:
        """The name of a helper, which goes into the file with all that it needs itself."""
        self.helpers.add(helper)
        return helper

    def call(self, helper: str, *arguments: object) -> str:
        return f"{self.use(helper)}({', '.join(bare(str(one)) for one in arguments)})"

    def declare(self, name: str, start: str = "") -> str:
        """A variable of the function; one that has no ``start`` is written to before it is read."""
        if start or name not in self.variables:
            self.variables[name] = start
        return name

    def fresh(self, stem: str) -> str:
        self.numbers += 1
        return self.declare(f"{stem}{self.numbers}")

    def table(self, stem: str, text: str) -> str:
        """A name for a table that stands before the functions; a short one stands where it is needed."""
        if len(text) <= 24:
            return text
        known = self.tables.get(text)
        if known is None:
            stem = re.sub(r"\W", "_", stem).upper()
            taken = set(self.tables.values())
            known = next(name for name in numbered(stem, "_") if name not in taken)
            self.tables[text] = known
        return known

    def twin(self, node: Custom) -> str:
        """The function that reads a custom node."""
        if node.twin is None:
            raise NoJavaScript(f"{self.device}: the custom node {node.name!r} has no twin in JavaScript")
        self.use("fail")
        name = f"read{node.twin.stem.title().replace('_', '')}"
        self.twins[name] = node.twin.read_text("utf-8")
        return name

    def curve(self, twin: Path) -> str:
        """The function of a curve that has a twin."""
        name = f"curve{twin.stem.title().replace('_', '')}"
        self.curves[name] = twin.read_text("utf-8")
        return name

    def fail(self, field: str | None, offset: str, problem: str) -> None:
        """An error: ``offset`` and ``problem`` are expressions."""
        self.put(self.call("fail", literal(field), offset, problem) + ";")

    def warn(self, code: str, offset: str, text: str) -> None:
        self.put(self.call("warn", literal(code), offset, text) + ";")
