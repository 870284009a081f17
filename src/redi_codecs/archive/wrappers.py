"""Several messages in one: a page, a list of records, a message about several devices; each becomes one of its own.

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
            from redi_codecs.networks import several

            places = several(item.message) if isinstance(item.message, dict) else []
            if len(places) < 2:
                yield item
                continue
            for place in places:
                text = place.message if isinstance(place.message, str) else None
                yield Item(item.source, item.line, place.message, text)
