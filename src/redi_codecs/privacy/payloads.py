"""Payloads without what they say of serial numbers, MAC addresses and positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from redi_codecs.errors import DecodeError, EncodeError, UnknownDevice

if TYPE_CHECKING:
    from redi_codecs.device_codec import Codec
    from redi_codecs.readings import Decoded, Record

__all__ = ["without_sensitive"]


def without_sensitive(device: str | None, payload: bytes, f_port: int | None) -> bytes:
    """The payload that says the same without the sensitive values, and no byte where there is none such.

    A payload of an unknown device stays as it is, and so does one whose device never says anything sensitive. Where it
    cannot be told what a payload says, because it is broken or in part unknown, what is not understood is not kept.

    >>> without_sensitive("milesight-iot/em300-th", bytes.fromhex("ff166412345678901234 0367d700"), 85).hex()
    '0367d700'
    """
    from redi_codecs.device_codec import codec

    if device is None or f_port is None or not payload:
        return payload
    try:
        known = codec(device)
    except UnknownDevice:
        return payload
    if not known.shape.sensitive:
        return payload
    try:
        decoded = known.decode(payload, f_port)
    except DecodeError:
        return b""
    if not decoded.rest and not _sensitive(decoded):
        return payload
    return _encoded_again(known, decoded)


def _sensitive(decoded: Decoded) -> dict[str, Any]:
    parts: tuple[Decoded | Record, ...] = (decoded, *decoded.records)
    values = (one for part in parts for one in (*part.readings, *part.attributes.values()))
    return {one.name: one.value for one in values if one.field.sensitive}


def _encoded_again(known: Codec, decoded: Decoded) -> bytes:
    """Encoded from what is not sensitive, if that says neither less nor more."""
    told = _told(decoded.to_dict())
    # A fixed layout has a place for a serial number in any case: zeros stand there, and no reading is made of them.
    zeros = {name: _zeros(one.value) for name, one in decoded.attributes.items() if one.field.sensitive}
    for blank in ({}, zeros) if zeros else ({},):
        try:
            attributes = [*told["attributes"], *({"name": name, "value": value} for name, value in blank.items())]
            payload = known.encode_uplink({**told, "attributes": attributes}).payload
            again = known.decode(payload, decoded.f_port)
        except (EncodeError, DecodeError):
            continue
        if _unordered(_told(again.to_dict())) == _unordered(told) and _sensitive(again) == blank:
            return payload
    return b""


def _zeros(value: Any) -> Any:
    return "0" * len(value) if isinstance(value, str) else bytes(len(value)) if isinstance(value, bytes) else 0


def _told(content: dict[str, Any]) -> dict[str, Any]:
    """What ``to_dict`` tells, without the oddities of the payload."""
    return {key: value for key, value in content.items() if key not in ("rest", "rest_size", "warnings")}


def _unordered(told: dict[str, Any]) -> dict[str, Any]:
    """The same with attributes by name: tags that are written in another order say no less."""
    return {**told, "attributes": {one["name"]: one for one in told["attributes"]}}
