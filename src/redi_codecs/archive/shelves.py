"""Memory that forked processes share: what one has made lies there, and a pipe carries only where."""

from __future__ import annotations

import pickle
from mmap import mmap
from typing import Any, Final, NamedTuple

__all__ = ["Laid", "Shelves"]

#: Bytes of a shelf, which take no memory before something lies there; what is larger goes through the pipe.
SIZE: Final = 1 << 24
#: Where columns of numbers may begin.
_ALIGNED: Final = 64


class Laid(NamedTuple):
    """What lies where: pickled, but for long runs of bytes, each with its place and length on the shelf."""

    pickled: bytes
    runs: list[tuple[int, int]]


class Shelves:
    """So many shelves, for processes that are forked from here on; ``free`` are those that nobody has.

    Where the system does not give as much memory, all goes through the pipe.

    >>> shelves = Shelves(2)
    >>> shelves.taken(1, shelves.laid(1, {"rows": bytearray(b"abc")}))
    {'rows': bytearray(b'abc')}
    """

    def __init__(self, count: int) -> None:
        self.free = set(range(count))
        self._size = SIZE
        try:
            self._memory = mmap(-1, count * SIZE)
        except OSError:
            self._size, self._memory = 0, mmap(-1, 1)

    def laid(self, shelf: int, made: object) -> Laid:
        """Lay what was made on a shelf that is empty."""
        buffers: list[pickle.PickleBuffer] = []
        pickled = pickle.dumps(made, 5, buffer_callback=buffers.append)
        runs, at = [], 0
        for run in (one.raw() for one in buffers):
            runs.append((at, run.nbytes))
            at += -(-run.nbytes // _ALIGNED) * _ALIGNED
        if at > self._size:
            return Laid(pickle.dumps(made, 5), [])
        for (start, length), one in zip(runs, buffers, strict=True):
            start += shelf * self._size
            self._memory[start : start + length] = one.raw()
        return Laid(pickled, runs)

    def taken(self, shelf: int, laid: Laid) -> Any:
        """What lies on a shelf, which is free then."""
        self.free.add(shelf)
        end = sum(laid.runs[-1]) if laid.runs else 0
        copy = memoryview(self._memory[shelf * self._size : shelf * self._size + end])
        return pickle.loads(laid.pickled, buffers=[copy[at : at + length] for at, length in laid.runs])
