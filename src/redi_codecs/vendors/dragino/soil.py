"""LSE01 and SE0x: soil moisture, temperature and conductivity; big-endian, with a DS18B20 beside.

The models of the LB series tell what was logged on port 3 and their firmware on port 5. Negative temperatures are two's
complement; the vendor's decoders subtract one too few and read them 0.01 or 0.1 °C too warm.
Source: user manuals (uplink payload) and the vendor's published decoders (dragino-end-node-decoder).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Cond
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import LOG_REPLY, status_frame

BATTERY = word(u16, battery_voltage(bits(0, 13) / 1000), reserved(bits(14, 15)))
PROBE = temperature(i16 / 10, place="probe")
HEAD = (BATTERY, PROBE)


def probe_soil(number: int | None = None, valid: Cond | None = None) -> Body:
    """What a probe measures."""
    return (
        soil_moisture(u16 / 100, channel=number, valid=valid),
        temperature(i16 / 100, place="soil", channel=number, valid=valid),
        soil_ec(u16 / 1000, channel=number, valid=valid),
    )


def raw_soil(number: int | None = None, valid: Cond | None = None) -> Body:
    """What a sensor being calibrated says."""
    return (
        permittivity(u16 / 10, channel=number, valid=valid),
        soil_moisture_raw(u16, channel=number, valid=valid),
        attribute(conductivity_raw=u16, channel=number, valid=valid),
    )


INTERRUPT = attribute(interrupt=bits(0, 3) != 0)
_FLAGS = word(u8, INTERRUPT, attribute(sensor_found=bit(4)), reserved(bits(5, 6)), attribute(raw_values=bit(7)))


def calibrated(at: int, *numbers: int | None) -> Body:
    """Measured values, or raw ones where bit 7 of byte `at` says so."""
    return switch(peek(at, u8).bits(7, 7), {
        0: message("measurement", *HEAD, *(probe_soil(number) for number in numbers), _FLAGS),
        1: message("raw", *HEAD, *(raw_soil(number) for number in numbers), _FLAGS),
    })  # fmt: skip


LSE01 = device(
    "dragino/lse01",
    name="Soil moisture, temperature and conductivity sensor LSE01",
    source="LSE01 user manual, 2.3 (uplink payload); the vendor's published decoder, 1.2.1",
    f_port=2,
    uplink=calibrated(10, None),
    downlink=COMMANDS,
    aliases=("dragino/lse01-121",),
    vectors=[
        vector(
            "CBF6 0B0D 0376 010A DD7F FF", f_port=2, message="raw", battery_voltage=3.062,
            temperature_probe=282.9, permittivity=88.6, soil_moisture_raw=266, conductivity_raw=56703,
            sensor_found=True, interrupt=True, raw_values=True, source="device repository",
        ),
        vector(
            "0E29 FFF1 07A5 FF9D 0064 00", f_port=2, message="measurement", battery_voltage=3.625,
            temperature_probe=-1.5, soil_moisture=19.57, temperature_soil=-0.99, soil_ec=0.1, sensor_found=False,
            interrupt=False, raw_values=False, source="LSE01 user manual, 2.3, computed",
        ),
    ],
    quirks=[
        quirk("0E29FFF107A5FF9D006400", f_port=2, keys="soil.temperature",
              reason="0xFF9D is two's complement, -0.99 °C; the vendor's decoder subtracts 0xFFFF instead of 0x10000."),
        quirk("CE2900F107A5099B6E2890", f_port=2, keys=("soil.temperature", "soil.moisture", "soil.ec"),
              reason="Bit 7 of the last byte says that the values are raw; decoders before 1.2.1 do not know it."),
    ],
)  # fmt: skip

LSE01_114 = device(
    "dragino/lse01-114",
    name="Soil moisture, temperature and conductivity sensor LSE01, firmware up to 1.1.4",
    source="LSE01 user manual (uplink payload); the vendor's published decoder, 1.1.4",
    f_port=2,
    uplink=(*HEAD, probe_soil(), word(u8, INTERRUPT, attribute(sensor_flags=bits(4, 7)))),
    downlink=COMMANDS,
    vectors=[
        vector(
            "CE29 00F1 07A5 099B 6E28 90", f_port=2, battery_voltage=3.625, temperature_probe=24.1,
            soil_moisture=19.57, temperature_soil=24.59, soil_ec=28.2, sensor_flags=9, interrupt=False,
            source="device repository",
        ),
        vector(
            "0D3B 0AEF 0000 0000 0000 01", f_port=2, battery_voltage=3.387, temperature_probe=279.9,
            soil_moisture=0, temperature_soil=0, soil_ec=0, sensor_flags=0, interrupt=True, source="device repository",
        ),
    ],
)  # fmt: skip

SE01 = device(
    "dragino/se01-lb",
    name="Soil moisture, temperature and conductivity sensor SE01-LB",
    source="SE01-LB user manual, 2.3 (uplink payload); the vendor's published decoder",
    f_port=2,
    uplink=switch(f_port, {
        2: calibrated(10, None),
        3: message("datalog", history(probe_soil(), LOG_REPLY, time(u32))),
        5: status_frame({0x26: "SE01-LB"}),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 00FA 0BB8 07D0 05DC 10", f_port=2, message="measurement", battery_voltage=3.3, temperature_probe=25,
            soil_moisture=30, temperature_soil=20, soil_ec=1.5, sensor_found=True, interrupt=False,
            raw_values=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
