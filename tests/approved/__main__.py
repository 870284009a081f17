"""Hold all approved texts to what there is now; with ``--write`` write them anew."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

# The package is `approved` to the tests, which have its folder on their path; here it has to be put there.
sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from approved import HERE, WRITES  # noqa: E402

if __name__ == "__main__":
    rest = [argument for argument in sys.argv[1:] if argument != "--write"]
    if "--write" in sys.argv:
        os.environ[WRITES] = "1"
    named = any(Path(argument.partition("::")[0]).exists() for argument in rest)  # else all would be asked
    sys.exit(pytest.main(["-q", *rest, *([] if named else [str(HERE)])]))
