"""Radionode RN320: the kind of the frame and the model, then a clock and values, little-endian.

Source: the vendor's published decoders. Those of the RN320-EX2 and RN320-PMT give fixed numbers (clock, CO2,
voltage); their bytes are read as in the decoder of the RN320-BTH.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

#: -9999.9, which says that there is no sensor.
NO_SENSOR: Any = {0xC61C3F9A: "not_connected"}


def frames(model: int, form: int, *values: Body) -> Body:
    """A check-in (11), a measurement (12), one held back until now (13) or an event (14)."""
    measured = (
        model_id(u8, model),
        attribute(clock_mode=u8),
        time(u32le),
        expect(u8, form),
        *values,
    )
    return switch(u8, {
        11: message(
            "check_in",
            model_id(u8, model),
            attribute(firmware_date=event_time(u32le)),
            report_interval(u16le),
            attribute(battery_status_byte=u8),
            battery_voltage(u16le / 1000),
            attribute(frequency_band=u8, sub_band=u8),
        ),
        12: message("measurement", *measured),
        13: message("held", *measured),
        14: message("event", *measured),
    })  # fmt: skip


BTH = device(
    "radionode/rn320bth",
    name="Temperature and humidity data logger RN320-BTH",
    source="The vendor's published decoder for the RN320-BTH",
    f_port=88,
    uplink=frames(
        30, 2, temperature(f32le, invalid=NO_SENSOR), humidity(f32le, invalid=NO_SENSOR)
    ),
    vectors=[
        vector(
            "0B1EA9F105682C01E8F00D0700", f_port=88, message="check_in", battery_voltage=3.568,
            firmware_date=1745220009, report_interval=300, battery_status_byte=232, frequency_band=7, sub_band=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "0C1E002AF7066802A8BAC641B81E1E42", message="measurement", time=1745286954, temperature=24.841140747070312,
            humidity=39.529998779296875, clock_mode=0, source="the vendor's decoder, run",
        ),
        vector(
            "0D1E002AF70668020000A8C00000A042", message="held", time=1745286954, temperature=-5.25, humidity=80,
            clock_mode=0, source="the vendor's decoder, run",
        ),
        vector(
            "0E1E012AF70668029A3F1CC69A3F1CC6", message="event", time=1745286954,
            temperature="not_connected", humidity="not_connected", clock_mode=1,
            source="computed from the frames of the vendor's decoder, which knows no event",
        ),
        vector(
            "0B1EA9F105685882C8108E0502", message="check_in", battery_voltage=36.368, firmware_date=1745220009,
            report_interval=33368, battery_status_byte=200, frequency_band=5, sub_band=2,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
EX2 = device(
    "radionode/rn320ex2",
    name="Data logger RN320-EX2 for two temperature probes and a door contact",
    source="The vendor's published decoder for the RN320-EX2",
    f_port=88,
    uplink=frames(
        38,
        2,
        temperature(f32le, place="probe", channel=1, invalid=NO_SENSOR),
        temperature(f32le, place="probe", channel=2, invalid=NO_SENSOR),
        contact(u32le != 0),
    ),
    vectors=[
        vector(
            "0C2600C9030B6802C41DB441D802B74100000000", f_port=88, message="measurement", time=1745552329,
            temperature_probe_1=22.51453399658203, temperature_probe_2=22.876388549804688, contact=False, clock_mode=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "0D2600C9030B6802C41DB441D802B74100000000", message="held", time=1745552329,
            temperature_probe_1=22.51453399658203, temperature_probe_2=22.876388549804688, contact=False, clock_mode=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "0E2600C9030B68029A3F1CC69A3F1CC60000803F", message="event", time=1745552329,
            temperature_probe_1="not_connected", temperature_probe_2="not_connected",
            contact=True, clock_mode=0, source="the vendor's decoder, run, whose -9999.9 is no probe",
        ),
    ],
)  # fmt: skip
PMT = device(
    "radionode/rn320pmt",
    name="Air quality sensor RN320-PMT with particles, formaldehyde, CO2, CO and light",
    source="The vendor's published decoder for the RN320-PMT",
    f_port=88,
    uplink=frames(
        33,
        1,
        pm2_5(u16le),
        pm10(u16le),
        illuminance(u16le),
        formaldehyde(u16le),
        co2(u16le),
        co(u16le),
        temperature(i16le / 100),
        humidity(u16le / 100),
    ),
    vectors=[
        vector(
            "0B21AAE80A680807EE080E0700", f_port=88, message="check_in", battery_voltage=3.592,
            firmware_date=1745545386, report_interval=1800, battery_status_byte=238, frequency_band=7, sub_band=0,
            source="computed from the vendor's decoder, its fixed voltage as in that of the RN320-BTH",
        ),
        vector(
            "0C21008DF30A680117001700DB021F00900100000B0AD907", message="measurement", time=1745548173, pm2_5=23,
            pm10=23, illuminance=731, formaldehyde=31, co2=400, co=0, temperature=25.71, humidity=20.09, clock_mode=0,
            source="the vendor's decoder, run, but for its fixed CO2",
        ),
        vector(
            "0D21008DF30A680117801880DB821F8090810180FBFFD987", message="held", time=1745548173,
            pm2_5=(32791.0, 'implausible'), pm10=(32792.0, 'implausible'), illuminance=33499, formaldehyde=32799,
            co2=33168, co=(32769.0, 'implausible'), temperature=-0.05, humidity=(347.77, 'implausible'), clock_mode=0,
            source="the vendor's decoder, run, but for its fixed CO2",
        ),
        vector(
            "0E21008DF30A680117001700DB021F00900100000B0AD907", message="event", time=1745548173, pm2_5=23, pm10=23,
            illuminance=731, formaldehyde=31, co2=400, co=0, temperature=25.71, humidity=20.09, clock_mode=0,
            source="computed from the frames of the vendor's decoder, which knows no event",
        ),
    ],
)  # fmt: skip
