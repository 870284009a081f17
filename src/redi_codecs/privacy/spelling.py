"""How an EUI is written: read from any spelling, and written in the spelling of another."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from typing import Final

__all__ = ["eui_of", "spelt"]

_PREFIX: Final = re.compile(r"^(?:0[xX]|[eE][uU][iI]-)")
_BETWEEN: Final = re.compile(r"[\s:._-]")
_HEX: Final = re.compile(r"[0-9a-fA-F]{16}")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/]{11}=")


def eui_of(value: object) -> bytes | None:
    """The eight bytes of an EUI in any spelling; None where it is none.

    >>> eui_of("Ak9SftAFEqs=").hex(), eui_of("eui-024f527ed00512ab").hex(), eui_of("foyer")
    ('024f527ed00512ab', '024f527ed00512ab', None)
    """
    if isinstance(value, bytes):
        return value if len(value) == 8 else None
    text = value.strip() if isinstance(value, str) else ""
    if not 12 <= len(text) <= 40:
        return None
    digits = _BETWEEN.sub("", _PREFIX.sub("", text))
    if _HEX.fullmatch(digits):
        return bytes.fromhex(digits)
    return b64decode(text) if _BASE64.fullmatch(text) else None


def spelt(eui: str, like: str) -> str:
    """An EUI in the spelling of another: case, what separates the bytes and what stands before, or base64.

    >>> spelt("02aa00000000000f", "eui-02-4F-52-7E-D0-05-12-AB"), spelt("02aa00000000000f", "Ak9SftAFEqs=")
    ('eui-02-AA-00-00-00-00-00-0F', 'AqoAAAAAAA8=')
    """
    if like.endswith("="):
        return b64encode(bytes.fromhex(eui)).decode()
    before = re.match(r"\s*(0[xX]|eui-)?", like, re.IGNORECASE)
    start = before.end() if before else 0
    rest = like[start:]
    digits = iter(eui.upper() if rest != rest.lower() else eui)
    return like[:start] + "".join(next(digits) if one.isalnum() else one for one in rest)
