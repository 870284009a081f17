"""Generated JavaScript, messages that a file can do without: they say nothing that others do not say too."""

from __future__ import annotations

from redi_codecs.plan.plan import Call, Choose, Loop, Name, Op, Plan, every, parts

__all__ = ["left_out", "repeating"]


def left_out(message: str) -> str:
    """What a file says of a message that it does without."""
    return f"the message {message} is left out of this file, for which it is too long"


def repeating(plan: Plan) -> list[str]:
    """The names of messages without a history of which others have all readings, the longest message first."""
    bodies: dict[str, tuple[Op, ...]] = {}
    for op in every(plan.ops):
        if isinstance(op, Choose):
            for body in [*(case.body for case in op.cases), *([] if op.otherwise is None else [op.otherwise])]:
                bodies |= {one.message: body for one in body if isinstance(one, Name)}
    told = {message: _readings(body) for message, body in bodies.items()}
    spare = []
    for message in reversed(list(bodies)):
        history = any(isinstance(op, Loop | Call) and op.record is not None for op in every(bodies[message]))
        if not history and told[message] <= frozenset().union(*(told[one] for one in told if one != message)):
            spare.append(message)
            del told[message]
    return sorted(spare, key=lambda message: -sum(1 for _ in every(bodies[message])))


def _readings(body: tuple[Op, ...]) -> frozenset[str]:
    """The names of what is measured in a message."""
    slots = [part.slot for part in parts(body) if part.slot is not None]
    slots += [slot for op in every(body) if isinstance(op, Call) for slot in op.slots]
    return frozenset(slot.name for slot in slots if slot.role == "reading")
