"""What a part of the benchmarks reports: a Markdown section, its verdicts, and the figures behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from timing import Times


@dataclass(frozen=True)
class Settings:
    """How much is measured, and where compiled things may be put."""

    rounds: int
    rows: int
    folder: Path


@dataclass
class Section:
    """One table with what is to be said of it."""

    title: str
    text: str
    verdicts: list[str] = field(default_factory=list)
    figures: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        verdicts = "\n".join(f"- {one}" for one in self.verdicts)
        return "\n\n".join(part for part in (f"### {self.title}", self.text, verdicts) if part)


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, texts: int = 1) -> str:
    """A Markdown table: so many columns of text, then numbers."""
    ruled = ["---"] * texts + ["---:"] * (len(head) - texts)
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, ruled, *rows])


def nanoseconds(value: float) -> str:
    return f"{value:,.1f}" if value < 100 else f"{value:,.0f}"


def times_as_long(ratio: float | None) -> str:
    """A ratio to read: two digits that count; a dash for who is not installed."""
    if ratio is None:
        return "–"
    return f"{ratio:.2f}" if ratio < 10 else f"{ratio:,.0f}"


def ratios(times: Times, base: str) -> dict[str, float]:
    """How many times as long as ``base`` each takes, as the rounds say in the median."""
    return {name: times.ratio(name, base) for name in times.rounds}


def at_most(what: str, found: Mapping[str, float], most: float, unit: str = "×") -> str:
    """Whether figures are low enough, in a sentence."""
    return _verdict(what, {name: value for name, value in found.items() if value > most}, found, f"≤ {most:g}{unit}")


def at_least(what: str, found: Mapping[str, float], least: float, unit: str = "×") -> str:
    """Whether figures are high enough, in a sentence."""
    return _verdict(what, {name: value for name, value in found.items() if value < least}, found, f"≥ {least:g}{unit}")


def _verdict(what: str, missed: Mapping[str, float], found: Mapping[str, float], target: str) -> str:
    if not found:
        return f"{what} {target}: not measured"
    shown = ", ".join(f"{name} {value:.2f}" for name, value in (missed or found).items())
    return f"{what} {target}: {'missed' if missed else 'met'} ({shown})"
