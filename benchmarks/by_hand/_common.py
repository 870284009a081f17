"""What the hand-written decoders and construct declarations share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from construct import Container, EnumIntegerString, ExprAdapter, GreedyBytes, GreedyRange, OneOf, Struct, Switch, this

Values = dict[str, Any]
ByHand = Callable[[bytes, int], Values]


class NotCovered(Exception):
    """What the hand-written decoders leave out, and the library decodes: such payloads are not measured."""


def date_of(year: int | None, month: int | None, day: int | None) -> int | None:
    """Seconds since 1970 of a day, None where there is no such day."""
    if year is None or month is None or day is None:
        return None
    try:
        return (date(year, month, day).toordinal() - 719_163) * 86_400
    except ValueError:
        return None


def short(what: str, at: int) -> ValueError:
    return ValueError(f"{what} is cut off at byte {at}")


# ---- for declarations in construct -----------------------------------------------------------------------------------


def read(sub: Any, decoder: Callable[[Any], Any]) -> Any:
    """What construct has read, made into a value."""
    return ExprAdapter(sub, lambda obj, context: decoder(obj), None)


def scaled(sub: Any, divisor: int = 1, *, times: int = 1, plus: int = 0) -> Any:
    return read(sub, lambda raw: (raw * times + plus) / divisor)


def entries(tag: Any, cases: Mapping[int, Any]) -> Any:
    """Tag and value again and again; construct ends this at the first one that it cannot read."""
    return GreedyRange(Struct("tag" / OneOf(tag, list(cases)), "value" / Switch(this.tag, cases)))


def whole(context: Container) -> bytes:
    """All that is being parsed: what is read already, and what is not."""
    payload: bytes = context._io.getvalue()
    return payload


#: What no entry took.
REST = "rest" / GreedyBytes


def values_of(parsed: Container, cases: Mapping[int, Any]) -> Values:
    """What construct parsed, as the hand-written decoders say it (statuses apart: construct has only None).

    ``cases`` are those of the tags: a single value after a tag has its name from there.
    """
    values: Values = {}
    for name, value in parsed.items():
        if name.startswith("_") or name == "tag" or (name == "rest" and not value):
            continue
        if name == "record":
            values["records"] = [values_of(value, cases)]
        elif name == "records":
            values["records"] = [values_of(one, cases) for one in value]
        elif name == "entries":
            for entry in value:
                called = cases[entry.tag].name
                said = values_of(Container({called: entry.value}) if called else entry.value, cases)
                if "records" in said and "records" in values:
                    said["records"] = values["records"] + said["records"]
                values |= said
        elif isinstance(value, Container):
            values |= values_of(value, cases)
        elif name == "pixels":
            values |= {f"temperature_difference_surface_{at}": one for at, one in enumerate(value, 1)}
        else:
            values[name] = str(value) if isinstance(value, EnumIntegerString) else value
    return values
