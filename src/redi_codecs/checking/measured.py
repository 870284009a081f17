"""Whether the models of a declaration measure what its payloads show."""

from __future__ import annotations

from collections.abc import Iterator

from redi_codecs.checking.samples import decoded, problem
from redi_codecs.checking.statements import Problem
from redi_codecs.layout.device import Device

__all__ = ["vectors_show_what_is_measured"]


def vectors_show_what_is_measured(device: Device) -> Iterator[Problem]:
    """A payload of this declaration shows nothing that none of its models measures.

    Which of the models sent it is not said, so that it may be any of them.
    """
    if not device.measures:
        return
    known = {key for keys in device.measures.values() for key in keys}
    beside = set(map(id, device.vectors))  # data only tells mistakes of the whole table apart
    for vector, told in decoded(device):
        if id(vector) not in beside:
            continue
        readings = [*told.readings, *(one for each in told.records for one in each.readings)]
        alien = dict.fromkeys(str(one.quantity) for one in readings if one.quantity not in known)
        if alien:
            keys = ", ".join(alien)
            yield problem(
                device, f"the payload shows {keys}, which measures= of no model of this declaration has", vector
            )
