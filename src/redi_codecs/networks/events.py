"""Which event a message is, for servers that say so in the URL or the topic and not in the message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from redi_codecs.errors import UplinkError
from redi_codecs.networks.uplink import Kind

__all__ = ["Events", "kind_of"]

Events = tuple[tuple[Kind, frozenset[str]], ...]
"""Events and the fields that tell them: from the first to the last, the first of which a field occurs."""


def kind_of(message: Mapping[str, Any], events: Events, whose: str) -> Kind:
    """The kind of a message, by its fields.

    >>> kind_of({"acknowledged": False, "fCnt": 3}, (("ack", frozenset({"acknowledged"})),), "X")
    'nack'
    """
    for kind, fields in events:
        if not fields.isdisjoint(message):
            return "nack" if kind == "ack" and not message.get("acknowledged") else kind
    told = "; ".join(f"{', '.join(sorted(fields))} ({kind})" for kind, fields in events)
    seen = ", ".join(str(key)[:40] for key in list(message)[:8])
    raise UplinkError(f"nothing tells what the message of {whose} is about: looked for {told}; saw {seen}")
