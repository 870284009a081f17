"""Comfort and Comfort CO2: temperature, humidity and CO₂, with history, alarms and a daily summary.

Source: the models' user guides (chapter "Uplink frames") and the vendor's published decoders.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.adeunis.commands import COMMANDS
from redi_codecs.vendors.adeunis.frames import SAMPLING, SOFTWARE, STATUS, TIME, common

COMFORT = device(
    "adeunis/comfort",
    name="Temperature and humidity sensor",
    source="COMFORT user guide, uplink frames",
    f_port=1,
    downlink=COMMANDS,
    uplink=switch(u8, common(STATUS, TIME) | SOFTWARE | {
        0x10: message(
            "configuration", STATUS, report_interval(u16 * 10), *SAMPLING, attribute(redundant_samples=u8),
        ),
        0x4C: message("data", STATUS, history(temperature(i16 / 10), humidity(u8), newest="first"), TIME),
        0x4D: message(
            "alarm",
            STATUS,
            word(
                u8, attribute(humidity_alarm=bit(0) == 1), reserved(bits(1, 3)),
                attribute(temperature_alarm=bit(4) == 1), reserved(bits(5, 7)),
            ),
            temperature(i16 / 10),
            humidity(u8),
            TIME,
        ),
    }),
    vectors=[
        vector(
            "4C 96 00C51F 00C720 00C821 00CA22 00CC23 00CD24 14ABA3E9", f_port=1, time=1703791337, message="data",
            frame_count=4, low_battery=True, configuration_done=False, configuration_inconsistent=False,
            temperature=19.7, humidity=31,
            records=[
                {"temperature": 19.9, "humidity": 32}, {"temperature": 20, "humidity": 33},
                {"temperature": 20.2, "humidity": 34}, {"temperature": 20.4, "humidity": 35},
                {"temperature": 20.5, "humidity": 36},
            ],
            source="device repository",
        ),
        vector(
            "4D A0 10 0108 32", message="alarm", frame_count=5, low_battery=False, temperature_alarm=True,
            humidity_alarm=False, temperature=26.4, humidity=50,
            source="Smart Building COMFORT user guide, 4.1.9 temperature and humidity alarm frame",
        ),
        vector(
            "10 04 0384 0006 000C 0096 02", message="configuration", low_battery=False, report_interval=9000,
            samples_per_frame=6, samples_per_record=12, sampling_period=300, redundant_samples=2,
            source="the vendor's decoder, run",
        ),
        vector(
            "51 64 02 00000105 0003 14ABA3E9", time=1703791337, message="input_alarm", frame_count=3, low_battery=False,
            digital_input_1=False, previous_input_1=True, pulse_count_1_total=261, pulse_count_1_delta=3,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_AIR = (temperature(i16 / 10), humidity(u8), co2(u16))

COMFORT_CO2 = device(
    "adeunis/comfort-co2",
    name="Temperature, humidity and CO₂ sensor",
    source="COMFORT CO2 user guide, uplink frames",
    f_port=1,
    downlink=COMMANDS,
    uplink=switch(u8, common(STATUS, TIME) | SOFTWARE | {
        0x10: message(
            "configuration",
            STATUS,
            attribute(daily_frame=u16 != 0),
            *SAMPLING,
            attribute(redundant_samples=u8),
            optional(
                remaining >= 2, *attribute(blackout_duration=duration(u8 * 3600), blackout_start=duration(u8 * 3600)),
            ),
        ),
        0x30: message(
            "daily",
            STATUS,
            attribute(icon=u8, red_duration=duration(u8 * 600)),
            temperature(i16 / 10, statistic="max"),
            co2(u16, statistic="max"),
            humidity(u8, statistic="max"),
            temperature(i16 / 10, statistic="min"),
            optional(
                remaining >= 8,
                co2(u16, statistic="min"),
                humidity(u8, statistic="min"),
                temperature(i16 / 10, statistic="mean"),
                co2(u16, statistic="mean"),
                humidity(u8, statistic="mean"),
                TIME,
            ),
        ),
        0x6A: message("data", STATUS, history(*_AIR, newest="first"), TIME),
        0x6B: message(
            "alarm",
            STATUS,
            word(
                u8, attribute(humidity_alarm=bit(0) == 1), reserved(bits(1, 3)),
                attribute(temperature_alarm=bit(4) == 1), attribute(co2_alarm=bit(5) == 1), reserved(bits(6, 7)),
            ),
            *_AIR,
            TIME,
        ),
    }),
    vectors=[
        vector(
            "6A 80 01B33E01A4 01B43F01A5", f_port=1, message="data", frame_count=4, low_battery=False, temperature=43.5,
            humidity=62, co2=420, records=[{"temperature": 43.6, "humidity": 63, "co2": 421}],
            source="device repository",
        ),
        vector(
            "6B 22 30 00FA 37 0578", message="alarm", frame_count=1, low_battery=True, temperature_alarm=True,
            humidity_alarm=False, co2_alarm=True, temperature=25, humidity=55, co2=1400,
            source="the vendor's decoder, run",
        ),
        vector(
            "30 24 02 06 010E 04B0 40 FFF6 0190 1E 00C8 0258 2D 14ABA3E9", time=1703791337, message="daily",
            low_battery=False, icon=2, red_duration=(3600, "s"), temperature_max=27, co2_max=1200, humidity_max=64,
            temperature_min=-1, co2_min=400, humidity_min=30, temperature_mean=20, co2_mean=600, humidity_mean=45,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
