"""Which device a message names: ids of this library, and only where the message leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Mapping

from redi_codecs.registry import known

__all__ = ["DEVICE_TAGS", "named", "tagged", "variant"]

DEVICE_TAGS = ("redi_device", "device")
"""The tags of a device or its profile that may say ``vendor/model``."""

_ID = re.compile(r"[a-z0-9-]+/[a-z0-9.@_-]+")


def tagged(tags: Mapping[str, str]) -> str | None:
    """The device that somebody wrote into the tags, where it looks like an id.

    >>> tagged({"device": "elsys/ers"}), tagged({"device": "the one in the hall"})
    ('elsys/ers', None)
    """
    return next((value for tag in DEVICE_TAGS if _ID.fullmatch(value := tags.get(tag, ""))), None)


def variant(id: str, *versions: str | None) -> str:
    """The id of the variant ``vendor/model@version``, if one of the versions has one that is registered.

    The whole version has to be the variant's: what a server calls firmware 1.0.1 need not be what a variant ``@1`` is.

    >>> variant("milesight-iot/em320-th", "V2"), variant("milesight-iot/em320-th", "1.02", None)
    ('milesight-iot/em320-th@2', 'milesight-iot/em320-th')
    """
    found = {named for version in versions if version and known(named := f"{id}@{version.lower().removeprefix('v')}")}
    return found.pop() if len(found) == 1 else id


def named(brand: str | None, model: str | None, *versions: str | None) -> str | None:
    """The device of a brand and a model, as The Things' device repository has them, where both are said.

    >>> named("milesight-iot", "em320-th", "V2"), named("milesight-iot", None)
    ('milesight-iot/em320-th@2', None)
    """
    return variant(f"{brand}/{model}", *versions) if brand and model else None
