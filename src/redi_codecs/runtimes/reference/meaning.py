"""From a raw word to a value: validity, sentinels, transform, status, channel."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from redi_codecs.layout.expr import Cond, Expr
from redi_codecs.layout.nodes import Field
from redi_codecs.layout.transform import Affine, Derived, ValueType
from redi_codecs.layout.walk import names
from redi_codecs.layout.wire import Real
from redi_codecs.results import Null, no_value
from redi_codecs.runtimes.reference.cursor import Cursor
from redi_codecs.runtimes.reference.evaluate import compute, holds, number

#: The value type of every name that is no hidden value.
Types = Mapping[str, ValueType]


def types(fields: Iterable[Field]) -> Types:
    """Which type each name has: its quantity's, or for an attribute without quantity that of its first declaration."""
    found: dict[str, ValueType] = {}
    for field in fields:
        if field.role != "hidden":
            kind = field.quantity.type if field.quantity else _natural(field)
            found.setdefault(field.name, kind)
    return found


def _natural(field: Field) -> ValueType:
    transform = field.source.transform
    if isinstance(transform, Affine):
        return "float" if transform.den != 1 or isinstance(field.source.wire, Real) else "int"
    if isinstance(transform, Derived) and isinstance(transform.expr, Cond):
        return "bool"
    return transform.gives[0]


def variable(field: Field) -> str:
    """The name by which expressions, and containers, know a field."""
    return field.name.replace("{}", "n")


def forget(fields: Iterable[Field], cursor: Cursor) -> None:
    """Before a body is read once more: what its fields said the last time is no longer known.

    A field that says again what was read before it, by the same name, has not said it itself.
    """
    for field in fields:
        transform = field.source.transform
        if not (isinstance(transform, Derived) and variable(field) in names(transform.expr)):
            cursor.known.pop(variable(field), None)


def read(field: Field, kinds: Types, cursor: Cursor, raw: Any, at: int) -> None:
    """Take in the raw value of a field that stands at the byte ``at``."""
    if field.role == "hidden":
        cursor.known[variable(field)] = None if _endless(raw) else field.source.transform.decode(raw)
        return
    if field.valid is not None and not holds(field.valid, cursor, at):
        return
    status = _sentinel(field, cursor, raw, at)
    if status is not None:
        _tell(field, cursor, no_value(status), at)
        return
    value = field.source.transform.decode(raw)
    if isinstance(value, int) and kinds[field.name] == "float":
        value = float(value)
    _tell(field, cursor, no_value("unknown") if value is None else value, at)


def derive(field: Field, kinds: Types, cursor: Cursor, at: int) -> None:
    """Compute a field that has no bytes of its own."""
    assert isinstance(field.source.transform, Derived)
    if field.valid is not None and not holds(field.valid, cursor, at):
        return
    value = None
    if not (isinstance(field.invalid, Cond) and holds(field.invalid, cursor, at)):
        with suppress(TypeError, ArithmeticError):
            value = compute(field.source.transform.expr, cursor, at)
            if kinds[field.name] == "float":
                value = value / 1
    _tell(field, cursor, no_value("fault") if value is None else value, at)


def _sentinel(field: Field, cursor: Cursor, raw: Any, at: int) -> str | None:
    """The status of a raw value that is no measurement."""
    if isinstance(field.invalid, Cond):
        if holds(field.invalid, cursor, at):
            return "fault"
    else:
        wire = field.source.wire
        known = wire.raw(raw) if isinstance(wire, Real) else raw
        for match, status in field.invalid:
            if match.start <= known < match.stop if isinstance(match, range) else known == match:
                return status
    return "fault" if _endless(raw) else None


def _endless(raw: Any) -> bool:
    """Whether the bits of a float stand for no number, or for an infinite one: what it says is not known then."""
    return isinstance(raw, float) and not math.isfinite(raw)


def _tell(field: Field, cursor: Cursor, value: Any, at: int) -> None:
    """Note a value, or why there is none; what follows may refer to a value."""
    missing = isinstance(value, Null)
    if not missing:
        cursor.known[variable(field)] = value
    if field.role == "time":
        cursor.time = None if missing else value
    elif isinstance(field.channel, Expr):
        cursor.occurrence = cursor.counts[field.name] = cursor.counts.get(field.name, 0) + 1
        cursor.values[field.name, number(field.channel, cursor, at)] = value
    else:
        cursor.values[field.name] = value
