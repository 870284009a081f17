"""Dingtek: between 0x80 and 0x81 the number of the model, why it was sent, the length, and values, big-endian.

Source: the vendor's published decoders. Most flags are nibbles. An angle has its sign in a nibble (0 is plus), which
the decoders of DC410 and DC413 mean to look at and do not; a temperature has a sign as in the decoder of the DO201.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dingtek.commands import MANHOLE


def frame(model: int, size: int, *values: Body, settings_size: int, settings: Body) -> Body:
    """A report (1: because of an event, 2: regularly) or the settings (3)."""
    return (
        expect(u8, 0x80, warning="start_mark"),
        model_id(u16, model),
        switch(u8, {
            1: message("event", expect(u8, size, warning="stated_length"), *values),
            2: message("report", expect(u8, size, warning="stated_length"), *values),
            3: message("settings", expect(u8, settings_size, warning="stated_length"), FIRMWARE, settings),
        }),
        expect(u8, 0x81, warning="end_mark"),
    )  # fmt: skip


def signed_angle(raw: int) -> int:
    """The angle in the lower byte, with a sign in the nibble above it."""
    return -(raw & 0xFF) if raw > 0xFF else raw


FIRMWARE = (firmware_version(version(u8, u8)), report_interval(u8 * 3600))
DETECTION = attribute(detection_interval=duration(u8 * 60))
ANGLE = word(u16, tilt(curve(bits(0, 11), signed_angle)), reserved(bits(12, 15)))
BATTERY_THRESHOLD = attribute(battery_threshold=battery(u8))
VOLTAGE = battery_voltage(u16 / 100)

DC410 = device(
    "dingtek/dc410",
    name="Manhole sensor",
    source="The vendor's published decoder for the DC410",
    f_port=3,
    downlink=MANHOLE,
    uplink=frame(
        0x0001,
        17,
        distance(u16),
        reserved(1),
        temperature(i8),
        ANGLE,
        word(u8, full(bits(4, 7) != 0), reserved(bits(0, 3))),
        word(u8, moving(bits(4, 7) != 0), low_battery(bits(0, 3) != 0)),
        frame_count(u16),
        reserved(1),
        settings_size=25,
        settings=(
            DETECTION,
            attribute(full_threshold=distance(u8 * 10)),
            attribute(fire_threshold=temperature(u8)),
            attribute(tilt_threshold=angle(u8)),
            attribute(motion_alarm=u8 != 0),
            attribute(ultrasonic_range=distance(lookup(u8, {0: 2000, 1: 5000}))),
            attribute(work_mode=u8),
            reserved(9),
        ),
    ),
    also={"dingtek/dc413": variant("Manhole sensor with tilt alarm", lacks=("ultrasonic_range",))},
    vectors=[
        vector(
            "800001021106A400160100000000010081", f_port=3, message="report", distance=1700, temperature=22, tilt=0,
            full=False, moving=False, low_battery=False, frame_count=1, source="the vendor's decoder, run",
        ),
        vector(
            "80000103190302063C1E4B1401010100000000000000000081", message="settings", firmware_version="3.2",
            report_interval=21600, detection_interval=(3600.0, 's'), full_threshold=(300.0, 'mm'),
            fire_threshold=(75.0, 'Cel'), tilt_threshold=(20.0, 'deg'), motion_alarm=True,
            ultrasonic_range=(5000.0, 'mm'), work_mode=1, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
