"""What is fuzzed: each target takes bytes and lets through what it may not raise; seeds are our own examples."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import fields, replace
from functools import cache
from itertools import islice
from pathlib import Path

import redi_codecs
from redi_codecs import registry
from redi_codecs.archive.device_map import DeviceMap
from redi_codecs.runtimes.core.lower import lower
from redi_codecs.runtimes.core.program import Instr, Program
from redi_codecs.runtimes.core.verify import InvalidProgram, verify

EXAMPLES = Path(__file__).parents[2] / "examples"
PROGRAMS = ("browan/tbms100", "milesight-iot/em300-th", "mcci/catena4430", "elsys/ers", "netvox/r711")
NAMES = tuple(one.name for one in fields(Instr))


def messages(data: bytes) -> None:
    """A message of any server: read, decoded, and freed of what tells whose it is."""
    with suppress(redi_codecs.RediCodecsError):
        redi_codecs.parse_uplink(data)
    with suppress(redi_codecs.RediCodecsError):
        message = redi_codecs.decode_message(data, device="milesight-iot/em300-th", f_port=85)
        json.dumps(message.to_dict(gateways=True))
    with suppress(redi_codecs.RediCodecsError):
        _key().message(data)


@cache
def _key() -> redi_codecs.Pseudonyms:
    return redi_codecs.pseudonymize(b"0123456789abcdefghij")


def _message_seeds() -> Iterator[bytes]:
    yield from (EXAMPLES / "open-region.jsonl").read_bytes().splitlines()[:60]


@cache
def _folder() -> Path:
    made = tempfile.TemporaryDirectory()
    _kept.append(made)
    return Path(made.name)


_kept: list[tempfile.TemporaryDirectory[str]] = []


def device_map(data: bytes) -> None:
    """A file that says which device stands behind a DevEUI: CSV, or YAML after a first byte that is odd."""
    file = _folder() / ("map.yaml" if data[:1] > b"\x7f" else "map.csv")
    file.write_bytes(data[1:] if data[:1] > b"\x7f" else data)
    with suppress(redi_codecs.RediCodecsError):
        DeviceMap(file).get("70b3d50000000001")


def _map_seeds() -> Iterator[bytes]:
    table = (EXAMPLES / "devices.csv").read_bytes().splitlines()
    yield b"\n".join(table[:4])
    yield b'dev_eui;device\n"70b3d5*";browan/tbms100 # all\n'
    yield b"\x8070b3d5*: browan/tbms100\n024f52000000010d: {device: elsys/ers, name: a}\n"


def archives(data: bytes) -> None:
    """What somebody has kept: JSON, CSV, XML, logs and packed files; all decoded or rejected with a reason."""
    file = _folder() / "archive"
    file.write_bytes(data)
    stream = redi_codecs.decode_stream(file, device="milesight-iot/em300-th", f_port=85)
    list(islice(stream, 1000))
    for one in stream.rejects:
        json.loads(one.to_json())


def _archive_seeds() -> Iterator[bytes]:
    yield b"\n".join(islice(_message_seeds(), 3))
    yield b"[" + b",".join(islice(_message_seeds(), 2)) + b"]"
    yield b"time;dev_eui;f_port;payload\n2026-01-01T00:00:00Z;70b3d50000000001;85;03673401\n;;85;046865\n"
    yield (
        b'<?xml version="1.0"?><DevEUI_uplink><DevEUI>70B3D50000000001</DevEUI><FPort>85</FPort>'
        b"<payload_hex>03673401</payload_hex></DevEUI_uplink>"
    )
    yield b"03673401\n046865\n"


WORDS = (
    "u8", "i8", "u16", "i16", "u16le", "u24", "u32", "u4", "u1", "index", "rest", "skip(1)", "reserved(3)", "f_port",
    "temperature(u8)", "humidity(u8 / 2)", "expect(u8, 1)", "time(u32)", 'attribute("a", u8)', "battery_voltage(u16)",
)  # fmt: skip
CALLS = (
    "({0}, {1})", "repeat({0})", "repeat({0}, {1})", "switch({0}, {{1: {1}}})", "switch(u8, {{{2}: {0}, 2: {1}}})",
    "presence(u8, {{0: {0}, {2}: {1}}})", "tags(u8, {{{2}: {0}}})", "temperature({0} * {2})", "humidity({0} - {2})",
    "optional({0})", "sized({0}, {1})", 'attribute("b{2}", {0})', "temperature({0}, channel={2})", "{0}[{2}:{2}]",
    "when({0}, {1})", "word({0}, {1})", "bits({0}, {1})", "expect({0}, {2})", 'history("h", {0})', "checksum({0})",
)  # fmt: skip


def declarations(data: bytes) -> None:
    """A file of somebody who declares a device: refused in words, or it decodes what comes."""
    file = _folder() / "declared.py"
    text = f'ONE = device("acme/one", name="One", source="manual", f_port=1, uplink={_said(iter(data[:24]), 0)})\n'
    file.write_text(f"from redi_codecs.kinds import *\nfrom redi_codecs.layout import *\n{text}")
    with suppress(redi_codecs.RediCodecsError):
        (one,) = redi_codecs.load(file)
        try:
            codec = redi_codecs.codec(one)
            for payload in (b"", data[:3], data[24:]):
                with suppress(redi_codecs.DecodeError):
                    codec.decode(payload, 1)
                codec.decode_batch([payload], 1)
                codec.explain(payload, 1).text()
        finally:
            registry._added.pop("acme/one", None)


def _said(data: Iterator[int], depth: int) -> str:
    number = next(data, 0)
    if depth > 3 or number < 100:
        return WORDS[number % len(WORDS)]
    form = CALLS[number % len(CALLS)]
    return form.format(_said(data, depth + 1), _said(data, depth + 1), next(data, 0) % 20)


def _declaration_seeds() -> Iterator[bytes]:
    yield from (bytes(range(start, start + 40)) for start in range(0, 216, 12))


def programs(data: bytes) -> None:
    """A program for the compiled core with numbers changed: it is refused, or keeps to its bounds."""
    if len(data) < 2:
        return
    program = _programs()[data[0] % len(PROGRAMS)]
    code = list(program.code)
    for at in range(1, len(data) - 4, 5):
        where, name = (data[at] | data[at + 1] << 8) % len(code), NAMES[data[at + 2] % len(NAMES)]
        number = int.from_bytes(data[at + 3 : at + 5], "little", signed=True)
        code[where] = replace(code[where], **{name: number})
    with suppress(InvalidProgram):
        verify(replace(program, code=code))


@cache
def _programs() -> tuple[Program, ...]:
    return tuple(lower(redi_codecs.codec(id).plan) for id in PROGRAMS)


def _program_seeds() -> Iterator[bytes]:
    yield from (bytes([number, 1, 0, 2, 3, 0, 9, 0, 14, 1, 0]) for number in range(len(PROGRAMS)))


TARGETS: dict[str, tuple[Callable[[bytes], None], Callable[[], Iterator[bytes]]]] = {
    "messages": (messages, _message_seeds),
    "device_map": (device_map, _map_seeds),
    "archives": (archives, _archive_seeds),
    "declarations": (declarations, _declaration_seeds),
    "programs": (programs, _program_seeds),
}
