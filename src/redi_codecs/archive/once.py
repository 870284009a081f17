"""Repeats: the same frame from two outputs of a server, a retry, two exports of the same weeks."""

from __future__ import annotations

from array import array
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from redi_codecs.instants import microseconds

if TYPE_CHECKING:
    from redi_codecs.networks import Uplink

__all__ = ["WINDOW", "Once"]

WINDOW: Final = timedelta(minutes=10)
"""How far the times of a frame and its repeat may lie apart: servers write their own, and frames are sent again."""

SLOTS: Final = 1 << 14
"""Frames of a device that are remembered: at one every ten minutes, 113 days."""

_PAGE: Final = 256
_NO_TIME: Final = -(1 << 63)


class Once:
    """Tells repeats: the same DevEUI, frame counter and payload within :data:`WINDOW`.

    Each counter has a place of 16 bytes of its own among the last 16,384 of a device, which costs a quarter of a
    megabyte a device at most, however long an archive is. A frame without a counter is repeated where its time is the
    same too.

    >>> from redi_codecs.networks import Uplink
    >>> frame = Uplink("loriot", "uplink", "02aa00000000000f", 85, b"\\x03\\x67\\xd7\\x00", f_cnt=41)
    >>> once = Once()
    >>> once.is_repeat(frame), once.keep(frame), once.is_repeat(frame)
    (False, None, True)
    """

    def __init__(self, window: timedelta = WINDOW) -> None:
        self._window = window // timedelta(microseconds=1)
        self._devices: dict[str, _Frames] = {}

    def is_repeat(self, uplink: Uplink) -> bool:
        """Whether the frame was kept before."""
        frames = self._devices.get(uplink.dev_eui)
        if frames is None or uplink.kind != "uplink":
            return False
        place, print, time = _fingerprint(uplink)
        known = frames.get(place)
        if known is None or known[0] != print:
            return False
        return _NO_TIME in (time, known[1]) or abs(time - known[1]) <= self._window

    def keep(self, uplink: Uplink) -> None:
        """Remember a frame."""
        if uplink.kind == "uplink" and uplink.dev_eui:
            self._devices.setdefault(uplink.dev_eui, _Frames()).put(*_fingerprint(uplink))


def _fingerprint(uplink: Uplink) -> tuple[int, int, int]:
    """The place of a frame, what tells it from others there, and its time."""
    time = _NO_TIME if uplink.received_at is None else microseconds(uplink.received_at)
    said = (uplink.f_cnt if uplink.f_cnt is not None else f"at {time}", uplink.f_port)
    digest = blake2b(b"%s %s" % (repr(said).encode(), uplink.payload), digest_size=8).digest()
    print = int.from_bytes(digest) | 1  # 0 is an empty place
    return (print >> 1 if uplink.f_cnt is None else uplink.f_cnt) % SLOTS, print, time


class _Frames:
    """The last frames of a device, by place; pages of places come into being as they are used."""

    __slots__ = ("_pages",)

    def __init__(self) -> None:
        self._pages: dict[int, tuple[array[int], array[int]]] = {}

    def get(self, place: int) -> tuple[int, int] | None:
        page = self._pages.get(place // _PAGE)
        if page is None or not (print := page[0][place % _PAGE]):
            return None
        return print, page[1][place % _PAGE]

    def put(self, place: int, print: int, time: int) -> None:
        page = self._pages.get(place // _PAGE)
        if page is None:
            page = array("Q", bytes(8 * _PAGE)), array("q", bytes(8 * _PAGE))
            self._pages[place // _PAGE] = page
        page[0][place % _PAGE], page[1][place % _PAGE] = print, time
