"""DL-ILT, DL-ITST, DL-LWS, DL-SHT21: temperatures of things, wetness of leaves.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, SHT21, sensors

_INFRARED = (u16 - 1000) / 10

ILT = device(
    "decentlab/dl-ilt",
    name="Leaf temperature sensor",
    source="DL-ILT data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: temperature((u16 - 32768) / 100, place="surface"), 1: BATTERY}),
    vectors=[
        vector(
            "0256D200038A8C0C9D",
            f_port=1,
            temperature_surface=27,
            battery_voltage=3.229,
            device_id=22226,
            source="vendor's example",
        ),
    ],
)

ITST = device(
    "decentlab/dl-itst",
    name="Infrared surface temperature sensor",
    source="DL-ITST data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (temperature(_INFRARED, place="surface", primary=True), temperature(_INFRARED, place="board")),
        1: BATTERY,
    }),
    vectors=[
        vector(
            "0202D9000304F904C40C54", f_port=1, temperature_surface=27.3, temperature_board=22,
            battery_voltage=3.156, device_id=729, source="vendor's example",
        ),
    ],
)  # fmt: skip

LWS = device(
    "decentlab/dl-lws",
    name="Leaf wetness sensor",
    source="DL-LWS data sheet, LoRaWAN payload: an index from 0 to 1, here in percent",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: leaf_wetness((u32ws - 8_388_608) * 100 / 8_388_608), 1: BATTERY}),
    vectors=[
        vector(
            "0211110003409A00860C54",
            f_port=1,
            leaf_wetness=4.884648323059082,
            battery_voltage=3.156,
            device_id=4369,
            source="vendor's example",
        ),
    ],
)

SHT21_PROBE = device(
    "decentlab/dl-sht21",
    name="Temperature and humidity sensor SHT21",
    source="DL-SHT21 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: SHT21, 1: BATTERY}),
    vectors=[
        vector(
            "02030E000364A079B10C60",
            f_port=1,
            temperature=22.21962890625,
            humidity=53.41963195800781,
            battery_voltage=3.168,
            device_id=782,
            source="vendor's example",
        ),
    ],
)
