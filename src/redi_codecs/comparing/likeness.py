"""When a value of theirs is a value of ours: the same number in another unit, the same state in other words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final

from redi_codecs.comparing.flat import moment

__all__ = ["SAME", "TRUTH", "How", "decimals", "learnt", "numeric", "plausible_factor"]

_NUMBER: Final = re.compile(r"\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(?![\d.:/x-])[^\d]{0,24}\s*")
_WORDS: Final = 60
_TRUTH: Final = dict.fromkeys(("yes", "true", "on", "enable", "enabled", "active"), True) | dict.fromkeys(
    ("no", "false", "off", "disable", "disabled", "inactive"), False
)
_FAHRENHEIT: Final = Fraction(9, 5), Fraction(32)
#: So far apart that a ratio is near one of them at most.
_FACTORS: Final = (
    *(Fraction(10) ** power for power in range(-6, 7)),
    *(Fraction(base) ** sign for base in (60, 3600, 24, 86400) for sign in (1, -1)),
)


def numeric(value: Any) -> float | None:
    """The number that a value is, also where it is a text with its unit.

    >>> numeric("21.5 °C"), numeric(True), numeric("12:30"), numeric("open")
    (21.5, 1.0, None, None)
    """
    if isinstance(value, bool | int | float):
        return float(value) if value == value and abs(value) < 1e300 else None
    if isinstance(value, str):
        found = _NUMBER.fullmatch(value)
        return float(found[1]) if found else None
    return None


def _number(value: Any) -> float | None:
    """A number, or a time as seconds since 1970."""
    seconds = moment(value)
    return numeric(value) if seconds is None else seconds


def decimals(values: Iterable[Any]) -> int | None:
    """The decimals that numbers are written with; None where they are not rounded to any.

    >>> decimals([21.5, 3]), decimals([0.1 + 0.2])
    (1, None)
    """
    most = 0
    for value in values:
        if isinstance(value, str):
            found = _NUMBER.fullmatch(value)
            text = found[1] if found else "0"
        else:
            text = repr(value) if isinstance(value, float) else "0"
        if "e" in text or "E" in text:
            return None
        most = max(most, len(text.partition(".")[2].rstrip("0")))
    return most if most <= 7 else None


def plain(value: Any) -> str:
    """A text without what spellings differ in: case, separators, a 0x or a v at its start."""
    text = re.sub(r"[^0-9a-z+]", "", str(value).lower())
    return re.sub(r"^(0x|v(?=\d))", "", text)


@dataclass(frozen=True, slots=True)
class How:
    """Theirs is ours · factor + offset; with labels, one of the words that stand for ours; with truth, yes is not 0."""

    factor: Fraction = Fraction(1)
    offset: Fraction = Fraction(0)
    labels: Mapping[Any, tuple[Any, ...]] | None = field(default=None, hash=False)
    truth: bool = False

    def agrees(self, ours: Any, theirs: Any, digits: int | None = None) -> bool:
        """Whether both say the same, theirs rounded to so many decimals; None is no value."""
        if ours is None or theirs is None:
            return ours is None and theirs is None
        if self.labels is not None:
            return ours not in self.labels or plain(theirs) in map(plain, self.labels[ours])
        if isinstance(ours, bool) and isinstance(theirs, str) and plain(theirs) in _TRUTH:
            return _TRUTH[plain(theirs)] is ours
        own, other = _number(ours), _number(theirs)
        if own is not None and other is not None:
            if self.truth:
                return bool(own) == bool(other)
            if isinstance(ours, str) and isinstance(theirs, str) and plain(ours) == plain(theirs):
                return True
            expected = own * self.factor.numerator / self.factor.denominator + float(self.offset)
            slack = 0.0 if digits is None else 0.5 * 10.0**-digits * 1.000001
            return abs(other - expected) <= slack + 1e-9 + 1e-7 * min(abs(other), 1000) + 1e-12 * abs(other)
        # What has no name for us has none for them, whatever they call it then.
        said = plain(ours)
        return said == plain(theirs) or (said.startswith("unknown") and plain(theirs).startswith("unknown"))

    def expected(self, ours: Any) -> Any:
        """What theirs should be, for the eye."""
        if self.labels is not None:
            return " or ".join(map(str, self.labels[ours])) if ours in self.labels else ours
        own = numeric(ours)
        return ours if own is None or self == SAME else own * float(self.factor) + float(self.offset)

    def __str__(self) -> str:
        if self.truth:
            return "not 0 for yes"
        if self.labels is not None:
            told = {key: " or ".join(map(_word, words)) for key, words in self.labels.items()}
            return ", ".join(f"{_word(key)} → {words}" for key, words in told.items())
        parts = []
        if self.factor != 1:
            parts.append(f"· {self.factor}" if self.factor > 1 else f"/ {1 / self.factor}")
        if self.offset:
            parts.append(f"+ {self.offset}")
        return " ".join(parts)

    @property
    def inverted(self) -> bool:
        """Whether yes of ours is no of theirs."""
        labels = self.labels or {}
        return any(len(labels.get(key, ())) == 1 and numeric(labels[key][0]) == 1 - key for key in (True, False))


SAME: Final = How()
TRUTH: Final = How(truth=True)


def _word(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def plausible_factor(pairs: Iterable[tuple[Any, Any]]) -> How:
    """The change of unit that most of these values speak for, the same unit if none does."""
    votes: Counter[How] = Counter()
    for ours, theirs in pairs:
        own, other = _number(ours), _number(theirs)
        if not own or other is None:
            continue
        ratio = other / own
        for factor in _FACTORS:
            if abs(ratio / float(factor) - 1) < 0.02:
                votes[How(factor)] += 1
        if abs((other - 32) / own / 1.8 - 1) < 0.002:
            votes[How(*_FAHRENHEIT)] += 1
    best = votes.most_common()
    return best[0][0] if best and best[0][1] > 1 else SAME


def learnt(pairs: Iterable[tuple[Any, Any]]) -> tuple[How, float, int] | None:
    """The words that stand for our states, how far the values bear it out, and how many of them do.

    A word is borne out when it comes again with the same state: one that was seen once proves nothing. A number that
    has no name for us is no state.
    """
    seen: dict[Any, Counter[Any]] = {}
    for ours, theirs in pairs:
        if not isinstance(ours, bool | str):
            return None
        if str(ours).startswith("unknown_"):
            continue
        seen.setdefault(theirs, Counter())[ours] += 1
        if len(seen) > _WORDS:
            return None
    labels: dict[Any, tuple[Any, ...]] = {}
    for word, states in seen.items():
        state = states.most_common()[0][0]
        labels[state] = (*labels.get(state, ()), word)
    again = sum(states.total() - 1 for states in seen.values())
    borne = sum(states.most_common()[0][1] - 1 for states in seen.values())
    if len(labels) < 2 or again < 3:
        return None
    return How(labels=labels), borne / again, again
