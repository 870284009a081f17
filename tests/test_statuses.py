"""A value that is none has a reason, whoever asks: readings, batches, exports."""

from __future__ import annotations

import pytest

import redi_codecs
from exported import DEVICES, samples
from redi_codecs.exports import influx
from redi_codecs.layout.device import Device

MCCI = "mcci/catena4618"


@pytest.mark.parametrize("device", DEVICES, ids=lambda device: device.id)
def test_every_none_has_a_status(device: Device) -> None:
    for decoded in samples(device):
        for part in (decoded, *decoded.records):
            for one in (*part.readings, *part.attributes.values()):
                assert one.value is not None or one.status, f"{one!r} of {decoded.payload.hex()}"


def test_of_a_custom_node_too() -> None:
    decoded = redi_codecs.decode(MCCI, "10 7F0000", 6)
    assert (decoded["illuminance"].value, decoded["illuminance"].status) == (None, "fault")
    batch = redi_codecs.codec(MCCI).decode_batch(["10 7F0000"], 6)
    assert (batch["illuminance"][0], batch["illuminance"].status[0]) == (None, "fault")
    assert "fault" in str(redi_codecs.explain(MCCI, "10 7F0000", 6))
    assert redi_codecs.encode_uplink(MCCI, decoded).payload == decoded.payload
    assert redi_codecs.encode_uplink(MCCI, decoded.to_dict()).payload == decoded.payload
    (line,) = influx.lines(decoded, "024f520000000101")
    assert line.endswith('illuminance_status="fault"')
