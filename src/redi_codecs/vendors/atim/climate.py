"""ACW-TCR, ACW-THX, ACW-THAQ: temperature, humidity, air quality; channel 1 is the second probe, or the virtual one."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.atim.acw import AIR_QUALITY, CLIMATE, frames
from redi_codecs.vendors.atim.commands import AIR, COMMANDS, PROBES, TCR

RUN = "the vendor's decoder, run"

THX = device(
    "atim/acw-thx",
    measures=(battery_voltage, temperature, humidity),
    name="Temperature and humidity sensor",
    source="ACW-TCR user guide V1.0, uplink frames format, which all models share; the vendor's published decoder",
    f_port=1,
    downlink=COMMANDS,
    uplink=frames(CLIMATE),
    vectors=[
        vector("A0 08 FE0C 09 1018", f_port=1, message="measurement", temperature_0=-5, humidity_0=41.2, source=RUN),
        vector("A0 18 09C4 19 1388", message="measurement", temperature_1=25, humidity_1=50, source=RUN),
        vector("A0 08 8000 09 8000", message="measurement", temperature_0=None, humidity_0=None, source=RUN),
        vector(
            "E9 65000000 003C 08 012C FF9C 00C8 8000", message="measurement", history_depth=2, samples=2,
            report_interval=3600, time=1694498816, temperature_0=3, source=f"{RUN}; times: user guides", records=[
                {"time": 1694497016, "temperature_0": -1}, {"time": 1694495216, "temperature_0": 2},
                {"time": 1694493416, "temperature_0": None},
            ],
        ),
        vector(
            "8D 08 FFF6 8C 00A0", message="alert", temperature_0=-0.1, alert_1="back_to_normal",
            source="an alert of a type that this model does not have", warnings="unknown_block", rest="8c00a0",
        ),
        vector(
            "8E 11 9C 23 95 0BB8", message="error", error_1="case_opened", error_2="battery_low", battery_voltage_2=3,
            source=RUN,
        ),
    ],
)  # fmt: skip

COLD_ROOM = device(
    "atim/acw-tcr",
    name="Temperature and humidity sensor for cold rooms",
    source="ACW-TCR user guide V1.0",
    f_port=1,
    measures=(battery_voltage, temperature, humidity),
    downlink=TCR,
    uplink=frames(CLIMATE),
    vectors=[
        vector(
            "8D 58 02C9", f_port=1, message="alert", source="user guide, alert frame", temperature_1=7.13,
            alert_1="high",
        ),
    ],
)  # fmt: skip

THERMOMETER = device(
    "atim/acw-tm1p",
    name="Temperature probe TM1P",
    source="ACW-TMxP user guide V1.0",
    f_port=1,
    also={
        "atim/acw-tm0p": "Temperature sensor TM0P",
        "atim/acw-tm1p-cryo": "Temperature probe TM1P-CRYO",
        "atim/acw-tm2p": "Two temperature probes TM2P",
    },
    measures=(battery_voltage, temperature),
    downlink=PROBES,
    uplink=frames(CLIMATE),
    vectors=[
        vector(
            "81 0D24 0C68", f_port=1, message="life", source="user guide", battery_voltage=3.364,
            voltage_under_load=3.176,
        ),
        vector("A0 08 FE0C", message="measurement", temperature_0=-5, source=RUN),
    ],
)  # fmt: skip

THAQ = device(
    "atim/acw-thaq",
    name="Temperature, humidity and air quality sensor",
    source="ACW-THAQ user guide V1.7, uplink frames format",
    f_port=1,
    downlink=AIR,
    uplink=frames(CLIMATE | AIR_QUALITY),
    vectors=[
        vector(
            "A0 08 0885 09 17DE 0C 00A0", f_port=1, message="measurement", source="user guide, examples of frames",
            temperature_0=21.81, humidity_0=61.1, tvoc_0=160,
        ),
        vector(
            "A0 08 FE0C 09 1018 0C 0200 0D 04B0", message="measurement",
            temperature_0=-5, humidity_0=41.2, tvoc_0=None, co2_0=1200, source=RUN,
        ),
        vector(
            "A1 003C 08 012C 08A4 09 2213 17DE", message="measurement", source="user guide, two samples",
            history_depth=1, samples=2, report_interval=3600, temperature_0=3, humidity_0=87.23,
            records=[{"temperature_0": 22.12, "humidity_0": 61.1}],
        ),
        vector(
            "C9 65000000 000A 01 0003 0D 0190 0191 0192", message="extended_measurement", history_depth=1, samples=3,
            report_interval=600, time=1694498816, co2_0=400, source=f"{RUN}; times: user guides",
            records=[{"time": 1694498616, "co2_0": 401}, {"time": 1694498416, "co2_0": 402}],
        ),
        vector("81 0D24 0C68", message="life", source="user guide", battery_voltage=3.364, voltage_under_load=3.176),
    ],
)  # fmt: skip
