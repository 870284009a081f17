"""ATIM's first generation: the number of the message, then a fixed layout, big-endian; temperature and humidity.

Source: TagoIO's decoder of TH-I, TH-O, TI-G, TO-G, TM1D-HP and TM2D-HP.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.atim.first_commands import FIRST_PROBE, OUTDOOR

SOURCE = "computed from TagoIO's decoder"

_MESSAGES = switch(
    u8,
    {
        1: message("life", battery_voltage(u16 / 1000)),
        3: (battery(u8), temperature(i16 / 100), humidity(u16 / 100)),
        5: message("test", attribute(test_counter=u8)),
        21: message("temperature", temperature((u16 - 33184) / 128)),
        23: message("climate", temperature((u16 * 17572 - 307036160) / 6553600), humidity(u16 * 125 / 65536 - 6)),
    },
)
_CLIMATE = (battery, battery_voltage, temperature, humidity)
_VECTORS = [
    vector("03 5F FDE1 12D4", f_port=1, battery=95, temperature=-5.43, humidity=48.2, source=SOURCE),
    vector(
        "03 E4 086B A2D4",
        battery=(228, "implausible"),
        temperature=21.55,
        humidity=(416.84, "implausible"),
        source=SOURCE,
    ),
    vector("01 0E10", f_port=1, message="life", battery_voltage=3.6, source=SOURCE),
    vector("01 8E10", message="life", battery_voltage=36.368, source=SOURCE),
    vector("05 07", message="test", test_counter=7, source=SOURCE),
    vector("15 8C20", message="temperature", temperature=21, source=SOURCE),
    vector("15 7C20", message="temperature", temperature=-11, source=SOURCE),
    vector("17 6000 8000", message="climate", temperature=19.045, humidity=56.5, source=SOURCE),
    vector("17 8000 6000", message="climate", temperature=41.01, humidity=40.875, source=SOURCE),
]

TH = device(
    "atim/th-i",
    name="Temperature and humidity sensor TH-I",
    source="TagoIO's decoder of TH-I",
    f_port=1,
    uplink=_MESSAGES,
    measures=_CLIMATE,
    also={
        "atim/ti-g": variant("Temperature sensor TI-G", measures=(battery, battery_voltage, temperature)),
        "atim/to-g": variant("Outdoor temperature sensor TO-G", measures=(battery, battery_voltage, temperature)),
        "atim/tm2d-hp": variant("Two temperature probes TM2D-HP", measures=(battery, battery_voltage, temperature)),
    },
    vectors=_VECTORS,
)  # fmt: skip

TH_O = device(
    "atim/th-o",
    name="Outdoor temperature and humidity sensor TH-O",
    source="TagoIO's decoder of TH-O; ACW-TH-O user guide V1.8, downlink",
    f_port=1,
    uplink=_MESSAGES,
    downlink=OUTDOOR,
    measures=_CLIMATE,
    vectors=_VECTORS,
)

TM1D = device(
    "atim/tm1d-hp",
    name="Temperature probe TM1D-HP",
    source="TagoIO's decoder of TM1D-HP; ACW-TM1D-HP user guide V1.2, downlink",
    f_port=1,
    uplink=_MESSAGES,
    downlink=FIRST_PROBE,
    measures=(battery, battery_voltage, temperature),
    vectors=[one for one in _VECTORS if "humidity" not in one.values],
)
