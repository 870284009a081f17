"""Generated Python, finding the case: chains of tests, nested keys, tables where there are many."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

from redi_codecs.layout.nodes import AnyChannel
from redi_codecs.plan.plan import (
    Case,
    Op,
    parts,
)
from redi_codecs.runtimes.python.expressions import case_test
from redi_codecs.runtimes.python.loads import LoadEmitter

#: Up to so many cases are tried one after the other.
_FEW = 4
#: From more exact cases than these on, a table finds the case; so many that measure something are tried first.
_DENSE = 8

Ops = tuple[Op, ...]


class CaseEmitter(LoadEmitter):
    """Writes the search for a case; what is done in it comes as functions."""

    #: Whether what is switched on may be unknown.
    unset = False

    def cases(
        self, cases: tuple[Any, ...], values: list[str], run: Callable[[Ops], None], otherwise: Callable[[], None]
    ) -> None:
        """Find the case: exact keys through a table where there are many, the others in their order, wildcards last."""
        wild = [case for case in cases if any(isinstance(match, AnyChannel) for part in case.key for match in part)]
        plain = [case for case in cases if case not in wild]
        exact = [case for case in plain if all(isinstance(match, int) for part in case.key for match in part)]
        hot = [case for case in exact if _measures(case.body)]
        if _FEW < len(exact) == len(cases) and 0 < len(hot) <= _DENSE and len(hot) < len(cases):
            cold = tuple(case for case in cases if case not in hot)
            self.chain(hot, values, run, lambda: self.cases(cold, values, run, otherwise))
            return
        single = len(exact) == len(cases) and all(len(case.key[0]) == 1 for case in cases)
        if single and len(exact) > _FEW and len(values) > 1:
            self.nested(cases, values, run, otherwise)
            return
        if len(exact) <= _DENSE:
            self.chain(plain + wild, values, run, otherwise)
            return
        table = {
            key if len(values) > 1 else key[0]: number
            for number, case in enumerate(exact)
            for key in itertools.product(*case.key)
        }
        found = self.fresh("c")
        key = f"({', '.join(values)})" if len(values) > 1 else values[0]
        self.put(f"{found} = {self.bind(table)}.get({key})")
        with self.block(f"if {found} is None:"):
            self.chain([case for case in plain if case not in exact] + wild, values, run, otherwise)
        with self.block("else:"):
            self.bisect(exact, 0, found, run)

    def took(self, fork: int, way: int = 1) -> None:
        """In a trace: which way was taken; 0 is the one for all else."""
        if self.trace and fork:
            self.put(f"tr.append(('took', {fork}, {way}))")

    def nested(
        self, cases: tuple[Any, ...], values: list[str], run: Callable[[Ops], None], otherwise: Callable[[], None]
    ) -> None:
        """Keys of several numbers: first the one, then the other."""
        groups: dict[int, list[Case]] = {}
        for case in cases:
            groups.setdefault(case.key[0][0], []).append(Case(case.key[1:], case.body, case.fork))
        inner = iter(groups.values())
        outer = [Case(((first,),), ()) for first in groups]
        self.chain(outer, values[:1], lambda _: self.cases(tuple(next(inner)), values[1:], run, otherwise), otherwise)

    def bisect(self, cases: list[Any], first: int, number: str, run: Callable[[Ops], None]) -> None:
        if len(cases) == 1:
            self.took(cases[0].fork)
            run(cases[0].body)
            return
        half = len(cases) // 2
        with self.block(f"if {number} < {first + half}:"):
            self.bisect(cases[:half], first, number, run)
        with self.block("else:"):
            self.bisect(cases[half:], first + half, number, run)

    def chain(
        self, cases: list[Any], values: list[str], run: Callable[[Ops], None], otherwise: Callable[[], None]
    ) -> None:
        word, unset = "if", self.unset
        for case in cases:
            tests = [case_test(value, *part, unset=unset) for value, part in zip(values, case.key, strict=True)]
            with self.block(f"{word} {' and '.join(test for test in tests if test) or 'True'}:"):
                self.took(case.fork)
                run(case.body)
            word = "elif"
        if not cases:
            otherwise()
            return
        with self.block("else:"):
            otherwise()


def _measures(body: Ops) -> bool:
    """Whether a body holds what is sent all the time, not only now and then."""
    return any(part.slot is not None and part.slot.role in ("reading", "time") for part in parts(body))
