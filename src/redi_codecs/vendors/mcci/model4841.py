"""Model 4841 air quality monitor: formats 0x20 and 0x21 (no pressure); on port 5 the TVOC stands with the dust.

Source: MCCI's decoder for ports 1 and 5, and catena-message-port1-format-20.md. The dust sensor counts particles in
0.1 litre of air.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, PRESSURE, SUPPLY, TEMPERATURE, UFLT16, USB

_MASS = UFLT16 * 65536
_COUNT = UFLT16 * 65536 / 100
_DUST = (pm1(_MASS), pm2_5(_MASS), pm10(_MASS))
_PARTICLES = (
    particles_0_3(_COUNT),
    particles_0_5(_COUNT),
    particles_1(_COUNT),
    particles_2_5(_COUNT),
    particles_5(_COUNT),
    particles_10(_COUNT),
)
_TVOC = tvoc(u16)


def _formats(dust: Body, tail: dict[int, Body], ignore: tuple[int, ...] = ()) -> Body:
    """Both formats of a port."""

    def groups(climate: Body) -> Body:
        return presence(
            u8, {0: BATTERY, 1: SUPPLY, 2: USB, 3: BOOT, 4: climate, 5: dust, 6: _PARTICLES, **tail}, ignore=ignore
        )

    return switch(u8, {0x20: groups((TEMPERATURE, PRESSURE, HUMIDITY)), 0x21: groups((TEMPERATURE, HUMIDITY))})


MODEL4841 = device(
    "mcci/model4841",
    name="Model 4841 air quality monitor",
    source="MCCI, catena-message formats 0x20 and 0x21",
    f_port=1,
    uplink=switch(f_port, {1: _formats(_DUST, {7: _TVOC}), 5: _formats((_TVOC, *_DUST), {}, ignore=(7,))}),
    vectors=[
        vector(
            "20 FF 2000 34CD 4E66 2A 1E00 6354 9999 6C80 7C80 8960 9FA0 AFA0 BBB8 BFA0 C9C4 CBB8 5678", f_port=1,
            battery_voltage=2, supply_voltage=3.300048828125, input_voltage=4.89990234375, restart_count=42,
            temperature=30, pressure=1017.12, humidity=60, pm1=100, pm2_5=200, pm10=300, particles_0_3=10,
            particles_0_5=20, particles_1=30, particles_2_5=40, particles_5=50, particles_10=60, tvoc=22136,
            source="device repository",
        ),
        vector(
            "21 7F 2000 34CD 4E66 2A 1E00 9999 5678 6C80 7C80 8960 9FA0 AFA0 BBB8 BFA0 C9C4 CBB8", f_port=5,
            battery_voltage=2, supply_voltage=3.300048828125, input_voltage=4.89990234375, restart_count=42,
            temperature=30, humidity=60, tvoc=22136, pm1=100, pm2_5=200, pm10=300, particles_0_3=10, particles_0_5=20,
            particles_1=30, particles_2_5=40, particles_5=50, particles_10=60, source="device repository",
        ),
        vector("20 31 3A66 1240 6102 7AE1 3800 3B00 3F00", f_port=1, battery_voltage=3.64990234375, temperature=18.25,
               pressure=993.36, humidity=48.000305180437934, pm1=8, pm2_5=11, pm10=15,
               source="the vendor's decoder, run"),
    ],
)  # fmt: skip
