"""A batch says of each row what decoding its payload alone says."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

import redi_codecs
from batches import held_against, payloads_of
from declared import DECLARED, in_part
from redi_codecs.batch import decode_batch
from redi_codecs.runtimes.core import native

DEVICES = [device.id for device in DECLARED]
NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.mark.parametrize("device", in_part(DEVICES, 2))
def test_a_batch_says_what_single_decoding_says(device: str) -> None:
    codec = redi_codecs.codec(device)
    rows = payloads_of(codec)
    payloads, ports = [payload for payload, _ in rows], [port for _, port in rows]
    batch = decode_batch(codec, payloads, ports, NOON, native=False)
    assert held_against(codec, batch, rows, NOON) < len(rows)


@pytest.mark.skipif(not native.available(), reason="the compiled core was not built")
@pytest.mark.parametrize("device", in_part(DEVICES, 5))
def test_so_does_the_compiled_core(device: str) -> None:
    codec = redi_codecs.codec(device)
    if native.machine(codec.plan) is None:
        pytest.skip("a format that runs in Python")
    rows = payloads_of(codec)
    payloads, ports = [payload for payload, _ in rows], [port for _, port in rows]
    batch = decode_batch(codec, payloads, ports, NOON, native=True)
    assert held_against(codec, batch, rows, NOON) < len(rows)
