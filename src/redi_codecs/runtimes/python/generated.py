"""Generated Python: a Plan becomes the straight-line function that somebody would have written by hand.

Two functions come from the same emitter. The *fast* one decodes; whatever is not right makes it call the *slow* one,
which checks step by step, knows field and byte offset, keeps what was complete, and can trace every byte for
``explain``.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from functools import cached_property
from typing import Any, Protocol, cast

from redi_codecs.plan import faults
from redi_codecs.plan.plan import Call, Loop, Name, Plan, every, parts
from redi_codecs.results import Result, Values
from redi_codecs.runtimes.python.control import ControlEmitter
from redi_codecs.runtimes.python.runtime import Corrupt, column, gather, steps, typed

Decoder = Callable[[bytes, int, float | None], Result]


class SlowDecoder(Protocol):
    """The step-by-step decoder: what it understands goes into the arguments, so that it outlives a fault."""

    def __call__(
        self,
        p: bytes,
        f_port: int,
        rx: float | None,
        head: list[Any],
        ev: Values,
        rec: list[Any],
        w: list[Any],
        tr: list[Any],
        st: dict[tuple[int, int], str],
    ) -> Result: ...


class Generated:
    """The source of both functions, and the functions."""

    def __init__(self, plan: Plan) -> None:
        names: dict[str, Any] = {
            "int_from": int.from_bytes,
            "Corrupt": Corrupt,
            "column": column,
            "gather": gather,
            "steps": steps,
            "typed": typed,
            "faults": faults,
            "cut_short": (IndexError, struct.error),
        }
        self._given = names
        self._plan = plan
        self._slow: SlowDecoder | None = None

    @cached_property
    def _fast(self) -> tuple[str, dict[str, Any]]:
        names = dict(self._given)
        return _source(self._plan, names, "decode"), names

    @property
    def source(self) -> str:
        """The fast decoder, as it is written."""
        return self._fast[0]

    @cached_property
    def decode(self) -> Decoder:
        """The fast decoder, made when it is first needed: who looks for what vectors tell apart needs none."""
        source, names = self._fast
        names = {**names, "slow": self.slowly}
        exec(compile(source, f"<decode of {self._plan.device}>", "exec"), names)
        return cast(Decoder, names["decode"])

    @property
    def slow(self) -> SlowDecoder:
        """The step-by-step decoder, made when it is first needed.

        Several threads may need it first at once: each makes one with names of its own, and none is seen half made.
        """
        slow = self._slow
        if slow is None:
            names = dict(self._given)
            source = _source(self._plan, names, "decode_slowly")
            exec(compile(source, f"<decode_slowly of {self._plan.device}>", "exec"), names)
            slow = self._slow = cast(SlowDecoder, names["decode_slowly"])
        return slow

    def slowly(self, p: bytes, f_port: int, rx: float | None) -> Result:
        """Decode step by step; a fault raises :class:`~redi_codecs.plan.faults.Fault`."""
        result, fault = self.traced(p, f_port, rx, [])
        if fault is not None:
            raise fault
        return result

    def traced(self, p: bytes, f_port: int, rx: float | None, trace: list[Any]) -> tuple[Result, faults.Fault | None]:
        """What was understood (all, or what came before the fault), the fault, and in ``trace`` every step."""
        stops: dict[tuple[int, int], str] = {}
        while True:
            head: list[Any] = [None, None]
            values: Values = {}
            records: list[Any] = []
            warnings: list[Any] = []
            trace.clear()
            try:
                return Result(*self.slow(p, f_port, rx, head, values, records, warnings, trace, stops)), None
            except faults.Stop:
                continue  # one more block that is not understood: once more, without it
            except faults.Fault as fault:
                return Result(head[0], head[1], values, records, warnings, min(fault.offset, len(p))), fault


def _source(plan: Plan, names: dict[str, Any], name: str) -> str:
    """The source of one function."""
    trace = name == "decode_slowly"
    emitter = ControlEmitter(plan, names, trace=trace)
    emitter.display = None if trace else []
    emitter.depth = 1 if trace else 2
    emitter.body(plan.ops)
    emitter.settle()
    emitter.flush()
    text = "\n".join(emitter.lines)
    recording = trace or any(isinstance(op, Loop | Call) for op in every(plan.ops))
    warning = trace or "w += " in text
    naming = any(isinstance(op, Name) for op in every(plan.ops))
    timing = re.search(r"\btm\b", text) is not None
    head = [f"def {name}(p, f_port, rx{', head, ev, rec, w, tr, st' if trace else ''}):"]
    if re.search(r"\bn\b", text):
        head.append("    n = len(p)")
    variables = sorted(each for each in emitter.used if not each.startswith(("mask_", "selector_")))
    starts = [("m", "None", naming), ("tm", "None", timing)]
    if not trace:
        starts += [("rec", "[]", recording), ("w", "()", warning)]
    groups = sorted(
        {op.record for op in every(plan.ops) if isinstance(op, Loop) and op.columns and op.record is not None}
    )
    starts += [(f"{stem}_{group}", value, True) for group in groups for stem, value in (("rows", "[]"), ("kept", "0"))]
    starts += [(f"n_{part.slot.index}", "0", True) for part in parts(plan.ops) if part.counted and part.slot]
    starts += [(f"v_{each}", "None", f"v_{each}" in text) for each in variables]
    starts += [(f"at_{each}", "None", trace) for each in sorted(plan.switched)]
    head += [f"    {variable} = {value}" for variable, value, needed in starts if needed]
    results = [
        "m" if naming else "None",
        "tm" if timing else "None",
        "ev",
        "rec" if recording else "()",
        "w" if warning else "()",
        "o",
    ]
    guarded = ["    try:", text, "    except cut_short:", "        return slow(p, f_port, rx)"]
    body = [text] if trace else guarded
    return "\n".join([*head, *body, f"    return {', '.join(results)}", ""])
