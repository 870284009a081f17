"""The decoding of single payloads: the contenders of a format, whether they agree, and how long they take."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from by_hand import BY_HAND, ByHand, NotCovered, Values
from timing import Contender, Times, race

from redi_codecs import DecodeError, codec
from redi_codecs.device_codec import Codec
from redi_codecs.engine.reference import reference_decode
from redi_codecs.results import Null, Result
from redi_codecs.results import Values as Numbered

#: What each contender does; the keys are the columns of the table.
CONTENDERS = {
    "generated": "the generated function: payload to values by slot",
    "decode": "`codec.decode(…)`: payload to `Decoded`",
    "readings": "`codec.decode(…).readings`: payload to readings",
    "by_hand": "hand-written Python: payload to a dict of values",
    "parse": "`codec.construct.parse(…)`: payload to raw numbers",
    "reference": "the construct reference: payload to values by slot",
}


class Disagreement(Exception):
    """Two contenders do not say the same of a payload, so that their times mean nothing."""


class Measured(NamedTuple):
    """A format's times."""

    device: str
    payloads: int
    times: Times


def measure(device: str, *, rounds: int, block_ms: float) -> Measured:
    one, by_hand = codec(device), BY_HAND[device]
    payloads = _payloads(one, by_hand)
    _check(one, by_hand, payloads)
    decode, (slots, records), construct = one._generated.decode, _numbers(one), one.construct
    untimed = [(payload, f_port, None) for payload, f_port in payloads]

    def parse(payload: bytes, f_port: int) -> object:
        return construct.parse(payload, f_port=f_port)

    def reference(payload: bytes, f_port: int) -> Result:
        return reference_decode(one.device, slots, records, payload, f_port)

    def readings(payload: bytes, f_port: int) -> object:
        return one.decode(payload, f_port).readings

    contenders = {
        "generated": Contender(decode, untimed),
        "decode": Contender(one.decode, payloads),
        "readings": Contender(readings, payloads),
        "by_hand": Contender(by_hand, payloads),
        "parse": Contender(parse, payloads),
        "reference": Contender(reference, payloads),
    }
    return Measured(device, len(payloads), race(contenders, rounds=rounds, block_ms=block_ms))


def _payloads(one: Codec, by_hand: ByHand) -> list[tuple[bytes, int]]:
    """The payloads of the device's vectors, with their ports."""
    default = one.device.f_port
    found = []
    for vector in one.device.vectors:
        f_port = default if vector.f_port is None else vector.f_port
        assert f_port is not None
        if _covers(by_hand, vector.payload, f_port):
            found.append((vector.payload, f_port))
    if not found:
        raise Disagreement(f"{one.device.id}: the hand-written decoder covers none of the vectors")
    return found


def _covers(by_hand: ByHand, payload: bytes, f_port: int) -> bool:
    try:
        by_hand(payload, f_port)
    except NotCovered:
        return False
    except ValueError:
        pass
    return True


def _numbers(one: Codec) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return {slot.name: slot.index for slot in one.plan.slots}, {name: at for at, name in enumerate(one.plan.records)}


# ---- agreement ------------------------------------------------------------------------------------------------------


def _check(one: Codec, by_hand: ByHand, payloads: Sequence[tuple[bytes, int]]) -> None:
    """All contenders say the same of the payloads and of broken ones made from them."""
    slots, records = _numbers(one)

    def generated(payload: bytes, f_port: int) -> Values:
        decoded = one.decode(payload, f_port)
        return _values(one, payload, decoded._result)

    def reference(payload: bytes, f_port: int) -> Values:
        return _values(one, payload, reference_decode(one.device, slots, records, payload, f_port))

    for whole, f_port in payloads:
        for payload in filter(lambda payload: _covers(by_hand, payload, f_port), [whole, *_broken(whole)]):
            said = {
                "generated": _said(generated, payload, f_port),
                "by hand": _said(by_hand, payload, f_port),
                "construct": _said(reference, payload, f_port),
            }
            for name, values in said.items():
                if values != said["generated"]:
                    raise Disagreement(
                        f"{one.device.id}, payload {payload.hex()} on port {f_port}: the library says "
                        f"{said['generated']}, {name} says {values}"
                    )
        if _said(generated, whole, f_port) is None:
            raise Disagreement(f"{one.device.id} refuses its own vector {whole.hex()} on port {f_port}")


def _broken(whole: bytes) -> Iterator[bytes]:
    """A payload cut short at every byte, with a byte more, and with every bit wrong once."""
    for at, byte in enumerate(whole):
        yield whole[:at]
        for bit in range(8):
            yield whole[:at] + bytes([byte ^ 1 << bit]) + whole[at + 1 :]
    yield whole + b"\xee"


def _said(decode: Callable[[bytes, int], Values], payload: bytes, f_port: int) -> Values | None:
    """The values; None where the payload is refused."""
    try:
        return decode(payload, f_port)
    except (DecodeError, ValueError):
        return None


def _values(one: Codec, payload: bytes, result: Result) -> Values:
    """A result as the dict that the hand-written decoders make."""
    message, time, current, records, warnings, end = result
    values = _named(one, current)
    if message is not None:
        values["message"] = message
    if time is not None:
        values["time"] = time
    if records:
        values["records"] = [
            ({} if moment is None else {"time": moment}) | _named(one, inside) for _, moment, inside in records
        ]
    rest = b"".join(payload[start:stop] for _, start, stop, _ in warnings if stop is not None) + payload[end:]
    if rest:
        values["rest"] = rest
    return values


def _named(one: Codec, values: Numbered) -> Values:
    named: Values = {}
    status: dict[str, str] = {}
    for key, value in values.items():
        name = one.shape.of(key)[0].name
        named[name] = None if isinstance(value, Null) else value
        if isinstance(value, Null):
            status[name] = value.status
    return named | ({"status": status} if status else {})
