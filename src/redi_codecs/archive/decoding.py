"""From a network server's message to readings: which device it is, and what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.archive.columns import ENCODINGS, is_row, row_uplink
from redi_codecs.archive.device_map import DeviceMap, Devices
from redi_codecs.archive.in_digits import IN_BASE64, in_digits, whichever
from redi_codecs.device_codec import Codec, codec
from redi_codecs.errors import DecodeError, UnknownDevice, UplinkError
from redi_codecs.frozen import Frozen, frozen
from redi_codecs.instants import iso
from redi_codecs.needed import of_type

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.networks import Uplink
    from redi_codecs.readings import Decoded, Reading

    Message = str | bytes | Mapping[str, Any] | Uplink

__all__ = ["DecodedMessage", "Decoder", "decode_message", "parse_message"]


#: In bytes that are anything else, eight in a row are hex digits one time in 300 million.
HEX_DIGITS: Final = re.compile(rb"([0-9A-Fa-f]{2}){4,}")


@frozen
class DecodedMessage(Frozen):
    """A network server's message, understood: its ``uplink``, and what the payload says.

    ``decoded`` is None where there is no payload: joins, acknowledgements, statuses, empty frames.
    """

    uplink: Uplink
    decoded: Decoded | None

    @property
    def dev_eui(self) -> str:
        return self.uplink.dev_eui

    @property
    def kind(self) -> str:
        return self.uplink.kind

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The current readings; none where there is no payload."""
        return self.decoded.readings if self.decoded is not None else ()

    def __repr__(self) -> str:
        return f"<DecodedMessage {self.dev_eui or 'of an unknown device'}, {self.decoded or self.kind}>"

    @property
    def time(self) -> datetime | None:
        """When it was measured, as far as the payload or the server says."""
        return (self.decoded.time if self.decoded is not None else None) or self.uplink.received_at

    def to_dict(self, *, sensitive: bool = False, gateways: bool = False) -> dict[str, Any]:
        """Plain values that JSON can hold: one line of JSON Lines.

        Sensitive kinds and the gateways that heard the message are left out unless they are asked for. So are bytes
        that were not understood and may be something sensitive: ``rest`` is None then, and ``rest_size`` their number.
        """
        uplink = self.uplink
        out: dict[str, Any] = {
            "network": uplink.network or None,
            "dev_eui": uplink.dev_eui or None,
            "device_name": uplink.device_name,
            "f_cnt": uplink.f_cnt,
        }
        if gateways:
            out["gateways"] = [
                {"id": one.id, "rssi": one.rssi, "snr": one.snr, "latitude": one.latitude, "longitude": one.longitude}
                for one in uplink.gateways
            ]
        received_at = {"received_at": _iso(uplink.received_at)}
        if uplink.simulated:
            out["simulated"] = True
        if self.decoded is None:
            return out | received_at | {"kind": uplink.kind}
        return out | self.decoded.to_dict(sensitive=sensitive) | received_at | {"time": _iso(self.time)}

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        from redi_codecs.archive.models import message_schema

        return message_schema(cls, handler)


def _iso(time: datetime | None) -> str | None:
    return None if time is None else iso(time)


class Decoder:
    """Decodes uplinks, one after another, with the same devices."""

    def __init__(
        self,
        devices: Devices = None,
        *,
        device: str | Device | None = None,
        f_port: int | None = None,
        received_at: datetime | None = None,
        simulated: bool = True,
        encoding: str | None = None,
    ) -> None:
        self._simulated = simulated
        self._encoding = encoding
        self._devices = None if devices is None else DeviceMap.of(devices)
        self._default = codec(device) if device else None
        self._f_port = f_port
        self.received_at = received_at
        self._hints: dict[str, Codec | UnknownDevice] = {}

    def __call__(self, uplink: Uplink) -> DecodedMessage:
        if uplink.kind != "uplink":
            return DecodedMessage(uplink, None)
        if uplink.simulated and not self._simulated:
            return DecodedMessage(uplink.replace(kind="simulated", payload=b""), None)
        found = self.codec_of(uplink.dev_eui, uplink.device)
        f_port = self._f_port if uplink.f_port is None else uplink.f_port
        if f_port is None and (f_port := found.settled_port) is None:
            raise UplinkError(
                f"the message names no f_port, and {found.device.id} sends on several: say which "
                "(--f-port, in Python f_port=)"
            )
        received_at = uplink.received_at or self.received_at
        if HEX_DIGITS.fullmatch(uplink.payload):
            return DecodedMessage(uplink, _no_hex_text(found, uplink.payload, f_port, received_at))
        if self._encoding is None and uplink.network in IN_BASE64 and (digits := in_digits(uplink.payload)) is not None:
            port = f_port
            payload, decoded = whichever(
                lambda one: found.decode(one, port, received_at=received_at), uplink.payload, digits
            )
            return DecodedMessage(uplink.replace(payload=payload), decoded)
        return DecodedMessage(uplink, found.decode(uplink.payload, f_port, received_at=received_at))

    def codec_of(self, dev_eui: str, device: str | None) -> Codec:
        """The codec of a device: what the message calls it, else what is said of its DevEUI, else the default."""
        hint = self._hint(device) if device is not None else None
        if isinstance(hint, Codec):
            return hint
        if self._devices is not None and (known := self._devices.get(dev_eui)) is not None:
            return codec(known)
        if self._default is not None:
            return self._default
        who = f"device {dev_eui} is" if dev_eui else "device sent it"
        message = f"{hint}, which the message names" if hint is not None else "the message names none"
        mapped = (
            "neither a map of devices nor" if self._devices is None else "the map of devices does not have it, nor is"
        )
        given = "a default is given" if self._devices is None else "a default given"
        raise UplinkError(f"nothing says which {who}: {message}; {mapped} {given}")

    def _hint(self, id: str) -> Codec | UnknownDevice:
        """The codec of the id that a message gives, or the reason why there is none: looked for once."""
        found = self._hints.get(id)
        if found is None:
            try:
                found = codec(id)
            except UnknownDevice as error:
                found = error.with_traceback(None)
            if len(self._hints) < 4096:
                self._hints[id] = found
        return found


def _no_hex_text(codec: Codec, payload: bytes, f_port: int, received_at: datetime | None) -> Decoded:
    """What a payload of nothing but hex digits says: only a device that sends texts may mean it so."""
    if any(column.type == "text" for table in codec.schema.tables for column in table.columns):
        with suppress(DecodeError):
            decoded = codec.decode(payload, f_port, received_at=received_at)
            if decoded.readings or decoded.records:
                return decoded
    digits = payload[:40].decode() + "…" * (len(payload) > 40)
    raise UplinkError(
        f"the payload looks like a hex text: it consists of the digits {digits}, not of the bytes that they stand for"
    )


@cache
def _networks() -> tuple[type[Uplink], Callable[[Any], Uplink], Callable[[str | bytes], Uplink | None]]:
    """What a first message needs: an import for each would take a tenth of its time."""
    from redi_codecs.networks import Uplink, parse_uplink, quick

    return Uplink, parse_uplink, quick.uplink


def parse_message(message: Message, encoding: str | None = None) -> Uplink:
    """The uplink in a message of any network server, or in a row of a table (:mod:`redi_codecs.archive.columns`).

    ``encoding`` says that texts that may be hex digits and base64, where a server writes base64, are hex.
    """
    uplink_type, parse_uplink, quick = _networks()
    if isinstance(message, uplink_type):
        return message
    if isinstance(message, str | bytes) and encoding != "hex" and (usual := quick(message)) is not None:
        return usual
    read = row_uplink if isinstance(message, Mapping) and is_row(message) else parse_uplink
    if encoding != "hex":
        return read(message)  # type: ignore[arg-type]
    from redi_codecs.networks.fields import IN_HEX

    token = IN_HEX.set(True)
    try:
        return read(message)  # type: ignore[arg-type]
    finally:
        IN_HEX.reset(token)


def decode_message(
    message: Message,
    devices: Devices = None,
    *,
    device: str | Device | None = None,
    f_port: int | None = None,
    received_at: datetime | None = None,
    encoding: str | None = None,
) -> DecodedMessage:
    """Turn a network server's message into readings.

    The device is the one that the message names, if it is known; else the one that ``devices`` has for its DevEUI (a
    :class:`DeviceMap`, a mapping, or the path of a CSV or YAML file; for many messages, make one once);
    else ``device``. ``f_port`` and ``received_at`` stand in where the message has none. ``encoding``, ``"hex"`` or
    ``"base64"``, says what a payload is that may be either, where the message does not.

    >>> message = {
    ...     "end_device_ids": {"dev_eui": "70B3D5000000002A"},
    ...     "uplink_message": {"f_port": 85, "frm_payload": "A2c0AQ=="},
    ... }
    >>> decode_message(message, devices={"70b3d5*": "milesight-iot/em300-th"}).readings
    (<Reading temperature 30.8 Cel>,)

    Raises :class:`~redi_codecs.errors.UplinkError`, also where nothing says which device it is,
    :class:`~redi_codecs.errors.DecodeError` and :class:`DeviceMapError`.
    """
    if encoding is not None:
        of_type(encoding, str, "encoding: hex or base64")
        if encoding not in ENCODINGS:
            raise UplinkError(f"payloads are in hex or base64, saw {encoding!r}", field="encoding")
    decoder = Decoder(devices, device=device, f_port=f_port, received_at=received_at, encoding=encoding)
    return decoder(parse_message(message, encoding))
