"""Generated JavaScript, which values a payload can say twice: the status of the first is not that of the second."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from redi_codecs.plan.plan import Call, Choose, Derive, Guard, If, Load, Loop, Op, Part, TagLoop, Take, Within

__all__ = ["said_twice"]

#: How often the values of a slot are said of now, or in one record of a kind.
_Said = Counter[tuple[int | None, int]]


def said_twice(ops: Sequence[Op]) -> set[int]:
    """The numbers of the slots of which two values may go to the same place."""
    return {slot for (_, slot), times in _said(ops, (None,)).items() if times > 1}


def _said(ops: Sequence[Op], rooms: tuple[int | None, ...]) -> _Said:
    found: _Said = Counter()
    for op in ops:
        found += _of(op, rooms)
    return found


def _of(op: Op, rooms: tuple[int | None, ...]) -> _Said:
    match op:
        case Load():
            return _parts(op.parts, rooms)
        case Take() | Derive():
            return _parts((op.part,), rooms)
        case If() | Within() | Guard():
            return _said(op.body, rooms)
        case Choose():
            bodies = [*(case.body for case in op.cases), *([] if op.otherwise is None else [op.otherwise])]
            found: _Said = Counter()
            for body in bodies:
                found |= _said(body, rooms)
            return found
        case TagLoop():
            return _again(_said([inner for case in op.cases for inner in case.body], rooms))
        case Loop(record=None):
            return _again(_said(op.body, rooms))
        case Loop():
            return _said(op.body, (op.record, *rooms) if op.newest == "first" else (op.record,))
        case Call():
            return _again(Counter((room, slot.index) for room in rooms for slot in op.slots))
        case _:
            return Counter()


def _parts(parts: Sequence[Part], rooms: tuple[int | None, ...]) -> _Said:
    return Counter((room, part.slot.index) for part in parts if part.slot is not None for room in rooms)


def _again(said: _Said) -> _Said:
    return said + said
