"""``python -m tests.fuzzing TARGET [options of libFuzzer]``: guided by coverage, for ``-max_total_time=`` seconds.

It takes atheris (the extra ``fuzz``) and starts from the project's own examples; an input that raises what it may not
is written beside, and ends the run.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["redi_codecs"]):
    from tests.fuzzing.targets import TARGETS

    import redi_codecs.archive
    import redi_codecs.explaining.explain
    import redi_codecs.networks  # noqa: F401


def main() -> None:
    name, *options = sys.argv[1:] or [""]
    if name not in TARGETS:
        sys.exit(f"a target is needed: {', '.join(TARGETS)}")
    target, seeds = TARGETS[name]
    with tempfile.TemporaryDirectory() as corpus:
        for number, seed in enumerate(seeds()):
            (Path(corpus) / str(number)).write_bytes(seed)
        atheris.Setup([sys.argv[0], corpus, *options], target)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
