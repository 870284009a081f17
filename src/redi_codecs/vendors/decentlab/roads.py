"""DL-CWS, DL-WRM: surfaces of roads and rails in winter.

Source: the models' data sheets and published decoders (decentlab-decoders).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.decentlab.commands import COMMANDS
from redi_codecs.vendors.decentlab.outdoor import SIGNED
from redi_codecs.vendors.decentlab.protocol2 import BATTERY, SHT35, sensors

_SURFACE = (
    temperature(SIGNED / 100, place="surface"),
    temperature(SIGNED / 100),
    humidity(SIGNED / 100),
    dew_point(SIGNED / 100),
    angle(SIGNED),
    temperature(SIGNED / 100, place="board"),
)

CWS = device(
    "decentlab/dl-cws",
    name="Winter road maintenance sensor",
    source="DL-CWS data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({0: _SURFACE, 1: BATTERY}),
    vectors=[
        vector(
            "02 4639 0003 8A77 8A95 977A 874C 8047 8A5E 0B74", device_id=17977, temperature_surface=26.79,
            temperature=27.09, humidity=60.1, dew_point=18.68, angle=71, temperature_board=26.54, battery_voltage=2.932,
            source="vendor's example",
        ),
    ],
)  # fmt: skip

CWS2 = device(
    "decentlab/dl-cws2",
    name="Winter road maintenance sensor with radiation shield",
    source="DL-CWS2 data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: (
            temperature(u16 * 175 / 65535 - 45, place="probe"),  # in the radiation shield
            humidity(u16 * 100 / 65535, place="probe"),
        ),
        1: _SURFACE,
        2: BATTERY,
    }),
    vectors=[
        vector(
            "02 58C0 0007 4676 FA0A 81C9 813F A6D8 8137 8025 8130 0B91", device_id=22720,
            temperature_probe=3.1673914702067596, humidity_probe=97.67299916075379, temperature_surface=4.57,
            temperature=3.19, humidity=99.44, dew_point=3.11, angle=37, temperature_board=3.04, battery_voltage=2.961,
            source="vendor's example",
        ),
    ],
)  # fmt: skip

WRM = device(
    "decentlab/dl-wrm",
    name="Winter road maintenance sensor with infrared surface temperature",
    source="DL-WRM data sheet, LoRaWAN payload",
    f_port=1,
    downlink=COMMANDS,
    uplink=sensors({
        0: SHT35,
        1: (temperature((u16 - 1000) / 10, place="surface"), temperature((u16 - 1000) / 10, place="board")),
        2: BATTERY,
    }),
    vectors=[
        vector(
            "02 1A10 0007 64A0 79B1 04F9 04C4 0C60", device_id=6672, temperature=23.78767071030747,
            humidity=47.536430914778364, temperature_surface=27.3, temperature_board=22, battery_voltage=3.168,
            source="vendor's example",
        ),
    ],
)  # fmt: skip
