"""What tests of services and archives need: strategies for hypothesis, messages of any server, a region's traffic.

The strategies need the extra ``redi_codecs[testing]``; :class:`Region` and :func:`message_of` need nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from redi_codecs import _on_demand
from redi_codecs.testing.region import FAULTS, EndDevice, Event, Region
from redi_codecs.testing.servers import NETWORKS, message_of

if TYPE_CHECKING:
    from redi_codecs.testing.strategies import decoded, frames, messages, payloads, readings

__all__ = [
    "FAULTS",
    "NETWORKS",
    "EndDevice",
    "Event",
    "Region",
    "decoded",
    "frames",
    "message_of",
    "messages",
    "payloads",
    "readings",
]


__getattr__ = _on_demand(__name__, {"strategies": ("decoded", "frames", "messages", "payloads", "readings")})
