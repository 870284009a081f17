"""The servers whose usual messages are read at once."""

from __future__ import annotations

from redi_codecs.networks.quick import chirpstack, the_things_stack
from redi_codecs.networks.quick.reader import Reader

__all__ = ["reader"]


def reader() -> Reader:
    """A reader of the usual messages of all servers here."""
    return Reader((*the_things_stack.USUAL, *chirpstack.USUAL))
