"""ELV's LoRaWAN sensors of port 10: the voltage, the kind of the frame, why it was sent, and values, big-endian.

Source: the vendor's published payload parsers. The voltage of the newer ones has whole volts in two bits.
"""

from fractions import Fraction

from redi_codecs.kinds import *
from redi_codecs.layout import *


def volts(raw: int) -> Fraction:
    """One to four volts in the two upper bits, fiftieths below them."""
    return 1 + (raw >> 6) + Fraction(raw & 0x3F, 50)


VERSIONS = message(
    "device",
    attribute(bootloader_version=version(u8, u8, u8)),
    firmware_version(version(u8, u8, u8)),
    hardware_version(version(u16)),
)
BUTTON = message("button", button_count(u8))
OMO_STATE = (
    word(
        u8,
        moving(bit(0)),
        reserved(bits(1, 3)),
        attribute(tilt_area_0=bit(4), tilt_area_1=bit(5), tilt_area_2=bit(6)),
        reserved(bit(7)),
    ),
    tilt(u8),
)
MOB_STATE = (
    word(
        u8,
        moving(bit(0)),
        attribute(tilt_area_0=bit(1), tilt_area_1=bit(2), tilt_area_2=bit(3)),
        reserved(bits(4, 7)),
    ),
    tilt(u8),
)
SWD_STATE = (
    error_code(u8),
    word(u8, attribute(dry=bit(0), moist=bit(1)), leak(bit(2)), reserved(bits(3, 7))),
    tilt(u8),
)


def reason(*names: str) -> Body:
    """Why the message was sent, in the order of the parser's list."""
    return attribute(tx_reason=choice(u8, dict(enumerate(names))))


MOTION_REASONS = ("settings", "joined", "acceleration", "tilt", "acceleration goes on", "inactivity")

OMO = device(
    "elv/elv-lw-omo",
    name="Outdoor motion sensor ELV-LW-OMO",
    source="The vendor's payload parser for the ELV-LW-OMO, 1.0.1",
    f_port=10,
    uplink=switch(f_port, {10: (
        battery_voltage(u8 / 100),
        let(frame=u8),
        reason("undefined", "button pressed", "heartbeat", *MOTION_REASONS, "error"),
        switch(V.frame, {
            0: VERSIONS,
            1: message("state", *OMO_STATE, motion_count(u16, statistic="total")),
            2: message("motion", *OMO_STATE),
            3: BUTTON,
            4: message(
                "settings",
                word(u8, attribute(acceleration_mode=bit(0), tilt_mode=bit(1)), reserved(bits(2, 7))),
                attribute(sensor_threshold=u8, sensor_range=u8, alpha=angle(u8), beta=angle(u8), hysteresis=angle(u8)),
                report_interval(u8 * 360),
            ),
        }),
    )}),
    vectors=[
        vector(
            "96010100000010", f_port=10, message="state", battery_voltage=1.5, moving=False, tilt=0,
            motion_count_total=16, tx_reason="button pressed", tilt_area_0=False, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "960205012D", message="motion", battery_voltage=1.5, moving=True, tilt=45, tx_reason="acceleration",
            tilt_area_0=False, tilt_area_1=False, tilt_area_2=False, source="the vendor's decoder, run",
        ),
        vector(
            "96010101000010", message="state", battery_voltage=1.5, moving=True, tilt=0, motion_count_total=16,
            tx_reason="button pressed", tilt_area_0=False, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "780108001E012C", message="state", battery_voltage=1.2, moving=False, tilt=30, motion_count_total=300,
            tx_reason="inactivity", tilt_area_0=False, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "96030107", message="button", battery_voltage=1.5, button_count=7, tx_reason="button pressed",
            source="the vendor's decoder, run",
        ),
        vector(
            "E60201F1B4", message="motion", battery_voltage=2.3, moving=True, tilt=180, tx_reason="button pressed",
            tilt_area_0=True, tilt_area_1=True, tilt_area_2=True, source="the vendor's decoder, run",
        ),
        vector(
            "E6010210B4F123", message="state", battery_voltage=2.3, moving=False, tilt=180, motion_count_total=61731,
            tx_reason="heartbeat", tilt_area_0=True, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "E6020320B4", message="motion", battery_voltage=2.3, moving=False, tilt=180, tx_reason="settings",
            tilt_area_0=False, tilt_area_1=True, tilt_area_2=False, source="the vendor's decoder, run",
        ),
        vector(
            "E6020440B4", message="motion", battery_voltage=2.3, moving=False, tilt=180, tx_reason="joined",
            tilt_area_0=False, tilt_area_1=False, tilt_area_2=True, source="the vendor's decoder, run",
        ),
        vector(
            "E600050102030405060007", message="device", battery_voltage=2.3, tx_reason="acceleration",
            bootloader_version="1.2.3", firmware_version="4.5.6", hardware_version="7",
            source="the vendor's decoder, run",
        ),
        vector(
            "E603060D", message="button", battery_voltage=2.3, button_count=13, tx_reason="tilt",
            source="the vendor's decoder, run",
        ),
        vector(
            "E6030793", message="button", battery_voltage=2.3, button_count=147, tx_reason="acceleration goes on",
            source="the vendor's decoder, run",
        ),
        vector(
            "96030901", message="button", battery_voltage=1.5, button_count=1, tx_reason="error",
            source="the vendor's decoder, run",
        ),
        vector(
            "96040301050403020105", message="settings", battery_voltage=1.5, tx_reason="settings",
            acceleration_mode=True, tilt_mode=False, sensor_threshold=5, sensor_range=4, alpha=(3.0, 'deg'),
            beta=(2.0, 'deg'), hysteresis=(1.0, 'deg'), report_interval=1800, source="the vendor's decoder, run",
        ),
        vector(
            "96040302050403020105", message="settings", battery_voltage=1.5, tx_reason="settings",
            acceleration_mode=False, tilt_mode=True, sensor_threshold=5, sensor_range=4, alpha=(3.0, 'deg'),
            beta=(2.0, 'deg'), hysteresis=(1.0, 'deg'), report_interval=1800, source="the vendor's decoder, run",
        ),
        vector(
            "960000010203040506F007", message="device", battery_voltage=1.5, tx_reason="undefined",
            bootloader_version="1.2.3", firmware_version="4.5.6", hardware_version="61447",
            source="the vendor's decoder, run",
        ),
        vector(
            "E6010100B4F123", message="state", battery_voltage=2.3, moving=False, tilt=180, motion_count_total=61731,
            tx_reason="button pressed", tilt_area_0=False, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "96040302050403020A05", message="settings", battery_voltage=1.5, tx_reason="settings",
            acceleration_mode=False, tilt_mode=True, sensor_threshold=5, sensor_range=4, alpha=(3.0, 'deg'),
            beta=(2.0, 'deg'), hysteresis=(10.0, 'deg'), report_interval=1800, source="the vendor's decoder, run",
        ),
        vector(
            "E602018F00", message="motion", battery_voltage=2.3, moving=True, tilt=0, tx_reason="button pressed",
            tilt_area_0=False, tilt_area_1=False, tilt_area_2=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
MOB = device(
    "elv/elv-lw-mob",
    name="Motion button ELV-LW-MOB",
    source="The vendor's payload parser for the ELV-LW-MOB, 1.0.4",
    f_port=10,
    uplink=switch(f_port, {10: (
        battery_voltage(curve(u8, volts)),
        let(frame=u8),
        reason(
            "undefined", "join button pressed", "cyclic timer", *MOTION_REASONS, "button pressed shortly",
            "button pressed long",
        ),
        switch(V.frame, {
            0: VERSIONS,
            1: message("state", *MOB_STATE, motion_count(u16, statistic="total")),
            2: message("motion", *MOB_STATE),
            3: BUTTON,
            4: message(
                "settings",
                word(
                    u8,
                    attribute(button_mode=bit(0), acceleration_mode=bit(1), tilt_mode=bit(2)),
                    reserved(bits(3, 7)),
                ),
                attribute(data_rate_setting=u8 + 1),
                attribute(sensor_range=choice(u8, {0: "2 g", 1: "4 g", 2: "8 g", 3: "16 g"})),
                attribute(sensor_threshold=u8, alpha=angle(u8), beta=angle(u8), hysteresis=angle(u8), send_cycle=u8),
            ),
        }),
    )}),
    vectors=[
        vector(
            "6C02090514", f_port=10, message="motion", battery_voltage=2.88, moving=True, tilt=20,
            tx_reason="button pressed shortly", tilt_area_0=False, tilt_area_1=True, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C010205140001", message="state", battery_voltage=2.88, moving=True, tilt=20, motion_count_total=1,
            tx_reason="cyclic timer", tilt_area_0=False, tilt_area_1=True, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C010209140001", message="state", battery_voltage=2.88, moving=True, tilt=20, motion_count_total=1,
            tx_reason="cyclic timer", tilt_area_0=False, tilt_area_1=False, tilt_area_2=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "C0010800000102", message="state", battery_voltage=4, moving=False, tilt=0, motion_count_total=258,
            tx_reason="inactivity", tilt_area_0=False, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030903", message="button", battery_voltage=2.88, button_count=3, tx_reason="button pressed shortly",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C0203F2B4", message="motion", battery_voltage=2.88, moving=False, tilt=180, tx_reason="settings",
            tilt_area_0=True, tilt_area_1=False, tilt_area_2=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C0104F2B4F123", message="state", battery_voltage=2.88, moving=False, tilt=180, motion_count_total=61731,
            tx_reason="joined", tilt_area_0=True, tilt_area_1=False, tilt_area_2=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030583", message="button", battery_voltage=2.88, button_count=131, tx_reason="acceleration",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030A83", message="button", battery_voltage=2.88, button_count=131, tx_reason="button pressed long",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030603", message="button", battery_voltage=2.88, button_count=3, tx_reason="tilt",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030703", message="button", battery_voltage=2.88, button_count=3, tx_reason="acceleration goes on",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030103", message="button", battery_voltage=2.88, button_count=3, tx_reason="join button pressed",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C030003", message="button", battery_voltage=2.88, button_count=3, tx_reason="undefined",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C00030102030405060107", message="device", battery_voltage=2.88, tx_reason="settings",
            bootloader_version="1.2.3", firmware_version="4.5.6", hardware_version="263",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C04030105001020304050", message="settings", battery_voltage=2.88, tx_reason="settings", button_mode=True,
            acceleration_mode=False, tilt_mode=False, data_rate_setting=6, sensor_range="2 g", sensor_threshold=16,
            alpha=(32.0, 'deg'), beta=(48.0, 'deg'), hysteresis=(64.0, 'deg'), send_cycle=80,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C04030205011020304050", message="settings", battery_voltage=2.88, tx_reason="settings",
            button_mode=False, acceleration_mode=True, tilt_mode=False, data_rate_setting=6, sensor_range="4 g",
            sensor_threshold=16, alpha=(32.0, 'deg'), beta=(48.0, 'deg'), hysteresis=(64.0, 'deg'), send_cycle=80,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C04030405021020304050", message="settings", battery_voltage=2.88, tx_reason="settings",
            button_mode=False, acceleration_mode=False, tilt_mode=True, data_rate_setting=6, sensor_range="8 g",
            sensor_threshold=16, alpha=(32.0, 'deg'), beta=(48.0, 'deg'), hysteresis=(64.0, 'deg'), send_cycle=80,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C04030105031020304050", message="settings", battery_voltage=2.88, tx_reason="settings", button_mode=True,
            acceleration_mode=False, tilt_mode=False, data_rate_setting=6, sensor_range="16 g", sensor_threshold=16,
            alpha=(32.0, 'deg'), beta=(48.0, 'deg'), hysteresis=(64.0, 'deg'), send_cycle=80,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C04030005001020304050", message="settings", battery_voltage=2.88, tx_reason="settings",
            button_mode=False, acceleration_mode=False, tilt_mode=False, data_rate_setting=6, sensor_range="2 g",
            sensor_threshold=16, alpha=(32.0, 'deg'), beta=(48.0, 'deg'), hysteresis=(64.0, 'deg'), send_cycle=80,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
SWD = device(
    "elv/elv-lw-swd",
    name="Soil moisture and water detector ELV-LW-SWD",
    source="The vendor's payload parser for the ELV-LW-SWD",
    f_port=10,
    uplink=switch(f_port, {10: (
        battery_voltage(curve(u8, volts)),
        let(frame=u8),
        reason(
            "reserved", "join button pressed", "cyclic timer", "settings", "joined", "tilt", "dryness", "moisture",
            "water",
        ),
        switch(V.frame, {
            0: VERSIONS,
            1: message(
                "state",
                *SWD_STATE,
                # A published payload ends within the count: half a number is none, the rest of the message stands.
                optional(length != 7, event_count(u16, statistic="total")),
                optional(length == 7, attribute(count_cut_off=hexadecimal(1))),
            ),
            2: message("measurement", *SWD_STATE),
            3: message(
                "settings",
                attribute(data_rate_setting=u8 + 1, send_cycle=u8),
                word(
                    u8,
                    attribute(dryness_mode=bit(0), moisture_mode=bit(1), water_mode=bit(2), tilt_mode=bit(3)),
                    reserved(bits(4, 7)),
                ),
                attribute(trigger_angle=angle(u8), acoustic_alarm_source=u8),
                attribute(dryness_signal=u8, dryness_signal_duration=u8),
                attribute(moisture_signal=u8, moisture_signal_duration=u8),
                attribute(water_signal=u8, water_signal_duration=u8),
                attribute(flat_signal=u8, flat_signal_duration=u8),
                attribute(tilt_signal=u8, tilt_signal_duration=u8),
            ),
        }),
    )}),
    vectors=[
        vector(
            "6C010200011E0005", f_port=10, message="state", battery_voltage=2.88, leak=False, tilt=30,
            event_count_total=5, tx_reason="cyclic timer", error_code=0, dry=True, moist=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C010200010000", message="state", battery_voltage=2.88, leak=False, tilt=0, tx_reason="cyclic timer",
            error_code=0, dry=True, moist=False, count_cut_off="00",
            source="the vendor's published example, which lacks the last byte of the count",
        ),
        vector(
            "6C0207000214", message="measurement", battery_voltage=2.88, leak=False, tilt=20, tx_reason="moisture",
            error_code=0, dry=False, moist=True, source="the vendor's decoder, run",
        ),
        vector(
            "6C0208030493", message="measurement", battery_voltage=2.88, leak=True, tilt=147, tx_reason="water",
            error_code=3, dry=False, moist=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C01060081B4F123", message="state", battery_voltage=2.88, leak=False, tilt=180, event_count_total=61731,
            tx_reason="dryness", error_code=0, dry=True, moist=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C0204000414", message="measurement", battery_voltage=2.88, leak=True, tilt=20, tx_reason="joined",
            error_code=0, dry=False, moist=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C000401020304050601F7", message="device", battery_voltage=2.88, tx_reason="joined",
            bootloader_version="1.2.3", firmware_version="4.5.6", hardware_version="503",
            source="the vendor's decoder, run",
        ),
        vector(
            "6C03030206015A0102030405060708090A0B", message="settings", battery_voltage=2.88, tx_reason="settings",
            data_rate_setting=3, send_cycle=6, dryness_mode=True, moisture_mode=False, water_mode=False,
            tilt_mode=False, trigger_angle=(90.0, 'deg'), acoustic_alarm_source=1, dryness_signal=2,
            dryness_signal_duration=3, moisture_signal=4, moisture_signal_duration=5, water_signal=6,
            water_signal_duration=7, flat_signal=8, flat_signal_duration=9, tilt_signal=10, tilt_signal_duration=11,
            source="the vendor's decoder, run",
        ),
        vector(
            "6C0205000014", message="measurement", battery_voltage=2.88, leak=False, tilt=20, tx_reason="tilt",
            error_code=0, dry=False, moist=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C0201000014", message="measurement", battery_voltage=2.88, leak=False, tilt=20,
            tx_reason="join button pressed", error_code=0, dry=False, moist=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C0203000014", message="measurement", battery_voltage=2.88, leak=False, tilt=20, tx_reason="settings",
            error_code=0, dry=False, moist=False, source="the vendor's decoder, run",
        ),
        vector(
            "6C0200000014", message="measurement", battery_voltage=2.88, leak=False, tilt=20, tx_reason="reserved",
            error_code=0, dry=False, moist=False, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
