"""TWTG NEON: the upper half of the first byte is the version of the protocol, the lower one the message, little-endian.

Source: the vendor's published decoders (protocol documents of the VB, TS and TT). In the fourth version of the TT the
port is the type of the message. A status tells the range and mean of the temperature of the transmitter.
"""

from typing import Literal

from redi_codecs.kinds import *
from redi_codecs.layout import *

TYPES = {1: "ts", 2: "vs-qt", 3: "vs-mt", 4: "tt", 5: "ld", 6: "vb"}
REBOOTS = {0: "none", 1: "power cycle", 2: "watchdog", 3: "assert", 4: "application", 5: "system error"}
ELEMENTS = {0: "PT100", 1: "J", 2: "K", 3: "T", 4: "N", 5: "E", 6: "B", 7: "R", 8: "S"}
BATTERY = (
    battery_voltage(u16le / 1000, statistic="min"),
    battery_voltage(u16le / 1000, statistic="max"),
    battery_voltage(u16le / 1000),
)
BOARD = (temperature(i8, statistic="min"), temperature(i8, statistic="max"), temperature(i8))
LINK = (frame_count(u8), attribute(mean_rssi=rssi(0 - u8), mean_snr=snr(i8)))
REBOOT = (
    attribute(reset_flags=u8),
    restart_count(u8),
    reset_cause(choice(u8, REBOOTS)),
    attribute(reset_details=hexadecimal(8)),
)


def header(number: int) -> Body:
    """The first byte."""
    return word(u8, expect(bits(0, 3), number), protocol_version(version(bits(4, 7))))


def conditions(count: int) -> Body:
    """Which of the conditions in the settings hold."""
    return word(
        u8,
        tuple(attribute(condition=bit(number), channel=number) for number in range(count)),
        reserved(bits(count, 7)),
    )


def triggers(*first: str, count: int) -> dict[int, str]:
    """Why a message was sent: the timer, or a condition."""
    return dict(enumerate((*first, *(f"condition {number}" for number in range(count)))))


BOOT = message(
    "boot",
    header(0),
    model(choice(u8, TYPES)),
    attribute(version_hash=u32le),
    attribute(config_crc=u16le),
    attribute(sensor_config_crc=u16le),
    REBOOT,
    attribute(last_state=u8, self_test=u8),
)
STATUS = message(
    "status", header(4), attribute(config_crc=u16le, sensor_config_crc=u16le), event_count(u8), BATTERY, BOARD, LINK
)


def neon(labels: dict[int, str], *measured: Body) -> dict[int, Body]:
    """The messages of the TS and of the TT before its fourth version."""
    return {
        0: BOOT,
        1: message("activated", header(1)),
        2: message("deactivated", header(2)),
        3: message("event", header(3), attribute(trigger=choice(u8, labels)), measured, conditions(4)),
        4: STATUS,
    }


#: The mean of the interval is what the temperature is.
RANGE: tuple[Literal["min", "max", "last"], ...] = ("min", "max", "last")
MEASURED: tuple[Literal["min", "max", "mean"], ...] = ("min", "max", "mean")
INVALID_3: dict[int | range, str] = {
    -30000: "underflow",
    -30010: "overflow",
    -30020: "underflow",
    -30030: "overflow",
    -30040: "unknown",
}
INVALID_4: dict[int | range, str] = {0x7FFD: "underflow", 0x7FFE: "overflow", 0x7FFF: "fault"}
EVENT_4 = word(
    u8,
    tuple(attribute(condition=bit(number), channel=number) for number in range(4)),
    reserved(bits(4, 5)),
    attribute(trigger=choice(bits(6, 7), {0: "condition", 1: "periodic", 2: "button"})),
)


def only(statistic: Literal["min", "max", "last"]) -> Body:
    """An event of the fourth version with one of the three."""
    return (EVENT_4, temperature(i16le / 10, statistic=statistic, invalid=INVALID_4))


VERSION_4 = {
    2: message(
        "status",
        header(0),
        battery_voltage((u8 * 2 + 510) / 255),
        temperature(i8, place="board"),
        frame_count(u16le),
        attribute(rssi_class=choice(u8, {0: "above -80 dBm", 1: "-80 to -99", 2: "-100 to -129", 3: "below -129"})),
        attribute(self_test=u8),
        event_count(u8),
        attribute(element=choice(u8, ELEMENTS)),
    ),
    3: message(
        "event",
        header(0),
        switch(
            u8,
            {
                0: (EVENT_4, tuple(temperature(i16le / 10, statistic=name, invalid=INVALID_4) for name in RANGE)),
                1: only("min"),
                2: only("max"),
                3: only("last"),
            },
        ),
    ),
    5: message("activated", header(0), model(choice(u8, TYPES))),
    6: message("deactivated", header(0), attribute(reason=choice(u8, {0: "user"})), reserved(1)),
    7: message(
        "configuration_answer",
        word(
            u8,
            attribute(part=choice(bits(0, 3), {0: "base", 1: "region", 3: "sensor", 5: "conditions"})),
            protocol_version(version(bits(4, 7))),
        ),
        attribute(configuration_tag=u32le),
        word(u8, frame_count(bits(0, 3)), reserved(bits(4, 7))),
    ),
}
VERSIONS = message("versions", expect(u8, 1), attribute(firmware=u32le, hardware=u32le))
OLD = neon(
    triggers("timer", count=4) | {5: "button"},
    tuple(temperature(i16le / 10, statistic=name, invalid=INVALID_3) for name in RANGE),
)

TS = device(
    "twtg/neon-ts",
    name="Temperature sensor NEON TS",
    source="The vendor's published decoder (protocol 2)",
    f_port=1,
    uplink=switch(
        peek(0, u8).bits(0, 3),
        neon(triggers("timer", count=4), tuple(temperature(i16le / 100, statistic=name) for name in RANGE)),
    ),
    vectors=[
        vector(
            "230046084D0852080A", f_port=1, message="event", temperature_min=21.18, temperature_max=21.25,
            temperature=21.3, protocol_version="2", trigger="timer", condition_0=False, condition_1=True,
            condition_2=False, condition_3=True, source="the vendor's decoder, run",
        ),
        vector(
            "2304460AFFFD48FE85", message="event", temperature_min=26.3, temperature_max=-5.13, temperature=-4.4,
            protocol_version="2", trigger="condition 3", condition_0=True, condition_1=False, condition_2=True,
            condition_3=False, source="the vendor's decoder, run",
        ),
        vector(
            "24D455308942460DE20A0A0D141514612E1F", message="status", event_count=66, battery_voltage_min=3.398,
            battery_voltage_max=2.786, battery_voltage=3.338, temperature_min=20, temperature_max=21,
            temperature=20, protocol_version="2", config_crc=21972, sensor_config_crc=35120, frame_count=97,
            mean_rssi=(-46.0, 'dB{mW}'), mean_snr=(31.0, 'dB'), source="the vendor's decoder, run",
        ),
        vector(
            "24D455308942868DE28A0A8DFBF8FA61DEE1", message="status", event_count=66, battery_voltage_min=36.23,
            battery_voltage_max=35.554, battery_voltage=36.106, temperature_min=-5, temperature_max=-8,
            temperature=-6, protocol_version="2", config_crc=21972, sensor_config_crc=35120, frame_count=97,
            mean_rssi=(-222.0, 'implausible'), mean_snr=(-31.0, 'dB'), source="the vendor's decoder, run",
        ),
        vector(
            "2001D1E2F3A4 D4553089 81 85 02 0102030405060708 83 84", message="boot", protocol_version="2", model="ts",
            version_hash=2767446737, config_crc=21972, sensor_config_crc=35120, reset_flags=129, restart_count=133,
            reset_cause="watchdog", reset_details="0102030405060708", last_state=131, self_test=132,
            source="the vendor's decoder, run",
        ),
        vector("21", message="activated", protocol_version="2", source="the vendor's decoder, run"),
        vector("22", message="deactivated", protocol_version="2", source="the vendor's decoder, run"),
    ],
)  # fmt: skip

TT = device(
    "twtg/neon-tt-v4",
    name="Temperature transmitter NEON TT (DS-TT-01-03, DS-TT-02-00)",
    source="The vendor's published decoder (protocols 2 to 4, and the firmware management of the LoRa Alliance)",
    f_port=3,
    uplink=switch(f_port, VERSION_4 | {15: switch(peek(0, u8).bits(0, 3), OLD), 203: VERSIONS}),
    also={
        "twtg/neon-tt-v3": "Temperature transmitter NEON TT (DS-TT-01-xx), protocol 3",
        "twtg/neon-tt-v2": "Temperature transmitter NEON TT (DS-TT-01-xx), protocol 2",
    },
    vectors=[
        vector(
            "407515030002060102", f_port=2, message="status", battery_voltage=2.9176470588235293, temperature_board=21,
            event_count=1, protocol_version="4", frame_count=3, rssi_class="-100 to -129", self_test=6, element="K",
            source="the vendor's decoder, run",
        ),
        vector(
            "40F5F5838F028681F2", f_port=2, message="status", battery_voltage=3.9215686274509802,
            temperature_board=-11, event_count=129, protocol_version="4", frame_count=36739, rssi_class="-100 to -129",
            self_test=134, element="unknown_242", source="computed from the vendor's decoder, which refuses the type",
        ),
        vector(
            "4003C1D500", f_port=3, message="event", temperature=21.3, protocol_version="4", condition_0=True,
            condition_1=False, condition_2=False, condition_3=False, trigger="unknown_3",
            source="the vendor's decoder, run",
        ),
        vector(
            "40018239FF", message="event", temperature_min=-19.9, protocol_version="4", condition_0=False,
            condition_1=True, condition_2=False, condition_3=False, trigger="button",
            source="the vendor's decoder, run",
        ),
        vector(
            "40028204FD", message="event", temperature_max=-76.4, protocol_version="4", condition_0=False,
            condition_1=True, condition_2=False, condition_3=False, trigger="button",
            source="the vendor's decoder, run",
        ),
        vector(
            "400341FD7F", message="event", temperature="underflow", protocol_version="4", condition_0=True,
            condition_1=False, condition_2=False, condition_3=False, trigger="periodic",
            source="the vendor's decoder, run",
        ),
        vector(
            "4000 85 D500 FA00 E600", message="event", temperature_min=21.3, temperature_max=25, temperature=23,
            protocol_version="4", condition_0=True, condition_1=False, condition_2=True, condition_3=False,
            trigger="button", source="the vendor's decoder, run",
        ),
        vector(
            "4000 4A FE7F FE7F FE7F", message="event", temperature_min="overflow", temperature_max="overflow",
            temperature="overflow", protocol_version="4", condition_0=False, condition_1=True, condition_2=False,
            condition_3=True, trigger="periodic", source="the vendor's decoder, run",
        ),
        vector(
            "4000 50 FF7F FF7F FF7F", message="event", temperature_min="fault", temperature_max="fault",
            temperature="fault", protocol_version="4", condition_0=False, condition_1=False, condition_2=False,
            condition_3=False, trigger="periodic", source="the vendor's decoder, run",
        ),
        vector(
            "4004", f_port=5, message="activated", protocol_version="4", model="tt",
            source="the vendor's decoder, run",
        ),
        vector(
            "400000", f_port=6, message="deactivated", protocol_version="4", reason="user",
            source="the vendor's decoder, run",
        ),
        vector(
            "43DC9258E803", f_port=7, message="configuration_answer", part="sensor", protocol_version="4",
            configuration_tag=3898118876, frame_count=3, source="the vendor's decoder, run",
        ),
        vector(
            "01DDCCBBAA44332211", f_port=203, message="versions", firmware=2864434397, hardware=287454020,
            source="the vendor's decoder, run",
        ),
        vector(
            "243412CDABFFA00F100E5E0ED850157B4BF6", f_port=15, message="status", event_count=255,
            battery_voltage_min=4, battery_voltage_max=3.6, battery_voltage=3.678, temperature_min=-40,
            temperature_max=80, temperature=21, protocol_version="2", config_crc=4660, sensor_config_crc=43981,
            frame_count=123, mean_rssi=(-75.0, 'dB{mW}'), mean_snr=(-10.0, 'dB'), source="the vendor's decoder, run",
        ),
        vector(
            "3300D500FA00E60005", f_port=15, message="event", temperature_min=21.3, temperature_max=25,
            temperature=23, protocol_version="3", trigger="timer", condition_0=True, condition_1=False,
            condition_2=True, condition_3=False, source="the vendor's decoder, run",
        ),
        vector(
            "3305D08AC68ABC8A0A", f_port=15, message="event", temperature_min="underflow", temperature_max="overflow",
            temperature="underflow", protocol_version="3", trigger="button", condition_0=False, condition_1=True,
            condition_2=False, condition_3=True, source="the vendor's decoder, run",
        ),
        vector(
            "3304B28AA88AD08A00", f_port=15, message="event", temperature_min="overflow", temperature_max="unknown",
            temperature="underflow", protocol_version="3", trigger="condition 3", condition_0=False,
            condition_1=False, condition_2=False, condition_3=False, source="the vendor's decoder, run",
        ),
        vector(
            "2004D1E2F3A4 D4553089 81 85 02 0102030405060708 83 84", f_port=15, message="boot", protocol_version="2",
            model="tt", version_hash=2767446737, config_crc=21972, sensor_config_crc=35120, reset_flags=129,
            restart_count=133, reset_cause="watchdog", reset_details="0102030405060708", last_state=131, self_test=132,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

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
        vector(
            "243412100E740E420E141E1900055F0A0006010002000700", message="status", battery_voltage_min=3.6,
            battery_voltage_max=3.7, battery_voltage=3.65, temperature_min=20, temperature_max=30, temperature=25,
            event_count=7, protocol_version="2", config_crc=4660, lvds_errors=0, frame_count=5,
            mean_rssi=(-95.0, 'dB{mW}'), mean_snr=(10.0, 'dB'), self_test=0, sensor_model="vb", sensor_config_crc=1,
            data_config_crc=2, sensor_self_test=0, source="the vendor's decoder, run",
        ),
        vector(
            "24B4928A8E7A8E488EF4FE F9 85 85 F5 F6 86 06 81F1 82F2 87 88", message="status", battery_voltage_min=36.49,
            battery_voltage_max=36.474, battery_voltage=36.424, temperature_min=-12, temperature_max=-2,
            temperature=-7, event_count=135, protocol_version="2", config_crc=37556, lvds_errors=133,
            frame_count=133, mean_rssi=(-245.0, 'implausible'), mean_snr=(-10.0, 'dB'), self_test=134,
            sensor_model="vb", sensor_config_crc=61825, data_config_crc=62082, sensor_self_test=136,
            source="the vendor's decoder, run",
        ),
        vector(
            "28 07 2A D4 F1 85 0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F2021222324252627 28",
            message="spectrum", protocol_version="2", frame_number=7, sequence=2, axis="z", spectrum_of="velocity",
            scale_coefficient=1, scale_power=2, start_frequency=(12594.52356, 'Hz'), line_distance=(216.47346, 'Hz'),
            magnitudes="0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f202122232425262728",
            source="the vendor's decoder, run",
        ),
        vector(
            "2106 85 C2D3E4F5", message="activated", protocol_version="2", model="vb", device_series=133,
            device_number=4125414338, source="the vendor's decoder, run",
        ),
        vector(
            "220100", message="deactivated", protocol_version="2", reason="activation timeout",
            source="the vendor's decoder, run",
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
