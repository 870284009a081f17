"""What grows with the data grows no faster than it: work is counted, not timed."""

from __future__ import annotations

from typing import Any

import pytest

import redi_codecs
from redi_codecs.batch.column import Column

HEAD = bytes.fromhex("22 4AD506DB FF 2000 34CD 4E66 2A 1E00 6354 9999 00C8 0064 03 0019 0A")


@pytest.mark.parametrize("wide", [False, True])
def test_channels_of_one_payload(wide: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A payload of ``mcci/catena4430`` has as many channels as it is long; each cost a look at all of them."""
    looked = 0
    for method in ("mask", "raw"):
        usual = getattr(Column, method)

        def counted(self: Column, usual: Any = usual) -> Any:
            nonlocal looked
            looked += self.rows
            return usual(self)

        monkeypatch.setattr(Column, method, counted)
    work = []
    for channels in (250, 1000):
        table = {"data": [HEAD + bytes([0x20, 0x01]) * channels]}
        looked = 0
        found = redi_codecs.decode_table(table, device="mcci/catena4430", payload="data", f_port=2, wide=wide)
        work.append(looked)
        names = found.readings.names if wide else list(found.readings["name"])
        assert sum(name.startswith("activity_level_") for name in names) == channels
    assert work[1] <= 6 * work[0]


def test_places_of_channels() -> None:
    """All cells of a row come in the order of the declaration, channels in theirs, whatever other rows have."""
    data = [HEAD + bytes.fromhex("2001 2002 2003"), HEAD, HEAD + bytes.fromhex("2004 2005")]
    found = redi_codecs.decode_table({"data": data}, device="mcci/catena4430", payload="data", f_port=2).readings
    said = list(zip(found["row"], found["name"], found["value"], strict=True))
    for row, payload in enumerate(data):
        one = redi_codecs.decode("mcci/catena4430", payload, 2)
        assert [(row, each.name, each.value) for each in one] == [each for each in said if each[0] == row]
