"""What raw bits mean, in JavaScript."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from redi_codecs.layout.calendar import PARTS, Calendar, Figure
from redi_codecs.layout.transform import Affine, Choice, Curve, Dotted, GpsTime, Mixed, Test, Transform
from redi_codecs.layout.wire import Whole
from redi_codecs.plan.plan import Part
from redi_codecs.runtimes.javascript.curves import curve, in_decimal
from redi_codecs.runtimes.javascript.expressions import quotient
from redi_codecs.runtimes.javascript.numbers import EXACT, exact
from redi_codecs.runtimes.javascript.text import NoJavaScript, Script, bare

__all__ = ["Raw", "affine", "in_a_table", "meaning", "word_bits"]

Spans = tuple[tuple[int, int], ...]
_DIGITS = 53
_CALL = re.compile(r"\w+\([^()]*\)")


@dataclass(frozen=True)
class Raw:
    """The raw bits of a part: as one number, as some of its bits, and as an integer in digits where it is wide."""

    width: int
    value: str
    some: Callable[[int, int], str]
    digits: str | None = None


def word_bits(script: Script, wire: Whole, word: str | None, spans: Spans) -> str:
    """The unsigned number in spans of a word; the word is in a variable, or begins at the byte ``start``."""
    total = sum(width for _, width in spans)
    if total > _DIGITS:
        raise NoJavaScript(f"{script.device}: a number of {total} bits that are not whole bytes")
    pieces, below = [], total
    for shift, width in spans:
        below -= width
        if word is not None:
            piece = _shifted(word, wire.bits, shift, width)
        else:
            read = script.use("bitsle" if wire.order == "little" else "bits")
            piece = f"{read}(start, {wire.size}, {shift}, {width})"
        if below:
            bare = piece.isidentifier() or piece.endswith(")")
            piece = f"{piece if bare else f'({piece})'} * {1 << below:#x}"
        elif len(spans) > 1 and "&" in piece:
            piece = f"({piece})"
        pieces.append(piece)
    return pieces[0] if len(pieces) == 1 else f"({' + '.join(pieces)})"


def _shifted(word: str, bits: int, shift: int, width: int) -> str:
    arrow = ">>>" if bits == 32 else ">>"
    shifted = f"{word} {arrow} {shift}" if shift else word
    if shift + width == bits:
        return f"({shifted})" if shift else shifted
    return f"({shifted} & {(1 << width) - 1:#x})" if not shift else f"(({shifted}) & {(1 << width) - 1:#x})"


def inside(spans: Spans, low: int, width: int) -> Spans:
    """The spans of some bits of a number that has spans itself.

    >>> inside(((8, 4), (0, 8)), 4, 6)
    ((8, 2), (4, 4))
    """
    found, below = [], sum(one for _, one in spans)
    for shift, size in spans:
        below -= size
        first, last = max(low, below), min(low + width, below + size)
        if first < last:
            found.append((shift + first - below, last - first))
    return tuple(found)


def affine(transform: Affine, raw: str) -> str:
    """``(raw * mul + add) / den``, where no number on the way is too large."""
    mul, add, den = transform.mul, transform.add, transform.den
    if mul < 0:
        scaled = f"{add} - {raw}" if mul == -1 else f"{add} - {raw} * {-mul}"
    else:
        scaled = raw if mul == 1 else f"{raw} * {mul}"
        if add:
            scaled = f"{scaled} {'+' if add > 0 else '-'} {abs(add)}"
    if den == 1:
        return scaled
    return f"{scaled if scaled == raw else f'({scaled})'} / {den}"


def meaning(script: Script, part: Part, raw: Raw, floats: bool) -> str:
    """The value of raw bits; null where they have none and the transform is partial."""
    match part.transform:
        case Affine() as transform:
            if part.real or (raw.digits is None and exact(part, transform)):
                return affine(transform, raw.value)
            return _wide(script, part, transform, raw, floats)
        case transform:
            return _other(script, transform, raw, part.label)


def _other(script: Script, transform: Transform, raw: Raw, stem: str) -> str:
    match transform:
        case Affine():
            return affine(transform, raw.value)
        case Test(op, other):
            _plain(script, raw, stem)
            return f"{raw.value} {op if op[0] in '<>' else f'{op}='} {other}"
        case Choice(labels):
            _plain(script, raw, stem)
            return script.call("named", script.table(stem, in_a_table(labels)), raw.value)
        case Curve():
            _plain(script, raw, stem)
            return curve(script, transform, raw.value, stem)
        case Dotted(widths):
            shift, parts = sum(widths), []
            for width in widths:
                shift -= width
                parts.append(raw.some(shift, width))
            return f'"" + {parts[0]}' if len(parts) == 1 else ' + "." + '.join(parts)
        case Mixed(((upper, high_signed), (lower, low_signed)), integer_first):
            high = _signed(script, raw.some(lower, upper), upper, high_signed)
            low = _signed(script, raw.some(0, lower), lower, low_signed)
            first, last = (high, low) if integer_first else (low, high)
            return f"({first} * 100 + {last}) / 100"
        case GpsTime():
            _plain(script, raw, stem)
            return script.call("gps", raw.value)
        case Calendar():
            return _calendar(script, transform, raw)
        case _:
            raise NoJavaScript(f"{script.device}: there is no JavaScript for {stem} ({type(transform).__name__})")


def in_a_table(labels: Sequence[tuple[int, str]]) -> str:
    """Labels by their numbers.

    >>> in_a_table([(0, "off"), (1, "on")]), in_a_table([(1, "on"), (-1, "reversed")])
    ('["off", "on"]', '{1: "on", "-1": "reversed"}')
    """
    if [key for key, _ in labels] == list(range(len(labels))):
        return json.dumps([label for _, label in labels])
    return "{" + ", ".join(f"{_property(key)}: {json.dumps(label)}" for key, label in labels) + "}"


def _property(key: int) -> str:
    return str(key) if key >= 0 else f'"{key}"'


def _plain(script: Script, raw: Raw, stem: str) -> None:
    if raw.digits is not None:
        raise NoJavaScript(f"{script.device}: {stem} has {raw.width} bits, with which nothing can be compared")


def _signed(script: Script, raw: str, width: int, signed: bool) -> str:
    return script.call("signed", raw, f"{1 << width - 1:#x}") if signed else raw


def _calendar(script: Script, transform: Calendar, raw: Raw) -> str:
    known = {figure.part: figure for figure in transform.figures}
    fixed = dict(zip(PARTS, transform.fixed, strict=True))

    def number(name: str) -> str:
        return _figure(script, known[name], raw) if name in known else str(fixed[name])

    year = number("year")
    if "century" in known:
        century = number("century")
        if any(_holes(known[name]) for name in ("century", "year") if name in known):
            year = script.call("sum", f"{century} === null ? null : 100 * ({century})", year)
        else:
            year = f"100 * {century if _CALL.fullmatch(century) else f'({bare(century)})'} + {year}"
    elif fixed["century"]:
        year = f"{100 * fixed['century']} + {year}"
    month, day, *clock, offset = (number(name) for name in list(PARTS)[2:])
    if offset != "0":
        script.needs.add("offset")
        clock.append(offset)
    if set(clock) == {"0"}:
        script.needs.add("dated")
        return script.call("calendar", year, month, day)
    script.needs.add("clock")
    return script.call("calendar", year, month, day, *clock)


def _holes(figure: Figure) -> bool:
    """Whether some raw number is none, of which a date has to be told: what is no decimal is no number by itself."""
    return isinstance(figure.transform, Curve) and not in_decimal(figure.transform)


def _figure(script: Script, figure: Figure, raw: Raw) -> str:
    """One number of a date."""
    pieces, below = [], figure.bits
    for shift, width in figure.spans:
        below -= width
        piece = raw.some(shift, width)
        pieces.append(f"{piece} * {1 << below:#x}" if below else piece)
    value = pieces[0] if len(pieces) == 1 else f"({' + '.join(pieces)})"
    value = _signed(script, value, figure.bits, figure.signed)
    if isinstance(figure.transform, Curve) and in_decimal(figure.transform):
        return script.call("bcd", bare(value))
    if isinstance(figure.transform, Curve):
        name = script.fresh("figure")
        script.put(f"{name} = {value};")
        script.put(f"{name} = {curve(script, figure.transform, name, figure.part)};")
        return name
    return affine(figure.transform, value)


def _wide(script: Script, part: Part, transform: Affine, raw: Raw, floats: bool) -> str:
    """Integers beyond 2^53 are counted digit by digit, and rounded once."""
    places = raw.digits or script.call("wide", raw.value)
    for name, number in (("times", transform.mul), ("plus", transform.add)):
        if abs(number) >= EXACT:
            raise NoJavaScript(f"{script.device}: {part.label} is scaled by {number}, which is beyond 2^53")
        if number != (1 if name == "times" else 0):
            places = script.call(name, places, script.call("wide", number))
    if transform.den == 1 and not floats:
        return script.call("integer", places)
    return quotient(script, places, transform.den, script.device)
