"""Thermokon SAB07, a radiator valve: the number of a message and its body, several in one frame.

Source: the vendor's published decoder in the Actility device catalog; the upper bits of the motor's steps as in
akenza's decoder and in the manual of the Vicki, the same valve, for the catalog has them beyond their range.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

RUN = "the vendor's decoder, run"

#: The published encoder sends them to port 2, several in one payload.
PORT = 2
ENCODER = "the vendor's published encoder (Actility device catalog), run"
DOWNLINK = {
    "report_interval": command(
        PORT, expect(u8, 0x02), report_interval(u8 * 60, limits=(60, 15_300)), answer=True, joins=True,
        examples=[
            example("02 0A", f_port=PORT, report_interval=600, source=ENCODER),
            example("02 96", report_interval=9000, source=ENCODER),
        ],
    ),
    "recalibrate": command(PORT, expect(u8, 0x03), joins=True, examples=[example("03", f_port=PORT, source=ENCODER)]),
    "child_lock": command(
        PORT, expect(u8, 0x07), attribute(child_lock=u8 == 1), joins=True,
        examples=[
            example("07 01", f_port=PORT, child_lock=True, source=ENCODER),
            example("07 00", child_lock=False, source=ENCODER),
        ],
    ),
    "operational_mode": command(
        PORT, expect(u8, 0x0D), attribute(operational_mode=u8, limits=(0, 2)), joins=True,
        examples=[example("0D 01", f_port=PORT, operational_mode=1, source=ENCODER)],
    ),
    "motor_steps": command(
        PORT, expect(u8, 0x2D), attribute(motor_steps=u16), joins=True,
        examples=[example("2D 8190", f_port=PORT, motor_steps=33168, source=ENCODER)],
    ),
    "reset_device": command(
        PORT, expect(u8, 0x30), joins=True, disruptive="nothing published says whether its settings stay",
        examples=[example("30", f_port=PORT, source=ENCODER)],
    ),
    "motor_steps_and_target": command(
        PORT, expect(u8, 0x31), attribute(motor_steps=u16, target=temperature(u8, limits=(5, 30))), joins=True,
        examples=[example("31 8190 15", f_port=PORT, motor_steps=33168, target=21, source=ENCODER)],
    ),
    "proportional_gain": command(
        PORT, expect(u8, 0x37), attribute(proportional_gain=u24 / 131_072), joins=True,
        examples=[example("37 810000", f_port=PORT, proportional_gain=64.5, source=ENCODER)],
    ),
    "external_temperature": command(
        PORT, expect(u8, 0x3C), attribute(external_temperature=temperature(u16 / 10)), joins=True,
        examples=[example("3C 00D7", f_port=PORT, external_temperature=21.5, source=ENCODER)],
    ),
    "integral_gain": command(
        PORT, expect(u8, 0x3E), attribute(integral_gain=u24 / 131_072), answer=False, joins=True,
        examples=[example("3E 810000", f_port=PORT, integral_gain=64.5, source=ENCODER)],
    ),
    "open_window": command(
        PORT, expect(u8, 0x45),
        attribute(
            open_window_enabled=u8 == 1, open_window_duration=duration(u8 * 60),
            open_window_drop=temperature_difference(u8 / 10),
        ),
        joins=True,
        examples=[
            example(
                "45 01 06 0D", f_port=PORT, open_window_enabled=True, open_window_duration=360, open_window_drop=1.3,
                source="the vendor's published encoder, its example",
            ),
            example(
                "45 00 96 96", open_window_enabled=False, open_window_duration=9000, open_window_drop=15,
                source=ENCODER,
            ),
        ],
    ),
}  # fmt: skip

SAB07 = device(
    "thermokon/sab07",
    name="Radiator valve actuator SAB07 with temperature and humidity",
    source="The vendor's published decoder (Actility device catalog)",
    f_port=1,
    uplink=tags(u8, {
        0x81: (
            target_temperature(u8),
            temperature((u8 * 3 - 85) / 17),
            humidity(u8 * 100 / 256),
            word(
                u24,
                attribute(motor_position_steps=concat(bits(4, 7), bits(16, 23))),
                attribute(motor_range_steps=concat(bits(0, 3), bits(8, 15))),
            ),
            word(
                u8,
                sensor_fault(bit(0)),
                attribute(low_motor_consumption=bit(1), high_motor_consumption=bit(2)),
                open_window(bit(3)),
                battery_voltage((bits(4, 7) + 20) / 10),
            ),
            word(
                u8,
                reserved(bits(0, 3)),
                attribute(online=bit(4), on_backplate=bit(5), calibration_failed=bit(6), dial_disabled=bit(7)),
            ),
        ),
        0x04: word(
            u16,
            hardware_version(version(bits(12, 15), bits(8, 11))),
            firmware_version(version(bits(4, 7), bits(0, 3))),
        ),
        0x12: report_interval(u8 * 60),
        0x1D: attribute(watchdog_confirmed=u8, watchdog_unconfirmed=u8),
        0x29: attribute(proportional_parameters=u8),
        0x3D: attribute(integral_gain=u24 / 512),
        0x3F: attribute(integral_value=u16 / 10),
        0x40: attribute(control_interval=duration(u8 * 60)),
        0x42: attribute(temperature_hysteresis=temperature_difference(u8 / 10)),
    }),
    downlink=DOWNLINK,
    measures=(temperature, humidity, open_window, battery_voltage),
    vectors=[
        vector(
            "81 0C 9D 8E A0A011 F0 30", f_port=1, target_temperature=(12, "Cel"), temperature=22.705882352941178,
            humidity=55.46875, open_window=False, battery_voltage=3.5, motor_position_steps=416, motor_range_steps=416,
            sensor_fault=False, source=RUN,
        ),
        vector(
            "81 1D A8 78 FA2C01 78 80", target_temperature=29, temperature=24.647058823529413, humidity=46.875,
            open_window=True, battery_voltage=2.7, motor_position_steps=250, motor_range_steps=300, dial_disabled=True,
            source="akenza's device types, run",
        ),
        vector("04 12 42", hardware_version="1.2", firmware_version="4.2", source=RUN),
        vector("12 09", report_interval=(540, "s"), source=RUN),
        vector("40 0B", control_interval=(660, "s"), source=RUN),
    ],
)  # fmt: skip
