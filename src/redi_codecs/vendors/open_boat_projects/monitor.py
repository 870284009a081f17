"""LoRaBoatMonitor: one frame, little-endian; temperatures are hundredths above -50 °C.

Source: the project's published decoder. A coordinate is hundredths of a degree and, in a second number, millionths. The
alarm is that of the bilge.
"""

import struct
from collections.abc import Sequence

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Item


def _read(payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
    """Longitude and latitude, each of two numbers."""
    if end - start < 8:
        raise Corrupt("8 bytes are needed", offset=start, field="longitude", truncated=True)
    east, east_fine, north, north_fine = struct.unpack_from("<HHHH", payload, start)
    return [(0, (east * 10000 + east_fine) / 1e6, None), (1, (north * 10000 + north_fine) / 1e6, None)], start + 8


def _write(items: Sequence[Item]) -> bytes:
    """The two numbers of each."""
    written = b""
    for _, value, _ in sorted(items, key=lambda item: item[0]):
        if value is None or not 0 <= value <= 655.359999:
            raise ValueError("longitude and latitude are needed, from 0 to 655.359999")
        written += struct.pack("<HH", *divmod(round(value * 1e6), 10000))
    if len(written) != 8:
        raise ValueError("longitude and latitude are needed")
    return written


_WARM = (u16le - 5000) / 100

LORABOATMONITOR = device(
    "open-boat-projects/loraboatmonitor",
    name="LoRaBoatMonitor",
    source="The project's published decoder",
    f_port=2,
    uplink=(
        frame_count(u16le),
        temperature(_WARM),
        pressure(u16le / 10),
        humidity(u16le / 100),
        dew_point(_WARM),
        battery_voltage(u16le / 1000),
        temperature(_WARM, place="probe"),
        Custom("hundredths and millionths", (longitude(u32le), latitude(u32le)), _read, _write),
        fill_level(u16le / 100, channel=1),
        fill_level(u16le / 100, channel=2),
        word(u8, leak(bit(0)), reserved(bits(1, 3)), relay(bit(4)), reserved(bits(5, 7))),
    ),
    vectors=[
        vector(
            "0A00541FE027770B9517D6043F1AA702751AFF133D0F0000000001", f_port=2, temperature=30.2, pressure=1020.8,
            humidity=29.35, dew_point=10.37, battery_voltage=1.238, temperature_probe=17.19, longitude=6.796773,
            latitude=51.193901, fill_level_1=0, fill_level_2=0, relay=False, frame_count=10, leak=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "0A00EE1B9427D91298173831E81CA702751AFF133D0F7D00000011", temperature=21.5, pressure=1013.2,
            humidity=48.25, dew_point=10.4, battery_voltage=12.6, temperature_probe=24, longitude=6.796773,
            latitude=51.193901, fill_level_1=1.25, fill_level_2=0, relay=True, frame_count=10, leak=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "63007C15FC262823C8147A26DA16A8020000001400000000FA0000", temperature=5, pressure=998, humidity=90,
            dew_point=3.2, battery_voltage=9.85, temperature_probe=8.5, longitude=6.8, latitude=51.2, fill_level_1=0,
            fill_level_2=2.5, relay=False, frame_count=99, leak=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
