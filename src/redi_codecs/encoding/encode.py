"""Values into the payload that says them: the Plan walked in the other direction.

Where the layout chooses (a switch, a tag, an optional group), the values given choose: the case that takes most of
them. Hidden values (masks, counts, types) stay open until a choice settles them. The result is decoded again before it
is given out, so that a payload that says anything else than what was asked for is never returned.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from redi_codecs.encoding.given import Given, given, seconds
from redi_codecs.encoding.supplies import channel_of, supplies
from redi_codecs.encoding.writer import Writer
from redi_codecs.errors import DecodeError, EncodeError, MissingField, OutOfRange, UnknownField
from redi_codecs.frozen import Frozen, frozen
from redi_codecs.layout.transform import Affine, Derived
from redi_codecs.needed import of_type
from redi_codecs.plan import plan as pl

if TYPE_CHECKING:
    from redi_codecs.layout.device import Device
    from redi_codecs.readings import Decoded


@frozen
class Encoded(Frozen):
    """A payload and the port to send it on."""

    payload: bytes
    f_port: int

    def to_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold: the payload in hex."""
        return {"payload": self.payload.hex(), "f_port": self.f_port}


def encode(
    device: Device,
    plan: pl.Plan,
    decode: Callable[[bytes, int], Decoded],
    values: Mapping[str, Any] | Decoded,
    *,
    message: str | None = None,
    f_port: int | None = None,
) -> Encoded:
    """The uplink of a device that says these values; ``decode`` proves that it says them."""
    if message is not None:
        of_type(message, str, "message: the name of a message")
    try:
        wanted = given(values)
        wanted.message = message or wanted.message
        wanted.f_port = f_port if f_port is not None else wanted.f_port
        if wanted.f_port == 0:
            raise OutOfRange("0 does not fit: fPort 0 carries MAC commands of LoRaWAN, and no payload", field="f_port")
        try:
            payload, port = write(plan, wanted, device.f_port)
        except MissingField:
            _refuse_aliens(plan, wanted.current.values)  # which may be what is missing, misspelt
            raise
    except EncodeError as error:
        error.device = device.id
        raise
    encoded = Encoded(payload, port)
    _prove(plan, decode, wanted, encoded)
    return encoded


def write(plan: pl.Plan, wanted: Given, f_port: int | None = None) -> tuple[bytes, int]:
    """The payload and its port."""
    if wanted.message is not None:
        messages = sorted(supplies(plan.ops).messages)
        if wanted.message not in messages:
            near = difflib.get_close_matches(wanted.message, messages)
            hint = f"; did you mean {near[0]!r}?" if near else f"; it has {', '.join(messages) or 'none with a name'}"
            raise UnknownField(f"the device has no message {wanted.message!r}{hint}", field="message")
    writer = Writer(plan, wanted)
    writer.state.f_port = wanted.f_port
    writer.body(plan.ops)
    state = writer.state
    left = [name for name in state.scope.values if name not in plan.derived]
    if left:
        _refuse_aliens(plan, left)
        if writer.lacking is not None:
            raise writer.lacking
        raise UnknownField(f"no message carries {', '.join(left)} together with the other values", field=left[0])
    if state.records:
        raise UnknownField(f"{len(state.records)} record(s) do not fit the message", field="records")
    port = state.f_port if state.f_port is not None else f_port
    if port is None:
        raise MissingField("the device has no port of its own: say f_port=", field="f_port")
    return writer.payload(), port


def _refuse_aliens(plan: pl.Plan, names: Iterable[str]) -> None:
    known = supplies(plan.ops)
    alien = [name for name in names if name not in plan.derived and not known.has(name)]
    if alien:
        near = difflib.get_close_matches(alien[0], sorted(known.names)) if len(alien) == 1 else []
        hint = f"did you mean {near[0]}?" if near else f"it sends {known.listed()}"
        raise UnknownField(f"the device sends no {', '.join(alien)}; {hint}", field=alien[0])


def _prove(plan: pl.Plan, decode: Callable[[bytes, int], Decoded], wanted: Given, encoded: Encoded) -> None:
    """Decode what was encoded: it must say what was asked for."""
    device = plan.device
    try:
        got = given(decode(encoded.payload, encoded.f_port))
    except DecodeError as error:
        raise EncodeError(f"these values make no payload that can be read: {error.problem}", device=device) from None
    if wanted.message not in (None, got.message):
        raise EncodeError(
            f"the values make {f'the message {got.message!r}' if got.message else 'no message with a name'}, "
            f"not {wanted.message!r}",
            device=device,
            field="message",
        )
    if len(wanted.records) != len(got.records):
        raise EncodeError(f"the format cannot say these {len(wanted.records)} records", device=device, field="records")
    silent = _silent(plan, got)
    for asked, said in zip((wanted.current, *wanted.records), (got.current, *got.records), strict=True):
        if None not in (asked.time, said.time) and asked.time != said.time:
            raise EncodeError(
                f"the format cannot say the time {asked.time}, only {said.time}", device=device, field="time"
            )
        more = [name for name in said.values if name not in asked.values and name not in silent]
        if more and asked.values:
            raise EncodeError(f"the payload would also say {', '.join(more)}", device=device, field=more[0])
        for name, (value, _) in asked.values.items():
            there, status = said.values.get(name, (None, None))
            if name not in said.values or not _same(plan, name, value, there, status):
                raise EncodeError(f"{value!r} cannot be said together with the other values", device=device, field=name)


def _silent(plan: pl.Plan, got: Given) -> set[str]:
    """The names that may be said without having been asked for: attributes, and what is derived from other values."""
    free = {slot.name for slot in plan.slots if slot.role != "reading" or slot.name in plan.derived}
    open_names = [name for name in free if "{}" in name]
    names = {name for one in (got.current, *got.records) for name in one.values}
    return {name for name in names if name in free or any(channel_of(one, name) is not None for one in open_names)}


def _near(value: Any, there: Any) -> bool:
    """Whether what is computed is what was asked for: it may be rounded, but is no other and no truth value."""
    numbers = all(isinstance(one, int | float) and not isinstance(one, bool) for one in (value, there))
    return numbers and math.isclose(value, there, rel_tol=0.5, abs_tol=1)


def _same(plan: pl.Plan, name: str, value: Any, there: Any, status: str | None) -> bool:
    """Whether two values are one on the wire."""
    if value is None or there is None:
        return there is None and (value is None or value == status)
    if value == there or (isinstance(there, bytes) and value == there.hex()):
        return True
    for part in pl.parts(plan.ops):
        if part.slot is not None and (part.slot.name == name or channel_of(part.slot.name, name) is not None):
            try:
                if part.slot.type == "time":
                    return seconds(value) == seconds(there)
                if isinstance(part.transform, Derived):
                    return _near(value, there)
                if part.transform.encode(value) == part.transform.encode(there):
                    return True
                if isinstance(part.transform, Affine) and math.isclose(value, there, rel_tol=1e-6):
                    return True  # a 32-bit float on the wire
            except (ValueError, TypeError):
                continue
    return False
