"""Payloads whose text may be hex digits, although their server writes base64: something in between has changed them.

``0367d70004686500`` is eight bytes in hex, and twelve others in base64. The servers here write base64 and do not say so
in the message, so that nothing in it tells. Each character of base64 is a hex digit of one case one time in four: eight
of them are so by chance once in 30,000 payloads (``A`` is left out of that, for zeros are many of it), and no payload
that is declared here is. Below that it is base64 without further ado. From there on the device has a say: what it
understands better is what was meant, and a warning tells of it; where it understands neither, somebody has to say.
"""

from __future__ import annotations

import re
from binascii import b2a_base64, unhexlify
from collections.abc import Callable
from typing import Final

from redi_codecs.errors import DecodeError, UplinkError
from redi_codecs.readings import Decoded
from redi_codecs.results import Result

__all__ = ["DOUBTS", "IN_BASE64", "TELLING", "in_digits", "whichever"]

IN_BASE64: Final = frozenset(
    {
        "the-things-stack",
        "chirpstack",
        "chirpstack-v3",
        "milesight",
        "helium",
        "the-things-network-v2",
        "aws-iot-core",
        "everynet",
    }
)
"""The servers that write payloads in base64, and nothing beside them that says so."""

TELLING: Final = 8
"""Hex digits, those for zeros apart, that are taken for more than chance; a ``0x`` before them is as good as six."""

AS_HEX, EITHER = DOUBTS = ("read_as_hex", "may_be_hex")
"""Codes of the warnings."""
NOTHING: Final = 2
_DIGITS: Final = re.compile(rb"(0[xX])?([0-9a-f]+|[0-9A-F]+)")


def in_digits(payload: bytes) -> bytes | None:
    """What the text of a payload in base64 stands for in hex digits, where that is worth a thought; else None.

    >>> in_digits(bytes.fromhex("d37ebb77bd34d38ebceb9d34")).hex(), in_digits(b"12 bytes ...")
    ('0367d70004686500', None)
    """
    if len(payload) % 3:  # its text ends with =
        return None
    text = b2a_base64(payload, newline=False)
    found = _DIGITS.fullmatch(text)
    if found is None or len(text) + (4 if found[1] else 0) - text.count(b"A") < TELLING:
        return None
    return unhexlify(found[2])


def whichever(decode: Callable[[bytes], Decoded], payload: bytes, digits: bytes) -> tuple[bytes, Decoded]:
    """The payload as base64 or as the digits of its text: what a device understands better, base64 where both alike.

    A warning says that the text was taken for hex, or may be that as well as base64.
    """
    as_told, as_digits = _tried(decode, payload), _tried(decode, digits)
    if isinstance(as_digits, Decoded) and _oddness(as_digits) < _oddness(as_told):
        why = "the text of the payload consists of hex digits, and as base64, which the server writes, it says less"
        return digits, _warned(as_digits, AS_HEX, why)
    if isinstance(as_told, DecodeError):
        raise as_told
    if _oddness(as_told) == NOTHING:  # a table would have no row of it, and no warning
        raise UplinkError(
            "the text of the payload consists of hex digits, and is base64 as well, which the server writes; "
            f"{as_told.device} understands neither: say which it is (--encoding hex or --encoding base64, in Python "
            "encoding=)"
        )
    if _oddness(as_told) < _oddness(as_digits):
        return payload, as_told
    why = (
        "the text of the payload consists of hex digits: it was read as base64, which the server writes, and may be hex"
    )
    return payload, _warned(as_told, EITHER, why)


def _tried(decode: Callable[[bytes], Decoded], payload: bytes) -> Decoded | DecodeError:
    try:
        return decode(payload)
    except DecodeError as error:
        return error


def _oddness(found: Decoded | DecodeError) -> int:
    """Whether nothing was understood, or not all, or all."""
    if isinstance(found, DecodeError):
        return NOTHING
    understood = found.readings or found.records or found.attributes
    return (1 if understood else NOTHING) if found.warnings else 0


def _warned(decoded: Decoded, code: str, text: str) -> Decoded:
    """The same with one more warning."""
    message, time, values, records, warnings, end = decoded.result
    told = Result(message, time, values, records, [*warnings, (code, 0, None, text)], end)
    return Decoded(decoded.shape, decoded.payload, decoded.f_port, told, decoded.received_at)
