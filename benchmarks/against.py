"""The batch against everything else that decodes the same formats."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from itertools import starmap
from statistics import geometric_mean
from typing import Any, Final

from by_hand import FORMATS
from in_c import InC, compiler
from in_javascript import TURNS, InNode, has_node, has_quickjs, quickjs_fresh, quickjs_warm
from mixes import MIXES, Mix, rows_of
from ours import compiled, uncompiled
from packed import Packed
from sections import Section, Settings, at_least, at_most, nanoseconds, ratios, table, times_as_long
from timing import Runner, Times, interleaved, timed

from redi_codecs import codec

#: Who is compared: the name in the table, and what it makes of a payload.
CONTENDERS: Final = {
    "compiled": "`decode_batch` with the compiled core: Arrow in, columns out, memory for these included",
    "C": "hand-written C at -O2: the same columns, in memory that is there already",
    "C, fresh": "the same C, with memory that it allocates and gives back each time",
    "V8": "hand-written JavaScript in one warm node process: a Buffer a payload, objects kept in an array",
    "batch, Python": "`decode_batch` without the compiled core: the same columns",
    "generated": "the generated Python function, payload by payload: values by slot",
    "by hand": "hand-written Python, payload by payload: a dict",
    "construct": "a hand-written construct declaration, payload by payload: a Container",
    "QuickJS": "the same JavaScript in one warm QuickJS context, payload by payload: hex in, JSON out",
    "QuickJS, fresh": "the same in a fresh QuickJS context for every payload, as ChirpStack runs codecs",
}
#: The mixes for which the C target holds.
NEAR_C: Final = ("em300-th, one shape", "em300-th, three shapes", "tbms100")

_PYTHON_ROWS, _SLOW_ROWS, _FRESH_ROWS = 5000, 300, 20
#: Node cannot take less than this for its turns: the others have as long to warm up in each round.
_BLOCK_MS: Final = 50


def against(settings: Settings) -> Section:
    """Every mix, all contenders."""
    measured = {name: _measure(name, mix, settings) for name, mix in MIXES.items()}
    base = "compiled" if all("compiled" in times.rounds for times in measured.values()) else "batch, Python"
    others = [name for name in CONTENDERS if name != base]
    found = {name: ratios(times, base) for name, times in measured.items()}
    rows = [
        [name, nanoseconds(measured[name].typical(base)), *(times_as_long(found[name].get(other)) for other in others)]
        for name in MIXES
    ]
    means = [[known for name in MIXES if (known := found[name].get(other)) is not None] for other in others]
    averages = [times_as_long(geometric_mean(known) if known else None) for known in means]
    rows.append(["*geometric mean*", "", *averages])
    legend = "\n".join(f"- **{name}**: {text}" for name, text in CONTENDERS.items())
    intro = f"{settings.rows:,} payloads a mix. First column: nanoseconds a payload; the others: times as long as that."
    section = Section(
        "Ten formats",
        f"{intro}\n\n{table(['mix', f'{base}, ns', *others], rows)}\n\n{legend}",
        figures={"base": base, "ratios": found, "rounds": {name: times.rounds for name, times in measured.items()}},
    )
    if base == "compiled":
        for c in ("C", "C, fresh"):
            near = {name: 1 / found[name][c] for name in NEAR_C if c in found[name]}
            section.verdicts.append(at_most(f"compiled ÷ {c}", near, 2.5))
        v8 = {name: found[name]["V8"] for name in MIXES if "V8" in found[name]}
        if v8:
            section.verdicts.append(at_least("V8 ÷ compiled", {"geometric mean": geometric_mean(v8.values())}, 15))
            worst = min(v8, key=v8.__getitem__)
            section.verdicts.append(at_least("V8 ÷ compiled, worst", {worst: v8[worst]}, 4))
    return section


def _measure(name: str, mix: Mix, settings: Settings) -> Times:
    one, library = FORMATS[mix.device], codec(mix.device)
    packed = rows_of(name, settings.rows)
    runners: dict[str, Runner] = {}
    with ExitStack() as cleanup:
        batch = compiled(mix.device, packed)
        if batch is not None:
            runners["compiled"] = Runner(timed(batch), packed.rows)
        if compiler() is not None:
            in_c = InC(one, settings.folder)
            columns = in_c.columns(packed.rows, len(packed.data))
            runners["C"] = Runner(timed(lambda: in_c.decode(packed, columns)), packed.rows)
            runners["C, fresh"] = Runner(timed(lambda: in_c.decode_afresh(packed)), packed.rows)
        if has_node():
            node = InNode(one, packed, settings.folder)
            cleanup.callback(node.close)
            runners["V8"] = Runner(node.run, TURNS * packed.rows)
        some = rows_of(name, _PYTHON_ROWS)
        runners["batch, Python"] = Runner(timed(uncompiled(mix.device, some)), some.rows)
        decode = library.generated
        runners["generated"] = each(lambda payload, f_port: decode(payload, f_port, None), some)
        runners["by hand"] = each(one.python, some)
        slow = rows_of(name, _SLOW_ROWS)
        parse = one.construct.parse
        runners["construct"] = each(lambda payload, f_port: parse(payload, f_port=f_port), slow)
        if has_quickjs():
            runners["QuickJS"] = each(quickjs_warm(one), slow)
            runners["QuickJS, fresh"] = each(quickjs_fresh(one), rows_of(name, _FRESH_ROWS))
        return interleaved(runners, rounds=settings.rounds, block_ms=_BLOCK_MS)


def each(function: Callable[[bytes, int], Any], packed: Packed) -> Runner:
    """A function called payload by payload."""
    calls: Sequence[tuple[bytes, int]] = packed.uplinks
    return Runner(timed(lambda: deque(starmap(function, calls), maxlen=0)), packed.rows)
