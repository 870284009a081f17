"""ELV's LoRaWAN sensors of port 10: the voltage, the kind of the frame, why it was sent, and values, big-endian.

Source: the vendor's published payload parsers. The voltage of the newer ones has whole volts in two bits.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

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
    ],
)  # fmt: skip
MOB = device(
    "elv/elv-lw-mob",
    name="Motion button ELV-LW-MOB",
    source="The vendor's payload parser for the ELV-LW-MOB, 1.0.4",
    f_port=10,
    uplink=switch(f_port, {10: (
        battery_voltage(mixed(u8, fraction=6, per=50) + 1),
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
    ],
)  # fmt: skip
