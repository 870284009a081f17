"""The usual messages of network servers, many at once and without an object a field; whatever is unusual is left alone.

Each server here says with msgspec's types what its usual message is: its fields, and none beside them at the top. A
message that is exactly so gives the same as :func:`redi_codecs.networks.parse_uplink`, as columns; for all others (an
unknown field, a value of another type, another event, a broken line) there is no answer; it is that function's turn.
A single message is read by msgspec itself, lines of a file by a compiled reader that knows the same types.
What repeats from message to message (who the device is, its version, a data rate) is kept as the bytes that it is
written in, and understood once, by the same models that understand whole messages.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from redi_codecs.networks.quick.reader import Reader, Usual
    from redi_codecs.networks.uplink import Uplink

__all__ = ["available", "uplink", "usual"]


@cache
def available() -> bool:
    """Whether lines are read as columns here: with msgspec, numpy and the compiled core."""
    core = find_spec("redi_codecs.networks.quick._extract")
    return core is not None and find_spec("msgspec") is not None and find_spec("numpy") is not None


@cache
def _one() -> Reader | None:
    from redi_codecs.networks.quick.reader import Reader

    return Reader(usual()) if find_spec("msgspec") is not None else None


def uplink(message: str | bytes) -> Uplink | None:
    """The uplink in one message, if that is as it usually is.

    >>> uplink(b'{"end_device_ids": {"dev_eui": "70b3d5000000002a"}}') is None
    True
    """
    one = _one()
    if one is None:
        return None
    try:
        return one.uplink(message if isinstance(message, bytes) else message.encode())
    except UnicodeEncodeError:  # half a character
        return None


def usual() -> tuple[Usual, ...]:
    """The usual messages of all servers here."""
    from redi_codecs.networks.quick import chirpstack, the_things_stack

    return (*the_things_stack.USUAL, *chirpstack.USUAL)
