"""The library's own ways to decode a batch, those that are there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from typing import Any

from packed import Packed

import redi_codecs
from redi_codecs import codec
from redi_codecs.batch import decode_batch
from redi_codecs.batch.gather import gather
from redi_codecs.runtimes.core import native

Decode = Callable[[], Any]


def has_core() -> bool:
    """Whether the compiled core was built."""
    return native.available()


def has_arrow() -> bool:
    return find_spec("pyarrow") is not None


def column(packed: Packed) -> Any:
    """The payloads as a batch likes them best: an Arrow column, or a list of bytes where there is no Arrow."""
    return packed.arrow if has_arrow() else packed.payloads


def compiled(device: str, packed: Packed, payloads: Any = None, *, threads: int = 1) -> Decode | None:
    """A batch by the compiled core, by one thread as everybody else's; None where the core was not built."""
    if not has_core():
        return None
    given = column(packed) if payloads is None else payloads
    return partial(decode_batch, codec(device), given, packed.port, threads=threads, native=True)


def without_shapes(device: str, packed: Packed) -> Decode | None:
    """The same without the memory for shapes: every payload by the plain machine."""
    if not has_core():
        return None
    machine = native.machine(codec(device).plan)

    def decode() -> Any:
        return native.decode_columns(
            machine, gather(column(packed), packed.port, None, device), threads=1, shapes=False
        )

    return decode


def uncompiled(device: str, packed: Packed) -> Decode:
    """A batch as it is decoded where there is no compiled core."""
    return partial(decode_batch, codec(device), column(packed), packed.port, native=False)


def decode_table() -> Callable[..., Any] | None:
    """The function for a mixed table, if this version has it."""
    return getattr(redi_codecs, "decode_table", None)
