"""A declaration to start from: a small one that works, with what to change and where the manual says it."""

from __future__ import annotations

import re

from redi_codecs.errors import DeclarationError
from redi_codecs.vendors import _index

__all__ = ["scaffold"]

_PART = re.compile(r"[a-z0-9][a-z0-9.-]*")

_TEXT = '''\
"""TODO: the vendor's family of devices, and what their payloads have in common, in a line or two."""

# A kind says what is measured, and in which unit; redi_codecs/kinds.py lists them all.
from redi_codecs.kinds import *
from redi_codecs.layout import *

{constant} = device(
    "{id}",
    name="TODO: what the device is, such as Temperature and humidity sensor",
    source="TODO: the manual, its version, and the section on the payload",
    # The port that the device sends on. Where the manual has several, say uplink=switch(f_port, {{2: (…), 3: (…)}}).
    f_port=2,
    # A row of the manual's table is a line here, in its order. u16, i16 are big-endian, u16le, i16le little-endian.
    # Scale as the manual does, in whole numbers: / 10, * 5 / 100, - 40. Bytes that mean nothing are reserved(2), bits
    # stand in a word(u8, motion(bit(0)), reserved(bits(1, 7))). What says "no measurement" is invalid=.
    uplink=(
        battery_voltage((u8 + 200) / 100),
        temperature(i16 / 10, invalid=0x7FFF),
    ),
    # Payloads from the manual or from a device, with every reading; one for each kind of message, one below zero. What
    # is none has a status, "fault" or what invalid= says. The port stands in one of them at least.
    vectors=[
        vector("A0 00D7", f_port=2, battery_voltage=3.6, temperature=21.5, source="TODO: manual, section, or recorded"),
        vector("6E FFCE", battery_voltage=3.1, temperature=-5, source="TODO: as above"),
        vector("6E 7FFF", battery_voltage=3.1, temperature="fault", source="TODO: as above"),
    ],
)
'''


def scaffold(vendor: str, model: str) -> tuple[str, str]:
    """Where a declaration of this device belongs, relative to the vendors' folder, and a text to start with.

    Vendor and model are those of The Things Network's device repository.

    >>> path, text = scaffold("acme", "thermo-1")
    >>> path
    'acme/thermo_1.py'

    Raises :class:`~redi_codecs.errors.DeclarationError` for what is no id, or is declared already.
    """
    for part, what in ((vendor, "vendor"), (model, "model")):
        if not _PART.fullmatch(part):
            near = re.sub(r"[^a-z0-9.]+", "-", part.lower()).strip("-.")
            hint = f"; did you mean {near}?" if near else ""
            raise DeclarationError(
                f"{part!r} is no {what} as in The Things Network's device repository: a–z, 0–9 and hyphens{hint}"
            )
    id = f"{vendor}/{model}"
    known = _index.ALIASES.get(id, id)
    if known in _index.INDEX:
        home = _index.INDEX[known][0].replace(".", "/")
        raise DeclarationError(f"{id} is declared already, in redi_codecs/vendors/{home}.py")
    folder, name = _name(vendor, "vendor"), _name(model, "model")
    return f"{folder}/{name}.py", _TEXT.format(id=id, constant=name.upper())


def _name(part: str, what: str) -> str:
    """A vendor or model as Python can name it."""
    name = re.sub(r"[.-]", "_", part)
    return f"{what}_{name}" if name[0].isdigit() else name
