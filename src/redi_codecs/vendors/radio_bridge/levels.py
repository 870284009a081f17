"""RBS306 that measure a level by ultrasound, or a voltage."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.radio_bridge.commands import COMMANDS, EVERY, PAGE, sensor
from redi_codecs.vendors.radio_bridge.events import UPLINK
from redi_codecs.vendors.radio_bridge.frames import ALL, SOURCE

#: Seconds where the top bit is set, else minutes.
_HOLD = in_units(u8, 60, 1)
LEVEL = COMMANDS | {
    "threshold": sensor(
        0x10, expect(u8, 0), EVERY, attribute(hold_time=duration(_HOLD), default=0),
        attribute(distance_threshold_min=distance(u16), default=100),
        attribute(distance_threshold_max=distance(u16), default=1000),
        examples=[
            example(
                "10 00 B3 0D 0BB8 1D4C", f_port=2, measurement_report_interval=3060, hold_time=780,
                distance_threshold_min=3000, distance_threshold_max=7500, source=PAGE,
            ),
        ],
    ),
    "change_threshold": sensor(
        0x10, expect(u8, 1), EVERY, attribute(hold_time=duration(_HOLD), default=0),
        attribute(distance_increase=distance(u16), distance_decrease=distance(u16)),
        examples=[
            example(
                "10 01 30 87 000E 0012", f_port=2, measurement_report_interval=172800, hold_time=7,
                distance_increase=14, distance_decrease=18, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip
VOLTAGE = COMMANDS | {
    #: The guide gives the margin in steps of 10 mV by its default, the page in mV: a number.
    "threshold": sensor(
        0x14, expect(u8, 0), EVERY, attribute(threshold_margin=u8),
        attribute(voltage_threshold_min=input_voltage(u16 / 100), default=10),
        attribute(voltage_threshold_max=input_voltage(u16 / 100), default=12),
        examples=[
            example(
                "14 00 A7 14 09BB 0A0D", f_port=2, measurement_report_interval=2340, threshold_margin=20,
                voltage_threshold_min=24.91, voltage_threshold_max=25.73, source=PAGE,
            ),
        ],
    ),
    "change_threshold": sensor(
        0x14, expect(u8, 1), EVERY, reserved(1),
        attribute(voltage_increase=input_voltage(u16 / 100), voltage_decrease=input_voltage(u16 / 100)),
        examples=[
            example(
                "14 01 1B 00 071D 090D", f_port=2, measurement_report_interval=97200, voltage_increase=18.21,
                voltage_decrease=23.17, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip

RBS_LEVEL = device(
    "radio-bridge/rbs306-us10m",
    name="Ultrasonic level sensor RBS306, 10 m",
    source=SOURCE,
    f_port=2,
    downlink=LEVEL,
    uplink=UPLINK,
    measures=(ALL, distance),
    vectors=[
        vector(
            "1210000BB8", f_port=2, message="distance", distance=3000, protocol_version="1", frame_count=2,
            event="periodic report", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
RBS_VOLTAGE = device(
    "radio-bridge/rbs306-vm30",
    name="Voltage sensor RBS306, 30 V",
    source=SOURCE,
    f_port=2,
    downlink=VOLTAGE,
    uplink=UPLINK,
    measures=(ALL, input_voltage),
    vectors=[
        vector(
            "1214000A0D", f_port=2, message="voltage", input_voltage=25.73, protocol_version="1", frame_count=2,
            event="periodic report", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
