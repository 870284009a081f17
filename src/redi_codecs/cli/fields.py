"""What a device can say, field by field, in the words of a person: read off its Plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from redi_codecs.symbols import symbol

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.plan.plan import Part, Plan, Slot

__all__ = ["Described", "fields_of", "messages_of", "plan_of", "ports_of"]


@dataclass(slots=True)
class Described:
    """One value that a message may hold; the same name in several messages is one of these."""

    name: str
    role: str
    type: str
    unit: str
    label: str
    place: str
    statistic: str
    sensitive: bool
    #: What the format can carry, where that is one range of numbers, and in which steps.
    low: float | None = None
    high: float | None = None
    step: float | None = None
    #: What is plausible; values beyond are flagged.
    limits: tuple[float | None, float | None] = (None, None)
    choices: list[str] = field(default_factory=list)
    #: Why there may be no value.
    statuses: list[str] = field(default_factory=list)

    @property
    def range_text(self) -> str:
        """``-40 … 85 by 0.1``, the names of states, or ``yes, no``.

        >>> (humidity,) = [one for one in fields_of("milesight-iot/em300-th") if one.name == "humidity"]
        >>> humidity.range_text, humidity.unit
        ('0 … 127.5 by 0.5', '%')
        """
        from redi_codecs.plan.extents import range_text

        return range_text(self.type, self.choices, (self.low, self.high, self.step))

    @property
    def limits_text(self) -> str:
        """``-50 … 100``, or what there is of it."""
        from redi_codecs.plan.extents import short

        low, high = self.limits
        if low is None:
            return "" if high is None else f"to {short(high)}"
        return f"from {short(low)}" if high is None else f"{short(low)} … {short(high)}"

    def to_dict(self) -> dict[str, Any]:
        """Plain values, those that say something."""
        out = {
            "name": self.name,
            "role": self.role,
            "type": self.type,
            "unit": self.unit,
            "label": self.label,
            "place": self.place,
            "statistic": self.statistic,
            "sensitive": self.sensitive,
            "low": self.low,
            "high": self.high,
            "step": self.step,
            "plausible": [*self.limits] if self.limits != (None, None) else None,
            "choices": self.choices,
            "statuses": self.statuses,
        }
        return {key: value for key, value in out.items() if value not in (None, [], "")}


def plan_of(device: str | Device) -> Plan:
    """The Plan of what a device sends."""
    from redi_codecs import codec

    return codec(device).plan


def fields_of(device: str | Device) -> list[Described]:
    """The readings and attributes that an uplink of a device may hold."""
    from redi_codecs.plan.plan import Call, every, parts

    plan = plan_of(device)
    found = {slot.name: _described(slot) for slot in plan.slots if slot.role in ("reading", "attribute")}
    unbounded = {slot.name for op in every(plan.ops) if isinstance(op, Call) for slot in op.slots}
    for part in parts(plan.ops):
        if part.slot is not None and part.slot.name in found:
            _add(found[part.slot.name], part)
            if part.real:
                unbounded.add(part.slot.name)
    for name in unbounded & set(found):  # what floating-point numbers and custom nodes can say is not known from bits
        found[name].low = found[name].high = found[name].step = None
    return list(found.values())


def ports_of(device: Device) -> list[str]:
    """The ports that a device sends on, as far as its declaration says."""
    from redi_codecs.layout.expr import Known
    from redi_codecs.plan.plan import Choose, every

    found: dict[str, None] = {}
    for op in every(plan_of(device).ops):
        if isinstance(op, Choose) and isinstance(op.on[0], Known) and op.on[0].name == "f_port":
            if op.otherwise is not None:
                return []
            found |= dict.fromkeys(_port(match) for case in op.cases for match in case.key[0])
    if not found:  # the format does not depend on it: that of the declaration, and what its payloads came on
        known = [device.f_port, *(vector.f_port for vector in device.vectors)]
        return list(dict.fromkeys(str(port) for port in known if port is not None))
    return list(found)


def messages_of(device: Device) -> list[str]:
    """The names of its frames, where they have names."""
    from redi_codecs.plan.plan import Name, every

    return list(dict.fromkeys(op.message for op in every(plan_of(device).ops) if isinstance(op, Name)))


def _port(match: object) -> str:
    return f"{match.start}…{match.stop - 1}" if isinstance(match, range) else str(match)


def _described(slot: Slot) -> Described:
    known = slot.field
    kind = known.kind
    return Described(
        name=slot.name,
        role=slot.role,
        type=slot.type,
        unit=symbol(known.unit),
        label=kind.label if kind else "",
        place=known.place,
        statistic=known.statistic,
        sensitive=known.sensitive,
        limits=(kind.low, kind.high) if kind else (None, None),
    )


def _add(one: Described, part: Part) -> None:
    """What one place in the format says of a field."""
    from redi_codecs.layout.transform import Choice
    from redi_codecs.plan.extents import ends, step_of

    for _, status in part.sentinels:
        if status not in one.statuses:
            one.statuses.append(status)
    if isinstance(part.transform, Choice):
        one.choices += [label for _, label in part.transform.labels if label not in one.choices]
    elif one.type in ("float", "int") and not part.real:
        for value in ends(part):
            one.low = value if one.low is None else min(one.low, value)
            one.high = value if one.high is None else max(one.high, value)
        step = step_of(part)
        one.step = step if one.step is None or step is None else min(one.step, step)
