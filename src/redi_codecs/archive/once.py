"""Repeats: the same frame from two outputs of a server, a retry, two exports of the same weeks."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING, Final

from redi_codecs.instants import microseconds

if TYPE_CHECKING:
    from redi_codecs.networks import Uplink

__all__ = ["PAGE", "PAGES", "SLOTS", "WINDOW", "Once"]

WINDOW: Final = timedelta(minutes=10)
"""How far the times of a frame and its repeat may lie apart: servers write their own, and frames are sent again."""

SLOTS: Final = 1 << 14
"""Frames of a device that are remembered: at one every ten minutes, 113 days."""

PAGE: Final = 256
PAGES: Final = 1 << 16
"""Pages of frames that are remembered of all devices together: a quarter of a gigabyte."""

_NO_TIME: Final = -(1 << 63)


class Once:
    """Tells repeats: the same DevEUI, frame counter and payload within :data:`WINDOW`.

    Each counter has a place of 16 bytes of its own among the last 16,384 of a device. They come in pages of 256, of
    which there are ``pages`` at most, however long an archive is and however many devices are in it: then the page goes
    that was longest without a frame. A frame without a counter is repeated where its time is the same too.

    >>> from redi_codecs.networks import Uplink
    >>> frame = Uplink("loriot", "uplink", "02aa00000000000f", 85, b"\\x03\\x67\\xd7\\x00", f_cnt=41)
    >>> once = Once()
    >>> once.is_repeat(frame), once.keep(frame), once.is_repeat(frame)
    (False, None, True)
    """

    def __init__(self, window: timedelta = WINDOW, *, pages: int = PAGES) -> None:
        self._window = window // timedelta(microseconds=1)
        self._most = pages
        #: By device and number of the page: what tells each frame from others at its place, and its time.
        self._pages: OrderedDict[tuple[str, int], tuple[array[int], array[int]]] = OrderedDict()

    def is_repeat(self, uplink: Uplink) -> bool:
        """Whether the frame was kept before."""
        if uplink.kind != "uplink":
            return False
        place, print, time = _fingerprint(uplink)
        page = self._pages.get((uplink.dev_eui, place // PAGE))
        if page is None or page[0][place % PAGE] != print:
            return False
        known = page[1][place % PAGE]
        return _NO_TIME in (time, known) or abs(time - known) <= self._window

    def keep(self, uplink: Uplink) -> None:
        """Remember a frame."""
        if uplink.kind != "uplink" or not uplink.dev_eui:
            return
        place, print, time = _fingerprint(uplink)
        key = uplink.dev_eui, place // PAGE
        page = self._pages.get(key)
        if page is None:
            if len(self._pages) >= self._most:
                self._pages.popitem(last=False)
            self._pages[key] = page = array("Q", bytes(8 * PAGE)), array("q", bytes(8 * PAGE))
        else:
            self._pages.move_to_end(key)
        page[0][place % PAGE], page[1][place % PAGE] = print, time


def _fingerprint(uplink: Uplink) -> tuple[int, int, int]:
    """The place of a frame, what tells it from others there, and its time."""
    time = _NO_TIME if uplink.received_at is None else microseconds(uplink.received_at)
    said = (uplink.f_cnt if uplink.f_cnt is not None else f"at {time}", uplink.f_port)
    digest = blake2b(b"%s %s" % (repr(said).encode(), uplink.payload), digest_size=8).digest()
    print = int.from_bytes(digest) | 1  # 0 is an empty place
    return (print >> 1 if uplink.f_cnt is None else uplink.f_cnt) % SLOTS, print, time
