"""The layout as construct objects: a second opinion on every decoder, and an open door for users of construct.

:func:`lower` makes the object. It parses a payload to the raw numbers that stand in it, and builds the payload
from them again; :func:`reference_decode` makes of the same parsing what a decoder makes of it. Both read the
declaration itself and nothing that the decoders are made from.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import construct as c

from redi_codecs.errors import DecodeError
from redi_codecs.layout.device import Device
from redi_codecs.results import Result, Values
from redi_codecs.runtimes.reference.cursor import Cursor, Named
from redi_codecs.runtimes.reference.lowering import layout

__all__ = ["Frame", "lower", "reference_decode"]


class Frame(c.Construct):  # type: ignore[misc]
    """The payloads of a device: ``parse(payload, f_port=…, received_at=…)`` and ``build(container)``.

    Without ``f_port`` the device's own is taken, where it has one; ``received_at`` is in seconds since 1970.
    ``rest`` holds the bytes behind a complete layout.
    """

    def __init__(self, device: Device) -> None:
        super().__init__()
        self.device = device
        self.layout = layout(device.uplink)

    def run(self, cursor: Cursor, context: Any, path: str) -> Any:
        """Parse what the cursor holds; afterwards the cursor knows what it means."""
        return self.layout._parsereport(cursor, context, path)

    def _parse(self, stream: Any, context: Any, path: str) -> Any:
        given = context._params
        f_port = given.get("f_port", self.device.f_port)
        cursor = Cursor(c.stream_read_entire(stream, path), f_port, given.get("received_at"))
        out = self.run(cursor, context, path)
        out.rest = cursor.read()
        return out

    def _build(self, obj: Any, stream: Any, context: Any, path: str) -> Any:
        inside = io.BytesIO()
        self.layout._build(obj, inside, context, path)
        inside.write(obj.get("rest", b""))
        c.stream_write(stream, inside.getvalue(), inside.tell(), path)
        return obj

    def _sizeof(self, context: Any, path: str) -> int:
        raise c.SizeofError("known only once a payload is read", path=path)


def lower(device: Device) -> Frame:
    """The format of a device's uplinks as a construct object for raw frames.

    >>> from redi_codecs.kinds import battery, temperature
    >>> from redi_codecs.layout import device, i16le, tags, u8
    >>> frame = lower(
    ...     device(
    ...         "acme/t1",
    ...         name="T1",
    ...         source="manual",
    ...         f_port=2,
    ...         uplink=tags((u8, u8), {(1, 0x75): battery(u8), (3, 0x67): temperature(i16le / 10)}),
    ...     )
    ... )
    >>> seen = frame.parse(bytes.fromhex("01755C 03673401"))
    >>> seen.tags[1].body.temperature
    308
    >>> seen.tags[1].body.temperature = -5
    >>> frame.build(seen).hex()
    '01755c0367fbff'
    """
    return Frame(device)


def _frame(device: Device) -> Frame:
    """The same, made once and kept."""
    known: Frame | None = device.made.get("frame")
    return known or device.made.setdefault("frame", Frame(device))


def reference_decode(
    device: Device,
    slots: Mapping[str, int],
    records: Mapping[str, int],
    payload: bytes,
    f_port: int,
    received_at: float | None = None,
) -> Result:
    """What a payload says, by way of construct; ``slots`` and ``records`` number the names as the other decoder does.

    Raises :class:`~redi_codecs.errors.DecodeError` itself, none of its kinds, where the device cannot have sent this.
    """
    cursor = Cursor(payload, f_port, received_at)
    context = c.Container(_parsing=True, _building=False, _sizing=False)
    context._params = context
    try:
        _frame(device).run(cursor, context, "")
    except c.ConstructError as error:
        raise DecodeError(str(error), device=device.id, offset=cursor.tell(), payload=payload) from error

    def numbered(values: Named) -> Values:
        return {slots[key] if isinstance(key, str) else (slots[key[0]], key[1]): one for key, one in values.items()}

    return Result(
        cursor.message,
        cursor.time,
        numbered(cursor.values),
        [(records[name], time, numbered(values)) for name, time, values in cursor.records],
        cursor.warnings,
        cursor.tell(),
    )
