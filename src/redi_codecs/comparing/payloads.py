"""The payloads that are tried: recorded ones, ones cut short, changed, and drawn from the declaration."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from redi_codecs.checking import mutations
from redi_codecs.checking.choosing import through_each_way
from redi_codecs.comparing.javascript import ComparisonError
from redi_codecs.device_codec import codec
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.errors import DecodeError, UnknownPort
from redi_codecs.layout.device import Device

__all__ = ["alone", "drawn", "read_payloads", "tried"]

_SEED = 20_260_801
_LONGEST = 222
_LINE = re.compile(r"(?:(\d{1,3})[\s,;]+)?(?:0x)?((?:[0-9a-fA-F]{2})+)")


def tried(device: Device, more: Iterable[tuple[bytes, int]] = (), count: int = 400) -> list[tuple[bytes, int]]:
    """Payloads and ports, each once: those given, vectors, their cuts and mutations, drawn ones."""
    samples = [(one.payload, port) for one in device.vectors if (port := _port(device, one.f_port)) is not None]
    cuts = [(payload[:size], port) for payload, port in samples for size in range(1, len(payload))]
    step = max(1, len(cuts) // 150)
    changed = mutations(device, 15)
    return list(dict.fromkeys([*more, *samples, *drawn(device, count), *cuts[::step], *changed]))


def alone(device: Device, count: int) -> Iterator[tuple[bytes, int]]:
    """So many payloads of each tag or message by itself, by which it is plain whose key is whose."""
    one = codec(device)
    for payload, port in through_each_way(one.plan, count):
        home = port if device.f_port is None or _goes_by_port(device, payload) else device.f_port
        try:
            one.decode(payload, home)
        except DecodeError:
            continue
        yield payload, home


def drawn(device: Device, count: int) -> Iterator[tuple[bytes, int]]:
    """Payloads that the declaration decodes, the same ones every time."""
    one = codec(device)
    home = next((port for vector in device.vectors if (port := _port(device, vector.f_port)) is not None), None)
    made = 0
    for number in range(4 * count):
        try:
            payload, port = draw(one.plan, Seeded(_SEED + number))
        except NotDrawn:
            continue
        if not 0 < len(payload) <= _LONGEST:
            continue
        if home is not None and port != home and not _goes_by_port(device, payload):
            port = home  # the vendor's decoder may go by the port where the manual does not
        try:
            one.decode(payload, port)
        except DecodeError:
            continue
        yield payload, port
        made += 1
        if made == count:
            return


def read_payloads(path: str | Path, f_port: int | None) -> list[tuple[bytes, int]]:
    """The payloads of a file: hex digits, one a line, after a port where it is another one.

    ``#`` begins a remark.
    """
    found = []
    for number, line in enumerate(Path(path).read_text(encoding="utf-8").splitlines(), 1):
        text = line.partition("#")[0].strip()
        if not text:
            continue
        match = _LINE.fullmatch(text)
        if match is None or (match[1] is not None and int(match[1]) > 255):
            raise ComparisonError(
                f"{path}:{number}: expected a payload in hex without spaces, or a port and a payload, saw {text!r}"
            )
        port = f_port if match[1] is None else int(match[1])
        if port is None:
            raise ComparisonError(
                f"{path}:{number}: this device sends on several ports: write the port before the payload"
            )
        found.append((bytes.fromhex(match[2]), port))
    return found


def _port(device: Device, f_port: int | None) -> int | None:
    return device.f_port if f_port is None else f_port


def _goes_by_port(device: Device, payload: bytes) -> bool:
    """Whether the format depends on the port: on one that nobody uses it is unknown."""
    try:
        codec(device).decode(payload, 251)
    except UnknownPort:
        return True
    except DecodeError:
        return False
    return False
