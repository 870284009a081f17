"""DL-ALB, DL-EPAR, DL-FSPAR, DL-PAR, DL-PYR: radiation of the sun, in all and as plants use it.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, sensors

#: 3 V over 15 bits; the sensor's own gain follows.
_VOLT = (u16 - 32768) * 3 / 32768

ALB = device(
    "decentlab/dl-alb",
    name="Albedometer: radiation of the sun and what the ground reflects",
    source="DL-ALB data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            solar_radiation((u16 - 32768) / 10, primary=True),
            solar_radiation((u16 - 32768) / 10, place="surface"),
        ),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "0252850003809980220BD3", f_port=1, solar_radiation=15.3, solar_radiation_surface=3.4,
            battery_voltage=3.027, device_id=21125, source="vendor's example",
        ),
    ],
)  # fmt: skip

EPAR = device(
    "decentlab/dl-epar",
    name="Sensor of photosynthetically active radiation, extended range",
    source="DL-EPAR data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: par(_VOLT * 100_000 / 64), 1: BATTERY}),
    vectors=[
        vector(
            "02445A000381CA0C72",
            f_port=1,
            par=65.51742553710938,
            battery_voltage=3.186,
            device_id=17498,
            source="vendor's example",
        ),
    ],
)

FSPAR = device(
    "decentlab/dl-fspar",
    name="Sensor of photosynthetically active radiation, full spectrum",
    source="DL-FSPAR data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: par(_VOLT * 100_000 / 64), 1: BATTERY}),
    vectors=[
        vector(
            "02426400039B5D0C76",
            f_port=1,
            par=1002.0732879638672,
            battery_voltage=3.19,
            device_id=16996,
            source="vendor's example",
        ),
    ],
)

PAR = device(
    "decentlab/dl-par",
    name="Sensor of photosynthetically active radiation",
    source="DL-PAR data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: par(_VOLT * 5_000), 1: BATTERY}),
    vectors=[
        vector(
            "020291000380690C60",
            f_port=1,
            par=48.065185546875,
            battery_voltage=3.168,
            device_id=657,
            source="vendor's example",
        ),
    ],
)

PYR = device(
    "decentlab/dl-pyr",
    name="Pyranometer: total radiation of the sun",
    source="DL-PYR data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: solar_radiation(_VOLT * 5_000), 1: BATTERY}),
    vectors=[
        vector(
            "020291000380690C60",
            f_port=1,
            solar_radiation=48.065185546875,
            battery_voltage=3.168,
            device_id=657,
            source="vendor's example",
        ),
    ],
)
