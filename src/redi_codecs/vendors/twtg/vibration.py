"""TWTG NEON VB: vibration, and the spectra of an axis, in the messages of the family."""

from typing import Literal

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.twtg.neon import (
    BATTERY,
    BOARD,
    LINK,
    RANGE,
    REBOOT,
    REBOOTS,
    TYPES,
    conditions,
    header,
    triggers,
)

MEASURED: tuple[Literal["min", "max", "mean"], ...] = ("min", "max", "mean")

CONFIGURATION = word(
    u32le,
    attribute(
        frame_number=bits(0, 7),
        sequence=bits(8, 9),
        axis=choice(bits(10, 11), {0: "x", 1: "y", 2: "z"}),
        spectrum_of=choice(bit(12), {0: "velocity", 1: "acceleration"}),
        scale_coefficient=bits(13, 16),
        scale_power=bits(17, 18),
        start_frequency=frequency(bits(19, 31) * 162762 / 100000),
    ),
)

VB = device(
    "twtg/ds-vb-01-xx",
    name="Vibration sensor NEON VB",
    source="The vendor's published decoder (protocols 1 and 2)",
    f_port=15,
    uplink=switch(
        peek(0, u8).bits(0, 3),
        {
            0: message(
                "boot",
                header(0),
                model(choice(u8, TYPES)),
                attribute(version_hash=u32le, config_crc=u16le),
                REBOOT,
                attribute(self_test=u8, sensor_model=choice(u8, TYPES)),
                attribute(device_series=identifier(u8), device_number=identifier(u32le)),
                attribute(sensor_version_hash=u32le, sensor_config_crc=u16le, data_config_crc=u16le),
                attribute(sensor_reset_flags=u8, sensor_restarts=u8, sensor_reset_cause=choice(u8, REBOOTS)),
                attribute(sensor_reset_details=hexadecimal(8), sensor_self_test=u8),
            ),
            1: message(
                "activated",
                header(1),
                model(choice(u8, TYPES)),
                attribute(device_series=identifier(u8), device_number=identifier(u32le)),
            ),
            2: message(
                "deactivated",
                header(2),
                attribute(
                    reason=choice(
                        u8, {0: "user", 1: "activation timeout", 2: "no communication", 3: "measurement failed"}
                    )
                ),
                reserved(1),
            ),
            3: message(
                "event",
                header(3),
                attribute(trigger=choice(u8, triggers("timer", "button", count=6))),
                tuple(vibration_velocity_x(u16le / 100, statistic=name) for name in MEASURED),
                tuple(vibration_velocity_y(u16le / 100, statistic=name) for name in MEASURED),
                tuple(vibration_velocity_z(u16le / 100, statistic=name) for name in MEASURED),
                tuple(acceleration_x(i16le * 1000 / 980665, statistic=name) for name in MEASURED),
                tuple(acceleration_y(i16le * 1000 / 980665, statistic=name) for name in MEASURED),
                tuple(acceleration_z(i16le * 1000 / 980665, statistic=name) for name in MEASURED),
                tuple(temperature(i16le / 100, statistic=name) for name in RANGE),
                conditions(6),
            ),
            4: message(
                "status",
                header(4),
                attribute(config_crc=u16le),
                BATTERY,
                BOARD,
                attribute(lvds_errors=u8),
                LINK,
                attribute(self_test=u8, sensor_model=choice(u8, TYPES)),
                attribute(sensor_config_crc=u16le, data_config_crc=u16le),
                event_count(u8),
                attribute(sensor_self_test=u8),
            ),
            8: message(
                "spectrum",
                header(8),
                CONFIGURATION,
                attribute(line_distance=frequency(u8 * 162762 / 100000), magnitudes=hexadecimal(40)),
            ),
        },
    ),
    vectors=[
        vector(
            "23010100D20488130200D30487130300D40486130400D50485130500D60484130600D704831361F0D204401F15", f_port=15,
            message="event", vibration_velocity_x_min=0.01, vibration_velocity_x_max=12.34,
            vibration_velocity_x_mean=50, vibration_velocity_y_min=0.02, vibration_velocity_y_max=12.35,
            vibration_velocity_y_mean=49.99, vibration_velocity_z_min=0.03, vibration_velocity_z_max=12.36,
            vibration_velocity_z_mean=49.98, acceleration_x_min=0.004078864851911713,
            acceleration_x_max=1.2613889554536972, acceleration_x_mean=5.095521916250707,
            acceleration_y_min=0.005098581064889641, acceleration_y_max=1.2624086716666751,
            acceleration_y_mean=5.09450220003773, acceleration_z_min=0.006118297277867569,
            acceleration_z_max=1.263428387879653, acceleration_z_mean=5.093482483824752, temperature_min=-39.99,
            temperature_max=12.34, temperature=80, protocol_version="2", trigger="button", condition_0=True,
            condition_1=False, condition_2=True, condition_3=False, condition_4=True, condition_5=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "23022381268229832C842F853286358738883B892EFBE1FA94FA47FAFAF9ADF960F913F9C6F82EFB0DFC9EFB2A",
            message="event", vibration_velocity_x_min=330.59, vibration_velocity_x_max=333.18,
            vibration_velocity_x_mean=335.77, vibration_velocity_y_min=338.36, vibration_velocity_y_max=340.95,
            vibration_velocity_y_mean=343.54, vibration_velocity_z_min=346.13, vibration_velocity_z_max=348.72,
            vibration_velocity_z_mean=351.31, acceleration_x_min=-1.2583298068147635,
            acceleration_x_max=-1.336847955214064, acceleration_x_mean=-1.4153661036133645,
            acceleration_y_min=-1.493884252012665, acceleration_y_max=-1.5724024004119654,
            acceleration_y_mean=-1.650920548811266, acceleration_z_min=-1.7294386972105662,
            acceleration_z_max=-1.8079568456098667, acceleration_z_mean=-1.8864749940091672, temperature_min=-12.34,
            temperature_max=-10.11, temperature=-11.22, protocol_version="2", trigger="condition 0",
            condition_0=False, condition_1=True, condition_2=False, condition_3=True, condition_4=False,
            condition_5=True, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(
            payload, f_port=15, keys=("action.motion.detected", "action.motion.count"),
            reason="the conditions are thresholds that somebody has set, no motions",
        )
        for payload in (
            "23010100d20488130200d30487130300d40486130400d50485130500d60484130600d704831361f0d204401f15",
            "23000a0014001e00280032003c00460050005a0064006e00780082008c009600a000aa00b4006409c8072c0100",
        )
    ],
)  # fmt: skip
