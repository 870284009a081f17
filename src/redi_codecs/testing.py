"""Strategies for property tests: payloads that a device could send (needs the extra ``redi_codecs[testing]``)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from hypothesis import strategies as st

from redi_codecs.device_codec import codec
from redi_codecs.encoding.drawing import NotDrawn, draw
from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.readings import Decoded

T = TypeVar("T")


class _Drawn:
    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw

    def integer(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))

    def one_of(self, options: Sequence[T]) -> T:
        return self._draw(st.sampled_from(options))


def payloads(device: str | Device) -> st.SearchStrategy[tuple[bytes, int]]:
    """Payloads of a device with their ports, well-formed throughout.

    >>> payload, f_port = payloads("browan/tbms100").example()  # doctest: +SKIP
    """
    plan = codec(device).plan

    @st.composite
    def one(drawn: st.DrawFn) -> tuple[bytes, int] | None:
        try:
            return draw(plan, _Drawn(drawn))
        except NotDrawn:
            return None

    return one().filter(lambda found: found is not None)  # type: ignore[return-value]


def decoded(device: str | Device) -> st.SearchStrategy[Decoded]:
    """What a device could say."""
    one = codec(device)

    def read(found: tuple[bytes, int]) -> Any:
        try:
            return one.decode(*found)
        except DecodeError:
            return None

    return payloads(device).map(read).filter(lambda found: found is not None)
