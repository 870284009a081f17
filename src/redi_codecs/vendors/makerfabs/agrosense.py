"""Makerfabs AgroSense: a running number, the battery in tenths of a volt, then what is measured, big-endian.

Source: the vendor's published decoders. Temperatures are read with their sign, also the barometer's.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

START = (frame_count(u16), battery_voltage(u8 / 10))
CLIMATE = (humidity(u16 / 10), temperature(i16 / 10))
REPORT_INTERVAL = {"report_interval": command(1, report_interval(u32), answer=False, examples=[
    example("00000258", f_port=1, report_interval=600, source="the vendor's encoder: minutes * 60, for 10 minutes"),
])}  # fmt: skip

AIR = device(
    "makerfabs/air-temperature-and-humidity",
    name="Air temperature and humidity sensor",
    source="The vendor's published decoder",
    f_port=2,
    uplink=(START, CLIMATE),
    also={"makerfabs/temperature-humidity-sht31": "Temperature and humidity sensor SHT31"},
    vectors=[
        vector(
            "0001 24 01F4 00FA", f_port=2, frame_count=1, battery_voltage=3.6, humidity=50, temperature=25,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

ATH20 = device(
    "makerfabs/ath20",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder; the meaning of the four bytes at the end is not documented",
    f_port=2,
    uplink=(START, CLIMATE, optional(remaining >= 4, attribute(trailer=hexadecimal(4)))),
    downlink=REPORT_INTERVAL,
    vectors=[
        vector(
            "0001 1F 020B 0132 00000001", frame_count=1, battery_voltage=3.1, humidity=52.3, temperature=30.6,
            trailer="00000001", source="device repository",
        ),
        vector(
            "0001 21 00C8 FFCE 00000003", frame_count=1, battery_voltage=3.3, humidity=20, temperature=-5,
            trailer="00000003", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

BAROMETER = device(
    "makerfabs/barometric-pressure",
    name="Barometric pressure sensor",
    source="The vendor's published decoder",
    f_port=1,
    uplink=(START, pressure(u32 / 100000), temperature(i32 / 100)),
    vectors=[
        vector(
            "0001 24 060A18C8 00000856", frame_count=1, battery_voltage=3.6, pressure=1013.25, temperature=21.34,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

CO2 = device(
    "makerfabs/co2",
    name="CO2 sensor",
    source="The vendor's published decoder",
    f_port=1,
    uplink=(START, co2(u16)),
    vectors=[
        vector("0201 26 03E8", frame_count=513, battery_voltage=3.8, co2=1000, source="the vendor's decoder, run"),
    ],
)

LEAF = device(
    "makerfabs/leaf-moisture-sn-3001",
    name="Leaf moisture and temperature sensor",
    source="The vendor's published decoder: the fourth byte says whether the probe answered",
    f_port=1,
    uplink=(
        START,
        attribute(probe_valid=u8 != 0),
        humidity(u16 / 10, place="surface", valid=V.probe_valid == 1),
        temperature(i16 / 10, place="surface", valid=V.probe_valid == 1),
        report_interval(u32 / 1000),
    ),
    downlink=REPORT_INTERVAL,
    vectors=[
        vector(
            "0000 25 01 0258 00EA 000927C0", frame_count=0, battery_voltage=3.7, probe_valid=True, humidity_surface=60,
            temperature_surface=23.4, report_interval=600, source="the vendor's decoder, run",
        ),
        vector(
            "0000 1E 00 0000 0000 00124F80", frame_count=0, battery_voltage=3, probe_valid=False, report_interval=1200,
            source="the vendor's decoder: the data is invalid; battery and interval computed",
        ),
    ],
)  # fmt: skip

SOIL = device(
    "makerfabs/soil-monitor",
    name="Soil moisture, temperature, conductivity and pH sensor",
    source="The vendor's published decoder: the fourth byte says whether the probe answered",
    f_port=1,
    uplink=(
        START,
        attribute(probe_valid=u8 != 0),
        soil_moisture(u16 / 10, valid=V.probe_valid == 1),
        temperature(i16 / 10, place="soil", valid=V.probe_valid == 1),
        soil_ec(u16 / 1000, valid=V.probe_valid == 1),
        soil_ph(u16 / 10, valid=V.probe_valid == 1),
        report_interval(u32 / 1000),
    ),
    downlink=REPORT_INTERVAL,
    vectors=[
        vector(
            "0000 1C 01 00C8 FF9C 012C 0037 000927C0", f_port=1, frame_count=0, battery_voltage=2.8, probe_valid=True,
            soil_moisture=20, temperature_soil=-10, soil_ec=0.3, soil_ph=5.5, report_interval=600,
            source="the vendor's decoder, run",
        ),
        vector(
            "0000 21 00 015E 00FA 05DC 0046 000DBBA0", frame_count=0, battery_voltage=3.3, probe_valid=False,
            report_interval=900, source="the vendor's decoder: the data is invalid; battery and interval computed",
        ),
    ],
)  # fmt: skip
