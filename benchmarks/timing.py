"""Times that can be compared on a noisy machine: all contenders in every round, and ratios within the round."""

from __future__ import annotations

import gc
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from itertools import starmap
from statistics import median
from time import perf_counter_ns
from typing import Any, NamedTuple


class Contender(NamedTuple):
    """A function and the arguments of each of its calls."""

    function: Callable[..., Any]
    calls: Sequence[tuple[Any, ...]]


class Times:
    """Nanoseconds a call, of each contender in each round."""

    def __init__(self, rounds: Mapping[str, Sequence[float]]) -> None:
        self.rounds = rounds

    def typical(self, name: str) -> float:
        return median(self.rounds[name])

    def ratio(self, slower: str, faster: str) -> float:
        """How many times longer one takes than the other: the median over the rounds of what each round says."""
        return median(a / b for a, b in zip(self.rounds[slower], self.rounds[faster], strict=True))


def race(contenders: Mapping[str, Contender], *, rounds: int, block_ms: float) -> Times:
    """Time the contenders in turn, in every round from another one on; a block of calls takes about ``block_ms``."""
    sizes = {name: _calls(one, block_ms) for name, one in contenders.items()}
    names = list(contenders)
    seen: dict[str, list[float]] = {name: [] for name in names}
    gc.collect()
    gc.disable()
    try:
        for number in range(rounds):
            start = number % len(names)
            for name in names[start:] + names[:start]:
                calls = sizes[name]
                seen[name].append(_block(contenders[name].function, calls) / len(calls))
    finally:
        gc.enable()
    return Times(seen)


class Runner(NamedTuple):
    """A function that does a lot at once, says in how many nanoseconds, and of how many units."""

    run: Callable[[], int]
    units: int


def timed(function: Callable[[], object]) -> Callable[[], int]:
    """A function's nanoseconds, until what it has made is given back."""

    def run() -> int:
        start = perf_counter_ns()
        function()
        return perf_counter_ns() - start

    return run


def interleaved(runners: Mapping[str, Runner], *, rounds: int, block_ms: float = 10) -> Times:
    """Nanoseconds a unit: all runners in every round, from another one on; a round to warm up does not count.

    In a round each runs for about ``block_ms``, at least once.
    """
    names = list(runners)
    for one in runners.values():  # what is made once is not what a turn takes
        one.run()
    turns = {name: max(1, round(block_ms * 1_000_000 / max(1, one.run()))) for name, one in runners.items()}
    seen: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        start = number % len(names)
        for name in names[start:] + names[:start]:
            gc.collect()
            gc.disable()
            try:
                spent = sum(runners[name].run() for _ in range(turns[name]))
            finally:
                gc.enable()
            seen[name].append(spent / (turns[name] * runners[name].units))
    return Times(seen)


def _calls(contender: Contender, block_ms: float) -> list[tuple[Any, ...]]:
    """The contender's calls, so often that a block is long enough."""
    calls = list(contender.calls)
    _block(contender.function, calls)
    while (spent := _block(contender.function, calls)) < 500_000:
        calls *= 2
    return calls * max(1, round(block_ms * 1_000_000 / spent))


def _block(function: Callable[..., Any], calls: Sequence[tuple[Any, ...]]) -> int:
    start = perf_counter_ns()
    deque(starmap(function, calls), maxlen=0)
    return perf_counter_ns() - start
