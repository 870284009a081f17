r"""How people, consoles and databases write a payload: the bytes in any spelling of hex digits or base64.

``03 67``, ``0367``, ``0x03, 0x67``, ``{ 0x03, 0x67 }``, ``\x03\x67`` and PostgreSQL's ``\x0367`` are all the same
bytes. Whether a text is hex or base64 is not told here: ``0367ddff`` may be both.
"""

from __future__ import annotations

import base64
import re
from typing import Final

__all__ = ["base64_bytes", "hex_bytes", "prefixed"]

_PLAIN: Final = re.compile(r"(?:[0-9a-fA-F]{2})*")
_BRACES: Final = {"{": "}", "[": "]", "(": ")", '"': '"', "'": "'"}
_BETWEEN: Final = re.compile(r"[\s,;:_-]+")
_PART: Final = re.compile(r"(?:0[xX]|\\[xX])?((?:[0-9a-fA-F]{2})+)|0[xX]([0-9a-fA-F])")
_ESCAPE: Final = re.compile(r"(?<=.)(?=\\[xX])")
_PREFIX: Final = re.compile(r"0[xX]|\\[xX]")
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]*={0,2}")
_URL_SAFE: Final = str.maketrans("-_", "+/")


def hex_bytes(text: str) -> bytes | None:
    r"""The bytes that a text of hex digits spells; None where it is none.

    >>> [hex_bytes(text).hex() for text in ("0367", "03 67:F6-00", "0x03, 0x67", "{ 0x3, 0x67 };", r"\x03\x67")]
    ['0367', '0367f600', '0367', '0367', '0367']
    >>> hex_bytes(r"\x0367").hex(), hex_bytes("0x0367").hex(), hex_bytes("036"), hex_bytes("0 3")
    ('0367', '0367', None, None)
    """
    text = text.strip()
    if _PLAIN.fullmatch(text):
        return bytes.fromhex(text)
    text = text.rstrip(";").rstrip()
    while text and _BRACES.get(text[0]) == text[-1]:
        text = text[1:-1].strip()
    digits = []
    for part in filter(None, _BETWEEN.split(text)):
        for one in _ESCAPE.split(part):
            match = _PART.fullmatch(one)
            if match is None:
                return None
            digits.append(match[1] or f"0{match[2]}")
    return bytes.fromhex("".join(digits)) if digits else None


def prefixed(text: str) -> bool:
    r"""Whether a text says itself that it is in hex digits.

    >>> prefixed("0x0367"), prefixed(r"\x0367"), prefixed("{ 0x03 }"), prefixed("0367")
    (True, True, True, False)
    """
    return _PREFIX.match(text.lstrip(" \t{[(\"'")) is not None


def base64_bytes(text: str) -> bytes | None:
    """The bytes that a text in base64 spells, also without its padding or in the alphabet for addresses; else None.

    Bits that belong to no byte have to be zero, as everything that writes base64 leaves them: a text that was cut has
    others as a rule.

    >>> base64_bytes("A2f2AA==").hex(), base64_bytes("A2f2AA").hex(), base64_bytes("-_8").hex(), base64_bytes("A2f2AB")
    ('0367f600', '0367f600', 'fbff', None)
    """
    text = text.strip()
    if not _BASE64.fullmatch(text):
        return None
    bare = text.rstrip("=").translate(_URL_SAFE)
    if len(bare) % 4 == 1 or (text.endswith("=") and len(text) % 4):
        return None
    data = base64.b64decode(bare + "=" * (-len(bare) % 4))
    return data if base64.b64encode(data).decode().rstrip("=") == bare else None
