"""How people and servers write a DevEUI, or another EUI: read from any spelling, and written in the spelling of another.

Inside the library an EUI is 16 lowercase hex digits.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import Final

__all__ = ["any_eui", "eui_digits", "hex_eui", "spelt"]

_BETWEEN: Final = re.compile(r"[\s:._-]")
_HEX: Final = re.compile(r"[0-9a-f]{16}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{11}=")


def eui_digits(text: str) -> str:
    """What is left of an EUI's spelling, or of the beginning of one, without prefix, separators and capitals.

    >>> eui_digits("70:B3:D5:00:00:00:00:2A"), eui_digits("0x70B3D5000000002A"), eui_digits("eui-70b3d5*")
    ('70b3d5000000002a', '70b3d5000000002a', '70b3d5*')
    """
    return _BETWEEN.sub("", text.strip().lower().removeprefix("0x").removeprefix("eui-"))


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

    >>> any_eui("Ak9SftAFEqs="), any_eui("eui-024f527ed00512ab"), any_eui(bytes(7))
    ('024f527ed00512ab', '024f527ed00512ab', None)
    """
    if isinstance(value, bytes):
        return value.hex() if len(value) == 8 else None
    if not isinstance(value, str):
        return None
    text = value.strip()
    return b64decode(text).hex() if _BASE64.fullmatch(text) else hex_eui(text)


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
