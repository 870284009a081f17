"""What lies in shared memory comes back as it was, and what is too large goes another way."""

from __future__ import annotations

import errno
import os
from typing import Any

import pytest

from redi_codecs.archive import shelves as module
from redi_codecs.archive.shelves import Shelves

pyarrow = pytest.importorskip("pyarrow")


def _table(rows: int) -> Any:
    return pyarrow.table({"number": range(rows), "text": [f"row {at}" if at % 3 else None for at in range(rows)]})


@pytest.mark.parametrize("rows", [0, 1, 1000])
def test_a_table_comes_back_from_its_shelf(rows: int) -> None:
    shelves = Shelves(3)
    laid = [shelves.laid(shelf, {"ready": _table(rows + shelf), "lines": shelf}) for shelf in range(3)]
    for shelf, one in enumerate(laid):
        taken = shelves.taken(shelf, one)
        assert taken["ready"].equals(_table(rows + shelf))
        assert taken["lines"] == shelf


def test_columns_lie_on_the_shelf_and_not_in_the_pipe() -> None:
    shelves = Shelves(1)
    laid = shelves.laid(0, _table(100_000))
    assert len(laid.pickled) < 2000
    assert sum(length for _, length in laid.runs) > 800_000
    assert all(start % 64 == 0 for start, _ in laid.runs)


def test_what_has_no_room_goes_through_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SIZE", 1 << 12)
    shelves = Shelves(2)
    laid = shelves.laid(0, _table(10_000))
    assert laid.runs == []
    assert shelves.taken(0, laid).equals(_table(10_000))


def test_where_there_is_no_memory_all_goes_through_the_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    real = module.mmap

    def scarce(place: int, size: int) -> Any:
        if size > 1:
            raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))
        return real(place, size)

    monkeypatch.setattr(module, "mmap", scarce)
    shelves = Shelves(3)
    laid = shelves.laid(2, _table(500))
    assert laid.runs == []
    assert shelves.taken(2, laid).equals(_table(500))


def test_what_is_taken_stays_when_the_shelf_is_used_again() -> None:
    shelves = Shelves(1)
    first = shelves.taken(0, shelves.laid(0, _table(500)))
    shelves.laid(0, _table(700))
    assert first.equals(_table(500))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not forked here")
def test_a_forked_process_lays_for_the_one_that_made_it() -> None:
    import multiprocessing

    shelves, context = Shelves(2), multiprocessing.get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=lambda: there.send(shelves.laid(1, _table(3000))))
    process.start()
    assert shelves.taken(1, here.recv()).equals(_table(3000))
    process.join()
