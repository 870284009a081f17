"""EM500 with a probe for soil: SMTC, first called SMT."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.downlinks import SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.em500_probes import answers
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

NO_VALUE: dict[int | range, str] = {0xFFFD: "out_of_range", 0xFFFF: "fault"}
SOIL_TEMPERATURE = temperature(i16le / 10, place="soil", invalid=NO_VALUE)
MOISTURE = soil_moisture(u16le / 100, invalid=NO_VALUE)
CONDUCTIVITY = soil_ec(u16le / 1000, invalid=NO_VALUE)

SMTC_SETTINGS = answers(
    {1: "conductivity", 2: "temperature", 3: "change of temperature", 4: "moisture"},
    attribute(calibration_of=u8, calibration_enabled=u8 == 1, calibration=i16le),
)

EM500_SMTC = device(
    "milesight-iot/em500-smtc",
    name="Soil moisture, temperature and conductivity sensor",
    source="The vendor's published decoder and its payload table (EM500 series)",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | SMTC_SETTINGS
        | {
            (0x03, 0x67): SOIL_TEMPERATURE,
            (0x04, 0xCA): MOISTURE,
            (0x04, 0x68): soil_moisture(u8 / 2),
            (0x05, 0x7F): CONDUCTIVITY,
            (0x83, 0xD7): (
                temperature(i16le / 10, place="soil"),
                attribute(
                    temperature_change=i16le / 10,
                    temperature_alarm=choice(u8, {0: "threshold, over", 1: "threshold", 2: "mutation"}),
                ),
            ),
            (0x20, 0xCE): record(time(u32le), CONDUCTIVITY, SOIL_TEMPERATURE, MOISTURE),
        },
    ),
    downlink=commands_of(
        SMTC_SETTINGS,
        *SAMPLED, "set_time", "sync_time", "threshold", "calibration", "recollection", "time_zone",
        "alarm_release_enabled", "alarm_repetitions", "time_synchronised", "sensors_enabled", "d2d_enabled",
        "d2d_settings",
    ),
    also={"milesight-iot/em500-smt": "Soil moisture, temperature and conductivity sensor, first name of the SMTC"},
    vectors=[
        vector(
            "01755C 03673401 046865 057FF000", f_port=85, battery=92, temperature_soil=30.8, soil_moisture=50.5,
            soil_ec=0.24, source="device repository",
        ),
        vector(
            "0367F6FF 04CA8913 057F30F2", temperature_soil=-1, soil_moisture=50.01, soil_ec=62,
            source="the vendor's decoder, run",
        ),
        vector(
            "0367FDFF 04CAFDFF 057FFDFF", temperature_soil="out_of_range", soil_moisture="out_of_range",
            soil_ec="out_of_range", source="the vendor's decoder, but for the sign of the temperature",
        ),
        vector(
            "0367FFFF 04CAFFFF 057FFFFF", temperature_soil="fault", soil_moisture="fault", soil_ec="fault",
            source="the vendor's decoder, but for the sign of the temperature",
        ),
        vector(
            "83D7F6FF320002", temperature_soil=-1, temperature_change=5, temperature_alarm="mutation",
            source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E7446E3 F001 F6FF 8913 20CE 9F7446E3 FDFF FFFF FDFF 20CE A07446E3 FFFF FDFF FFFF",
            records=[
                {"time": 0xE346749E, "soil_ec": 0.496, "temperature_soil": -1, "soil_moisture": 50.01},
                {
                    "time": 0xE346749F, "soil_ec": "out_of_range", "temperature_soil": "fault",
                    "soil_moisture": "out_of_range",
                },
                {
                    "time": 0xE34674A0, "soil_ec": "fault", "temperature_soil": "out_of_range",
                    "soil_moisture": "fault",
                },
            ], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
