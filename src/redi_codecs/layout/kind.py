"""A kind makes fields: it owns quantity, unit, value type and limits; the device states wire facts only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from redi_codecs.layout import given
from redi_codecs.layout.expr import Cond, Expr, condition
from redi_codecs.layout.given import shown
from redi_codecs.layout.nodes import Default, Field, Limits, Place, Role, Statistic
from redi_codecs.layout.statuses import known_status
from redi_codecs.layout.transform import Affine, Curve, Derived, Test, Verbatim
from redi_codecs.layout.where import refuse
from redi_codecs.layout.wire import Bits, Blob, Nowhere, Real, Source, Whole, limits, wired
from redi_codecs.layout.words import channel_of
from redi_codecs.quantities import QUANTITIES, Quantity, status

_ATTRIBUTES = frozenset(
    {one.key for one in status.TABLE}
    | {"target_temperature", "target_humidity", "target_offset", "power_source", "battery_status"}
)
_HINTS = {
    "text": ": write text(3), hexadecimal(3) or version(u8, u8)",
    "enum": ": write choice(u8, {0: …})",
    "bytes": ": write raw(6)",
    "bool": ": write a test, u8 == 1",
}
Invalid = int | range | Mapping[int | range, str] | tuple[int | range, ...] | Cond | None


@dataclass(frozen=True, slots=True)
class Kind:
    """One quantity as a word of the language.

    >>> from redi_codecs.kinds import temperature
    >>> from redi_codecs.layout import i16le
    >>> temperature(i16le / 10, place="probe", channel=1, invalid=0x7FFF).name
    'temperature_probe_1'
    """

    quantity: Quantity

    def __call__(
        self,
        source: Source,
        *,
        place: Place = "air",
        channel: int | Expr | None = None,
        statistic: Statistic = "last",
        primary: bool = False,
        invalid: Invalid = None,
        valid: Cond | None = None,
        limits: Limits | None = None,
        default: Default = None,
    ) -> Field:
        """A field of this kind.

        ``invalid`` names raw values that are no measurement, each with its status
        (``{0x7FFF: "fault", 0xFFFF: "not_connected"}``; a bare number means ``fault``), or a condition.
        Where the condition ``valid`` does not hold, the bytes are present but mean nothing.
        Of a command, ``limits`` are the least and the greatest value that it takes, and ``default`` is what it says
        where nothing is given.
        """
        wired(source, self.quantity.key)
        given.one_of(place, "place", get_args(Place))
        given.one_of(statistic, "statistic", get_args(Statistic))
        channel_of(channel)
        if valid is not None:
            condition(valid, "valid=")
        return Field(
            self._role,
            self._typed(source),
            quantity=self.quantity,
            channel=channel,
            place=place,
            statistic=statistic,
            primary=primary,
            invalid=invalid if isinstance(invalid, Cond) else _statuses(invalid, source),
            valid=valid,
            limits=given.limits(limits, self.quantity.key),
            default=default,
        )

    def __repr__(self) -> str:
        return self.quantity.key

    @property
    def _role(self) -> Role:
        if self.quantity.key == "time":
            return "time"
        return "attribute" if self.quantity.key in _ATTRIBUTES else "reading"

    def _typed(self, source: Source) -> Source:
        wanted, transform = self.quantity.type, source.transform
        if wanted not in transform.gives:
            hint = _HINTS.get(wanted, "")
            gives = " or ".join(transform.gives)
            refuse(f"{self.quantity.key} is of type {wanted}, and {source!r} gives {gives}{hint}")
        if isinstance(transform, Verbatim) and (transform.form == "bytes") != (wanted == "bytes"):
            gives = "bytes" if transform.form == "bytes" else "text"
            refuse(f"{self.quantity.key} is of type {wanted}, and {source!r} gives {gives}{_HINTS[wanted]}")
        if isinstance(transform, Derived) and isinstance(transform.expr, Cond) != (wanted == "bool"):
            is_one = "a number" if wanted == "bool" else "true or false"
            mend = f"compare it, {transform.expr} == 1" if wanted == "bool" else "pick(…, 1, 0) makes a number of it"
            refuse(f"{self.quantity.key} is of type {wanted}, and {transform.expr} is {is_one}: {mend}")
        if isinstance(transform, Derived | Curve) and wanted in ("int", "time") and transform.fractions:
            refuse(f"{self.quantity.key} counts, and {source!r} gives fractions")
        if isinstance(transform, Affine):
            if wanted == "bool":
                if not transform.plain:
                    refuse(f"{self.quantity.key} is true or false: test the raw number, (u8 == 1), do not scale it")
                return Source(source.wire, Test("!=", 0), source.where)
            if wanted == "int" and (transform.den != 1 or isinstance(source.wire, Real)):
                refuse(f"{self.quantity.key} counts, and {source!r} gives fractions")
        return source


def _statuses(
    invalid: int | range | Mapping[int | range, str] | tuple[int | range, ...] | None, source: Source
) -> tuple[tuple[int | range, str], ...]:
    if invalid is None:
        return ()
    if isinstance(source.wire, Blob):
        refuse("invalid= takes raw numbers, and text has none")
    if isinstance(source.wire, Nowhere):
        refuse("invalid= takes raw numbers, and what is derived has none: give it a condition, invalid=V.code == 0xFF")
    pairs: list[tuple[int | range, str]]
    if isinstance(invalid, Mapping):
        pairs = list(invalid.items())
    else:
        pairs = [(number, "fault") for number in (invalid if isinstance(invalid, tuple) else (invalid,))]
    return tuple(dict.fromkeys((_raw(number, source), known_status(why)) for number, why in pairs))


def _raw(number: int | range, source: Source) -> int | range:
    """A sentinel as the manual writes it (0xFFFF, also for a signed word) as the number that is read."""
    wire = source.wire
    if isinstance(number, float):
        raw = _scaled_back(number, source)
        refuse(f"invalid={number}: invalid= takes the raw number as it is on the wire{raw}")
    if isinstance(number, bool) or not isinstance(number, int | range):
        wanted = "a raw number, a range, a tuple of these, a dict of them to statuses, or a condition"
        refuse(f"invalid={shown(number)}: {wanted} is needed")
    if not isinstance(wire, Whole | Bits):
        return number
    ends = (number,) if isinstance(number, int) else (number[0], number[-1]) if number else (0,)  # of maybe millions
    least, most = min(ends), max(ends)
    if wire.signed and least >> wire.bits - 1 == 1 == most >> wire.bits - 1:
        above = 1 << wire.bits
        least, most = least - above, most - above
        number = (
            range(number.start - above, number.stop - above, number.step)
            if isinstance(number, range)
            else number - above
        )
    low, high = limits(wire)
    if not low <= least <= most <= high:
        shown_as = number if isinstance(number, range) else given.hexed(number)
        refuse(f"the invalid value {shown_as} does not fit {source!r}")
    return number


def _scaled_back(value: float, source: Source) -> str:
    """The raw number that reads as this value, in words."""
    try:
        raw = source.transform.encode(value)
    except (ValueError, TypeError):
        return ""
    return f": {raw} reads as {source.transform.decode(raw)!r}" if isinstance(raw, int) else ""


def kind(key: str) -> Kind:
    """The kind of the quantity with this key."""
    return Kind(QUANTITIES[key])
