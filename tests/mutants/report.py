"""Tables of what was tried, and what survived."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePath
from typing import NamedTuple

from mutants.forked import Verdict
from mutants.source import Mutant

_CAUGHT = ("caught", "timeout", "crashed")
_EQUIVALENT = tuple(Path(__file__).with_name(name) for name in ("equivalent.txt", "declarations.txt"))
#: How a reason begins of what would change something, and is not noticed: it counts as survived all the same.
OPEN = "open: "


class Tried(NamedTuple):
    """A mutant and what became of it."""

    mutant: Mutant
    verdict: Verdict


def equivalents(*paths: Path) -> dict[tuple[str, str, str], str]:
    """Changes that change nothing, or that nothing can tell, by the name of the file, old and new text; and why."""
    known: dict[tuple[str, str, str], str] = {}
    texts = [path.read_text(encoding="utf-8") for path in paths or _EQUIVALENT]
    for line in (line for text in texts for line in text.splitlines() if line and not line.startswith("#")):
        file, _, rest = line.partition(" | ")
        change, _, reason = rest.rpartition(" | ")  # the texts of C and Cython may have such a line in them
        old, _, new = change.strip().partition(" ->")
        known[file.strip(), old, new.strip()] = reason.strip()
    return known


def table(tried: Sequence[Tried], title: str, of: Callable[[Tried], str]) -> list[str]:
    """A row a group, and one of all."""
    groups: dict[str, list[Tried]] = {}
    for one in tried:
        groups.setdefault(of(one), []).append(one)
    width = max(map(len, [*groups, title]), default=0)
    rows = [f"{title:<{width}}   tried  stillborn  caught  (timeout)  survived   score  with stillborn"]
    for name, members in [*sorted(groups.items()), ("all", list(tried))]:
        rows.append(f"{name:<{width}} {_row([one.verdict.outcome for one in members])}")
    return rows


def _row(outcomes: Sequence[str]) -> str:
    dead = outcomes.count("stillborn")
    caught = sum(one in _CAUGHT for one in outcomes)
    left = outcomes.count("survived")
    late = outcomes.count("timeout")
    score, whole = _share(caught, caught + left), _share(caught + dead, caught + dead + left)
    return f"{len(outcomes):>7} {dead:>10} {caught:>7} {late:>10} {left:>9} {score:>7} {whole:>15}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def report(tried: Sequence[Tried], *, roles: bool = True) -> list[str]:
    """Everything that is told at the end: the tables, then each survivor on a line."""
    known = equivalents()
    survived = [one for one in tried if one.verdict.outcome == "survived"]
    explained = [one for one in survived if not known.get(_key(one.mutant), OPEN).startswith(OPEN)]
    counted = [one for one in tried if one not in explained]
    lines = table(counted, "kind", lambda one: one.mutant.kind)
    if roles:
        lines += ["", *table(counted, "role", lambda one: one.mutant.role)]
    else:
        lines += ["", *table(counted, "room", lambda one: room(one.mutant))]
    left = [one.mutant for one in counted if one.verdict.outcome == "survived"]
    lines += ["", f"{len(left)} survived:"]
    for one in sorted(left, key=lambda one: (one.file, one.line)):
        reason = known.get(_key(one), "").removeprefix(OPEN)
        lines.append(f"{one}{f' ({reason})' if reason else ''}")
    if explained:
        lines += ["", f"{len(explained)} change nothing, and are not counted:"]
        lines += [f"{one.mutant} ({known[_key(one.mutant)]})" for one in explained]
    return lines


def room(mutant: Mutant) -> str:
    """The folder of the library that a mistake is in."""
    _, _, inside = PurePath(mutant.file).parent.as_posix().partition("redi_codecs/")
    return inside or "the rest"


def _key(mutant: Mutant) -> tuple[str, str, str]:
    return PurePath(mutant.file).name, mutant.old, mutant.new


def keep(tried: Iterable[Tried], path: Path) -> None:
    """All of it as JSON, a list of objects."""
    made = [
        {
            "file": one.mutant.file,
            "line": one.mutant.line,
            "kind": one.mutant.kind,
            "role": one.mutant.role,
            "old": one.mutant.old,
            "new": one.mutant.new,
            "outcome": one.verdict.outcome,
            "by": one.verdict.by,
            "seconds": round(one.verdict.seconds, 3),
        }
        for one in tried
    ]
    path.write_text(json.dumps(made, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
