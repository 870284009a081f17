"""Decoders as a good Python programmer writes them by hand, one for each format that is measured.

Each takes payload and port and returns a dict: the values by name, ``message`` for the frame's name, ``records`` for a
history, ``status`` for the values that are None, and ``rest`` for what it did not understand. What is short or unknown
raises ValueError. They have nothing of the library, and check as much as it does. Milesight's many settings are left
out: :class:`NotCovered`.
"""

from __future__ import annotations

from typing import Final

from by_hand._common import ByHand, NotCovered, Values
from by_hand.frames import lht65, oy1210, r711, sht35, tbms100
from by_hand.tags import air_th, am102, em300_th, ers, ht_sensor

__all__ = ["BY_HAND", "ByHand", "NotCovered", "Values"]

#: The formats that are measured, by the id of a device that has them.
BY_HAND: Final[dict[str, ByHand]] = {
    "milesight-iot/em300-th": em300_th,
    "milesight-iot/am102": am102,
    "browan/tbms100": tbms100,
    "elsys/ers": ers,
    "dragino/lht65": lht65,
    "decentlab/dl-sht35-001": sht35,
    "netvox/r711": r711,
    "mclimate/ht-sensor": ht_sensor,
    "talkpool/oy1210": oy1210,
    "sensecap/sensecap-air-th": air_th,
}
