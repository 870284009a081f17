"""Strategies for hypothesis: payloads, readings, and messages of any network (needs ``redi_codecs[testing]``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar

from hypothesis import strategies as st

from redi_codecs.device_codec import codec
from redi_codecs.encoding.drawing import NotDrawn, draw
from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.networks.uplink import Gateway, Uplink
from redi_codecs.readings import Decoded, Reading
from redi_codecs.testing.servers import NETWORKS, message_of

__all__ = ["decoded", "frames", "messages", "payloads", "readings"]

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
    own = codec(device)

    @st.composite
    def one(drawn: st.DrawFn) -> tuple[bytes, int] | None:
        try:
            payload, f_port = draw(own.plan, _Drawn(drawn))
            # What may be left out at the end only, such as a tag without its value, was drawn in the middle.
            return None if own.decode(payload, f_port).rest else (payload, f_port)
        except (NotDrawn, DecodeError):
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


def readings(device: str | Device) -> st.SearchStrategy[Reading]:
    """A reading that a device could send, of what it measures now or measured before."""

    def every(one: Decoded) -> list[Reading]:
        return [*one.readings, *(reading for record in one.records for reading in record.readings)]

    return decoded(device).map(every).filter(bool).flatmap(st.sampled_from)


def frames(device: str | Device, network: str | None = None) -> st.SearchStrategy[Uplink]:
    """Frames of a device with a payload, as a network server (any, if none is said) tells of them."""
    id = codec(device).device.id
    moments = st.datetimes(datetime(2015, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
    heard = st.builds(
        Gateway, st.integers(1, 2**24 - 1).map(lambda one: f"024f52fffe{one:06x}"), st.integers(-140, -20), st.just(9.5)
    )
    return st.builds(
        lambda network, eui, found, f_cnt, at, gateways: Uplink(
            network, "uplink", f"024f52{eui:010x}", found[1], found[0], f_cnt, at.replace(microsecond=0), id,
            f"sensor-{eui}", tuple(gateways), "SF7BW125", 868_100_000,
        ),
        st.sampled_from(NETWORKS) if network is None else st.just(network),
        st.integers(0, 2**40 - 1),
        payloads(device).filter(lambda found: bool(found[0]) and 0 < found[1] < 224),
        st.integers(0, 2**16 - 1),
        moments,
        st.lists(heard, min_size=1, max_size=3),
    )  # fmt: skip


def messages(device: str | Device, network: str | None = None) -> st.SearchStrategy[dict[str, Any] | list[Any]]:
    """Messages of a network server (of any, if none is said) with payloads of a device, as JSON has them."""
    return frames(device, network).map(message_of)
