"""Dingtek's sensors of climate and air quality, framed as the others."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dingtek.commands import AIR, CLIMATE
from redi_codecs.vendors.dingtek.frame import BATTERY_THRESHOLD, DETECTION, VOLTAGE, frame

DT311 = device(
    "dingtek/dt311",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder for the DT311; a negative high threshold as its downlinks have it",
    f_port=3,
    downlink=CLIMATE,
    uplink=frame(
        0x0001,
        18,
        VOLTAGE,
        word(u8, low_battery(bit(0)), reserved(bits(1, 7))),
        switch(u8, {0: temperature(bcd(u16) / 100), range(1, 256): temperature(0 - bcd(u16) / 100)}),
        humidity(bcd(u16) / 100),
        word(
            u8,
            attribute(low_temperature_alarm=bit(0), high_temperature_alarm=bit(4)),
            reserved(bits(1, 3)),
            reserved(bits(5, 7)),
        ),
        word(
            u8,
            attribute(low_humidity_alarm=bit(0), high_humidity_alarm=bit(4)),
            reserved(bits(1, 3)),
            reserved(bits(5, 7)),
        ),
        frame_count(u16),
        settings_size=17,
        settings=(
            DETECTION,
            switch(
                u8,
                {
                    0: attribute(high_temperature_threshold=temperature(u8)),
                    range(1, 256): attribute(high_temperature_threshold=temperature(0 - u8)),
                },
            ),
            switch(
                u8,
                {
                    0: attribute(low_temperature_threshold=temperature(u8)),
                    range(1, 256): attribute(low_temperature_threshold=temperature(0 - u8)),
                },
            ),
            attribute(high_humidity_threshold=humidity(u8), low_humidity_threshold=humidity(u8)),
            attribute(work_mode=u8),
            BATTERY_THRESHOLD,
        ),
    ),
    vectors=[
        vector(
            "800001021201A40000266957621010000181", f_port=3, message="report", battery_voltage=4.2, low_battery=False,
            temperature=26.69, humidity=57.62, low_temperature_alarm=False, high_temperature_alarm=True,
            low_humidity_alarm=False, high_humidity_alarm=True, frame_count=1, source="the vendor's decoder, run",
        ),
        vector(
            "80000103110102180A0064010A6400001481", message="settings", firmware_version="1.2", report_interval=86400,
            detection_interval=(600.0, 's'), high_temperature_threshold=(100.0, 'Cel'),
            low_temperature_threshold=(-10.0, 'Cel'), high_humidity_threshold=(100.0, '%'),
            low_humidity_threshold=(0.0, '%'), work_mode=0, battery_threshold=20, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
DT320 = device(
    "dingtek/dt320",
    name="Air quality sensor",
    source="The vendor's published decoder for the DT320: air quality as a level from 0 to 3",
    f_port=3,
    downlink=AIR,
    uplink=frame(
        0x0020,
        18,
        air_quality_index(u16),
        reserved(1),
        temperature(i8),
        reserved(2),
        word(u8, attribute(level_alarm=bits(4, 7) != 0), reserved(bits(0, 3))),
        word(u8, low_battery(bits(0, 3) != 0), reserved(bits(4, 7))),
        VOLTAGE,
        frame_count(u16),
        settings_size=12,
        settings=(DETECTION, attribute(level_threshold=u8, work_mode=u8)),
    ),
    vectors=[
        vector(
            "800020011200000000000000010174000381", f_port=3, message="event", air_quality_index=0, temperature=0,
            low_battery=True, battery_voltage=3.72, level_alarm=False, frame_count=3,
            source="computed from the vendor's published decoder",
        ),
        vector(
            "800020030C0102041E010081", message="settings", firmware_version="1.2", report_interval=14400,
            detection_interval=(1800.0, 's'), level_threshold=1, work_mode=0,
            source="computed from the vendor's published decoder",
        ),
    ],
)  # fmt: skip
