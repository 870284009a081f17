"""The decoding of single payloads: the contenders of a format, whether they agree, and how long they take."""

from __future__ import annotations

from typing import NamedTuple

from agreement import check, contenders, covers, numbers, vectors
from by_hand import BY_HAND
from timing import Contender, Times, race

from redi_codecs import codec
from redi_codecs.results import Result
from redi_codecs.runtimes.reference import reference_decode

#: What each contender does; the keys are the columns of the table.
CONTENDERS = {
    "generated": "the generated function: payload to values by slot",
    "decode": "`codec.decode(…)`: payload to `Decoded`",
    "readings": "`codec.decode(…).readings`: payload to readings",
    "by_hand": "hand-written Python: payload to a dict of values",
    "parse": "`codec.construct.parse(…)`: payload to raw numbers",
    "reference": "the construct reference: payload to values by slot",
}


class Measured(NamedTuple):
    """A format's times."""

    device: str
    payloads: int
    times: Times


def measure(device: str, *, rounds: int, block_ms: float) -> Measured:
    one, by_hand = codec(device), BY_HAND[device]
    everybody = contenders(device)
    for name in ("by hand", "the construct reference"):
        contender = everybody[name]
        assert contender is not None
        check(device, name, contender)
    payloads = [uplink for uplink in vectors(device) if covers(by_hand, *uplink)]
    decode, (slots, records), construct = one.generated, numbers(one), one.construct
    untimed = [(payload, f_port, None) for payload, f_port in payloads]

    def parse(payload: bytes, f_port: int) -> object:
        return construct.parse(payload, f_port=f_port)

    def reference(payload: bytes, f_port: int) -> Result:
        return reference_decode(one.device, slots, records, payload, f_port)

    def readings(payload: bytes, f_port: int) -> object:
        return one.decode(payload, f_port).readings

    racing = {
        "generated": Contender(decode, untimed),
        "decode": Contender(one.decode, payloads),
        "readings": Contender(readings, payloads),
        "by_hand": Contender(by_hand, payloads),
        "parse": Contender(parse, payloads),
        "reference": Contender(reference, payloads),
    }
    return Measured(device, len(payloads), race(racing, rounds=rounds, block_ms=block_ms))
