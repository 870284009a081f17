"""How people and servers write a DevEUI or another EUI: read from any spelling, written in the spelling of another.

Inside the library an EUI is 16 lowercase hex digits.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import Final

__all__ = ["any_eui", "eui_digits", "hex_eui", "named_after", "spelt"]

_BETWEEN: Final = re.compile(r"[\s:._-]")
_HEX: Final = re.compile(r"[0-9a-f]{16}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{11}=")
_NAMED: Final = re.compile(r"^\s*eui-", re.IGNORECASE)


def eui_digits(text: str) -> str:
    r"""What is left of an EUI's spelling, or of the beginning of one, without prefix, separators and capitals.

    >>> eui_digits("70:B3:D5:00:00:00:00:2A"), eui_digits("0x70B3D5*"), eui_digits(r"\x70b3d5000000002a")
    ('70b3d5000000002a', '70b3d5*', '70b3d5000000002a')
    """
    return _BETWEEN.sub("", text.strip().lower().removeprefix("0x").removeprefix("\\x"))


def hex_eui(value: object) -> str | None:
    """The EUI that is written in hex digits, with or without separators; None where there is none.

    >>> hex_eui("02-4F-52-7E-D0-05-12-AB"), hex_eui("foyer")
    ('024f527ed00512ab', None)
    """
    if not isinstance(value, str):
        return None
    found = value.lower()
    return found if _HEX.fullmatch(found) or _HEX.fullmatch(found := eui_digits(value)) else None


def any_eui(value: object) -> str | None:
    """The EUI in hex digits, in base64 or as eight bytes; None where there is none.

    >>> any_eui("Ak9SftAFEqs="), any_eui("02:4f:52:7e:d0:05:12:ab"), any_eui(bytes(7))
    ('024f527ed00512ab', '024f527ed00512ab', None)
    """
    if isinstance(value, bytes):
        return value.hex() if len(value) == 8 else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    return b64decode(text).hex() if _BASE64.fullmatch(text) else hex_eui(text)


def named_after(identifier: object) -> str | None:
    """The EUI that an identifier consists of, also behind the ``eui-`` that The Things Stack puts before it.

    >>> named_after("eui-024f527ed00512ab"), named_after("town-hall-roof")
    ('024f527ed00512ab', None)
    """
    if isinstance(identifier, str):
        identifier = _NAMED.sub("", identifier)
    return any_eui(identifier)


def spelt(eui: str, like: str) -> str:
    """An EUI in the spelling of another: case, what separates the bytes and what stands before, or base64.

    >>> spelt("02aa00000000000f", "eui-02-4F-52-7E-D0-05-12-AB"), spelt("02aa00000000000f", "Ak9SftAFEqs=")
    ('eui-02-AA-00-00-00-00-00-0F', 'AqoAAAAAAA8=')
    """
    if like.strip().endswith("="):
        return b64encode(bytes.fromhex(eui)).decode()
    before = re.match(r"\s*(0x|eui-)?", like, re.IGNORECASE)
    start = before.end() if before else 0
    rest = like[start:]
    digits = iter(eui.upper() if rest != rest.lower() else eui)
    return like[:start] + "".join(next(digits) if one.isalnum() else one for one in rest)
