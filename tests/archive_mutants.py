"""Messages of all servers, mutated: whether they come out alike by columns and one by one.

``python tests/archive_mutants.py --total 1000000`` goes on as long as that takes.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from network_messages import CHIRPSTACK, EXAMPLES, THE_THINGS_STACK
from redi_codecs.archive import rows
from redi_codecs.archive.cells import Cells, Words
from redi_codecs.archive.columnar import arrow, csv_lines
from redi_codecs.archive.item import LONGEST
from redi_codecs.archive.stream import Stream, decode_stream
from redi_codecs.errors import UplinkError
from redi_codecs.networks import parse_uplink, quick
from redi_codecs.networks.quick.columns import LineColumns
from redi_codecs.registry import find

#: The devices of the messages are not all known, and not all of them are the map's.
MAP = {"02aa00000000000f": "milesight-iot/em300-th", "024f52*": "browan/tbms100"}

VALUES: list[Any] = [
    None, True, False, 0, 1, -1, 85, 255, 256, 2**32 - 1, 2**32, 10**20, 1.5, 85.0, 1e300, "", "x", "85", "868100000",
    "868.1", "0367d700", "A2fXAA==", "A2fXAA", "MDM2N2Q3MDA=", "02AA00000000000F", "02-aa-00-00-00-00-00-0f",
    "milesight-iot/em300-th", "elsys/ers", "SF7BW125", "2026-03-09T06:00:01Z", "2026-03-09T06:00:01.1234567+01:00",
    "2026-02-30T06:00:01Z", "0001-01-01T00:00:00Z", "2026-03-09T06:00:01", "2026-03-09T24:00:01Z", [], [None], [1], {},
    {"x": 1}, "ü", "\ud800", "a\tb", [[[]]],
]  # fmt: skip
KEYS = [
    "downlinkId", "queueItemId", "acknowledged", "margin", "level", "location", "devAddr", "object", "time", "rxInfo",
    "join_accept", "uplink_message", "simulated", "devEUI", "applicationID", "cmd", "EUI", "dev_eui", "hotspots",
    "result", "received_at", "f_port", "fPort", "data", "frm_payload", "payload", "deviceInfo", "end_device_ids", "é",
]  # fmt: skip
BITS = [
    b"\xff",
    b"\x00",
    b"\x1f",
    b'"',
    b"\\",
    b"{",
    b"}",
    b"[",
    b"]",
    b",",
    b":",
    b" ",
    b"\xc3\xbc",
    b"9" * 30,
    b"\r",
    b"NaN",
]


def others() -> list[dict[str, Any]]:
    """Joins, statuses and frames without payload, beside the uplinks of all servers."""
    stack, event = THE_THINGS_STACK.message, CHIRPSTACK.message
    head = {name: event[name] for name in ("deduplicationId", "time", "deviceInfo")}
    return [
        {name: stack[name] for name in ("end_device_ids", "received_at")} | {"join_accept": {"session_key_id": "AXA="}},
        {"result": stack},
        head | {"devAddr": "0100000f"},
        head | {"margin": 7, "batteryLevel": 87.4, "externalPowerSource": False, "batteryLevelUnavailable": False},
        {name: value for name, value in event.items() if name != "data"},
    ]


#: Histories, texts, channels, clocks, states, bytes left over: a device for each way to be odd, and plain ones.
DEVICES = (
    "browan/tbms100", "cayenne/lpp", "comtac/cm-2", "decentlab/dl-iam", "dragino/lht65", "elsys/ers",
    "mclimate/ht-sensor", "milesight-iot/am102", "milesight-iot/em300-th", "milesight-iot/em400-udl", "netvox/r711",
    "sensecap/sensecap-air-th", "watteco/hygrotempo",
)  # fmt: skip


@cache
def _uplinks() -> list[tuple[str, bytes, int]]:
    return [(id, one.payload, one.f_port) for id in DEVICES for one in find(id).vectors]


def uplink(random: Random) -> dict[str, Any]:
    """One of a device's payloads, or one that differs from it in a few bytes, cut short or with bytes behind it."""
    device, payload, port = random.choice(_uplinks())
    changed = bytearray(payload)
    what = random.randrange(5)
    if what == 1 and changed:
        changed[random.randrange(len(changed))] = random.randrange(256)
    elif what == 2:
        del changed[random.randint(0, len(changed)) :]
    elif what == 3:
        changed += random.randbytes(random.randint(1, 4))
    tags = CHIRPSTACK.message["deviceInfo"] | {"tags": {"device": device}}
    return copy.deepcopy(CHIRPSTACK.message) | {"fPort": port, "data": b64encode(changed).decode(), "deviceInfo": tags}


def mutated(seed: int, count: int) -> Iterator[bytes]:
    """So many lines."""
    random = Random(seed)
    messages = [one.message for one in EXAMPLES] + 8 * [THE_THINGS_STACK.message, CHIRPSTACK.message] + 2 * others()
    for _ in range(count):
        message = uplink(random) if random.random() < 0.25 else copy.deepcopy(random.choice(messages))
        for _ in range(random.choice((0, 1, 1, 1, 2, 3))):
            mutate(random, message)
        line = json.dumps(
            message, ensure_ascii=random.random() < 0.9, separators=random.choice(((",", ":"), (", ", ": ")))
        )
        text = bytearray(line.encode("utf-8", "surrogatepass"))
        while random.random() < 0.15:
            at = random.randrange(len(text))
            what = random.randrange(4)
            if what == 0:
                del text[at:]
                text += b" "
            elif what == 1:
                del text[at : at + random.choice((1, 1, 5))]
                text += b" "
            else:
                text[at : at + random.choice((0, 1))] = random.choice(BITS)
        yield bytes(text).replace(b"\n", b" ")
        if random.random() < 0.01:
            yield random.choice((b"", b"{", b' "a": 1', b"}", b"<a>", b"</a>", b"[", b'{"a": [', b" " * 3))


def mutate(random: Random, message: Any) -> None:
    """One field somewhere gets another value or name, goes, or comes."""
    places: list[tuple[Any, Any]] = []

    def walk(inner: Any) -> None:
        for key, value in inner.items() if isinstance(inner, dict) else enumerate(inner):
            places.append((inner, key))
            if isinstance(value, dict | list):
                walk(value)

    walk(message)
    if not places:
        return
    inner, key = random.choice(places)
    what = random.randrange(5)
    if what == 0:
        del inner[key]
    elif what == 1 and isinstance(inner, dict):
        inner[random.choice(KEYS)] = copy.deepcopy(random.choice((inner[key], random.choice(VALUES))))
    elif what == 2 and isinstance(inner, dict):
        inner[random.choice(KEYS)] = inner.pop(key)
    else:
        inner[key] = copy.deepcopy(random.choice(VALUES))


def difference(path: Path) -> str:
    """How the two ways differ on a file; nothing if they do not."""
    fast = decode_stream(path, MAP)
    assert fast.by_columns
    found: list[Any] = []
    lines: list[str] = []
    for part in fast.parts():
        found += arrow(part.cells, part.words).to_pylist()
        lines.append(csv_lines(part.cells, part.words) if len(part.cells) else "")
    slow = decode_stream(path, MAP)
    expected = [row for message in slow for row in rows(message)]
    if fast.rejects != slow.rejects:
        pairs = zip(fast.rejects, slow.rejects, strict=False)
        return next(
            (f"rejects: {a} by columns, {b} one by one" for a, b in pairs if a != b), "more rejects on one side"
        )
    if counted(fast) != counted(slow):
        return f"{counted(fast)} by columns, {counted(slow)} one by one"
    if found != [row._asdict() for row in expected]:
        pairs = zip(found, expected, strict=False)
        return next((f"{a} by columns, {b} one by one" for a, b in pairs if a != b._asdict()), "more rows on one side")
    words = Words()
    if "".join(lines) != (csv_lines(Cells.of_rows(expected, words), words) if expected else ""):
        return "the lines of CSV differ"
    return ""


def single_difference(lines: Iterator[bytes]) -> str:
    """How the quick way of single messages differs from ``parse_uplink``."""
    for line in lines:
        if (usual := quick.uplink(line)) is not None:
            try:
                careful: Any = parse_uplink(line)
            except UplinkError as error:
                careful = error
            if repr(usual) != repr(careful):
                return f"{line!r}: {usual} at once, {careful} carefully"
    return ""


def alone(lines: Iterator[bytes], random: Random) -> None:
    """Each line, and what is left of it when it is cut anywhere, in memory of its own: for sanitizers to watch."""
    reader = LineColumns(quick.usual(), longest=LONGEST)
    for line in lines:
        for one in (line, line[: random.randint(0, len(line))], line[random.randint(0, len(line)) :]):
            if one:
                reader.read(bytes(bytearray(one)))


def counted(stream: Stream) -> tuple[int, int, dict[str, int]]:
    return stream.decoded, stream.rejected, dict(stream.others)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--total", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "mutated.jsonl"
        for number, done in enumerate(range(0, given.total, 10_000)):
            path.write_bytes(b"\n".join(mutated(given.seed + number, 10_000)) + b"\n")
            if told := difference(path) or single_difference(mutated(given.seed + number, 10_000)):
                print(f"seed {given.seed + number}: {told}")
                return 1
            alone(mutated(given.seed + number, 10_000), Random(number))
            print(f"{done + 10_000:,} alike", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
