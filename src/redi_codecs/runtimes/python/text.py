"""Generated Python, the text being written: lines, names, and where the cursor is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from redi_codecs.layout.expr import Expr
from redi_codecs.plan.plan import Plan
from redi_codecs.runtimes.python.expressions import Scope, python


class TextEmitter:
    """Text, names and the cursor; :class:`~redi_codecs.runtimes.python.loads.LoadEmitter` adds loads."""

    def __init__(self, plan: Plan, names: dict[str, Any], *, trace: bool) -> None:
        self.plan = plan
        self.names = names
        self.trace = trace
        self.lines: list[str] = []
        self.depth = 1
        self.base: str | None = None  # the cursor is base + ahead; no base: a constant
        self.ahead = 0
        self.limit = "n"
        self.values = "ev"
        self.time = "tm"
        self.turn: str | None = None
        self.sure: set[str] = set()
        self.used = plan.referenced
        self.numbers = 0
        #: Variables that some expression meets without being sure that they have a value.
        self.doubted: set[str] = set()
        #: Values that wait for one dict display; None once there is a dict to write to.
        self.display: list[str] | None = None

    # ---- text

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.settle()
        self.put(head)
        self.depth += 1
        before = len(self.lines)
        yield
        self.settle()
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1

    def settle(self) -> None:
        """Write the values that wait."""
        if self.display is not None:
            self.put(f"{self.values} = {{{', '.join(self.display)}}}")
            self.display = None

    def bind(self, value: object) -> str:
        """A name for an object that the source refers to."""
        for name, known in self.names.items():
            if known is value or (type(known) is dict and type(value) is dict and known == value):
                return name
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def bind_as(self, stem: str, value: object) -> str:
        """The same under a name that says something."""
        name, number = stem, 1
        while self.names.setdefault(name, value) is not value:
            number += 1
            name = f"{stem}_{number}"
        return name

    def fresh(self, stem: str) -> str:
        self.numbers += 1
        return f"{stem}{self.numbers}"

    def scope(self, *, strict: bool = False) -> Scope:
        sure = frozenset(self.sure)
        return Scope(self.at(), self.limit, self.turn, sure, self.bind, self.doubted, strict, not self.trace)

    def python(self, expr: Expr, *, strict: bool = False) -> str:
        return python(expr, self.scope(strict=strict))

    # ---- cursor

    def at(self, further: int = 0) -> str:
        ahead = self.ahead + further
        if self.base is None:
            return str(ahead)
        return f"{self.base} + {ahead}" if ahead else self.base

    def flush(self) -> None:
        """Make the variable ``o`` say where the cursor is."""
        if self.base is None:
            self.put(f"o = {self.ahead}")
        elif self.ahead:
            self.settle()  # what waits was written with the cursor as it is
            self.put(f"o += {self.ahead}")
            self.ahead = 0

    def moved(self) -> None:
        self.base, self.ahead = "o", 0

    def fail(self, call: str) -> None:
        """What the slow decoder reports, and the fast one leaves to it."""
        self.put(f"faults.{call}" if self.trace else "return slow(p, f_port, rx)")

    def need(self, count: int | str, label: str, at: str | None = None) -> None:
        at = at or self.at()
        constant = isinstance(count, int) and self.base is None and at == self.at()
        end = str(self.ahead + int(count)) if constant else f"{at} + {count}"
        self.fail_if(f"{end} > {self.limit}", f"truncated({label!r}, {at}, {count}, {self.limit})")

    def fail_if(self, test: str, call: str) -> None:
        """A check that leaves what waits alone: where it strikes, nothing of that is needed."""
        self.put(f"if {test}:")
        self.depth += 1
        self.fail(call)
        self.depth -= 1
