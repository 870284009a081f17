"""What is made once and kept, also where many threads ask for it at the same moment.

``functools.cache`` gives each of them a thing of its own and keeps what was found before the cache was emptied. Here
the first one wins: nobody waits (so nothing can wait for itself, whatever is imported meanwhile), all get the same, and
what was begun before :meth:`Kept.cache_clear` is not kept after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakMethod

T = TypeVar("T")


class Kept(dict[Any, T], Generic[T]):
    """Values by key, made when they are first asked for; ``__getitem__`` needs no call of Python's once they are known.

    >>> Kept(len)["four"]
    4
    """

    def __init__(self, make: Callable[[Any], T], most: int | None = None) -> None:
        self._make = make
        self.most = most
        self._lock = Lock()
        self._turn = 0

    def __missing__(self, key: Any) -> T:
        turn = self._turn
        made = self._make(key)
        with self._lock:
            if turn != self._turn:
                return made  # what it was made of may be another's by now
            if self.most is not None and len(self) >= self.most and key not in self:
                self.clear()
            return self.setdefault(key, made)

    def cache_clear(self) -> None:
        """Forget everything, and what is under way as well."""
        with self._lock:
            self._turn += 1
            self.clear()


class kept(Generic[T]):
    """A function whose value for each arguments is made once and kept: for what there is a bounded number of.

    >>> @kept
    ... def pair(one: int) -> list[int]:
    ...     return [one, one]
    >>> pair(3) is pair(3)
    True
    """

    def __init__(self, function: Callable[..., T]) -> None:
        self._known: Kept[T] = Kept(lambda arguments: function(*arguments))
        self.cache_clear = self._known.cache_clear
        self.__qualname__: str
        update_wrapper(self, function)

    def __call__(self, *arguments: Any) -> T:
        return self._known[arguments]

    def __reduce__(self) -> str:
        """Pickle: by its name, as functions are; what is made of its values, such as a status, goes by it."""
        return self.__qualname__


class Changes:
    """Whom to tell when something changes; those who are gone by then need not say so."""

    def __init__(self) -> None:
        self._told: list[Callable[[], Callable[[], None] | None]] = []

    def tell(self, forget: Callable[[], None]) -> None:
        """From now on, call this method."""
        self._told = [one for one in self._told if one() is not None]
        self._told.append(WeakMethod(forget))

    def __iter__(self) -> Iterator[Callable[[], None]]:
        return (forget for one in self._told if (forget := one()) is not None)


class Made(dict[str, Any]):
    """What was made of something, to go when that goes; a copy of it starts with nothing."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Made, ()
