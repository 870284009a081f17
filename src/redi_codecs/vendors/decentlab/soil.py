"""DL-5TE, DL-5TM, DL-TRS11, DL-TRS12, DL-TRS21: soil moisture, temperature, salinity.

What the probe measures (a permittivity, counts) is sent; the vendor's curves make water content of it, which stands
here in percent. Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors

TEMPERATURE = temperature((u16 - 32768) / 10, place="soil")

E = V.permittivity
_5T = (
    permittivity(u16 / 50),
    soil_moisture(derived((43 * E * E * E - 5_500 * E * E + 292_000 * E - 530_000) / 100_000)),
    temperature((u16 - 400) / 10, place="soil"),
)

_5TE = device(
    "decentlab/dl-5te",
    name="Soil moisture, temperature and conductivity sensor",
    source="DL-5TE data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: (*_5T, soil_ec(u16 * 10 / 1000)), 1: BATTERY}),
    vectors=[
        vector(
            "02031C00030037027100000C60",
            f_port=1,
            permittivity=1.1,
            soil_moisture=(-2.1539776699999997, "implausible"),
            temperature_soil=22.5,
            soil_ec=0,
            battery_voltage=3.168,
            device_id=796,
            source="vendor's example",
        ),
    ],
)

_5TM = device(
    "decentlab/dl-5tm",
    name="Soil moisture and temperature sensor",
    source="DL-5TM data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: _5T, 1: BATTERY}),
    vectors=[
        vector(
            "02023B0003003702710C60",
            f_port=1,
            permittivity=1.1,
            soil_moisture=(-2.1539776699999997, "implausible"),
            temperature_soil=22.5,
            battery_voltage=3.168,
            device_id=571,
            source="vendor's example",
        ),
    ],
)

_COUNTS = V.soil_moisture_raw
_ROOT = (
    2_887 * _COUNTS * _COUNTS * _COUNTS
    - 20_800_000 * _COUNTS * _COUNTS
    + 52_760_000_000 * _COUNTS
    - 43_390_000_000_000
) / 1_000_000_000_000  # fmt: skip
_TRS1 = (
    soil_moisture_raw(u16 / 10),
    permittivity(derived(_ROOT * _ROOT)),
    soil_moisture(derived((_COUNTS * 3_879 - 6_956_000) / 100_000)),
    TEMPERATURE,
)

TRS11 = device(
    "decentlab/dl-trs11",
    name="Soil moisture and temperature sensor",
    source="DL-TRS11 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: _TRS1, 1: BATTERY}),
    vectors=[
        vector(
            "0210D50003463F810B0C79",
            f_port=1,
            soil_moisture_raw=1798.3,
            permittivity=1.0259018697120907,
            soil_moisture=0.19605700000000187,
            temperature_soil=26.7,
            battery_voltage=3.193,
            device_id=4309,
            source="vendor's example",
        ),
    ],
)

TRS12 = device(
    "decentlab/dl-trs12",
    name="Soil moisture, temperature and conductivity sensor",
    source="DL-TRS12 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: (*_TRS1, soil_ec(u16 / 1000)), 1: BATTERY}),
    vectors=[
        vector(
            "0210D3000346BE813D00000C80",
            f_port=1,
            soil_moisture_raw=1811,
            permittivity=1.1831248966814867,
            soil_moisture=0.68869,
            temperature_soil=31.7,
            soil_ec=0,
            battery_voltage=3.2,
            device_id=4307,
            source="vendor's example",
        ),
    ],
)

TRS21 = device(
    "decentlab/dl-trs21",
    name="Soil water potential and temperature sensor",
    source="DL-TRS21 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: (soil_water_potential(u16 / -10), TEMPERATURE), 1: BATTERY}),
    vectors=[
        vector(
            "0201920003007580A10C25",
            f_port=1,
            soil_water_potential=-11.7,
            temperature_soil=16.1,
            battery_voltage=3.109,
            device_id=402,
            source="vendor's example",
        ),
    ],
)
