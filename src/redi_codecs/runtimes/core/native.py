"""The compiled core, where it was built: programs made once a device, batches run by one or several threads."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, MutableMapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from redi_codecs.plan.columns import Columns
    from redi_codecs.plan.plan import Plan
    from redi_codecs.runtimes.python.generated import Decoder

__all__ = ["available", "decode_columns", "filled", "long", "machine", "named", "single"]

#: Threads split rows at multiples of this, so that no two write to one byte.
_STEP = 1024
#: Fewer rows a thread are not worth a thread.
_LEAST = 16 * _STEP
#: Unless somebody says how many threads, fewer rows for each are not certain to be faster than one thread alone.
_CERTAIN = 192 * _STEP
#: With more than this for each of them, threads take turns: none waits for one that the system held up.
_MUCH = 64 * _STEP
_TURNS = 4


class Rows(Protocol):
    """Payloads, ports and times in pieces of memory; what a batch gathers is of this kind."""

    @property
    def rows(self) -> int: ...
    @property
    def preset(self) -> bytearray | None: ...
    def pieces(self, start: int = 0, stop: int | None = None) -> Iterator[Any]: ...


@cache
def _core() -> Any:
    """The extension, or None where it was not built or does not load here."""
    try:
        return import_module("redi_codecs.runtimes.core._vm")
    except ImportError:
        return None


def available() -> bool:
    """Whether the compiled core is there."""
    return _core() is not None


def machine(plan: Plan) -> Any:
    """The machine of a plan; None where there is no core, or the plan has something that no program can hold."""
    if "machine" not in plan.made:
        plan.made.setdefault("machine", _machine(plan))
    return plan.made["machine"]


def _machine(plan: Plan) -> Any:
    from redi_codecs.runtimes.core.lower import NotLowered, lower

    core = _core()
    try:
        return core and core.Machine(lower(plan))
    except NotLowered:  # Python decodes it
        return None


def single(plan: Plan, generated: Decoder, whole: Any) -> Any:
    """The core's decoder of single payloads, or None.

    Called, it gives what ``generated`` does, which it asks in all odd cases; its ``decode`` and ``readings`` ask
    ``whole``, which decodes without the core.
    """
    from redi_codecs.plan.schema import schema
    from redi_codecs.results import no_value

    made = machine(plan)
    return made and _core().Single(
        made, generated, [no_value(status) for status in schema(plan).statuses], whole, plan.shape
    )


def long(texts: MutableMapping[str, int]) -> Any:
    """What takes payloads of many devices into the cells of one long table."""
    core = _core()
    return _Nothing() if core is None else core.Long(texts)


def named(plan: Plan, generated: Decoder, whole: Any, labels: list[int], statuses: list[int]) -> Any:
    """A device of a long table, whose ``labels`` and ``statuses`` these are; None where only Python decodes it."""
    one = single(plan, generated, whole)
    return one and _core().Named(one, labels, statuses)


class _Nothing:
    """Stands for a long table where there is no core: all payloads are odd."""

    def add(self, *given: Any) -> None:
        *_, counts = given
        counts[:] = -1

    def finish(self) -> tuple[None, None, None, None]:
        return None, None, None, None


def filled(rows: int, format: str, item: int) -> Any:
    """Memory for so many numbers, each of which is to be written; None where there is no core, or nothing to write."""
    core = _core()
    return core.filled(rows * item, format.encode(), item) if core and rows else None


def decode_columns(machine: Any, inputs: Rows, *, threads: int | None = None, shapes: bool = True) -> Columns:
    """Decode all rows with at most so many threads (as many as there are processors, where that is not said)."""
    core, rows = _core(), inputs.rows
    output = core.Output(machine, rows, shapes)
    count = _threads(rows, _processors(), _CERTAIN) if threads is None else _threads(rows, threads, _LEAST)
    parts = [core.Part(output, rows)] if rows else []  # with room for what the others add to it in the end

    def run(part: Any, start: int, stop: int) -> None:
        for piece in inputs.pieces(start, stop):
            part.run(piece, inputs.preset)

    # One block first: memory that this thread asks for is there again for the next batch.
    head = rows if count == 1 else min(rows, _STEP)
    if rows:
        run(parts[0], 0, head)
    if head < rows:
        # Turns only where nothing is joined in the end, as children are.
        turns = 1 if parts[0].has_children else _turns(rows, count)
        (_, first), *bounds = _bounds(rows, turns * count)
        parts += [core.Part(output, stop - start) for start, stop in bounds]
        work = [(part, *bound) for part, bound in zip(parts, [(head, first), *bounds], strict=True)]
        _share(deque(work), run, count)
    columns: Columns = output.finish(parts)
    if inputs.preset is not None:
        columns.errors = _joined(columns.errors, inputs.preset)
    return columns


def _threads(rows: int, most: int, least: int) -> int:
    """How many threads share so many rows, where fewer than ``least`` are not worth one."""
    return max(1, min(most, rows // least))


def _turns(rows: int, threads: int) -> int:
    """How often each of so many threads takes some of the rows."""
    return max(1, min(_TURNS, rows // (threads * _MUCH)))


def _processors() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _bounds(rows: int, most: int) -> list[tuple[int, int]]:
    """Rows in at most so many parts, none of them small."""
    count = max(1, min(most, rows // _LEAST))
    each = -(-rows // (count * _STEP)) * _STEP
    return [(start, min(start + each, rows)) for start in range(0, rows, each)]


def _share(work: deque[tuple[Any, int, int]], run: Callable[[Any, int, int], None], threads: int) -> None:
    """Threads, of which this one is one, take the next part as soon as they are done with one."""
    from concurrent.futures import ThreadPoolExecutor

    def take() -> None:
        while work:
            try:
                part = work.popleft()
            except IndexError:  # another thread was quicker
                return
            run(*part)

    with ThreadPoolExecutor(threads - 1) as pool:
        others = [pool.submit(take) for _ in range(threads - 1)]
        take()
        for done in others:
            done.result()


def _joined(errors: Any, preset: bytearray) -> Any:
    """Errors met, and those known before."""
    if not any(preset):
        return errors
    if errors is None:
        return bytearray(preset)
    seen = memoryview(errors)
    size = len(preset)
    whole = int.from_bytes(seen, "little") | int.from_bytes(preset, "little")  # a row has one or the other
    return bytearray(whole.to_bytes(size, "little"))
