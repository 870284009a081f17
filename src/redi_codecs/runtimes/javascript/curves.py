"""Curves as JavaScript: a function of raw bits is known as a table only, and most tables are pieces of a few lines.

What is written computes a whole number, and one division of it gives the value that the table has, to the last bit.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from redi_codecs.layout.transform import Curve, Transform
from redi_codecs.runtimes.javascript.numbers import EXACT
from redi_codecs.runtimes.javascript.text import NoJavaScript, Script, bare

__all__ = ["curve", "in_decimal", "partial"]

#: A table with more pieces than these is no shorter than the numbers in it.
_MOST = 300
#: One of fewer is not worth a longer look.
_SHORT = 40
#: So many pieces are tried one after the other where they stand.
_FEW = 3
#: Where a number may be cut in two whose values add up.
_CUTS = (4, 8, 12)

#: The bits that JavaScript shifts at once, and those of an exponent that a double holds whatever it is scaled by.
_WORD, _EXPONENT = 32, 9
#: What a byte of two decimal digits means.
_DECIMAL = [Fraction(raw // 16 * 10 + raw % 16) if raw % 16 < 10 and raw < 160 else None for raw in range(256)]

Table = Sequence[int | None]
Piece = tuple[int, int | None, int]


def curve(script: Script, transform: Curve, raw: str, stem: str) -> str:
    """The value of the raw number in the variable ``raw``, or null."""
    if transform.twin is not None and (transform.mul, transform.add, transform.den) == (1, 0, 1):
        return f"{script.curve(transform.twin)}({bare(raw)})"
    if transform.bits > 16 and transform.form is not None and _once(transform):
        exponent, mantissa, sign, hidden = transform.form
        small = script.call("small", raw, exponent, mantissa, int(sign), int(hidden))
        if (transform.mul, transform.den) == (1, 1):
            return small
        return script.call("over", small, transform.den, *([transform.mul] if transform.mul != 1 else []))
    if transform.bits > 16:
        raise NoJavaScript(f"{script.device}: {stem} is a curve of {transform.bits} bits, of which there is no table")
    if in_decimal(transform):
        return script.call("decimal", bare(raw))
    exact = _values(transform)
    known = [value for value in exact if value is not None]
    den = math.lcm(*{value.denominator for value in known}) if known else 1
    if den < EXACT and all(abs(value.numerator) * (den // value.denominator) <= EXACT for value in known):
        table = [None if value is None else value.numerator * (den // value.denominator) for value in exact]
        found = _written(script, table, transform.bits, raw, stem)
        if found is not None:
            if den == 1:
                return found
            return f"({found}) / {den}" if None not in table else script.call("over", found, den)
    found = _reciprocal(exact, raw)
    if found is None:
        why = "javascript= of curve(…) names a file that has it" if transform.twin is None else "its twin is scaled"
        raise NoJavaScript(
            f"{script.device}: {stem} is a curve ({transform.name}) whose table has no short form in JavaScript; {why}"
        )
    return found


def partial(transform: Transform) -> bool:
    """Whether some raw number has no value; of a curve, its table says so."""
    if isinstance(transform, Curve) and transform.bits <= 16:
        return None in _values(transform)
    return transform.partial


def _once(transform: Curve) -> bool:
    """Whether a small float is a double, and rounded once at most when it is scaled."""
    assert transform.form is not None
    exponent, mantissa, _, _ = transform.form
    exact = mantissa + 1 + abs(transform.mul).bit_length() <= EXACT.bit_length() - 1
    return transform.bits <= _WORD and exponent <= _EXPONENT and exact and not transform.add and transform.den <= EXACT


def in_decimal(transform: Curve) -> bool:
    """Whether it is a byte of two decimal digits."""
    return transform.bits == 8 and [_exact(transform, raw) for raw in range(256)] == _DECIMAL


@lru_cache(32)
def _values(transform: Curve) -> tuple[Fraction | None, ...]:
    """What all raw numbers say; models of one declaration have the same curves."""
    return tuple(_exact(transform, number) for number in range(1 << transform.bits))


def _exact(transform: Curve, raw: int) -> Fraction | None:
    value = transform.function(raw)
    return None if value is None else (Fraction(value) * transform.mul + transform.add) / transform.den


def _pieces(table: Table) -> list[Piece]:
    """Runs of a table that are a line each, or have no value: first raw number, factor, summand."""
    found: list[Piece] = []
    at = 0
    while at < len(table):
        first = at
        value = table[at]
        at += 1
        if value is None:
            while at < len(table) and table[at] is None:
                at += 1
            found.append((first, None, 0))
            continue
        step = 0
        if at < len(table) and (following := table[at]) is not None:
            step = following - value
            while at < len(table) and (one := table[at]) is not None and one - value == step * (at - first):
                at += 1
        found.append((first, step, value - step * first))
    return found


def _written(script: Script, table: Table, bits: int, raw: str, stem: str, *, signs: bool = True) -> str | None:
    """The whole number of a table; ``signs`` allows it to be one table for each value of the highest bit."""
    pieces = _pieces(table)
    if len(pieces) <= _FEW:
        return _chain(pieces, raw)
    tables = dict(script.tables)
    for cut in _CUTS:
        if cut < bits and len(pieces) > 1 << min(cut, bits - cut):
            split = _split(table, bits, cut)
            if split is not None:
                low = _written(script, split[1], cut, f"({raw} & {(1 << cut) - 1:#x})", stem)
                high = _written(script, split[0], bits - cut, f"({raw} >> {cut})", stem)
                if low is not None and high is not None:
                    if None in split[0] or None in split[1]:
                        return script.call("sum", high, low)
                    return f"({high}) + ({low})"
    script.tables = dict(tables)  # of what is not written so
    if len(pieces) > _SHORT and signs:  # the highest bit may be a sign
        half = len(table) // 2
        halves = [
            _written(script, one, bits - 1, f"({raw} & {half - 1:#x})", stem, signs=False)
            for one in (table[half:], table[:half])
        ]
        if None not in halves:
            return f"({raw} & {half:#x} ? {halves[0]} : {halves[1]})"
        script.tables = tables
    if len(pieces) <= (_MOST if signs else _SHORT):
        flat = [number for piece in pieces for number in piece]
        return script.call("piece", script.table(stem, json.dumps(flat, separators=(",", ":"))), raw)
    return None


def _split(table: Table, bits: int, cut: int) -> tuple[Table, Table] | None:
    """Two tables of the upper and the lower bits whose values add up to those of the whole, if there are such."""
    lows, highs = 1 << cut, 1 << bits - cut
    base = next((at for at, value in enumerate(table) if value is not None), None)
    if base is None:
        return None
    row, column, corner = base >> cut, base & lows - 1, table[base]
    high = [table[at << cut | column] for at in range(highs)]
    low = [None if (one := table[row << cut | at]) is None else one - corner for at in range(lows)]  # type: ignore[operator]
    for at, value in enumerate(table):
        one, other = high[at >> cut], low[at & lows - 1]
        if value != (None if one is None or other is None else one + other):
            return None
    return high, low


def _chain(pieces: Sequence[Piece], raw: str) -> str:
    """A few pieces, one after the other."""
    text = _line(pieces[-1], raw)
    for piece, (end, _, _) in reversed(list(pairwise(pieces))):
        text = f"{raw} < {end} ? {_line(piece, raw)} : {text}"
    return f"({text})" if len(pieces) > 1 else text


def _line(piece: Piece, raw: str) -> str:
    _, factor, summand = piece
    if factor is None:
        return "null"
    if factor < 0:
        return f"{summand} - {raw} * {-factor}"
    if factor == 0:
        return str(summand)
    scaled = raw if factor == 1 else f"{raw} * {factor}"
    return f"{scaled} {'+' if summand > 0 else '-'} {abs(summand)}" if summand else scaled


def _reciprocal(exact: Sequence[Fraction | None], raw: str) -> str | None:
    """A constant divided by the raw number."""
    scale = next((value * at for at, value in enumerate(exact) if at and value is not None), None)
    if scale is None or any(value is None or value * at != scale for at, value in enumerate(exact) if at):
        return None
    if exact[0] is not None:
        return None
    below = raw if scale.denominator == 1 else f"({raw} * {scale.denominator})"
    return f"({raw} ? {scale.numerator} / {below} : null)"
