"""Pengy air quality sensor: the port says the firmware's version, and so the layout; big-endian.

Source: the vendor's published decoder, which cuts humidity at 100 % and rounds the particles to whole numbers.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_CLIMATE = (humidity(u16 / 10), temperature(i16 / 10))
_DUST = (pm10(u16 / 10), pm2_5(u16 / 10))
_SOUND = sound_level(u16 / 100)

PENGY = device(
    "sting/pengy",
    name="Air quality sensor Pengy",
    source="The vendor's published decoder, firmware 1.0, 1.5 and 2.0",
    f_port=3,
    uplink=switch(
        f_port,
        {
            1: (_CLIMATE, _DUST),
            2: (_CLIMATE, _DUST, pressure(u16), co(u16), nh3(u16), no2(u16 * 10), _SOUND),
            3: (_CLIMATE, pressure(u16), pm1(u16 / 10), pm2_5(u16 / 10), pm10(u16 / 10), _SOUND),
        },
    ),
    vectors=[
        vector(
            "0101015003CA0059005F005F2189", f_port=3, humidity=25.7, temperature=33.6, pressure=970, pm1=8.9,
            pm2_5=9.5, pm10=9.5, sound_level=85.85, source="device repository",
        ),
        vector(
            "01290123007D006F03DD002D000500642485", f_port=2, humidity=29.7, temperature=29.1, pm10=12.5, pm2_5=11.1,
            pressure=989, co=45, nh3=5, no2=1000, sound_level=93.49, source="device repository",
        ),
        vector(
            "01C200D700B4005A", f_port=1, humidity=45, temperature=21.5, pm10=18, pm2_5=9,
            source="the vendor's decoder, run",
        ),
        vector(
            "0100FFC900320028", f_port=1, humidity=25.6, temperature=-5.5, pm10=5, pm2_5=4,
            source="the vendor's decoder, run",
        ),
        vector(
            "020B00C60078005003F500280006004B154A", f_port=2, humidity=52.3, temperature=19.8, pm10=12, pm2_5=8,
            pressure=1013, co=40, nh3=6, no2=750, sound_level=54.5, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("0443010f00370034", f_port=1, keys="air.relativeHumidity",
              reason="109.1 % is what the bytes say, which is no humidity; the vendor's decoder makes it 100 %."),
    ],
)  # fmt: skip
