"""The plot of the ten formats: how many times as long as ours each contender takes, on a logarithmic scale."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

#: Who is drawn, with colour and mark; told apart without colour as well.
_MARKS: Final = {
    "C, fresh": ("#1b7837", "o"),
    "V8": ("#2166ac", "s"),
    "batch, Python": ("#b8860b", "D"),
    "generated": ("#e08214", "^"),
    "construct": ("#b2182b", "v"),
    "QuickJS, fresh": ("#762a83", "X"),
}


def plot(figures: Mapping[str, Any], file: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    # The same measurements give the same file.
    matplotlib.rcParams["svg.hashsalt"] = "redi_codecs"
    from matplotlib import pyplot

    base: str = figures["base"]
    found: Mapping[str, Mapping[str, float]] = figures["ratios"]
    names = list(found)[::-1]
    figure, axes = pyplot.subplots(figsize=(9, 0.42 * len(names) + 1.6), layout="constrained")
    axes.axvline(1, color="#444444", linewidth=1.5)
    for at, name in enumerate(names):
        known = [found[name][other] for other in _MARKS if other in found[name]]
        axes.plot([min([1, *known]), max([1, *known])], [at, at], color="#dddddd", linewidth=2, zorder=0)
    for other, (colour, mark) in _MARKS.items():
        points = [(found[name][other], at) for at, name in enumerate(names) if other in found[name]]
        if other != base and points:
            ratios, rows = zip(*points, strict=True)
            axes.scatter(ratios, rows, s=42, color=colour, marker=mark, label=other)
    axes.set_xscale("log")
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(-0.6, len(names) - 0.4)
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.10g}×")
    axes.set_xlabel(f"times as long as {'the compiled batch' if base == 'compiled' else base} (logarithmic)")
    axes.grid(axis="x", color="#eeeeee")
    axes.set_axisbelow(True)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(left=False)
    figure.legend(loc="outside upper center", ncols=len(_MARKS), frameon=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
