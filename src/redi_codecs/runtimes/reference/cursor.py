"""A payload being read, and all that it has said so far."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from typing import Any

#: Values by the name of their field, or by name and channel where the channel is only known from the payload.
Named = dict[str | tuple[str, Any], Any]


class Cursor(io.BytesIO):
    """The stream that construct reads: it ends at ``limit``, so that no part reads beyond the one around it."""

    def __init__(self, payload: bytes, f_port: int | None, received_at: float | None) -> None:
        super().__init__(payload)
        self.payload = payload
        self.f_port = f_port
        self.received_at = received_at
        self.limit = len(payload)
        self.known: dict[str, Any] = {}
        self.turn = 0
        #: How often a name with ``channel=occurrence`` has come, and how often the one being read.
        self.counts: dict[str, int] = {}
        self.occurrence = 0
        self.message: str | None = None
        self.time: float | None = None
        self.values: Named = {}
        #: The times of the message and of the records around what is being read, the message's first.
        self.outer: list[float | None] = []
        #: By record, what the columns before have put into each row.
        self.columns: dict[str, list[Named]] = {}
        self.records: list[tuple[str, float | None, Named]] = []
        self.warnings: list[tuple[str, int, int | None, str]] = []
        #: Whether the part being read has come to its end without all of it being understood.
        self.lost = False
        #: How many blocks were not understood.
        self.unknown = 0

    def read(self, size: int | None = -1, /) -> bytes:
        left = max(self.limit - self.tell(), 0)
        return super().read(left if size is None or size < 0 else min(size, left))

    @property
    def measured_at(self) -> float | None:
        """The time that the message states, else when it was received."""
        stated = self.outer[0] if self.outer else self.time
        return self.received_at if stated is None else stated

    @contextmanager
    def within(self, end: int) -> Iterator[None]:
        """Here the stream ends at ``end``."""
        outer, self.limit = self.limit, end
        yield
        self.limit = outer

    def keep(self) -> Callable[[], None]:
        """What takes back all that is understood from here on."""
        at, names = self.tell(), ("limit", "turn", "occurrence", "message", "time", "values", "lost")
        state = {name: getattr(self, name) for name in names}
        inside = [self.known, self.counts, self.values, self.columns, self.outer, self.records, self.warnings]
        inside += [each for rows in self.columns.values() for each in (rows, *rows)]
        kept: list[tuple[Any, Any]] = [(one, copy(one)) for one in inside]

        def back() -> None:
            self.seek(at)
            vars(self).update(state)
            for one, old in kept:  # others hold them too
                one.clear()
                one.update(old) if isinstance(one, dict) else one.extend(old)

        return back

    def skip(self, end: int, code: str, text: str) -> bytes:
        """The bytes up to ``end``, with a warning if there are any."""
        start = self.tell()
        if start >= end:
            return b""
        self.warnings.append((code, start, end, text))
        return super().read(end - start)
