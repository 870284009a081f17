"""LoRaBoatMonitor: one frame, little-endian; temperatures are hundredths above -50 °C.

Source: the project's published decoder. A coordinate is hundredths of a degree and, in a second number, millionths. The
alarm is that of the bilge.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

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
        let(east=u16le, east_fine=u16le, north=u16le, north_fine=u16le),
        longitude(derived((V.east * 10000 + V.east_fine) / 1000000)),
        latitude(derived((V.north * 10000 + V.north_fine) / 1000000)),
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
