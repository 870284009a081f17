"""Mutants tried in processes of their own: forked, so that nothing has to be loaded again, and ended when they hang."""

from __future__ import annotations

import json
import os
import pickle
import resource
import select
import signal
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

_T = TypeVar("_T")
_R = TypeVar("_R")
_MEMORY = 4 << 30


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant (stillborn, caught, timeout, crashed, survived), by what, and how long that took."""

    outcome: str
    by: str = ""
    seconds: float = 0.0


def each(
    todo: Sequence[_T], judge: Callable[[_T], Verdict], *, jobs: int, limit: float
) -> Iterator[tuple[int, _T, Verdict]]:
    """The verdict on each, in the order in which they end."""
    waiting = list(enumerate(todo))[::-1]
    running: dict[int, tuple[int, int, float]] = {}  # pipe → number, process, when it began
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                number, one = waiting.pop()
                pipe, process = _start(judge, one)
                running[pipe] = (number, process, time.monotonic())
            ready, _, _ = select.select(list(running), [], [], 0.2)
            for pipe, (number, process, began) in list(running.items()):
                took = time.monotonic() - began
                late = took > limit
                if pipe in ready:
                    verdict = _said(pipe, process, took)
                elif late:
                    _end(process)
                    verdict = Verdict("timeout", f"{limit:g} s", took)
                else:
                    continue
                os.close(pipe)
                del running[pipe]
                yield number, todo[number], verdict
    finally:
        for _, process, _ in running.values():
            _end(process)


def results(todo: Sequence[_T], work: Callable[[_T], _R], *, jobs: int, limit: float) -> Iterator[tuple[_T, _R]]:
    """What is found out about each in a process of its own; an error where one does not end well."""
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:

        def kept(numbered: tuple[int, _T]) -> Verdict:
            number, one = numbered
            Path(folder, str(number)).write_bytes(pickle.dumps(work(one)))
            return Verdict("done")

        for number, (_, one), verdict in each(list(enumerate(todo)), kept, jobs=jobs, limit=limit):
            if verdict.outcome != "done":
                raise RuntimeError(f"{one}: {verdict.outcome}, {verdict.by}")
            yield one, pickle.loads(Path(folder, str(number)).read_bytes())


def _start(judge: Callable[[_T], Verdict], one: _T) -> tuple[int, int]:
    sys.stdout.flush()
    sys.stderr.flush()
    pipe, told = os.pipe()
    with warnings.catch_warnings(action="ignore"):  # newer Pythons warn of threads, of which a child has none
        process = os.fork()
    if process:
        os.close(told)
        return pipe, process
    try:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        try:
            verdict = judge(one)
        except BaseException as error:  # whatever a mutant does, even SystemExit
            verdict = Verdict("caught", f"{type(error).__name__}: {error}"[:200])
        os.write(told, json.dumps([verdict.outcome, verdict.by[:2000]]).encode())
    finally:
        os._exit(0)


def _said(pipe: int, process: int, took: float) -> Verdict:
    said = b""
    while part := os.read(pipe, 1 << 16):
        said += part
    _, status = os.waitpid(process, 0)
    if not said:
        if status & 127 == signal.SIGPROF:
            return Verdict("timeout", "a test that does not end", took)
        ended = f"signal {signal.Signals(status & 127).name}" if status & 127 else "no word"
        return Verdict("crashed", ended, took)
    outcome, by = json.loads(said)
    return Verdict(outcome, by, took)


def _end(process: int) -> None:
    """End a process and what it started."""
    for end in (os.killpg, os.kill):
        try:
            end(process, signal.SIGKILL)
            break
        except ProcessLookupError:
            continue
    os.waitpid(process, 0)
