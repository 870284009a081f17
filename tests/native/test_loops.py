"""The loops over columns by themselves: what lies outside of the memory given is neither read nor written."""

from __future__ import annotations

from array import array
from math import isnan
from typing import Any

import pytest

loops = pytest.importorskip("redi_codecs.batch._loops", reason="the compiled core was not built")
FLOAT, INT, BOOL, CODES = range(1, 5)


def longs(*numbers: int) -> memoryview:
    return memoryview(array("q", numbers))


def ints(*numbers: int) -> memoryview:
    return memoryview(array("i", numbers))


def put(
    strip: Any, following: memoryview, texts: memoryview, statuses: memoryview, order: Any = None
) -> list[list[Any]]:
    """Labels, values, texts and statuses of four cells, of which the last must stay as it is."""
    label, value = ints(-9, -9, -9, -9), memoryview(array("d", [-9.0] * 4))
    text, status = ints(-9, -9, -9, -9), ints(-9, -9, -9, -9)
    strip.put(following, order, ints(5), texts, statuses, label[:3], value[:3], text[:3], status[:3])
    return [list(label), ["none" if isnan(one) else one for one in value], list(text), list(status)]


def test_places_and_codes_at_the_edges() -> None:
    strip = loops.Strip(longs(0, 1, 2, -1, 0), CODES, ints(0, 1, 2, 3, -1), b"\x1f", bytes((0, 1, 2, 0, 3)))
    assert strip.count(longs(0, 0, 0)[:2]) == 3
    following = longs(0, 1, 2)
    found = put(strip, following[:2], ints(10, 11, 12)[:1], ints(20, 21, 22, 23)[:2])
    assert found == [[5, 5, -9, -9], ["none", "none", -9.0, -9.0], [10, -9, -9, -9], [-9, 21, -9, -9]]
    assert list(following) == [2, 2, 2]


def test_an_order_that_leaves_the_rows() -> None:
    strip = loops.Strip(longs(0, 0, 0), FLOAT, memoryview(array("d", [1.5, 2.5, 3.5])), None, None)
    found = put(strip, longs(0), ints(0), ints(0), order=longs(2, 3, -1))
    assert found[1] == [3.5, -9.0, -9.0, -9.0]
    assert put(strip, longs(2), ints(0), ints(0), order=longs(2, 1, 0))[1] == [-9.0, -9.0, 3.5, -9.0]


@pytest.mark.parametrize(("kind", "values"), [(INT, longs(7, 8)), (BOOL, b"\x02"), (CODES, ints(0, 1))])
def test_memory_that_is_too_short_is_refused(kind: int, values: Any) -> None:
    strip = loops.Strip(longs(0, 1), kind, values, None, None)
    assert strip.count(longs(0, 0)) == 2
    short = memoryview(values)[:0]
    with pytest.raises(ValueError, match="of 0 where"):
        loops.Strip(longs(0, 1), kind, short, None, None)
    with pytest.raises(ValueError, match="bits of 0 where 1 are needed"):
        loops.Strip(longs(0, 1), kind, values, b"", None)
    with pytest.raises(ValueError, match="statuses of 1 where 2 are needed"):
        loops.Strip(longs(0, 1), kind, values, None, b"\0")


@pytest.mark.parametrize("code", "qiB")
def test_values_as_often_as_is_said(code: str) -> None:
    given = memoryview(array(code, [3, 4, 5]))
    made = memoryview(array(code, [9] * 4))
    loops.spread(given[1:], longs(1, 2), made[:3])
    assert list(made) == [4, 5, 5, 9]
    loops.spread(given, longs(0, 0, -1), made)
    assert list(made) == [4, 5, 5, 9]
