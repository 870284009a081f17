"""Which key of theirs is which name of ours: by values over many payloads, and by names where the values differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, NamedTuple

from redi_codecs.comparing.flat import moment
from redi_codecs.comparing.likeness import SAME, TRUTH, How, decimals, learnt, plausible_factor

__all__ = ["Pair", "Sample", "propose", "similarity"]

_TURN: Final = re.compile(r"\[(\d+)\]")
Columns = dict[str, dict[int, Any]]
#: Looked at first, to see what could be a pair at all.
_GLANCE: Final = 16


class Sample(NamedTuple):
    """What both sides say of one payload."""

    ours: Mapping[str, Any]
    theirs: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A name of ours and the path of theirs that says the same."""

    ours: str
    theirs: str
    how: How = SAME
    confirmed: bool = field(default=False, compare=False)
    #: By the likeness of the names alone: the values do not agree.
    by_name: bool = field(default=False, compare=False)

    @property
    def general(self) -> tuple[str, str]:
        """Both names, those of the turns of a history as one: ``history[k].co2`` is ``log[k + 1].co2``."""
        turn = _TURN.search(self.ours)
        if turn is None:
            return self.ours, self.theirs
        theirs = self.theirs
        for found in list(_TURN.finditer(theirs))[-1:]:
            step = int(found[1]) - int(turn[1])
            told = f"[k + {step}]" if step > 0 else f"[k − {-step}]" if step else "[k]"
            theirs = theirs[: found.start()] + told + theirs[found.end() :]
        return _TURN.sub("[k]", self.ours, count=1), theirs


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    pair: Pair
    sure: bool = False


def propose(samples: Sequence[Sample], known: Iterable[Pair] = ()) -> list[Pair]:
    """Pairs for the names that the known ones leave open, in the order of our names."""
    given = list(known)
    ours, theirs = _columns(one.ours for one in samples), _columns(one.theirs for one in samples)
    taken_names, taken_paths = {one.ours for one in given}, {one.theirs for one in given}
    candidates = [
        found
        for name, own in ours.items()
        if name not in taken_names
        for path, other in theirs.items()
        if path not in taken_paths and (found := _candidate(name, own, path, other)) is not None
    ]
    ranked = sorted(candidates, key=lambda one: (-one.score, one.pair.ours, one.pair.theirs))
    made: dict[str, Pair] = {}
    for sharing in (False, True):  # two names of ours may be one key of theirs, but each has a key of its own first
        for one in ranked:
            if one.pair.ours not in made and (one.sure if sharing else one.pair.theirs not in taken_paths):
                made[one.pair.ours] = one.pair
                taken_paths.add(one.pair.theirs)
    _in_step(made, ours, theirs)
    others = {name: _elsewhere(made[name], made, ours, theirs) for name in made}
    return [pair for name in ours if name in made for pair in (made[name], *others[name])]


def _elsewhere(pair: Pair, made: Mapping[str, Pair], ours: Columns, theirs: Columns) -> list[Pair]:
    """A second path for a name: theirs may call it otherwise in another message.

    That path may be paired already, with a name that does not come in those messages.
    """
    if pair.by_name:
        return []
    left = {number: value for number, value in ours[pair.ours].items() if number not in theirs[pair.theirs]}
    if len(left) < 3:
        return []
    busy = {one.theirs for one in made.values() if not left.keys().isdisjoint(ours[one.ours])}
    found = [
        one
        for path, column in theirs.items()
        if path not in busy
        and (one := _candidate(pair.ours, left, path, {n: v for n, v in column.items() if n in left})) is not None
        and not one.pair.by_name
    ]
    return [max(found, key=lambda one: one.score).pair] if found else []


def _in_step(made: dict[str, Pair], ours: Iterable[str], theirs: Iterable[str]) -> None:
    """Bring the turns of a history into step: if most are turn k of a list of theirs plus some number, all are."""
    paths = frozenset(theirs)
    turns: dict[str, dict[int, str]] = {}
    for name in ours:
        if found := _TURN.search(name):
            turns.setdefault(_TURN.sub("[…]", name, count=1), {})[int(found[1])] = name
    for names in turns.values():
        steps: Counter[tuple[str, int, How]] = Counter()
        for turn, name in names.items():
            pair = made.get(name)
            if pair is None or pair.by_name:
                continue
            for found in _TURN.finditer(pair.theirs):
                before, after = pair.theirs[: found.start()], pair.theirs[found.end() :]
                steps[f"{before}[…]{after}", int(found[1]) - turn, pair.how] += 1
        if not steps:
            continue
        (shape, step, how), count = steps.most_common()[0]
        if count < 2 and len(names) > 1:
            continue
        for turn, name in names.items():
            made.pop(name, None)
            path = shape.replace("[…]", f"[{turn + step}]")
            if path in paths:
                made[name] = Pair(name, path, how)


def _columns(sides: Iterable[Mapping[str, Any]]) -> Columns:
    """The values of each name by the number of the payload."""
    out: Columns = {}
    for number, side in enumerate(sides):
        for name, value in side.items():
            if value is not None:
                out.setdefault(name, {})[number] = value
    return out


def _candidate(name: str, own: Mapping[int, Any], path: str, other: Mapping[int, Any]) -> _Candidate | None:
    """How well the two go together; None if not at all."""
    common = own.keys() & other.keys()
    if not common:
        return None
    pairs = [(own[number], other[number]) for number in sorted(common)]
    alike = similarity(name, path)
    together = len(common) / len(own.keys() | other.keys())
    how, share, informed = _best(pairs)
    # Values of few kinds agree by chance half of the time; numbers that vary hardly ever do.
    few = how.labels is not None or len({value for value, _ in pairs}) <= 4
    if few:
        proven = share >= 0.9 and (alike >= 0.5 or (together >= 0.5 and len(common) >= 15))
    else:
        proven = share >= 0.3 and share * informed > 1
    if proven and (informed >= 2 or (informed == 1 and alike >= 0.5)):
        score = 1 + share + together / 2 + min(informed, 10) / 20 + alike / 2 + (how == SAME) / 4
        sure = share > 0.98 and informed >= 2 and together > 0.9
        return _Candidate(score, Pair(name, path, how), sure)
    timely = moment(pairs[0][0]) is None or moment(pairs[0][1]) is not None
    if timely and len(common) >= 2 and together >= 0.2 and alike + together / 5 >= 0.69:
        return _Candidate((alike + together) / 4, Pair(name, path, by_name=True))
    return None


def _best(pairs: Sequence[tuple[Any, Any]]) -> tuple[How, float, int]:
    """The reading of theirs that agrees most, the share that agrees, and how many different values those are."""
    glance = sorted(pairs[: 4 * _GLANCE], key=lambda one: isinstance(one[0], bool))[:_GLANCE]
    digits = decimals(value for _, value in pairs)
    best: tuple[How, float, int] = SAME, 0.0, 0
    factor = SAME if isinstance(pairs[0][0], bool) else plausible_factor(glance)
    for how in dict.fromkeys((SAME, TRUTH if isinstance(pairs[0][0], bool) else factor)):
        if not any(how.agrees(own, other, digits) for own, other in glance):
            continue
        agreed = [own for own, other in pairs if how.agrees(own, other, digits)]
        share = len(agreed) / len(pairs)
        # Zero is zero in every unit and says nothing of it.
        informed = len({own for own in agreed if own or isinstance(own, bool)})
        if share > best[1]:
            best = how, share, informed
    if best[1] < 0.9 and (labels := learnt(pairs)) is not None and labels[1] > max(best[1], 0.9):
        best = labels[0], labels[1], len(labels[0].labels or ())
    return best


# ---- names -------------------------------------------------------------------------------

_WORDS: Final = {
    "temp": "temperature", "tmp": "temperature", "t": "temperature", "hum": "humidity", "rh": "humidity",
    "h": "humidity", "bat": "battery", "batt": "battery", "batv": "battery", "vdd": "battery", "vbat": "battery",
    "volt": "voltage", "v": "voltage", "mv": "voltage", "ext": "external", "lux": "illuminance", "light": "illuminance",
    "pir": "motion", "occupancy": "motion", "press": "pressure", "cnt": "count", "counter": "count", "pulses": "pulse",
    "ver": "version", "fw": "firmware", "hw": "hardware", "sn": "serial", "ts": "time", "timestamp": "time",
    "date": "time", "dist": "distance", "lat": "latitude", "lon": "longitude", "lng": "longitude", "alt": "altitude",
    "acc": "acceleration", "tvoc": "tvoc", "magnet": "open", "door": "open", "leak": "water", "flood": "water",
}  # fmt: skip


@cache
def _parts(name: str) -> frozenset[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)(?!2)", " ", name)
    return frozenset(_WORDS.get(part, part) for part in re.findall(r"[a-z]+\d?|\d+", spaced.lower()))


def similarity(ours: str, theirs: str) -> float:
    """How much two names have in common, from 0 to 1.

    >>> similarity("temperature", "TempC_SHT"), similarity("temperature_1", "temp1"), similarity("co2", "pressure")
    (0.5, 1.0, 0.0)
    """
    one, other = _parts(ours), _parts(theirs)
    common = len(one & other)
    return 2 * common / (len(one) + len(other)) if common else 0.0
