"""Dingtek's parking sensors, framed as the others: distance and magnetic field tell whether there is a vehicle."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dingtek.commands import PARKING, RADAR_PARKING
from redi_codecs.vendors.dingtek.frame import BATTERY_THRESHOLD, DETECTION, VOLTAGE, frame


def parking(model: int) -> Body:
    """The parking sensors: distance and magnetic field tell whether there is a vehicle."""
    return frame(
        model,
        23,
        distance(u16),
        word(u8, vehicle_presence(bits(4, 7) != 0), attribute(level_alarm=bits(0, 3) != 0)),
        word(u8, attribute(magnetic_alarm=bits(4, 7) != 0), low_battery(bits(0, 3) != 0)),
        VOLTAGE,
        attribute(magnetic_x=i16, magnetic_y=i16, magnetic_z=i16),
        temperature(i8),
        humidity(u8),
        frame_count(u16),
        reserved(1),
        settings_size=16,
        settings=(
            DETECTION,
            attribute(level_threshold=u8, magnetic_threshold=u16),
            BATTERY_THRESHOLD,
            reserved(2),
        ),
    )


DO201 = device(
    "dingtek/do201",
    name="Parking sensor with distance and magnetic field",
    source="The vendor's published decoder for the DO201",
    f_port=3,
    downlink=PARKING,
    uplink=parking(0x0031),
    vectors=[
        vector(
            "800031021706B4000001610010FFF6FFF08B2D00010081", f_port=3, message="report", distance=1716,
            vehicle_presence=False, low_battery=False, battery_voltage=3.53, temperature=-117, humidity=45,
            level_alarm=False, magnetic_alarm=False, magnetic_x=16, magnetic_y=-10, magnetic_z=-16, frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "80003103100101181E3C003C14000081", message="settings", firmware_version="1.1", report_interval=86400,
            detection_interval=(1800.0, 's'), level_threshold=60, magnetic_threshold=60, battery_threshold=20,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
DO202 = device(
    "dingtek/do202",
    name="Parking sensor with radar and magnetic field",
    source="The vendor's published decoders for the DO202 and, for the distance, the DO201",
    f_port=3,
    downlink=RADAR_PARKING,
    uplink=parking(0x0032),
    vectors=[
        vector(
            "800032021706B4000001610010FFF6FFF08B2D00010081", f_port=3, message="report", distance=1716,
            vehicle_presence=False, low_battery=False, battery_voltage=3.53, temperature=-117, humidity=45,
            level_alarm=False, magnetic_alarm=False, magnetic_x=16, magnetic_y=-10, magnetic_z=-16, frame_count=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "80003203100101181E3C003C14000081", message="settings", firmware_version="1.1", report_interval=86400,
            detection_interval=(1800.0, 's'), level_threshold=60, magnetic_threshold=60, battery_threshold=20,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
