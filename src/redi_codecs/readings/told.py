"""Readings out of the JSON that they were written to: the same objects, made without payload or declaration."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from redi_codecs.quantities import QUANTITIES, Quantity, ValueType
from redi_codecs.readings import Attribute, Decoded, Reading, Record, Warned
from redi_codecs.results import Field, Result, Shape, Values, moment, no_value

__all__ = ["attribute", "decoded", "json_payload", "reading", "record"]

Told = Mapping[str, Any]

_TYPES: Final[Mapping[type, ValueType]] = {bool: "bool", int: "int", float: "float"}


class _Retold(Decoded):
    """What a payload said, as its JSON tells it; that may keep back what the bytes are that were not understood."""

    kept_back: int = 0

    @property
    def rest_size(self) -> int:
        return self.kept_back or len(self.rest)

    def told_rest(self, *, sensitive: bool = False) -> str | None:
        return None if self.kept_back else super().told_rest(sensitive=sensitive)

    def __reduce__(self) -> tuple[Any, ...]:
        return decoded, ({**self.to_dict(sensitive=True), "payload": self.payload.hex()},)


class _Fields:
    """The fields that are met, each once and with a slot of its own."""

    def __init__(self) -> None:
        self.slots: dict[tuple[Field, bool], int] = {}

    def values(self, readings: Iterable[Told], attributes: Iterable[Told]) -> Values:
        return {
            self.slots.setdefault((_field(one), measured), len(self.slots)): _bare(one)
            for ones, measured in ((readings, True), (attributes, False))
            for one in ones
        }


def reading(told: Told) -> Reading:
    """The reading that a dict tells of, as ``to_dict`` has it."""
    field = _field(told)
    return Reading(field, _value(told, field), _time(told["time"]), told["status"])


def attribute(told: Told) -> Attribute:
    """The attribute that a dict tells of."""
    field = _field(told)
    return Attribute(field, _value(told, field), _time(told["time"]), told["status"])


def record(told: Told) -> Record:
    """The record that a dict tells of."""
    attributes = map(attribute, told["attributes"])
    return Record(
        told["name"], _time(told["time"]), tuple(map(reading, told["readings"])), {one.name: one for one in attributes}
    )


def decoded(told: Told) -> Decoded:
    """What a payload said, as far as ``to_dict`` tells it; without the payload where that is hidden."""
    fields, names = _Fields(), [one["name"] for one in told["records"]]
    values = fields.values(told["readings"], told["attributes"])
    time, received_at = _time(told["time"]), _time(told["received_at"])
    records = [
        (number, _seconds(_time(one["time"])), fields.values(one["readings"], one["attributes"]))
        for number, one in enumerate(told["records"])
    ]
    warnings = [(one["code"], one["offset"], None, one["text"]) for one in told["warnings"]]
    payload = bytes.fromhex(told["payload"] or "")
    own = None if time == received_at else _seconds(time)
    result = Result(told["message"], own, values, records, warnings, len(payload))
    shape = Shape(told["device"], [field for field, _ in fields.slots], [one for _, one in fields.slots], names)
    made = _Retold(shape, payload, told["f_port"], result, received_at)
    made.kept_back = told["rest_size"] if told["rest"] is None else 0
    made.rest = bytes.fromhex(told["rest"] or "")
    made.warnings = tuple(Warned(one["code"], one["offset"], one["text"]) for one in told["warnings"])
    return made


def json_payload(one: Decoded, *, sensitive: bool) -> str | None:
    """The payload in hex; None where there is something sensitive in it, or may be, and nobody asked for that."""
    parts: tuple[Decoded | Record, ...] = (one, *one.records)
    values = (value for part in parts for value in (*part.readings, *part.attributes.values()))
    hidden = one.told_rest() is None or any(value.field.sensitive for value in values)
    return None if not one.payload or (hidden and not sensitive) else one.payload.hex()


def _field(told: Told) -> Field:
    kind = None if told["quantity"] is None else _quantity(told["quantity"], told["unit"], told["value"])
    return Field(told["name"], kind, told["channel"], told["place"], told["statistic"])


def _quantity(key: str, unit: str, value: object) -> Quantity:
    """The quantity of this name; one that is unknown here is what its value looks like, and has no limits."""
    known = QUANTITIES.get(key)
    if known is not None and known.unit == unit:
        return known
    return Quantity(key, unit, _TYPES.get(type(value), "text"), key, key)


def _value(told: Told, field: Field) -> Any:
    value, kind = told["value"], field.kind
    if kind is not None and isinstance(value, str):
        if kind.type == "bytes":
            return bytes.fromhex(value)
        if kind.type == "time":
            return datetime.fromisoformat(value)
    return value


def _bare(told: Told) -> Any:
    """A value as a runtime gives it."""
    value = _value(told, _field(told))
    if value is None and told["status"] is not None:
        return no_value(told["status"])
    return _seconds(value) if isinstance(value, datetime) else value


def _seconds(time: datetime | None) -> float | None:
    seconds = None if time is None else time.timestamp()
    return int(seconds) if seconds is not None and seconds.is_integer() else seconds


def _time(time: datetime | str | None) -> datetime | None:
    if isinstance(time, str):
        time = datetime.fromisoformat(time)
    return None if time is None else moment(time.timestamp())
