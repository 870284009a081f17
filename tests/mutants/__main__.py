"""Make single mistakes, and tell which of them nobody notices.

Without more, in declarations of devices: a sample of 600, judged by the checks of the devices that they concern.
A mistake that cannot even be imported is stillborn, and not counted.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

# The package is `mutants` to the tests, which have this folder on their path; here it has to be put there.
sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from mutants.forked import Verdict, each, results  # noqa: E402
from mutants.report import Tried, keep, report, room  # noqa: E402
from mutants.source import Mutant  # noqa: E402


def sample(found: Sequence[Mutant], count: int, seed: int, keeps_syntax: Callable[[Mutant], bool]) -> list[Mutant]:
    """So many of them, the same for the same seed; a second one of a kind at one place only after all places."""
    chance = random.Random(seed)
    places: dict[tuple[str, str, int], list[Mutant]] = {}
    for one in found:
        places.setdefault((one.kind, one.file, one.edits[0].start), []).append(one)
    ranked: list[tuple[int, float, Mutant]] = []
    for members in places.values():
        chance.shuffle(members)
        ranked += [(turn, chance.random(), one) for turn, one in enumerate(members)]
    ranked.sort(key=lambda one: one[:2])
    readable = (one for _, _, one in ranked if keeps_syntax(one))
    return list(islice(readable, count))


def wanted(one: Mutant, given: argparse.Namespace) -> bool:
    """Whether a mistake was asked for."""
    if given.kind and one.kind not in given.kind:
        return False
    if given.role and one.role != given.role:
        return False
    if given.vendor and f"/vendors/{given.vendor}/" not in one.file:
        return False
    if given.room and not any(f"{room(one)}/".startswith(f"{each}/") for each in given.room):
        return False
    places = [place.partition(":") for place in given.only or ()]
    return not places or any(one.file.endswith(file) and line in ("", str(one.line)) for file, _, line in places)


def run(todo: Sequence[Mutant], judge: Callable[[Mutant], Verdict], given: argparse.Namespace) -> list[Tried]:
    """All verdicts, in the order of the mutants."""
    began = time.monotonic()
    made: dict[int, Tried] = {}
    for number, one, verdict in each(todo, judge, jobs=given.jobs, limit=given.limit):
        made[number] = Tried(one, verdict)
        if given.verbose:
            print(f"{verdict.outcome} {verdict.seconds:.1f} s {one}: {verdict.by}", flush=True)
        elif len(made) % 50 == 0:
            left = sum(each.verdict.outcome == "survived" for each in made.values())
            print(f"{len(made)} of {len(todo)}, {left} survived, {time.monotonic() - began:.0f} s", file=sys.stderr)
    return [made[number] for number in sorted(made)]


def declarations(given: argparse.Namespace) -> int:
    """Mistakes in declarations."""
    from mutants import declarations

    known = declarations.library()
    found = [one for module in known.modules.values() for one in declarations.mutants(known, module)]
    found = [one for one in found if wanted(one, given)]
    todo = sample(found, given.sample, given.seed, known.readable)
    print(f"{len(todo)} of {len(found)} mistakes in declarations, seed {given.seed}", flush=True)
    if given.list:
        print(*todo, sep="\n")
        return 0
    trial = declarations.Trial(known)
    declarations.warm()
    concerned = sorted({user for one in todo for user in known.users(one.module)})
    for _, _, verdict in each([concerned], trial.whole, jobs=1, limit=3600):
        if verdict.outcome != "survived":
            print(f"the declarations as they are do not pass: {verdict.by}", file=sys.stderr)
            return 1
    return told(run(todo, trial, given), given)


def say(one: Mutant, verdict: Verdict, given: argparse.Namespace) -> None:
    if given.verbose:
        os.write(given.stream, f"{verdict.outcome} {verdict.seconds:.1f} s {one}: {verdict.by}\n".encode())


def loop(warm: Callable[..., Any], trial: Any, given: argparse.Namespace) -> list[tuple[int, Verdict]]:
    """The verdicts that can be had without loading the library for each mistake."""
    from mutants import suite

    def work(files: list[str]) -> list[tuple[int, Verdict]]:
        def said(number: int, verdict: Verdict) -> None:
            say(trial.todo[number], verdict, given)

        return suite.run_all(warm(trial, given.jobs, given.limit, said), files)

    ((_, found),) = results([trial.files()], work, jobs=1, limit=1 << 20)
    return found


def engine(given: argparse.Namespace) -> int:
    """Mistakes in the engine."""
    from mutants import engine, marks, suite

    known = engine.modules()
    found = [one for module in known for one in engine.mutants(module) if wanted(one, given)]
    todo = sample(found, given.sample, given.seed, lambda one: engine.readable(known, one))
    print(f"{len(todo)} of {len(found)} mistakes in the engine, seed {given.seed}", flush=True)
    if given.list:
        print(*todo, sep="\n")
        return 0
    suite.warm()
    began = time.monotonic()
    files = given.test or list(dict.fromkeys(file for one in todo for file in suite.files(one.module)))
    reached = []
    sources = {one.name: one for one in known}
    asked = {marks.mark(one, sources[one.module]) for one in todo}
    for file, one in results(files, partial(marks.reached, known, asked), jobs=given.jobs, limit=3600):
        print(f"{file}: {sum(seconds for _, seconds in one.tests):.0f} s", file=sys.stderr, flush=True)
        if one.failed:
            print(f"the tests do not pass as it is: {one.failed}", file=sys.stderr)
            return 1
        reached.append(one)
    trial = suite.Trial(known, todo, reached)
    warm = loop(suite.Warm, trial, given)
    made = {number: verdict for number, verdict in warm if verdict.outcome != "unsettled"}
    print(f"{len(made)} settled, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    left = [number for number in range(len(todo)) if number not in made]
    for _, number, verdict in each(left, trial.fresh, jobs=given.jobs, limit=given.limit):
        made[number] = verdict
        say(todo[number], verdict, given)
    tried = [Tried(one, made[number]) for number, one in enumerate(todo)]
    told(tried, given, roles=False)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    by = list(dict.fromkeys(one.verdict.by for one in tried if one.verdict.outcome == "caught"))
    for _, _, verdict in each([by], trial.innocent, jobs=1, limit=3600):
        if verdict.outcome != "survived":
            print(f"what noticed a mistake fails without it too: {verdict.by}", file=sys.stderr)
            return 1
    return 0


def core(given: argparse.Namespace) -> int:
    """Mistakes in the compiled core."""
    from mutants import core, suite

    found = [one for path in core.files() for one in core.mutants(path) if wanted(one, given)]
    todo = sample(found, given.core, given.seed, core.switchable)
    print(f"{len(todo)} of {len(found)} mistakes in the core, seed {given.seed}", flush=True)
    if given.list:
        print(*todo, sep="\n")
        return 0
    suite.warm()
    began = time.monotonic()
    trial = core.Trial(todo)
    try:
        problem = trial.build()
        if problem:
            print(problem, file=sys.stderr)
            return 1
        print(f"built in {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
        for file, one in results(given.test or core.FILES, trial.reach, jobs=given.jobs, limit=3600):
            print(f"{file}: {sum(seconds for _, seconds in one.tests):.0f} s", file=sys.stderr, flush=True)
            if one.failed:
                print(f"the tests do not pass as it is: {one.failed}", file=sys.stderr)
                return 1
            trial.reached.append(one)
        made = dict(loop(core.Warm, trial, given))
    finally:
        trial.forget()
    made.update((number, Verdict("stillborn", "it cannot be built")) for number in trial.stillborn)
    tried = [Tried(one, made.get(number, Verdict("survived"))) for number, one in enumerate(todo)]
    told(tried, given, roles=False)
    print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
    return 0


def told(tried: Sequence[Tried], given: argparse.Namespace, *, roles: bool = True) -> int:
    print(*report(tried, roles=roles), sep="\n")
    if given.json:
        keep(tried, given.json)
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=600, metavar="N", help="how many mistakes (600)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="another seed draws others (1)")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="processes at a time (2)")
    parser.add_argument("--limit", type=float, metavar="S", help="seconds for one (20; of the engine 1200)")
    parser.add_argument("--kind", action="append", metavar="KIND", help="only this kind; may be repeated")
    parser.add_argument("--role", metavar="ROLE", help="only readings, attributes, downlinks, or structure")
    parser.add_argument("--vendor", metavar="VENDOR", help="only the declarations of this folder")
    parser.add_argument("--room", action="append", metavar="ROOM", help="only of this room; may be repeated")
    parser.add_argument(
        "--only", action="append", metavar="FILE[:LINE]", help="only this file or line; may be repeated"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep every verdict")
    parser.add_argument("--list", action="store_true", help="only show the mistakes")
    parser.add_argument("--verbose", action="store_true", help="a line for each, with what noticed it")
    parser.add_argument("--engine", action="store_true", help="mistakes in the engine's Python, judged by its tests")
    parser.add_argument(
        "--core", type=int, metavar="N", help="so many mistakes in the compiled core, judged by tests/native"
    )
    parser.add_argument("--test", action="append", metavar="FILE", help="of the engine and the core, only these tests")
    given = parser.parse_args()
    given.stream = os.dup(1)  # processes that end in silence say so here
    if given.limit is None:
        given.limit = 1200 if given.core else 1200 if given.engine else 20
    if given.core:
        return core(given)
    return engine(given) if given.engine else declarations(given)


if __name__ == "__main__":
    sys.exit(main())
