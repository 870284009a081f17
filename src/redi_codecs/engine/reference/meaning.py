"""From a raw word to a value: validity, sentinels, transform, status, channel."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from redi_codecs.engine.reference.cursor import Cursor
from redi_codecs.engine.reference.evaluate import compute, holds, number
from redi_codecs.layout.expr import Cond, Expr
from redi_codecs.layout.nodes import Field
from redi_codecs.layout.transform import Affine, Derived, ValueType
from redi_codecs.layout.wire import Real

#: The value type of every name that is no hidden value.
Types = Mapping[str, ValueType]


def types(fields: Iterable[Field]) -> Types:
    """Which type each name has: its quantity's, or for an attribute without quantity that of its first declaration."""
    found: dict[str, ValueType] = {}
    for field in fields:
        if field.role != "hidden":
            found.setdefault(field.name, field.quantity.type if field.quantity else _natural(field))
    return found


def _natural(field: Field) -> ValueType:
    transform = field.source.transform
    if isinstance(transform, Affine):
        return "float" if transform.den != 1 or isinstance(field.source.wire, Real) else "int"
    return transform.gives[0]


def variable(field: Field) -> str:
    """The name by which expressions, and containers, know a field."""
    return field.name.replace("{}", "n")


def read(field: Field, kinds: Types, cursor: Cursor, raw: Any, at: int) -> None:
    """Take in the raw value of a field that stands at the byte ``at``."""
    if field.role == "hidden":
        cursor.values[variable(field)] = field.source.transform.decode(raw)
        return
    if field.valid is not None and not holds(field.valid, cursor, at):
        return
    status = _sentinel(field, cursor, raw, at)
    if status is not None:
        _tell(field, cursor, None, status, at)
        return
    value = field.source.transform.decode(raw)
    if isinstance(value, int) and kinds[field.name] == "float":
        value = float(value)
    cursor.values[variable(field)] = value
    _tell(field, cursor, value, None if value is not None else "unknown", at)


def derive(field: Field, kinds: Types, cursor: Cursor, at: int) -> None:
    """Compute a field that has no bytes of its own."""
    assert isinstance(field.source.transform, Derived)
    if field.valid is not None and not holds(field.valid, cursor, at):
        return
    try:
        value = compute(field.source.transform.expr, cursor, at)
        if kinds[field.name] == "float":
            value = value / 1
    except (TypeError, ArithmeticError):
        value = None
    cursor.values[variable(field)] = value
    _tell(field, cursor, value, None if value is not None else "fault", at)


def _sentinel(field: Field, cursor: Cursor, raw: Any, at: int) -> str | None:
    """The status of a raw value that is no measurement."""
    if isinstance(field.invalid, Cond):
        if holds(field.invalid, cursor, at):
            return "fault"
    else:
        for match, status in field.invalid:
            if match.start <= raw < match.stop if isinstance(match, range) else raw == match:
                return status
    return "fault" if isinstance(raw, float) and not math.isfinite(raw) else None


def _tell(field: Field, cursor: Cursor, value: Any, status: str | None, at: int) -> None:
    if field.role == "time":
        cursor.time = value
        return
    channel = number(field.channel, cursor, at) if isinstance(field.channel, Expr) else None
    cursor.events.append((field.name, value, status, channel))
