"""RAKwireless: Qingping's CO2, temperature and humidity monitors for LoRaWAN.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_AIR = (temperature, humidity, battery)

QINGPING = device(
    "rakwireless/qingping-co2-t-h",
    name="Qingping CO2, temperature and humidity monitor for LoRaWAN",
    source="The vendor's decoder in the device repository, real-time data",
    f_port=2,
    uplink=(
        attribute(device_address=u8), expect(u8, 0x41), attribute(data_length=u8), expect(u8, 0x01),
        time(u32),
        word(u24, temperature((bits(12, 23) - 500) / 10), humidity(bits(0, 11) / 10)),
        co2(u16, invalid={0: "not_installed"}),
        battery(u8),
    ),
    measures=(_AIR, co2),
    also={
        "rakwireless/qingping-t-h": variant(
            "Qingping temperature and humidity monitor for LoRaWAN", measures=_AIR
        ),
        "qingping/co2-t-h": "CO2, temperature and humidity monitor for LoRaWAN",
        "qingping/t-h": variant("Temperature and humidity monitor for LoRaWAN", measures=_AIR),
    },
    aliases=("rakwireless/qingping",),
    vectors=[
        vector(
            "01 41 0A 01 12345678 2DF20B 01A4 55", f_port=2, time=305419896, temperature=23.5, humidity=52.3, co2=420,
            battery=85, device_address=1, data_length=10, source="the vendor's decoder, run",
        ),
        vector(
            "02 41 0A 01 C0000100 190064 9C40 E4", time=3221225728, temperature=-10, humidity=10, co2=40000,
            battery=(228, "implausible"), device_address=2, data_length=10,
            source="the vendor's decoder, run, which overflows: 2^32 added",
        ),
        vector(
            "03 41 0A 01 00000005 9A4DC9 0000 14", time=5, temperature=196.8, humidity=(352.9, "implausible"),
            co2="not_installed", battery=20, device_address=3, data_length=10,
            source="computed from the layout of the vendor's decoder",
        ),
    ],
)  # fmt: skip
