"""One device's codec, over whichever runtime there is."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NoReturn

from redi_codecs import registry
from redi_codecs.errors import DecodeError, InvalidPayload
from redi_codecs.instants import utc
from redi_codecs.keeping import Kept
from redi_codecs.layout.device import Device
from redi_codecs.payload_text import hex_bytes
from redi_codecs.plan.faults import Fault
from redi_codecs.plan.plan import Plan
from redi_codecs.plan.planner import plan
from redi_codecs.readings import Decoded
from redi_codecs.results import SETTLED, Result, Shape, mac_commands
from redi_codecs.runtimes.python.generated import Decoder, Generated

if TYPE_CHECKING:
    from redi_codecs.batch import Batch
    from redi_codecs.encoding.arguments import CommandInfo
    from redi_codecs.encoding.encode import Encoded
    from redi_codecs.explaining.explain import Explanation
    from redi_codecs.plan.schema import Schema
    from redi_codecs.readings import Reading

Payload = bytes | bytearray | memoryview | str


#: Payloads after which a device is worth a program for the compiled core.
WARM: Final = 64


class Codec:
    """Decodes, encodes and explains the payloads of one device."""

    def __init__(self, device: Device) -> None:
        self.device = device
        self.plan: Plan = plan(device)
        self.shape: Shape = self.plan.shape
        self._decode: Decoder = self._warming
        self._left = WARM

    @cached_property
    def _generated(self) -> Generated:
        """Written and compiled for the first single payload: batches are the core's, where there is one."""
        return Generated(self.plan)

    @property
    def source(self) -> str:
        """The generated decoder, as it runs."""
        return self._generated.source

    def decode(self, payload: Payload, f_port: int = SETTLED, *, received_at: datetime | None = None) -> Decoded:
        """Turn an uplink's payload (bytes-like or hex) into readings; the port may be left out where it is settled.

        Raises :class:`~redi_codecs.errors.DecodeError` where the device cannot have sent this, or not in full. What is
        on port 0 are MAC commands: nothing is read from them, and a warning says so.
        """
        return self._decoded(self._decode, payload, f_port, received_at)

    def _decoded(self, decode: Decoder, payload: Payload, f_port: int, received_at: datetime | None) -> Decoded:
        data = payload if type(payload) is bytes else self._bytes(payload)
        if f_port is SETTLED:
            f_port = self._settled(data)
        self._check_port(f_port, data)
        seconds = None
        if received_at is not None:
            received_at = self._utc(received_at, data)
            seconds = received_at.timestamp()
        try:
            result = decode(data, f_port, seconds) if f_port else mac_commands(data)
        except Fault:
            raise self._error(data, f_port, received_at) from None
        return Decoded(self.shape, data, f_port, result, received_at)

    @cached_property
    def settled_port(self) -> int | None:
        """The port of a payload that comes without one: where all ports are the same to the format, or it has one only.

        >>> codec("milesight-iot/em300-th").settled_port, codec("browan/tbms100").settled_port
        (85, None)
        """
        from redi_codecs.layout.expr import Known
        from redi_codecs.plan.plan import Choose, every

        ports: set[Any] = set()
        for op in every(self.plan.ops):
            if isinstance(op, Choose) and isinstance(op.on[0], Known) and op.on[0].name == "f_port":
                ports.update(match for case in op.cases for match in case.key[0])
                ports.update(() if op.otherwise is None else (None,))
        if not ports:
            return self.device.f_port
        first, *others = ports
        return first if isinstance(first, int) and not others else None

    def _settled(self, data: bytes = b"") -> int:
        if self.settled_port is None:
            self._refuse("the fPort is needed: the device sends on several", data)
        return self.settled_port

    def _in_python(self, payload: Payload, f_port: int, *, received_at: datetime | None = None) -> Decoded:
        """Decode what the core has left, for it found something odd."""
        return self._decoded(self._generated.decode, payload, f_port, received_at)

    def decode_batch(
        self,
        payloads: Any,
        f_port: Any = SETTLED,
        received_at: Any = None,
        *,
        threads: int | None = None,
        sensitive: bool = False,
    ) -> Batch:
        """Decode many payloads into columns, a row each.

        ``payloads`` is a sequence of bytes-likes or hex strings, or a column of pandas, polars or anything that gives
        Arrow; ``f_port`` one integer, or one a row, or nothing where the device settles it; ``received_at`` one time
        with its zone, or one a row. A payload that cannot be decoded makes a row without values and with an error code;
        it never raises.

        ``sensitive`` lets sensitive fields into DataFrames; ``threads`` is how many the compiled core may use.
        """
        from redi_codecs.batch import decode_batch

        f_port = self._settled() if f_port is SETTLED else f_port
        return decode_batch(self, payloads, f_port, received_at, threads=threads, sensitive=sensitive)

    @cached_property
    def schema(self) -> Schema:
        """The tables and columns that a batch of this device has."""
        from redi_codecs.plan.schema import schema

        return schema(self.plan)

    @property
    def generated(self) -> Decoder:
        """The function that ``source`` is of: payload, port and seconds since 1970 into a bare result."""
        return self._generated.decode

    def readings(self, payload: Payload, f_port: int, *, received_at: datetime | None = None) -> tuple[Reading, ...]:
        """The readings of a payload and nothing else, which is the fastest way to them.

        >>> codec("milesight-iot/em300-th").readings(bytes.fromhex("03673401"), 85)
        (<Reading temperature 30.8 Cel>,)
        """
        return self.decode(payload, f_port, received_at=received_at).readings

    def _warming(self, data: bytes, f_port: int, seconds: float | None) -> Result:
        """Decode in Python until it pays to make the core's program."""
        left = self._left = self._left - 1
        if left == 0:  # of this thread: another one may have counted on
            from redi_codecs.runtimes.core import native

            one = native.single(self.plan, self._generated.decode, self._in_python)
            self._decode = one or self._generated.decode
            if one:  # methods of the core instead of the class's
                setattr(self, "decode", one.decode)  # noqa: B010
                setattr(self, "readings", one.readings)  # noqa: B010
        return self._generated.decode(data, f_port, seconds)

    def _error(self, data: bytes, f_port: int, received_at: datetime | None) -> DecodeError:
        seconds = None if received_at is None else received_at.timestamp()
        result, fault = self._generated.traced(data, f_port, seconds, [])
        assert fault is not None
        partial = Decoded(self.shape, data, f_port, result, received_at)
        return fault.kind(
            fault.problem, device=self.device.id, field=fault.field, offset=fault.offset, payload=data, partial=partial
        )

    def _bytes(self, payload: object) -> bytes:
        if isinstance(payload, str):
            try:
                return bytes.fromhex(payload)
            except ValueError as error:
                if (data := hex_bytes(payload)) is not None:
                    return data
                raise InvalidPayload(f"{payload[:80]!r} is not hex: {error}", device=self.device.id) from None
        if isinstance(payload, bytes | bytearray | memoryview):
            try:
                return bytes(payload)
            except ValueError as error:  # a view that was let go
                raise InvalidPayload(f"the payload cannot be read: {error}", device=self.device.id) from None
        raise InvalidPayload(f"bytes or a hex string are needed, not {type(payload).__name__}", device=self.device.id)

    def _check_port(self, f_port: int, data: bytes) -> None:
        if type(f_port) is not int or not 0 <= f_port <= 255:
            self._refuse(f"{f_port!r} is no fPort: an integer of 0 … 255 is needed", data)

    def _utc(self, received_at: datetime, data: bytes) -> datetime:
        moment = utc(received_at)
        if moment is None:
            self._refuse(f"received_at needs a time with its zone, 0001 … 9999 in UTC, not {received_at!r}", data)
        return moment

    def _refuse(self, problem: str, data: bytes) -> NoReturn:
        raise InvalidPayload(problem, device=self.device.id, payload=data)

    def encode_uplink(
        self, values: Mapping[str, Any] | Decoded, *, message: str | None = None, f_port: int | None = None
    ) -> Encoded:
        """The payload that says these values; see :func:`redi_codecs.encode_uplink`."""
        from redi_codecs.encoding.encode import encode

        return encode(self.device, self.plan, self.decode, values, message=message, f_port=f_port)

    def encode_downlink(
        self, command: str | Mapping[str, Any] | None = None, *, allow_disruptive: bool = False, **arguments: Any
    ) -> Encoded:
        """The downlink of one command or several; see :func:`redi_codecs.encode_downlink`."""
        from redi_codecs.encoding.downlink import encode_downlink

        return encode_downlink(self.device, command, arguments, allow_disruptive=allow_disruptive)

    def encode_downlinks(
        self, commands: Mapping[str, Any], *, max_size: int | None = None, allow_disruptive: bool = False
    ) -> list[Encoded]:
        """The downlinks of several commands; see :func:`redi_codecs.encode_downlinks`."""
        from redi_codecs.encoding.downlink import encode_downlinks

        return encode_downlinks(self.device, commands, max_size=max_size, allow_disruptive=allow_disruptive)

    def decode_downlink(self, payload: Payload, f_port: int) -> Decoded:
        """What a downlink says; ``.message`` is the command, or all of them with commas between."""
        from redi_codecs.encoding.commanded import decode_downlink

        return decode_downlink(self.device, self._bytes(payload), f_port)

    def decode_downlinks(self, payload: Payload, f_port: int) -> tuple[Decoded, ...]:
        """What a downlink says, command by command."""
        from redi_codecs.encoding.commanded import decode_downlinks

        return decode_downlinks(self.device, self._bytes(payload), f_port)

    def confirmed_by(self, sent: Encoded, *uplinks: Decoded) -> bool:
        """Whether these uplinks tell that a downlink has arrived; see :func:`redi_codecs.confirmed_by`."""
        from redi_codecs.encoding.commanded import confirmed_by

        return confirmed_by(self.device, sent, uplinks)

    @cached_property
    def commands(self) -> tuple[CommandInfo, ...]:
        """The commands that the device takes, with their arguments."""
        from redi_codecs.encoding.arguments import described

        return described(self.device)

    def explain(
        self, payload: Payload, f_port: int, *, received_at: datetime | None = None, downlink: bool = False
    ) -> Explanation:
        """Every byte of a payload and its meaning, also of a broken one; or of the commands of a downlink."""
        from redi_codecs.explaining.explain import explain

        data = self._bytes(payload)
        self._check_port(f_port, data)
        if downlink:
            from redi_codecs.encoding.commanded import decode_downlink, made_of

            told = decode_downlink(self.device, data, f_port)
            plan, generated = made_of(self.device, data, f_port)
            return replace(explain(plan, generated.traced, data, f_port), message=told.message)
        received = None if received_at is None else self._utc(received_at, data)
        traced = self._generated.traced if f_port else _unread
        return explain(self.plan, traced, data, f_port, received)

    @cached_property
    def construct(self) -> Any:
        """The format as a construct object, which parses and builds raw frames: a second opinion and an open door."""
        from redi_codecs.runtimes.reference import lower

        return lower(self.device)

    @cached_property
    def javascript(self) -> str:
        """The codec as one file for network servers, in ECMAScript 5.1; :class:`NoJavaScript` says why there is none.

        >>> codec("browan/tbms100").javascript.splitlines()[0]
        '// PIR motion sensor (browan/tbms100)'
        """
        return self.to_javascript()

    def to_javascript(self, *, sensitive: bool = False, commands: bool | None = None) -> str:
        """The same, if asked for with what is sensitive: positions, serial numbers and the like; or without commands.

        Commands that would make it longer than 40 KB are only there with ``commands=True``.

        >>> "encodeDownlink" in codec("browan/tbms100").to_javascript(commands=False)
        False
        """
        from redi_codecs import __version__
        from redi_codecs.runtimes.javascript import javascript

        return javascript(self.device, self.plan, __version__, sensitive=sensitive, commands=commands)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle: the id, where the receiving side may look it up, else the declaration."""
        device = self.device
        return codec, (device.id if registry.exactly(device.id) is device else device,)

    def __repr__(self) -> str:
        return f"<Codec {self.device.id}>"


def _unread(data: bytes, f_port: int, seconds: float | None, trace: list[Any]) -> tuple[Result, Fault | None]:
    """The trace of a payload that is none of the device's."""
    return mac_commands(data), None


def _of_device(device: Device) -> Codec:
    known = device.made.get("codec")
    return device.made.setdefault("codec", Codec(device)) if known is None else known  # type: ignore[no-any-return]


_by_id = Kept(lambda id: _of_device(registry.find(id)))
#: The codec of an id, without a call of Python's once it is known.
of_id = _by_id.__getitem__


def codec(device: str | Device) -> Codec:
    """The codec of a device, by its id or its declaration; made once and kept."""
    if isinstance(device, str):
        return of_id(device)
    if not isinstance(device, Device):
        raise TypeError(f"a device is needed, by its id or its declaration, not {type(device).__name__}")
    return _of_device(device)


def _reduced(decoded: Decoded) -> tuple[Any, ...]:
    """Pickle: what was decoded, without the fields, which the codec of the receiving side gives."""
    return _restored, decoded.state


def _restored(
    device: str, payload: bytes, f_port: int, result: tuple[Any, ...], received_at: datetime | None
) -> Decoded:
    return Decoded(codec(device).shape, payload, f_port, Result(*result), received_at)


registry.changed.tell(_by_id.cache_clear)
copyreg.pickle(Decoded, _reduced)
