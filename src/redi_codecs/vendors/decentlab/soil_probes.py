"""DL-10HS, DL-GS3, DL-SMTP: soil moisture by a voltage, by a permittivity with conductivity, and as a profile.

What the probe measures is sent; the vendor's curves make water content of it, which stands here in percent. Source: the
models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors
from redi_codecs.vendors.decentlab.soil import TEMPERATURE, E

_MV = V.input_voltage * 1000
_10HS = device(
    "decentlab/dl-10hs",
    name="Soil moisture sensor",
    source="DL-10HS data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            input_voltage((u16 - 32768) * 3 / 32768),
            soil_moisture(derived(
                (297 * _MV * _MV * _MV - 737_000 * _MV * _MV + 669_000_000 * _MV - 192_000_000_000) / 1_000_000_000
            )),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "02 02DF 0003 A222 0C60", f_port=1, input_voltage=0.79998779296875, soil_moisture=23.583267086237182,
            battery_voltage=3.168, device_id=735, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

GS3 = device(
    "decentlab/dl-gs3",
    name="Soil moisture, temperature and conductivity sensor for substrates",
    source="DL-GS3 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors(
        {
            0: (
                permittivity(u16 / 100),
                soil_moisture(derived((589 * E * E * E - 76_200 * E * E + 3_670_000 * E - 7_530_000) / 1_000_000)),
                TEMPERATURE,
                soil_ec(u16 / 1000),
            ),
            1: BATTERY,
        }
    ),
    vectors=[
        vector(
            "0203630003009980E100010C60",
            f_port=1,
            permittivity=1.53,
            soil_moisture=(-2.0911670311470005, "implausible"),
            temperature_soil=22.5,
            soil_ec=0.001,
            battery_voltage=3.168,
            device_id=867,
            source="vendor's example",
        ),
    ],
)

#: A profile has up to eight depths, counted from 0; those that a probe lacks are sent as 0.
SMTP = device(
    "decentlab/dl-smtp",
    name="Soil moisture and temperature profile",
    source="DL-SMTP data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors(
        {
            0: tuple(
                (
                    soil_moisture_raw((u16 - 2500) / 500, channel=depth, invalid={0: "not_installed"}),
                    temperature((u16 - 32768) / 100, place="soil", channel=depth, invalid={0: "not_installed"}),
                )
                for depth in range(8)
            ),
            1: BATTERY,
        }
    ),
    vectors=[
        vector(
            "020B50000309018A8C09438A9809278A920B3C8AA50C9C8A8C11E08AA500000000000000000B3B",
            f_port=1,
            soil_moisture_raw_0=-0.39,
            temperature_soil_0=27,
            soil_moisture_raw_1=-0.258,
            temperature_soil_1=27.12,
            soil_moisture_raw_2=-0.314,
            temperature_soil_2=27.06,
            soil_moisture_raw_3=0.752,
            temperature_soil_3=27.25,
            soil_moisture_raw_4=1.456,
            temperature_soil_4=27,
            soil_moisture_raw_5=4.152,
            temperature_soil_5=27.25,
            soil_moisture_raw_6="not_installed",
            temperature_soil_6="not_installed",
            soil_moisture_raw_7="not_installed",
            temperature_soil_7="not_installed",
            battery_voltage=2.875,
            device_id=2896,
            source="vendor's example",
        ),
    ],
    quirks=[
        quirk(
            "020B50000309018A8C09438A9809278A920B3C8AA50C9C8A8C11E08AA500000000000000000B3B",
            f_port=1,
            keys="soil.temperature",
            reason="the vendor's decoder reads a depth that is not there as -327.68 °C",
        ),
    ],
)
