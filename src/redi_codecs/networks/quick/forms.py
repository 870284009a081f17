"""What the compiled reader of lines knows of a usual message: msgspec's types of its fields, as numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf
from typing import Any, Final

from msgspec import inspect

__all__ = ["Form", "Forms"]

#: The kinds of :file:`_json.h`.
ANY, TEXT, NUMBER, OBJECT, LIST, REFUSED = range(6)
#: What may be noted of a message, in the order in which :file:`_extract.pyx` has them.
PLACES: Final = ("eui", "hint", "rate", "frequency", "port", "payload", "time", "outer_time")
_MOST_FIELDS: Final = 64


@dataclass
class Form:
    """How a value is written."""

    kind: int
    nullable: bool = False
    slot: int = -1
    least: int = 0
    whole: bool = False
    low: float = -inf
    high: float = inf
    above: float = -inf
    first: int = 0
    keys: int = 0
    closed: bool = False
    required: int = 0
    item: int = -1


@dataclass
class Forms:
    """The forms of several kinds of messages."""

    forms: list[Form] = field(default_factory=list)
    fields: list[tuple[bytes, int]] = field(default_factory=list)

    def add(self, struct: type, places: Mapping[str, str]) -> int:
        """The number of a message's form; ``places`` says which of its fields are noted, and as what.

        A field that is noted as ``refused`` must not be there.
        """
        left = dict(places)
        number = self._form(inspect.type_info(struct), "", left)
        assert not left, f"{struct.__name__} has no {', '.join(left)}"
        return number

    def _form(self, told: Any, path: str, places: dict[str, str]) -> int:
        inner = [one for one in told.types if not isinstance(one, inspect.NoneType)] if _is_union(told) else [told]
        form = self._of(inner[0], path, places) if len(inner) == 1 else Form(ANY)
        form.nullable = len(inner) != len(getattr(told, "types", inner))
        if (place := places.pop(path, None)) is not None:
            if place == "refused":
                form = Form(REFUSED)
            else:
                form.slot = PLACES.index(place)
        else:
            assert len(inner) == 1, f"{path}: what has several types is looked at by whom it is noted for"
        self.forms.append(form)
        return len(self.forms) - 1

    def _of(self, told: Any, path: str, places: dict[str, str]) -> Form:
        match told:
            case inspect.StructType():
                return self._object(told, path, places)
            case inspect.ListType():
                return Form(LIST, item=self._form(told.item_type, f"{path}[]", places))
            case inspect.StrType():
                return Form(TEXT, least=told.min_length or 0)
            case inspect.BytesType():  # noted as it is written
                return Form(TEXT)
            case inspect.IntType() | inspect.FloatType():
                return _number(told)
        assert isinstance(told, inspect.RawType), f"{path}: no form has {told}"
        return Form(ANY)

    def _object(self, told: Any, path: str, places: dict[str, str]) -> Form:
        inner = [
            (one.encode_name.encode(), self._form(one.type, f"{path}.{one.encode_name}".lstrip("."), places))
            for one in told.fields
        ]
        assert len(inner) <= _MOST_FIELDS
        first = len(self.fields)
        self.fields += inner
        required = sum(1 << at for at, one in enumerate(told.fields) if one.required)
        return Form(OBJECT, first=first, keys=len(inner), closed=told.forbid_unknown_fields, required=required)


def _number(told: Any) -> Form:
    form = Form(NUMBER, whole=isinstance(told, inspect.IntType))
    if told.ge is not None:
        form.low = told.ge
    if told.le is not None:
        form.high = told.le
    if told.gt is not None:
        form.above = told.gt
    if told.lt is not None:
        assert form.whole
        form.high = told.lt - 1
    return form


def _is_union(told: Any) -> bool:
    return isinstance(told, inspect.UnionType)
