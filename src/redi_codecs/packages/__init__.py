"""What a network server needs of a device, as the files of its own repository: the codec, its examples, the device.

Each function takes codecs and gives texts by path. What a declaration does not know (regions, versions) is not made up:
it is given, or left to a template that says so.
"""

from __future__ import annotations

from redi_codecs.packages.chirpstack import ProfileError, chirpstack
from redi_codecs.packages.things_stack import things_stack

__all__ = ["ProfileError", "chirpstack", "things_stack"]
