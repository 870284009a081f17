"""The compiled core, where it was built: programs made once a device, batches run by one or several threads."""

from __future__ import annotations

import os
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from redi_codecs.batch.inputs import Inputs
    from redi_codecs.engine.columns import Columns
    from redi_codecs.engine.plan import Plan
    from redi_codecs.engine.pygen import Decoder

__all__ = ["available", "decode_columns", "machine", "single"]

#: Threads split rows at multiples of this, so that no two write to one byte.
_STEP = 1024
#: Fewer rows a thread are not worth a thread.
_LEAST = 16 * _STEP


@cache
def _core() -> Any:
    """The extension, or None where it was not built or does not load here."""
    try:
        return import_module("redi_codecs.engine._vm")
    except ImportError:
        return None


def available() -> bool:
    """Whether the compiled core is there."""
    return _core() is not None


@lru_cache(maxsize=1024)
def machine(plan: Plan) -> Any:
    """The machine of a plan; None where there is no core, or the plan has something that no program can hold."""
    from redi_codecs.engine.lower import NotLowered, lower

    core = _core()
    try:
        return core and core.Machine(lower(plan))
    except NotLowered:
        return None


def single(plan: Plan, generated: Decoder, whole: Any) -> Any:
    """The core's decoder of single payloads, or None.

    Called, it gives what ``generated`` does, which it asks in all odd cases; its ``readings`` asks ``whole``, the
    codec's ``decode``.
    """
    from redi_codecs.engine.schema import schema
    from redi_codecs.results import no_value

    made = machine(plan)
    return made and _core().Single(made, generated, [no_value(status) for status in schema(plan).statuses], whole)


def decode_columns(machine: Any, inputs: Inputs, *, threads: int | None = None, shapes: bool = True) -> Columns:
    """Decode all rows with at most so many threads (as many as there are processors, where that is not said)."""
    from concurrent.futures import ThreadPoolExecutor

    core = _core()
    output = core.Output(machine, inputs.rows, shapes)
    most = max(1, threads if threads is not None else os.cpu_count() or 1)
    count = max(1, min(most, inputs.rows // _LEAST))
    each = -(-inputs.rows // (count * _STEP)) * _STEP
    bounds = [(start, min(start + each, inputs.rows)) for start in range(0, inputs.rows, max(each, 1))]
    # The first part has room for what the others add to it in the end.
    parts = [(core.Part(output, stop - start if start else inputs.rows), start, stop) for start, stop in bounds]

    def run(part: Any, start: int, stop: int) -> None:
        for piece in inputs.pieces(start, stop):
            part.run(piece, inputs.preset)

    if len(parts) == 1:
        run(*parts[0])
    elif parts:
        own, start, stop = parts[0]
        run(own, start, start + _STEP)  # memory that this thread asks for is there again for the next batch
        with ThreadPoolExecutor(len(parts) - 1) as pool:
            others = [pool.submit(run, *part) for part in parts[1:]]
            run(own, start + _STEP, stop)
            for done in others:
                done.result()
    columns: Columns = output.finish([part for part, _, _ in parts])
    if inputs.preset is not None:
        columns.errors = _joined(columns.errors, inputs.preset)
    return columns


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
