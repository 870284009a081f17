"""Senzemo sensors with one probe: temperature, soil temperature, rain, leaf wetness; a status only where there is one.

Source: the vendor's published decoders in the device repository (STO10, STP40, STF40, SRM10, SLW10).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.senzemo.senstick import SETTINGS, STATUS

BATTERY = battery_voltage((u8 * 1000 + 204000) / 255000)
ALARM = message("alarm", STATUS)


def probe(size: int, *body: Body, settings: Body = SETTINGS) -> Body:
    """The messages by port; a data message of one byte more begins with the status."""
    return switch(f_port, {
        1: ALARM, 2: (optional(length.is_in(*sizes(size)), STATUS), body), 3: settings, 4: message("debug_firmware"),
    })  # fmt: skip


def sizes(size: int) -> tuple[int, ...]:
    """The lengths of messages with a status, given that of the shortest one without."""
    return (size + 1, size + 9)


STO10 = device(
    "senzemo/sto10",
    name="Temperature sensor Senstick STO10",
    source="The vendor's published decoder (STO10, hardware 1.0, firmware 1.0)",
    f_port=2,
    uplink=probe(3, temperature(i16 / 100), BATTERY),
    vectors=[
        vector("00 FDE1 FF", f_port=2, temperature=-5.43, battery_voltage=1.8, source="the vendor's decoder, run"),
        vector("086B 33", temperature=21.55, battery_voltage=1, source="the vendor's decoder, run"),
        vector("08", f_port=1, message="alarm", status_code=8, source="the vendor's decoder, run"),
        vector("", f_port=4, message="debug_firmware", source="the vendor's decoder, run"),
        vector(
            "00 1E 05 01 82 07 0B 0A 0A", f_port=3, message="settings", send_period=30, movement_threshold=5,
            confirmed=True, data_rate_number=2, adr_enabled=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

STP40 = device(
    "senzemo/stp40",
    name="Temperature sensor with PT1000 probe Senstick STP40",
    source="The vendor's published decoder (STP40, hardware 4.0, firmware 1.0), which knows no temperature below zero",
    f_port=2,
    uplink=probe(
        4, temperature(i16 / 100, place="probe"), battery_voltage(u16 / 1000), settings=(SETTINGS, reserved(1))
    ),
    vectors=[
        vector(
            "00 FDE1 0BB8", f_port=2, temperature_probe=-5.43, battery_voltage=3,
            source="computed, with a sign as in STF40",
        ),
        vector(
            "086B 8BB8", temperature_probe=21.55, battery_voltage=35.768,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

STF40 = device(
    "senzemo/stf40",
    name="Soil temperature sensor Senstick STF40",
    source="The vendor's published decoder (STF40, hardware 4.0, firmware 1.0)",
    f_port=2,
    uplink=probe(
        4,
        battery_voltage(u16 / 1000),
        temperature(i16 / 100, place="soil"),
        optional(remaining == 8, (voltage(u16 / 1000), resistance(u32), supply_voltage(u16 / 1000))),
    ),
    measures=(battery_voltage, temperature, voltage, resistance, supply_voltage),
    vectors=[
        vector("00 0BB8 FDE1", f_port=2, battery_voltage=3, temperature_soil=-5.43, source="the vendor's decoder, run"),
        vector(
            "8BB8 086B 85DC 80002710 8CE4", battery_voltage=35.768, temperature_soil=21.55,
            voltage=34.268, resistance=2147493648, supply_voltage=36.068, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

SRM10 = device(
    "senzemo/srm10",
    name="Rain gauge Senstick SRM10",
    source="The vendor's published decoder (SRM10, hardware 1.0, firmware 1.0): tips of 0.2 mm",
    f_port=2,
    uplink=probe(
        8, rain(u8 / 5, statistic="last"), rain(u16 / 5, statistic="delta"), rain(u32 / 5, statistic="total"), BATTERY
    ),
    vectors=[
        vector(
            "00 85 8010 80001000 33", f_port=2, rain=26.6, rain_delta=6556.8, rain_total=(429497548.8, "implausible"),
            battery_voltage=1,
            source="the vendor's decoder, run",
        ),
        vector("05 0010 00001000 FF", rain=1, rain_delta=3.2, rain_total=819.2, battery_voltage=1.8,
               source="the vendor's decoder, run"),
    ],
)  # fmt: skip

SLW10 = device(
    "senzemo/slw10",
    name="Leaf wetness sensor Senstick SLW10",
    source="The vendor's published decoder (SLW10, hardware 1.0, firmware 1.0): the probe in millivolts",
    f_port=2,
    uplink=probe(4, battery_voltage(u16 / 1000), voltage(u16 / 1000)),
    vectors=[
        vector("00 0BB8 05DC", f_port=2, battery_voltage=3, voltage=1.5, source="the vendor's decoder, run"),
        vector("8BB8 85DC", battery_voltage=35.768, voltage=34.268,
               source="the vendor's decoder, run"),
    ],
)  # fmt: skip
