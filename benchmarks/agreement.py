"""Whether all contenders say the same of the same payloads: otherwise their times mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from by_hand import FORMATS, ByHand, NotCovered, Values, values_of
from in_c import InC, compiler
from in_javascript import InNode, has_node, has_quickjs, quickjs_values
from mixes import MIXES, uplinks
from packed import Packed, Uplink

from redi_codecs import DecodeError, codec
from redi_codecs.batch import Batch
from redi_codecs.device_codec import Codec
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.results import Null, Result
from redi_codecs.results import Values as Numbered
from redi_codecs.runtimes.reference import reference_decode


class Disagreement(Exception):
    """Two contenders do not say the same of a payload."""


#: What each payload says, None where it is refused.
Said = Sequence[Values | None]


def contenders(device: str) -> dict[str, Callable[[Sequence[Uplink]], Said] | None]:
    """Everybody who decodes a format, by name; None where what it needs is not installed."""
    one, library = FORMATS[device], codec(device)
    slots, records = numbers(library)

    def reference(payload: bytes, f_port: int) -> Values:
        return library_values(library, payload, reference_decode(library.device, slots, records, payload, f_port))

    def in_batches(some: Sequence[Uplink]) -> Said:
        packed = Packed(some)
        return batch_values(library.decode_batch(packed.payloads, f_port=packed.port))

    def in_c(some: Sequence[Uplink]) -> Said:
        with TemporaryDirectory() as folder:
            return InC(one, Path(folder)).values(Packed(some))

    def in_node(some: Sequence[Uplink]) -> Said:
        with TemporaryDirectory() as folder:
            node = InNode(one, Packed(some), Path(folder))
            try:
                return node.values()
            finally:
                node.close()

    def in_quickjs(some: Sequence[Uplink]) -> Said:
        return [quickjs_values(one, payload, f_port) for payload, f_port in some]

    return {
        "by hand": lambda some: [said(one.python, *uplink) for uplink in some],
        "the batch": in_batches,
        "the construct reference": lambda some: [said(reference, *uplink) for uplink in some],
        "C": in_c if compiler() else None,
        "node": in_node if has_node() else None,
        "quickjs": in_quickjs if has_quickjs() else None,
    }


def check(device: str, name: str, contender: Callable[[Sequence[Uplink]], Said]) -> int:
    """Hold a contender against the library on whole payloads, broken ones and random ones; returns how many."""
    some = list(dict.fromkeys(uplink for uplink in payloads(device) if covers(FORMATS[device].python, *uplink)))
    expected = [_library(device, *uplink) for uplink in some]
    if not any(expected):
        raise Disagreement(f"{device}: the library understands none of {len(some)} payloads")
    # Columns tell only that something was left over.
    blurred = _blurred if name in ("C", "the batch") else _same
    for uplink, values, other in zip(some, expected, contender(some), strict=True):
        _compare(device, name, uplink, blurred(values), blurred(other))
    return len(some)


def check_construct(device: str) -> int:
    """The same of the declaration in construct, but only on whole payloads: it ends a list at the first mistake."""
    one = FORMATS[device]
    some = [uplink for uplink in _whole(device) if covers(one.python, *uplink)]
    for payload, f_port in some:
        values = values_of(one.construct.parse(payload, f_port=f_port), one.cases)
        _compare(device, "construct", (payload, f_port), _bare(_library(device, payload, f_port)), values)
    return len(some)


def _compare(device: str, name: str, uplink: Uplink, expected: object, found: object) -> None:
    if found != expected:
        raise Disagreement(
            f"{device}, payload {uplink[0].hex()} on port {uplink[1]}: the library says {expected}, {name} says {found}"
        )


def _same(values: Values | None) -> Values | None:
    return values


def _blurred(values: Values | None) -> Values | None:
    return {**values, "rest": True} if values and "rest" in values else values


def _bare(values: Values | None) -> Values | None:
    """Without the statuses, which construct has not."""
    if values is None:
        return None
    found = {name: value for name, value in values.items() if name != "status"}
    if "records" in found:
        found["records"] = [_bare(record) for record in found["records"]]
    return found


# ---- payloads -------------------------------------------------------------------------------------------------------


def payloads(device: str) -> Iterator[Uplink]:
    """Vectors, each of them broken in every place, payloads drawn from the Plan, and those that are timed."""
    for payload, f_port in vectors(device):
        yield from ((spoilt, f_port) for spoilt in (payload, *broken(payload)))
        # Not port 0: there are MAC commands, of which the library reads nothing, whatever the format.
        yield from ((payload, other) for other in (254, f_port + 1, 204))
    yield from _whole(device)
    for seed in range(400):
        try:
            payload, f_port = draw(codec(device).plan, Seeded(seed))
        except NotDrawn:
            continue
        yield payload, f_port
        yield payload[: seed % (len(payload) + 1)], f_port


def _whole(device: str) -> Iterator[Uplink]:
    yield from vectors(device)
    for name, mix in MIXES.items():
        if mix.device == device:
            yield from uplinks(name, 100)


def vectors(device: str) -> list[Uplink]:
    """The payloads of the device's vectors, with their ports."""
    one = codec(device).device
    found = []
    for vector in one.vectors:
        f_port = vector.f_port
        assert f_port is not None
        found.append((vector.payload, f_port))
    return found


def broken(whole: bytes) -> Iterator[bytes]:
    """A payload cut short at every byte, with a byte more, and with every bit wrong once."""
    for at, byte in enumerate(whole):
        yield whole[:at]
        for bit in range(8):
            yield whole[:at] + bytes([byte ^ 1 << bit]) + whole[at + 1 :]
    yield whole + b"\xee"


def covers(by_hand: ByHand, payload: bytes, f_port: int) -> bool:
    """Whether the format by hand is meant to know this payload."""
    try:
        by_hand(payload, f_port)
    except NotCovered:
        return False
    except ValueError:
        pass
    return True


# ---- what the library says ------------------------------------------------------------------------------------------


def said(decode: Callable[[bytes, int], Values], payload: bytes, f_port: int) -> Values | None:
    """The values; None where the payload is refused."""
    try:
        return decode(payload, f_port)
    except (DecodeError, ValueError):
        return None


def _library(device: str, payload: bytes, f_port: int) -> Values | None:
    library = codec(device)

    def decode(payload: bytes, f_port: int) -> Values:
        return library_values(library, payload, library.decode(payload, f_port).result)

    return said(decode, payload, f_port)


def numbers(one: Codec) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """The numbers of slots and of kinds of records, by name."""
    return {slot.name: slot.index for slot in one.plan.slots}, {name: at for at, name in enumerate(one.plan.records)}


def library_values(one: Codec, payload: bytes, result: Result) -> Values:
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


def batch_values(batch: Batch) -> list[Values | None]:
    """The rows of a batch in the same way; ``rest`` is only True."""
    said: list[Values] = [{} for _ in range(len(batch))]
    for name in batch:
        for values, value, status in zip(said, batch[name], batch[name].status, strict=True):
            _put(values, name, value, status)
    for values, message, time, warnings in zip(said, batch.message, batch.time, batch.warnings, strict=True):
        values |= {"message": message} if message else {}
        values |= {"time": time.timestamp()} if time else {}
        values |= {"rest": True} if warnings else {}
    for table in batch.records.values():
        for at, row in enumerate(table["row"]):
            values = said[row]
            if table.kind == "record":
                time = table["time"][at]
                record: Values = {} if time is None else {"time": time.timestamp()}
                for name in table:
                    if name not in ("row", "time"):
                        _put(record, name, table[name][at], table[name].status[at])
                values.setdefault("records", []).append(record)
            else:
                name = table.measured[0]
                _put(values, f"{name}_{table['channel'][at]}", table[name][at], table[name].status[at])
    return [None if error else values for values, error in zip(said, batch.errors, strict=True)]


def _put(values: Values, name: str, value: object, status: str | None) -> None:
    if value is not None:
        values[name] = value.timestamp() if isinstance(value, datetime) else value
    elif status is not None:
        values[name] = None
        values.setdefault("status", {})[name] = status
