"""Dingtek: between 0x80 and 0x81 the number of the model, why it was sent, the length, and values, big-endian.

Source: the vendor's published decoders. Most flags are nibbles. An angle has its sign in a nibble (0 is plus), which
the decoders of DC410 and DC413 mean to look at and do not; a temperature has a sign as in the decoder of the DO201.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *


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
    also={"dingtek/dc413": "Manhole sensor with tilt alarm"},
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
        vector(
            "800001021100C80012001E101100050081", message="report", distance=200, temperature=18, tilt=30, full=True,
            moving=True, low_battery=True, frame_count=5,
            source="the vendor's decoder, run, its sign of the angle put right",
        ),
    ],
)  # fmt: skip


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
        vector(
            "8000310217012C11110131FF9C00C8FFFFFB50002A0081", message="report", distance=300, vehicle_presence=True,
            low_battery=True, battery_voltage=3.05, temperature=-5, humidity=80, level_alarm=True, magnetic_alarm=True,
            magnetic_x=-100, magnetic_y=200, magnetic_z=-1, frame_count=42, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
DO202 = device(
    "dingtek/do202",
    name="Parking sensor with radar and magnetic field",
    source="The vendor's published decoders for the DO202 and, for the distance, the DO201",
    f_port=3,
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
DT311 = device(
    "dingtek/dt311",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder for the DT311; a negative high threshold as its downlinks have it",
    f_port=3,
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
        vector(
            "800001011201900101050099991111010081", message="event", battery_voltage=4, low_battery=True,
            temperature=-5, humidity=99.99, low_temperature_alarm=True, high_temperature_alarm=True,
            low_humidity_alarm=True, high_humidity_alarm=True, frame_count=256, source="the vendor's decoder, run",
        ),
        vector(
            "800001031101050C1E0055011E5014010F81", message="settings", firmware_version="1.5", report_interval=43200,
            detection_interval=(1800.0, 's'), high_temperature_threshold=(85.0, 'Cel'),
            low_temperature_threshold=(-30.0, 'Cel'), high_humidity_threshold=(80.0, '%'),
            low_humidity_threshold=(20.0, '%'), work_mode=1, battery_threshold=15, source="the vendor's decoder, run",
        ),
        vector(
            "80000103110105FF9E0155001E9014010F81", message="settings", firmware_version="1.5", report_interval=918000,
            detection_interval=(9480.0, 's'), high_temperature_threshold=(-85.0, 'Cel'),
            low_temperature_threshold=(30.0, 'Cel'), high_humidity_threshold=(144.0, 'implausible'),
            low_humidity_threshold=(20.0, '%'), work_mode=1, battery_threshold=15,
            source="the vendor's decoder, run, its sign of the high threshold put right",
        ),
    ],
)  # fmt: skip
DT320 = device(
    "dingtek/dt320",
    name="Air quality sensor",
    source="The vendor's published decoder for the DT320: air quality as a level from 0 to 3",
    f_port=3,
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
DC500 = device(
    "dingtek/dc500",
    name="People counter",
    source="The vendor's published decoder for the DC500: a counter until a command sets it to zero",
    f_port=3,
    uplink=frame(
        0x0002,
        21,
        passage_count(u16, statistic="total"),
        word(u8, attribute(count_alarm=bits(4, 7) != 0), low_battery(bits(0, 3) != 0)),
        reserved(1),
        VOLTAGE,
        reserved(6),
        frame_count(u16),
        reserved(1),
        settings_size=12,
        settings=(attribute(count_threshold=u16), BATTERY_THRESHOLD),
    ),
    vectors=[
        vector(
            "800002011501010100016F00000000000000010081", f_port=3, message="event", passage_count_total=257,
            low_battery=True, battery_voltage=3.67, count_alarm=False, frame_count=1,
            source="computed from the vendor's published decoder",
        ),
        vector(
            "800002030C01030401F41E81", message="settings", firmware_version="1.3", report_interval=14400,
            count_threshold=500, battery_threshold=30, source="computed from the vendor's published decoder",
        ),
    ],
)  # fmt: skip
DC510 = device(
    "dingtek/dc510",
    name="People counter with infrared sensor",
    source="The vendor's published decoder for the DC510",
    f_port=3,
    uplink=frame(
        0x0015,
        18,
        passage_count(u16, statistic="total"),
        reserved(1),
        temperature(i8),
        reserved(2),
        word(u8, attribute(count_alarm=bits(4, 7) != 0), reserved(bits(0, 3))),
        word(u8, low_battery(bits(0, 3) != 0), reserved(bits(4, 7))),
        VOLTAGE,
        frame_count(u16),
        settings_size=13,
        settings=(attribute(count_threshold=u16), BATTERY_THRESHOLD, attribute(work_mode=u8)),
    ),
    vectors=[
        vector(
            "80001501120005001400001000 01A4000181", f_port=3, message="event", passage_count_total=5, temperature=20,
            low_battery=False, battery_voltage=4.2, count_alarm=True, frame_count=1,
            source="computed from the vendor's published decoder",
        ),
        vector(
            "500015030D01030401F4140181", message="settings", firmware_version="1.3", report_interval=14400,
            count_threshold=500, battery_threshold=20, work_mode=1, warnings=["start_mark"], rest="",
            source="computed from the vendor's published decoder",
        ),
    ],
)  # fmt: skip
DC520 = device(
    "dingtek/dc520",
    name="People counter with radar, both directions",
    source="The vendor's published examples for the DC520: which alarm is in which nibble follows the other models",
    f_port=3,
    uplink=frame(
        0x0052,
        19,
        people_count(i16),
        people_in(u16, statistic="total"),
        people_out(u16, statistic="total"),
        word(u8, attribute(balance_alarm=bits(4, 7) != 0, in_alarm=bits(0, 3) != 0)),
        word(u8, attribute(out_alarm=bits(4, 7) != 0), low_battery(bits(0, 3) != 0)),
        battery_voltage(u16),
        error_code(u8),
        frame_count(u16),
        settings_size=18,
        settings=(
            attribute(starting_balance=u16, balance_threshold=u16, in_threshold=u16, out_threshold=u16),
            BATTERY_THRESHOLD,
        ),
    ),
    vectors=[
        vector(
            "80005202130001000200010000000500000181", f_port=3, message="report", people_count=1, people_in_total=2,
            people_out_total=1, low_battery=False, battery_voltage=5, balance_alarm=False, in_alarm=False,
            out_alarm=False, error_code=0, frame_count=1, source="the vendor's published example",
        ),
        vector(
            "800052031201020100050023003200141481", message="settings", firmware_version="1.2", report_interval=3600,
            starting_balance=5, balance_threshold=35, in_threshold=50, out_threshold=20, battery_threshold=20,
            source="the vendor's published example",
        ),
    ],
)  # fmt: skip
