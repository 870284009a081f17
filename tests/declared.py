"""One device of each declaration: its further models have the same format, and differ in names and what they measure.

Tests that go over devices take these: they grow with the formats, and not with the names under which they are sold.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import pytest

import redi_codecs
from redi_codecs.layout.device import Device

DECLARED: Final = tuple(device for device in redi_codecs.devices() if not device.model_of)
assert DECLARED, "tests that go over nothing would pass"

#: Of so many declarations one is asked in the quick run.
EACH: Final = 8


def in_part(of: Iterable[Device | str], turn: int) -> list[Any]:
    """Parameters of a test that holds each device against another runtime, or a way out against its format.

    Whether a declaration is right is asked of all, in ``test_catalogue`` and where it is told apart. These ask whether
    the library is, by devices: the quick run takes every eighth of them, ``pytest -m thorough`` the others. ``turn`` is
    where a test begins to count, so that each device stands in the quick run of some.
    """
    found = []
    for at, one in enumerate(of):
        marks = () if (at + turn) % EACH == 0 else (pytest.mark.thorough,)
        found.append(pytest.param(one, id=one if isinstance(one, str) else one.id, marks=marks))
    return found
