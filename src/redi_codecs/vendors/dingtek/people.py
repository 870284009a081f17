"""Dingtek's people counters, framed as the others."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dingtek.commands import COUNTER, INFRARED_COUNTER, RADAR_COUNTER
from redi_codecs.vendors.dingtek.frame import BATTERY_THRESHOLD, VOLTAGE, frame

DC500 = device(
    "dingtek/dc500",
    name="People counter",
    source="The vendor's published decoder for the DC500: a counter until a command sets it to zero",
    f_port=3,
    downlink=COUNTER,
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
    downlink=INFRARED_COUNTER,
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
    downlink=RADAR_COUNTER,
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
