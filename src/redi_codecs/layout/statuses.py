"""Why there is no value: the statuses that a declaration may give, so that the same thing has one name everywhere."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Final

from redi_codecs.layout.where import refuse

STATUSES: Final[Mapping[str, str]] = {
    "calculating": "not computed yet, such as a mean",
    "calibrating": "the sensor calibrates itself",
    "clock_not_set": "the device does not know the time yet",
    "disabled": "switched off in the settings",
    "fault": "the sensor, or what connects it, is broken; also where the manual says no more than invalid",
    "none": "nothing has been measured since the last message",
    "not_connected": "no probe is plugged in",
    "not_installed": "this model, or this device, has no such sensor",
    "out_of_range": "beyond what the sensor can measure, without saying on which side",
    "overflow": "above what the sensor can measure, or the payload can say",
    "underflow": "below what the sensor can measure, or the payload can say",
    "unknown": "the manual gives this number no meaning",
    "warming_up": "the sensor is not ready yet",
}

#: The status of a value that is there, and outside the physical limits of its quantity.
IMPLAUSIBLE: Final = "implausible"


def known_status(status: object) -> str:
    """The status, if it is one; else a refusal with the nearest."""
    if isinstance(status, str) and status in STATUSES:
        return status
    near = difflib.get_close_matches(str(status), STATUSES)
    hint = f"did you mean {near[0]}?" if near else f"they are {', '.join(STATUSES)}"
    refuse(f"{status!r} is no status that a value can have; {hint}")
