"""Payloads as a batch takes them: all bytes in one buffer, with offsets."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow

#: A payload and its port.
Uplink = tuple[bytes, int]


class Packed:
    """Payloads and their ports.

    ``f_port`` is the port of all of them, or None where they differ; ``ports`` (a byte a payload) is None where they do
    not.
    """

    def __init__(self, uplinks: Iterable[Uplink]) -> None:
        found = list(uplinks)
        ports = {f_port for _, f_port in found}
        self.rows = len(found)
        self.data = b"".join(payload for payload, _ in found)
        self.offsets = array("q", accumulate((len(payload) for payload, _ in found), initial=0))
        self.f_port = ports.pop() if len(ports) == 1 else None
        self.ports = None if self.f_port is not None else bytes(f_port for _, f_port in found)

    def repeated(self, times: int) -> Packed:
        """All of it again and again."""
        more = Packed(())
        sizes = array("q", (stop - start for start, stop in pairwise(self.offsets)))
        more.rows = self.rows * times
        more.data = self.data * times
        more.offsets = array("q", accumulate(sizes * times, initial=0))
        more.f_port = self.f_port
        more.ports = None if self.ports is None else self.ports * times
        return more

    @cached_property
    def payloads(self) -> list[bytes]:
        return [self.data[start:stop] for start, stop in pairwise(self.offsets)]

    @property
    def uplinks(self) -> list[Uplink]:
        port = self.port
        ports = [port] * self.rows if isinstance(port, int) else port
        return list(zip(self.payloads, ports, strict=True))

    @cached_property
    def arrow(self) -> pyarrow.LargeBinaryArray:
        """The payloads as an Arrow column on the same memory."""
        import pyarrow

        buffers = [None, pyarrow.py_buffer(self.offsets), pyarrow.py_buffer(self.data)]
        return pyarrow.Array.from_buffers(pyarrow.large_binary(), self.rows, buffers)

    @property
    def port(self) -> int | Sequence[int]:
        """What ``decode_batch`` takes as ``f_port``."""
        if self.f_port is not None:
            return self.f_port
        assert self.ports is not None
        return list(self.ports)

    @property
    def nbytes(self) -> int:
        """Bytes of payloads and offsets."""
        return len(self.data) + self.offsets.itemsize * len(self.offsets)
