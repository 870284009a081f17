"""Browan TABS and MerryIoT: a status byte, the battery in a nibble, then one byte or little-endian word a value.

Source: the models' reference manuals, chapter "Messages". A count of the TBHV110's VOC is read as 1 ppm: at 1 its air
quality index is 81 and its CO2 equivalent 959 ppm, which 1 ppb could not cause.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

BATTERY = word(u8, battery_voltage((bits(0, 3) + 25) / 10), reserved(bits(4, 7)))
CD10_BATTERY = word(u8, battery_voltage((bits(0, 3) + 21) / 10), reserved(bits(4, 7)))
TEMPERATURE = word(u8, temperature(bits(0, 6) - 32), reserved(bit(7)))
BOARD_TEMPERATURE = word(u8, temperature(bits(0, 6) - 32, place="board"), reserved(bit(7)))
HUMIDITY = word(u8, humidity(bits(0, 6), invalid=127), reserved(bit(7)))

TBMS100 = device(
    "browan/tbms100",
    name="PIR motion sensor",
    source="TBMS100 reference manual, payload format on port 102; appendix 3 (answers on port 204)",
    f_port=102,
    uplink=switch(
        f_port,
        {
            102: (
                word(u8, motion(bit(0)), reserved(bits(1, 7))),
                BATTERY,
                TEMPERATURE,
                time_since_motion(u16le * 60),
                motion_count(u24le, statistic="total"),
            ),
            204: message(
                "configuration",
                tags(
                    u8,
                    {
                        0x00: report_interval(u16le),
                        0x02: attribute(occupied_interval=duration(u16le)),
                        0x03: attribute(free_detection_time=duration(u8 * 60)),
                        0x04: attribute(trigger_count=u16le),
                        0x05: attribute(pir_parameters=hexadecimal(4)),
                    },
                ),
            ),
        },
    ),
    vectors=[
        vector(
            "01 0B 3A 0500 C50000", f_port=102, motion=True, battery_voltage=3.6, temperature=26, time_since_motion=300,
            motion_count_total=197,
        ),
        vector(
            "01 BB 34 0400 DC7801", f_port=102, motion=True, battery_voltage=3.6, temperature=20, time_since_motion=240,
            motion_count_total=96476, source="device repository",
        ),
        vector(
            "00 BA 0C 1E00 C80000", f_port=102, motion=False, battery_voltage=3.5, temperature=-20,
            time_since_motion=1800, motion_count_total=200,
        ),
        vector(
            "00 100E 02 5802 03 05 04 0000 05 00148101", f_port=204, message="configuration", report_interval=3600,
            occupied_interval=600, free_detection_time=300, trigger_count=0, pir_parameters="00148101",
            source="manual, appendix 3",
        ),
    ],
)  # fmt: skip

TBHH100 = device(
    "browan/tbhh100",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder, port 103",
    f_port=103,
    uplink=switch(
        f_port,
        {103: (word(u8, reserved(bits(0, 2)), status_code(bits(3, 7))), BATTERY, TEMPERATURE, HUMIDITY, reserved(4))},
    ),
    vectors=[
        vector(
            "08 AB 35 22 FFFFFFFF", f_port=103, status_code=1, battery_voltage=3.6, temperature=21, humidity=34,
            source="device repository",
        ),
        vector("00 A0 37 32 FFFFFFFF", f_port=103, status_code=0, battery_voltage=2.5, temperature=23, humidity=50),
        vector("18 A2 14 0C FFFFFFFF", f_port=103, status_code=3, battery_voltage=2.7, temperature=-12, humidity=12),
        vector("08 BB 20 7F FFFFFFFF", f_port=103, status_code=1, battery_voltage=3.6, temperature=0, humidity=None),
    ],
)  # fmt: skip

TBHV110 = device(
    "browan/tbhv110",
    name="Air quality, temperature and humidity sensor",
    source="TBHV110 reference manual, 4.1.2 (payload on port 103); CO2 is an estimate from volatile organic compounds",
    f_port=103,
    uplink=switch(
        f_port,
        {
            103: (
                word(
                    u8,
                    attribute(triggered=bit(0) == 1),
                    reserved(bits(1, 3)),
                    attribute(temperature_changed=bit(4) == 1, humidity_changed=bit(5) == 1, iaq_changed=bit(6) == 1),
                    reserved(bit(7)),
                ),
                BATTERY,
                BOARD_TEMPERATURE,
                HUMIDITY,
                co2(u16le),
                tvoc(u16le * 1000),
                iaq(u16le),
                TEMPERATURE,
            )
        },
    ),
    vectors=[
        vector(
            "61 0B 35 1E BF03 0100 5100 36", f_port=103, triggered=True, temperature_changed=False,
            humidity_changed=True, iaq_changed=True, battery_voltage=3.6, temperature_board=21, humidity=30, co2=959,
            tvoc=1000, iaq=81, temperature=22, source="device repository",
        ),
        vector(
            "11 09 37 2D 1002 0000 2800 37", f_port=103, triggered=True, temperature_changed=True,
            humidity_changed=False, iaq_changed=False, battery_voltage=3.4, temperature_board=23, humidity=45, co2=528,
            tvoc=0, iaq=40, temperature=23,
        ),
        vector(
            "00 00 00 7F F401 0200 1900 1B", f_port=103, triggered=False, battery_voltage=2.5, temperature_board=-32,
            humidity=None, co2=500, tvoc=2000, iaq=25, temperature=-5,
        ),
    ],
)  # fmt: skip

CD10_CO2 = co2(u16le, invalid={0: "warming_up"})
CD10_STATUS = word(
    u8,
    attribute(triggered=bit(0) == 1),
    button(bit(1)),
    reserved(bits(2, 3)),
    attribute(co2_above_threshold=bit(4) == 1, co2_calibration=bit(5) == 1),
    reserved(bits(6, 7)),
)

CD10 = device(
    "browan/cd10",
    name="CO2, temperature and humidity sensor",
    source="MerryIoT CD10 reference manual, chapter 4 (port 127); the vendor's published decoder (tenths of a degree)",
    f_port=127,
    uplink=switch(f_port, {127: (CD10_STATUS, CD10_BATTERY, temperature(i16le / 10), HUMIDITY, CD10_CO2)}),
    vectors=[
        vector(
            "11 0F E700 43 0719", f_port=127, triggered=True, button=False, co2_above_threshold=True,
            co2_calibration=False, battery_voltage=3.6, temperature=23.1, humidity=67, co2=6407,
            source="device repository",
        ),
        vector(
            "22 09 C800 2D C801", f_port=127, triggered=False, button=True, co2_calibration=True, battery_voltage=3,
            temperature=20, humidity=45, co2=456,
        ),
        vector(
            "00 00 FFFF 5F F401", f_port=127, button=False, battery_voltage=2.1, temperature=-0.1, humidity=95, co2=500,
        ),
        vector(
            "02 0F C800 2D 0000", f_port=127, button=True, battery_voltage=3.6, temperature=20, humidity=45, co2=None,
        ),
    ],
)  # fmt: skip

CD10_FIRST = device(
    "browan/cd10@1",
    name="CO2, temperature and humidity sensor, early firmware",
    source="MerryIoT CD10 reference manual BQW_02_0032.004, 4.1.2 (payload of 6 bytes)",
    f_port=127,
    uplink=switch(f_port, {127: (CD10_STATUS, CD10_BATTERY, temperature(i8), HUMIDITY, CD10_CO2)}),
    vectors=[
        vector(
            "11 0F 17 43 0719", f_port=127, triggered=True, button=False, battery_voltage=3.6, temperature=23,
            humidity=67, co2=6407,
        ),
        vector("00 00 FB 5F F401", f_port=127, button=False, battery_voltage=2.1, temperature=-5, humidity=95, co2=500),
    ],
)  # fmt: skip
