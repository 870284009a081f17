"""What all tests of JavaScript share."""

from __future__ import annotations

import pytest

from javascript.engines import ENGINES, Engine


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Engine:
    """Every engine that is installed."""
    found = ENGINES[request.param]()
    if found is None:
        pytest.skip(f"{request.param} is not installed")
    return found
