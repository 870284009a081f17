"""Which event a message is, for servers that say so in the URL or the topic and not in the message.

It is told by the fields that only this event has. A field that is there is not a value that is there: what hands a
message on (ChirpStack from v4.6, typed integrations, databases) may write the fields of all events, with null, 0, false
or "" in those that the event does not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from redi_codecs.errors import UplinkError
from redi_codecs.networks.uplink import Kind

__all__ = ["Event", "Events", "has_value", "kind_of"]


class Event(NamedTuple):
    """A kind of message, and the fields that tell it.

    ``weak`` fields belong to other events too: they tell something only where no field of any event has a value.
    """

    kind: Kind
    fields: frozenset[str]
    weak: bool = False


Events = tuple[Event, ...]
"""From the first to the last, the first of which a field has a value, or else occurs."""


def has_value(value: Any, depth: int = 3) -> bool:
    """Whether a field says anything: not null, 0, false or "", nor an object or list of nothing but these.

    >>> has_value({"latitude": 0.0, "source": ""}), has_value([{"rssi": -71}]), has_value(False)
    (False, True, False)
    """
    if depth and isinstance(value, Mapping):
        return any(has_value(inner, depth - 1) for inner in value.values())
    if depth and isinstance(value, list | tuple):
        return any(has_value(inner, depth - 1) for inner in value)
    return bool(value)


def kind_of(message: Mapping[str, Any], events: Events, whose: str, payload: str) -> Kind:
    """The kind of a message, by its fields; what has a ``payload`` is an uplink, whatever else it has.

    >>> events = (Event("ack", frozenset({"acknowledged"})), Event("join", frozenset({"devAddr"})))
    >>> kind_of({"acknowledged": False, "fCnt": 3}, events, "X", "data")
    'nack'
    >>> kind_of({"acknowledged": False, "devAddr": "0100000f"}, events, "X", "data")
    'join'
    >>> kind_of({"acknowledged": False, "devAddr": "", "data": "AA=="}, events, "X", "data")
    'uplink'
    """
    if has_value(message.get(payload)):
        return "uplink"
    said = {field for field, value in message.items() if has_value(value)}
    told = [event.kind for event in events if not event.weak and not event.fields.isdisjoint(said)]
    told += [event.kind for event in events if not event.fields.isdisjoint(message)]
    if told:
        return "nack" if told[0] == "ack" and not message.get("acknowledged") else told[0]
    looked_for = "; ".join(f"{', '.join(sorted(event.fields))} ({event.kind})" for event in events)
    seen = ", ".join(str(key)[:40] for key in list(message)[:8])
    raise UplinkError(f"nothing tells what the message of {whose} is about: looked for {looked_for}; saw {seen}")
