"""Formats that say in a byte which model sends: another model's payload is told, and not taken for the own."""

from __future__ import annotations

import pytest

import redi_codecs
from redi_codecs import RediCodecsError
from redi_codecs.layout.device import Device

FOREIGN = 0x7B  # of no model of Netvox here

_SAYING = [one for one in redi_codecs.devices(vendor="netvox") if any(vector.f_port == 6 for vector in one.vectors)]


def test_models_are_tried() -> None:
    assert len(_SAYING) > 60


@pytest.mark.parametrize("device", _SAYING, ids=lambda device: device.id)
def test_a_payload_of_another_model_of_netvox(device: Device) -> None:
    vector = next(one for one in device.vectors if one.f_port == 6 and len(one.payload) > 2)
    assert vector.payload[1] != FOREIGN
    sent = vector.payload[:1] + bytes([FOREIGN]) + vector.payload[2:]
    try:
        told = [warned.code for warned in redi_codecs.decode(device.id, sent, 6).warnings]
    except RediCodecsError as error:
        told = [type(error).__name__]
    assert told == ["model_mismatch"]
