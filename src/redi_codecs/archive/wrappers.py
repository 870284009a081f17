"""Several messages in what another tool wrote around them: a page, a list of records; each becomes one of its own.

A single message in a wrapper is found when it is read (:mod:`redi_codecs.networks.wrappers`).
"""

from __future__ import annotations

from contextlib import closing

from redi_codecs.archive.item import Item, Items

__all__ = ["spread"]


def spread(found: Items) -> Items:
    """The items, those that hold several messages as one for each."""
    with closing(found):
        for item in found:
            # All servers are loaded for this: not before there is a message to ask them about.
            from redi_codecs.networks import known_servers
            from redi_codecs.networks.wrappers import may_wrap, messages_inside

            message = item.message
            if not isinstance(message, dict) or not may_wrap(message) or known_servers(message):
                yield item
                continue
            places = messages_inside(message, known_servers)
            if len(places) < 2:
                yield item
                continue
            for place in places:
                text = place.message if isinstance(place.message, str) else None
                yield Item(item.source, item.line, place.message, text)
