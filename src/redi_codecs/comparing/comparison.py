"""What a comparison finds, and the comparing itself."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from redi_codecs.comparing import table
from redi_codecs.comparing.downlinks import Downlinks, downlinks
from redi_codecs.comparing.flat import moment, ours, ours_statuses, ours_units, theirs
from redi_codecs.comparing.javascript import RECEIVED_AT, JavaScript
from redi_codecs.comparing.likeness import decimals, numeric
from redi_codecs.comparing.pairing import Pair, Sample, propose
from redi_codecs.comparing.payloads import alone, tried
from redi_codecs.comparing.units import in_doubt
from redi_codecs.device_codec import codec
from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.readings import Decoded

__all__ = ["NOTHING", "Comparison", "Difference", "Example", "Refusal", "compare", "pairs_of"]

NOTHING: Final = object()
"""In the place of a value: this side says nothing at all."""

_ALONE: Final = 16  # payloads of each tag by itself: enough for a yes and a no to come often by each other

What = Literal["differ", "only ours", "only theirs"]


@dataclass(frozen=True, slots=True)
class Example:
    """A payload on which the two differ; ``place`` are the bytes that decide, as our declaration has it."""

    payload: bytes
    f_port: int
    ours: Any
    theirs: Any
    status: str = ""
    place: str = ""


@dataclass(slots=True)
class Difference:
    """All payloads on which a pair differs in one manner; ``names`` are the same for all turns of a history.

    ``odd``: we warn of all these payloads, so that they are nothing that the device sends; or they are few, and all of
    them hold something that the decoder does not know, so that it may have lost its way.
    """

    pair: Pair
    what: What
    names: tuple[str, str]
    of: int = 0
    count: int = 0
    strange: int = 0
    odd: bool = False
    examples: list[Example] = field(default_factory=list)
    values: list[tuple[Any, Any]] = field(default_factory=list)
    remark: str = ""


@dataclass(slots=True)
class Refusal:
    """Payloads that one side refuses for one reason, while the other gives values."""

    by: Literal["ours", "theirs"]
    reason: str
    count: int = 0
    examples: list[tuple[bytes, int, str, Mapping[str, Any]]] = field(default_factory=list)


@dataclass(slots=True)
class Comparison:
    """Our declaration and a vendor's decoder, held against each other; ``str()`` is the report."""

    device: Device
    form: str
    encoder: str | None
    pairs: Sequence[Pair]
    tried: int = 0
    both: int = 0
    neither: int = 0
    differences: list[Difference] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    only_ours: Mapping[str, int] = field(default_factory=dict)
    only_theirs: Mapping[str, tuple[int, Any]] = field(default_factory=dict)
    #: Pairs whose values agree but for a power of ten that is no unit's, unless the table confirms them.
    doubtful: Sequence[Pair] = ()
    #: Payloads that were not tried, and why.
    untried: tuple[int, str] = (0, "")
    downlinks: Downlinks = field(default_factory=Downlinks)

    @property
    def differs(self) -> bool:
        """Whether the two differ anywhere that both should agree."""
        return bool(self.differences or self.refusals or self.doubtful or self.untried[0] or self.downlinks.differ)

    def __str__(self) -> str:
        from redi_codecs.comparing.report import report

        return report(self)


@dataclass(frozen=True, slots=True)
class _Tried:
    payload: bytes
    f_port: int
    decoded: Decoded | None
    error: DecodeError | None
    values: Mapping[str, Any]
    refusal: str


def compare(
    device: Device,
    source: str | JavaScript,
    *,
    payloads: Iterable[tuple[bytes, int]] = (),
    pairs: Iterable[Pair] | None = None,
    examples: int = 3,
) -> Comparison:
    """Hold a declaration against a decoder in JavaScript, a text or one that is loaded.

    ``payloads`` are tried besides those that are made up; ``pairs`` are given, by default the device's table, and the
    rest is proposed.
    """
    script = source if isinstance(source, JavaScript) else JavaScript(source)
    samples = tried(device, payloads)
    runs = _run(device, script, samples)
    known = list(table.read(device) if pairs is None else pairs)
    found, doubtful = _found(runs, known)
    made = Comparison(device, script.form, script.encoder, found, tried=len(runs), doubtful=doubtful)
    made.untried = len(samples) - len(runs), script.spent
    _differences(made, script, runs, examples)
    _refusals(made, runs, examples)
    _alone(made, runs)
    if script.encoder and device.downlink:
        made.downlinks = downlinks(device, script, known)
    return made


def pairs_of(device: Device, script: JavaScript) -> list[Pair]:
    """The pairs of a device's table, and those that are proposed and not in doubt."""
    found, doubtful = _found(_run(device, script, [*tried(device), *alone(device, _ALONE)]), table.read(device))
    return [one for one in found if one not in doubtful]


def _run(device: Device, script: JavaScript, payloads: Iterable[tuple[bytes, int]]) -> list[_Tried]:
    made = []
    one = codec(device)
    for payload, port in payloads:
        decoded, error = None, None
        try:
            decoded = one.decode(payload, port, received_at=RECEIVED_AT)
        except DecodeError as refused:
            error = refused
        if script.spent:
            break
        answer = script.decode(payload, port)
        values = {} if answer.refusal else theirs(answer.values)
        made.append(_Tried(payload, port, decoded, error, values, answer.refusal))
    return made


def _found(runs: Sequence[_Tried], known: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """The known pairs and the proposed ones; and those of them that are in doubt."""
    samples = [
        Sample(ours(one.decoded), one.values)
        for one in runs
        if one.decoded is not None and not one.decoded.warnings and one.values
    ]
    units: dict[str, str] = {}
    for one in runs:
        if one.decoded is not None:
            units |= ours_units(one.decoded)
    pairs = [*known, *propose(samples, known)]
    return pairs, in_doubt(pairs, units)


# ---- where they differ -------------------------------------------------------------------


def _differences(made: Comparison, script: JavaScript, runs: Sequence[_Tried], examples: int) -> None:
    found: dict[tuple[str, str, What, bool], Difference] = {}
    counts: dict[tuple[str, str, bool], int] = {}
    digits = {
        pair.theirs: decimals(v for one in runs if (v := one.values.get(pair.theirs)) is not None)
        for pair in made.pairs
    }
    general = {pair: pair.general for pair in made.pairs}
    unknown = _rare(made, runs)
    for one in runs:
        if one.decoded is None or not one.values:
            made.neither += one.decoded is None and not one.values
            continue
        made.both += 1
        warned = bool(one.decoded.warnings)
        own, statuses = ours(one.decoded), ours_statuses(one.decoded)
        strange = not unknown.isdisjoint(own)
        chosen = chosen_pairs(made.pairs, one.values)
        taken = {pair.theirs for pair in chosen if pair.ours in own}
        for pair in chosen:
            ours_value, theirs_value = own.get(pair.ours, NOTHING), one.values.get(pair.theirs, NOTHING)
            if ours_value is NOTHING and pair.theirs in taken:
                continue  # it is another of our names here
            if ours_value is NOTHING and theirs_value is NOTHING:
                continue
            names = general[pair]
            counts[*names, warned] = counts.get((*names, warned), 0) + 1
            what = _what(pair, ours_value, theirs_value, digits[pair.theirs])
            if what is None:
                continue
            group = found.setdefault((*names, what, warned), Difference(pair, what, names))
            group.count += 1
            group.strange += strange
            group.values.append((ours_value, theirs_value))
            if len(group.examples) < examples:
                if ours_value is NOTHING:
                    place = _moving(script, one, pair.theirs)
                else:
                    place = _place(made.device, one.payload, one.f_port, pair.ours, ours_value)
                status = statuses.get(pair.ours, "")
                group.examples.append(Example(one.payload, one.f_port, ours_value, theirs_value, status, place))
    for (own_name, path, what, warned), group in found.items():
        group.of = counts[own_name, path, warned]
        group.odd = warned or (group.strange == group.count and 10 * group.count <= group.of)
        if what == "differ":
            group.remark = _remark(group.pair, group.values)
    made.differences = sorted(found.values(), key=lambda one: one.odd)


def chosen_pairs(pairs: Iterable[Pair], values: Mapping[str, Any]) -> list[Pair]:
    """One pair for each name: that whose path theirs gives in this payload, the first if it gives none."""
    chosen: dict[str, Pair] = {}
    for pair in pairs:
        there = chosen.get(pair.ours)
        if there is None or (there.theirs not in values and pair.theirs in values):
            chosen[pair.ours] = pair
    return list(chosen.values())


def _rare(made: Comparison, runs: Sequence[_Tried]) -> set[str]:
    """Names of ours that are not paired, and in few payloads: those of messages and tags that theirs does not know."""
    both = [ours(one.decoded) for one in runs if one.decoded is not None and one.values]
    seen = Counter(name for own in both for name in own)
    paired = {pair.ours for pair in made.pairs}
    return {name for name, count in seen.items() if name not in paired and 5 * count < len(both)}


def _what(pair: Pair, own: Any, other: Any, digits: int | None) -> What | None:
    """In what manner two values differ, if they do; no value and nothing said are the same."""
    mute = own is NOTHING or own is None, other is NOTHING or other is None
    if all(mute):
        return None
    if mute[0]:
        # A word for no measurement ("fault", "N/A") is no value either.
        return None if own is None and isinstance(other, str) and numeric(other) is None else "only theirs"
    if mute[1]:
        return "only ours"
    return None if pair.how.agrees(own, other, digits) else "differ"


def _remark(pair: Pair, values: Sequence[tuple[Any, Any]]) -> str:
    """What all the differences have in common: a sum or a factor."""
    numbers = []
    for own, other in values:
        one, two = numeric(pair.how.expected(own)), numeric(other)
        one = moment(own) if one is None else one
        two = moment(other) if two is None else two
        if one is None or two is None or isinstance(own, bool):
            return ""
        numbers.append((one, two))
    if len(numbers) < 2:
        return ""
    sums = [two - one for one, two in numbers]
    if math.isclose(min(sums), max(sums), rel_tol=1e-3):
        return f"theirs is ours {'+' if sums[0] > 0 else '−'} {abs(sums[0]):.10g} in all of them"
    ratios = [two / one for one, two in numbers if one]
    if ratios and math.isclose(min(ratios), max(ratios), rel_tol=1e-2):
        return f"theirs is ours · {sum(ratios) / len(ratios):.5g} in all of them"
    return ""


def _refusals(made: Comparison, runs: Sequence[_Tried], examples: int) -> None:
    paths = {pair.theirs for pair in made.pairs}
    found: dict[tuple[str, str], Refusal] = {}
    for one in runs:
        group = None
        if one.error is not None:
            # What no pair names (a model, a unit) is no value of the device.
            values = {path: value for path, value in one.values.items() if path in paths and value is not None}
            if values:
                reason = type(one.error).__name__
                group = found.setdefault(("ours", reason), Refusal("ours", reason))
                why, said = f"byte {one.error.offset}: {_problem(one.error)}", values
        elif one.refusal and one.decoded is not None and len(one.decoded):
            group = found.setdefault(("theirs", one.refusal), Refusal("theirs", one.refusal))
            why, said = one.refusal, ours(one.decoded)
        if group is not None:
            group.count += 1
            if len(group.examples) < examples:
                group.examples.append((one.payload, one.f_port, why, said))
    made.refusals = sorted(found.values(), key=lambda one: (one.by, -one.count))


def _problem(error: DecodeError) -> str:
    return f"{error.field}: {error.problem}" if error.field else error.problem


def _alone(made: Comparison, runs: Sequence[_Tried]) -> None:
    """What has no counterpart, with how often it was seen."""
    names, paths = {pair.ours for pair in made.pairs}, {pair.theirs for pair in made.pairs}
    mine: dict[str, int] = {}
    other: dict[str, tuple[int, Any]] = {}
    for one in runs:
        if one.decoded is None or not one.values:
            continue
        for name in ours(one.decoded):
            if name not in names:
                mine[name] = mine.get(name, 0) + 1
        for path, value in one.values.items():
            if path not in paths:
                other[path] = other.get(path, (0, None))[0] + 1, value
    made.only_ours, made.only_theirs = mine, other


def _place(device: Device, payload: bytes, f_port: int, name: str, value: Any) -> str:
    """The bytes that a value of ours comes from: ``bytes 2…3 are 8001, raw 32769``."""
    history = re.fullmatch(r"(.+)\[(\d+)\]\.(.+)", name)
    record, label = (f"{history[1]} {int(history[2]) + 1}", history[3]) if history else ("", name)
    for span in reversed(codec(device).explain(payload, f_port, received_at=RECEIVED_AT).spans):
        last = span.end - 1
        data = payload[span.start : span.end].hex()
        where = f"byte {last} is {data}" if last == span.start else f"bytes {span.start}…{last} are {data}"
        if bool(span.record) != bool(record):
            continue
        # Where values have histories of their own, the turns are counted through all of them: go by the value.
        if span.end > span.start and span.label == label and (not record or _same(span.meaning, value)):
            return where if span.raw[:2] in ("", "0x") else f"{where}, raw {span.raw}"
        for bit in span.bits:
            if bit.label == label and span.record == record:
                bits = f"bit {bit.low}" if bit.low == bit.high else f"bits {bit.low}–{bit.high}"
                return f"{where}, {bits} raw {bit.raw}"
    return ""


def _moving(script: JavaScript, one: _Tried, path: str) -> str:
    """The bytes that move a value which only theirs has: each is changed in turn."""
    moved = []
    for at, byte in enumerate(one.payload):
        changed = one.payload[:at] + bytes([byte ^ 0x55]) + one.payload[at + 1 :]
        answer = script.decode(changed, one.f_port)
        if not answer.refusal and theirs(answer.values).get(path, NOTHING) != one.values[path]:
            moved.append(str(at))
    if not moved:
        return ""
    return f"which byte{'s' if len(moved) > 1 else ''} {', '.join(moved)} decide{'s' if len(moved) == 1 else ''}"


def _same(meaning: str, value: Any) -> bool:
    told, known = numeric(meaning), numeric(value)
    return told is None or known is None or math.isclose(told, known, rel_tol=1e-3, abs_tol=1e-3)
