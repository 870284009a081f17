"""Further field probes: pH (LSPH01), leaves (LLMS01), nutrients (LSNPK01), and profiles (GroPoint Air); big-endian.

The models of the LB series tell what was logged on port 3 and their firmware on port 5. Negative temperatures are two's
complement; the vendor's decoders subtract one too few and read them 0.1 °C too warm.
Source: user manuals (uplink payload) and the vendor's published decoders (dragino-end-node-decoder).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import LOG_REPLY, status_frame
from redi_codecs.vendors.dragino.soil import HEAD, INTERRUPT, PROBE

_END = (attribute(interrupt=u8 != 0), reserved(1), attribute(message_type=u8))
_PH = (soil_ph(u16 / 100), temperature(i16 / 10, place="soil"))
_LEAF = (leaf_wetness(u16 / 10), temperature(i16 / 10, place="surface"))

LSPH01 = device(
    "dragino/lsph01",
    name="Soil pH and temperature sensor LSPH01",
    source="LSPH01 user manual, 2.3 (uplink payload); the vendor's published decoder, 1.0.0",
    f_port=2,
    uplink=switch(f_port, {
        2: message("measurement", *HEAD, *_PH, *_END),
        # The vendor's decoder divides a logged pH by 10, which would be a hundred times what a soil has.
        3: message("datalog", history(*_PH, PROBE, attribute(sensor_flags=u8), time(u32))),
        5: status_frame({0x2C: "SPH01-LB"}),
    }),
    downlink=COMMANDS,
    also={"dragino/sph01-lb": "Soil pH and temperature sensor SPH01-LB"},
    vectors=[
        vector(
            "0CE4 00FA 028A 00D2 00 00 01", f_port=2, message="measurement", battery_voltage=3.3,
            temperature_probe=25, soil_ph=6.5, temperature_soil=21, interrupt=False, message_type=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

LLMS01 = device(
    "dragino/llms01",
    name="Leaf moisture and temperature sensor LLMS01",
    source="LLMS01 user manual, 2.3 (uplink payload); the vendor's published decoder, 1.0.0",
    f_port=2,
    uplink=switch(f_port, {
        2: message("measurement", *HEAD, *_LEAF, *_END),
        3: message("datalog", history(*_LEAF, PROBE, LOG_REPLY, time(u32))),
        5: status_frame({0x2D: "LMS01-LB"}),
    }),
    downlink=COMMANDS,
    also={"dragino/lms01-lb": "Leaf moisture and temperature sensor LMS01-LB"},
    vectors=[
        vector(
            "0D23 0000 0254 00F9 00 00 01", f_port=2, message="measurement", battery_voltage=3.363,
            temperature_probe=0, leaf_wetness=59.6, temperature_surface=24.9, interrupt=False, message_type=1,
            source="device repository",
        ),
    ],
)  # fmt: skip

LSNPK01 = device(
    "dragino/lsnpk01",
    name="Soil sensor for nitrogen, phosphorus and potassium, LSNPK01",
    source="LSNPK01 user manual, 2.3 (uplink payload); the vendor's decoder in the device repository",
    f_port=2,
    uplink=(
        *HEAD, soil_nitrogen(u16), soil_phosphorus(u16), soil_potassium(u16),
        word(u8, INTERRUPT, attribute(message_type=bits(4, 7))),
    ),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0E55 0108 6208 6760 E43C C6", f_port=2, battery_voltage=3.669, temperature_probe=26.4,
            soil_nitrogen=25096, soil_phosphorus=26464, soil_potassium=58428, interrupt=True, message_type=12,
            source="device repository",
        ),
    ],
)  # fmt: skip

#: Temperatures of a probe of so many segments, each of which measures moisture.
_TEMPERATURES = {2: 4, 3: 6, 4: 7, 5: 9, 6: 11, 7: 12, 8: 13}


_SEGMENTS = attribute(segments=u8 - 0x30)


def _profile(segments: int, temperatures: int) -> Body:
    """Temperatures are there or not, as the length tells; where nothing answers, one 0x7FFF stands for all."""
    head = (
        word(u16, battery_voltage(bits(0, 11) / 1000), reserved(bits(12, 15))),
        _SEGMENTS,
    )
    moistures = repeat(soil_moisture(u16 / 10, channel=index + 1), count=segments)
    profile = repeat(temperature(i16 / 10, place="soil", channel=index + 1), count=temperatures)
    return switch(length, {
        3 + 2 * (temperatures + segments): message("profile", *head, profile, moistures),
        3 + 2 * segments: message("moisture", *head, moistures),
        3 + 2 * (temperatures + 1): message("temperature", *head, profile, expect(u16, 0x7FFF)),
        5: message("no_answer", *head, expect(u16, 0x7FFF)),
    })  # fmt: skip


GROPOINT = device(
    "dragino/gro-point-air",
    name="Soil moisture and temperature profile probe, GroPoint Air",
    source="GroPoint Air user manual, 2.3 (uplink payload); the vendor's published decoder, 1.1",
    f_port=2,
    uplink=switch(peek(2, u8), {0x30 + n: _profile(n, temperatures) for n, temperatures in _TEMPERATURES.items()}),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 32 00FA 0130", f_port=2, message="moisture", battery_voltage=3.3, segments=2, soil_moisture_1=25,
            soil_moisture_2=30.4, source="the vendor's decoder, run",
        ),
        vector(
            "0CE4 38 7FFF", f_port=2, message="no_answer", battery_voltage=3.3, segments=8,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
