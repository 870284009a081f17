"""How the batch scales: with rows, threads, shapes of payloads, and what the payloads come in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from by_hand import FORMATS
from in_c import InC, compiler
from mixes import MIXES, SHAPED_DEVICE, hostile, rows_of, shaped
from ours import Decode, compiled, has_arrow, uncompiled, without_shapes
from packed import Packed
from sections import Section, Settings, at_least, at_most, nanoseconds, table, times_as_long
from timing import Runner, interleaved, timed

MIX: Final = "em300-th, three shapes"
SIZES: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
SHAPES: Final = (1, 2, 4, 8, 16, 32, 64)


def _batch(device: str, packed: Packed) -> Decode:
    """The compiled core if it was built, the Python engine otherwise."""
    return compiled(device, packed) or uncompiled(device, packed)


def rows(settings: Settings) -> Section:
    """Batches of a thousand to ten million rows."""
    device = MIXES[MIX].device
    sizes = [size for size in SIZES if size <= 100 * settings.rows]
    runners: dict[str, Runner] = {}
    in_c = InC(FORMATS[device], settings.folder) if compiler() else None
    for size in sizes:
        packed = rows_of(MIX, min(size, 100_000)).repeated(max(1, size // 100_000))
        runners[f"{size:,}"] = Runner(timed(_batch(device, packed)), size)
        if in_c is not None:
            runners[f"C {size:,}"] = Runner(timed(_afresh(in_c, packed)), size)
    times = interleaved(runners, rounds=max(3, settings.rounds // 3))
    middle = f"{min(sizes, key=lambda size: abs(size - 100_000)):,}"
    cells = []
    for size in sizes:
        name = f"{size:,}"
        c = times_as_long(times.ratio(name, f"C {name}") if in_c else None)
        cells.append([name, nanoseconds(times.typical(name)), times_as_long(times.ratio(name, middle)), c])
    grown = {f"{size:,}": times.ratio(f"{size:,}", middle) for size in sizes if size >= 100_000}
    return Section(
        "Rows",
        table(["rows", "ns a row", f"÷ {middle} rows", "÷ C, fresh"], cells),
        [at_most(f"a row, against {middle} rows", grown, 1.5)],
        {"rounds": times.rounds},
    )


def _afresh(in_c: InC, packed: Packed) -> Decode:
    return lambda: in_c.decode_afresh(packed)


def threads(settings: Settings) -> Section:
    """One thread and two."""
    packed = rows_of(MIX, 100_000).repeated(max(1, 10 * settings.rows // 100_000))
    device = MIXES[MIX].device
    one = compiled(device, packed, threads=1)
    two = compiled(device, packed, threads=2)
    if one is None or two is None:
        return Section("Threads", "The compiled core was not built: there are no threads.")
    runners = {"1": Runner(timed(one), packed.rows), "2": Runner(timed(two), packed.rows)}
    times = interleaved(runners, rounds=settings.rounds)
    gain = times.ratio("1", "2")
    cells = [["1", nanoseconds(times.typical("1")), "1"], ["2", nanoseconds(times.typical("2")), f"{gain:.2f}"]]
    return Section(
        "Threads",
        f"{packed.rows:,} rows of {MIX}.\n\n" + table(["threads", "ns a row", "times as fast"], cells),
        [at_least("one thread ÷ two", {"": gain}, 1.6)],
        {"rounds": times.rounds},
    )


def shapes(settings: Settings) -> Section:
    """Few and many shapes of payloads, against the machine that does not remember any."""
    packings = {str(number): shaped(number, settings.rows) for number in SHAPES}
    packings["every one another"] = hostile(settings.rows)
    packings["8, wild values"] = shaped(8, settings.rows, wild=True)
    packings["every one another, wild values"] = hostile(settings.rows, wild=True)
    cells, found, rounds = [], {}, {}
    for name, packed in packings.items():
        runners = {"with": Runner(timed(_batch(SHAPED_DEVICE, packed)), packed.rows)}
        plain = without_shapes(SHAPED_DEVICE, packed)
        if plain is not None:
            runners["without"] = Runner(timed(plain), packed.rows)
        times = interleaved(runners, rounds=settings.rounds)
        rounds[name] = times.rounds
        if plain is not None:
            found[name] = times.ratio("with", "without")
        typical = [nanoseconds(times.typical(kind)) if kind in runners else "–" for kind in ("with", "without")]
        cells.append([name, *typical, times_as_long(found.get(name))])
    return Section(
        "Shapes",
        f"{settings.rows:,} payloads of six tags each ({SHAPED_DEVICE}), in so many different orders; "
        "wild values are any bytes, most of them beyond physical limits.\n\n"
        + table(["shapes", "ns a row", "plain machine", "ratio"], cells),
        [at_most("with shapes ÷ plain machine", found, 1.2)],
        {"rounds": rounds},
    )


def inputs(settings: Settings) -> Section:
    """What the payloads come in."""
    packed, device = rows_of(MIX, settings.rows), MIXES[MIX].device
    runners = {
        name: Runner(timed(decode), packed.rows)
        for name, payloads in _inputs(packed)
        if (decode := compiled(device, packed, payloads)) is not None
    }
    if not runners:
        return Section("Inputs", "The compiled core was not built: what the payloads come in makes no difference.")
    times = interleaved(runners, rounds=settings.rounds)
    first = next(iter(runners))
    cells = [[name, nanoseconds(times.typical(name)), times_as_long(times.ratio(name, first))] for name in runners]
    return Section(
        "Inputs",
        f"{packed.rows:,} rows of {MIX}.\n\n" + table(["payloads in", "ns a row", f"÷ {first}"], cells),
        figures={"rounds": times.rounds},
    )


def _inputs(packed: Packed) -> Iterator[tuple[str, Any]]:
    if has_arrow():
        import pyarrow

        yield "Arrow large_binary", packed.arrow
        yield "Arrow binary", packed.arrow.cast(pyarrow.binary())
        if hasattr(pyarrow, "binary_view"):
            yield "Arrow binary_view", packed.arrow.cast(pyarrow.binary_view())
        half = packed.rows // 2
        yield "Arrow, two chunks", pyarrow.chunked_array([packed.arrow[:half], packed.arrow[half:]])
    yield "list of bytes", packed.payloads
    yield "list of hex", [payload.hex() for payload in packed.payloads]
    try:
        import polars
    except ImportError:
        pass
    else:
        yield "polars Series", polars.Series(packed.payloads, dtype=polars.Binary)
    try:
        import pandas
    except ImportError:
        pass
    else:
        yield "pandas Series of bytes", pandas.Series(packed.payloads, dtype=object)
