"""A comparison as plain text of 80 columns."""

from __future__ import annotations

import re
import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from redi_codecs.comparing.comparison import NOTHING, Comparison, Difference, Example, Refusal
from redi_codecs.comparing.likeness import SAME
from redi_codecs.comparing.pairing import Pair
from redi_codecs.comparing.table import line, table_of
from redi_codecs.comparing.units import question
from redi_codecs.instants import iso

__all__ = ["report"]

T = TypeVar("T")
_WIDTH: Final = 80
_REASONS: Final = {
    "TruncatedPayload": "payloads that end too early",
    "UnknownPort": "ports that the device does not use",
    "UnknownMessage": "messages that the declaration does not know",
    "UnexpectedValue": "payloads in which a constant is another one",
    "ChecksumMismatch": "payloads with a wrong checksum",
}


def report(made: Comparison) -> str:
    """The whole of a comparison: what was paired, where the two differ, what only one of them says."""
    return "\n".join(line.rstrip() for line in _lines(made))


def _lines(made: Comparison) -> Iterator[str]:
    yield f"{made.device.id} against {made.form}"
    yield f"{made.tried} payloads: both decode {made.both}, neither decodes {made.neither}"
    if made.untried[0]:
        yield from _wrapped(f"{_many(made.untried[0], 'payload')} not tried, for {made.untried[1]}")
    yield from _pairs(made.pairs)
    yield from _doubts(made)
    told = [one for one in made.differences if not one.odd]
    gone = [one for one in told if one.what != "differ" and NOTHING in one.values[0]]
    for one in told:
        if one not in gone:
            yield from _difference(one)
    for what in ("only ours", "only theirs"):
        yield from _gone([one for one in gone if one.what == what])
    for refusal in made.refusals:
        yield from _refusal(refusal)
    if odd := [one for one in made.differences if one.odd]:
        yield ""
        counts: Counter[str] = Counter()
        for one in odd:
            counts[one.names[0]] += one.count
        listed = ", ".join(f"{name} {count}" for name, count in counts.items())
        what = "on payloads that we warn of, or that hold what theirs does not know, they differ too"
        yield from _wrapped(f"{what}: {listed}")
    yield from _alone(made)
    yield from _downlinks(made)
    for quirk in made.device.quirks:
        yield ""
        yield from _wrapped(f"the declaration differs on purpose, {', '.join(quirk.keys)}: {quirk.reason}")
    yield ""
    yield _verdict(made, told)


def _verdict(made: Comparison, told: Sequence[Difference]) -> str:
    if not made.pairs:
        return "nothing could be paired, so nothing was compared"
    if not made.differs:
        return f"no differences in {_many(len(made.pairs), 'pair')}"
    names = {one.names for one in made.differences}
    pairs = {one.general for one in made.pairs}
    refused = sum(one.count for one in made.refusals)
    parts = []
    if names:
        parts.append(f"{len(names)} of {_many(len(pairs), 'pair')} {'differs' if len(names) == 1 else 'differ'}")
    if made.doubtful:
        count = len({one.general for one in made.doubtful})
        parts.append(f"{_many(count, 'pair')} in doubt")
    if made.downlinks.differ:
        parts.append(f"{_many(len(made.downlinks.differ), 'downlink')} with other bytes")
    if made.untried[0]:
        parts.append(f"{_many(made.untried[0], 'payload')} not tried")
    if refused:
        parts.append(f"{_many(refused, 'payload')} decoded by one side only")
    return "; ".join(parts)


def _pairs(pairs: Sequence[Pair]) -> Iterator[str]:
    if not pairs:
        return
    yield ""
    rows = _turns(pairs)
    width = min(34, max(len("ours"), *(len(own) for own, _, _ in rows)))
    second = min(30, max(len("theirs"), *(len(other) for _, other, _ in rows)))
    yield f"{'ours':<{width}}  {'theirs':<{second}}"
    for own, other, one in rows:
        remark = _manner(one)
        line = f"{own:<{width}}  {other:<{second}}"
        if remark and len(line) + 2 + len(remark) > _WIDTH:
            yield line
            yield from _wrapped(remark, "    ")
        else:
            yield f"{line}  {remark}"


def _doubts(made: Comparison) -> Iterator[str]:
    """Factors that nobody has confirmed."""
    for one in {one.general: one for one in made.doubtful}.values():
        yield ""
        yield from _wrapped(f"{one.general[0]} and {one.general[1]}: {question(one)}")
        yield from _wrapped(f"if it is a unit, write into {table_of(made.device).name}:", "  ")
        yield f"  {line(made.device.id, one)}"


def _downlinks(made: Comparison) -> Iterator[str]:
    """What the encoder of theirs makes of the examples of our commands, and what was not compared."""
    if made.encoder is None:
        return
    yield ""
    if not made.device.downlink:
        yield from _wrapped(f"there is {made.encoder} for downlinks too, and the declaration has no commands")
        return
    found = made.downlinks
    if found.same or found.differ:
        count = _many(found.same + len(found.differ), "example")
        yield from _wrapped(f"{made.encoder} gives the same bytes for {found.same} of {count} of downlinks")
    else:
        yield from _wrapped(f"{made.encoder} is there for downlinks too, and none of our examples could be compared")
    for one in found.differ:
        given = ", ".join(f"{name} {shown(value)}" for name, value in one.given.items())
        ours, theirs = one.example.payload.hex(), one.payload.hex()
        yield from _wrapped(f"{one.command}: of {given}, ours is {ours}, theirs {theirs}", "  ")
    for command, why in found.left_out.items():
        yield from _wrapped(f"{command} was not compared: {why}", "  ")


def _turns(pairs: Sequence[Pair]) -> list[tuple[str, str, Pair]]:
    """A row a pair, and one for all turns of a history."""
    rows: dict[tuple[str, str], Pair] = {}
    for one in pairs:
        rows.setdefault(one.general, one)
    return [(*names, one) for names, one in rows.items()]


def _manner(one: Pair) -> str:
    """In a few words, how theirs is said and how sure it is."""
    parts = []
    if one.how != SAME:
        parts.append(
            textwrap.shorten(f"theirs: {one.how}", 400, placeholder=" …")
            if one.how.labels
            else f"theirs is ours {one.how}"
        )
    if one.how.inverted and not one.confirmed:
        parts.append("INVERTED?")
    if one.by_name:
        parts.append("by its name alone")
    if one.confirmed:
        parts.append("confirmed")
    return ", ".join(parts)


def _difference(one: Difference) -> Iterator[str]:
    yield ""
    own, other = one.names
    told = {
        "differ": f"{own} differs from {other}",
        "only ours": f"{own} has a value, theirs has none in {other}",
        "only theirs": f"{own} has no value, theirs has one in {other}",
    }
    yield from _wrapped(f"{told[one.what]}: {one.count} of {one.of}")
    if one.remark:
        yield f"  {one.remark}"
    for example in one.examples:
        yield from _example(one, example)


def _gone(found: Sequence[Difference]) -> Iterator[str]:
    """What one side says nothing of, in one: mostly a tag that it does not know hides all that follows."""
    if not found:
        return
    yield ""
    who = "theirs" if found[0].what == "only ours" else "ours"
    yield from _wrapped(f"not said by {who}: " + ", ".join(f"{one.names[0]} {one.count} of {one.of}" for one in found))
    shown_already: set[bytes] = set()
    for one in found:
        example = next((each for each in one.examples if each.payload not in shown_already), None)
        if example is not None and len(shown_already) < len(one.examples):
            shown_already.add(example.payload)
            yield from _example(one, example, name=True)


def _example(one: Difference, example: Example, name: bool = False) -> Iterator[str]:
    yield from _payload(example.payload, example.f_port)
    own = shown(example.ours) + (f" ({example.status})" if example.status else "")
    expected = one.pair.how.expected(example.ours) if example.ours not in (None, NOTHING) else None
    if one.what == "differ" and one.pair.how != SAME and expected != example.ours:
        own += f", so theirs should be {shown(expected)}"
    place = f"{',' if example.ours is NOTHING else ';'} {example.place}" if example.place else ""
    told = f"{one.names[0]}: " if name else ""
    yield from _wrapped(f"{told}ours {own}; theirs {shown(example.theirs)}{place}", "      ")


def _refusal(one: Refusal) -> Iterator[str]:
    yield ""
    if one.by == "ours":
        what = _REASONS.get(one.reason, one.reason)
        yield from _wrapped(f"theirs gives values for {what}: {one.count}")
    else:
        yield from _wrapped(f"theirs refuses what we decode, {one.reason}: {one.count}")
    for payload, port, why, values in one.examples:
        yield from _payload(payload, port)
        listed = ", ".join(f"{name} {shown(value)}" for name, value in values.items() if value is not None)
        side, other = ("ours", "theirs") if one.by == "ours" else ("theirs", "ours")
        told = textwrap.shorten(f"{side}: {why}; {other}: {listed}", 220, placeholder=" …")
        yield from _wrapped(told, "      ")


def _alone(made: Comparison) -> Iterator[str]:
    if made.only_ours:
        yield ""
        counts = _merged(made.only_ours.items())
        names = ", ".join(f"{name} {sum(each)}" for name, each in counts.items())
        yield from _wrapped(f"only we say (and how often): {names}")
    if made.only_theirs:
        yield ""
        yield from _wrapped("only theirs says (and how often, with an example):")
        for path, each in _merged(made.only_theirs.items()).items():
            line = f"  {path} {sum(count for count, _ in each)}: {shown(each[-1][1])}"
            yield line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def _merged(items: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    """What differs by a number alone as one: ``history[0].temp``, ``history[1].temp`` is ``history[…].temp``."""
    alike: dict[str, list[tuple[str, T]]] = {}
    for name, value in items:
        alike.setdefault(re.sub(r"(?<=[\[_])\d+(?=\]|$|_|\.)", "…", name), []).append((name, value))
    merged: dict[str, list[T]] = {}
    for key, found in alike.items():
        if len(found) > 3:
            merged[key] = [value for _, value in found]
        else:
            merged |= {name: [value] for name, value in found}
    return merged


def _payload(payload: bytes, port: int) -> Iterator[str]:
    yield from _wrapped(f"{payload.hex() or 'no bytes'} on port {port}", "  ", "    ")


def _wrapped(text: str, indent: str = "", rest: str | None = None) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent + "  " if rest is None else rest,
        break_on_hyphens=False,
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def shown(value: Any) -> str:
    """A value for the eye, numbers without the noise of their last digits."""
    if value is NOTHING:
        return "nothing"
    if value is None:
        return "no value"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, datetime):
        return iso(value.astimezone(UTC))
    return repr(value) if isinstance(value, str) and not value.isprintable() else str(value)
