"""Motion: presence as a count or as a share of the time, and light, with history and alarms.

Source: the user guide (chapter "Uplink frames") and the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.adeunis.frames import COMMON, COMMON_VECTORS, KEEP_ALIVE, SAMPLING, STATUS

MOTION = device(
    "adeunis/motion",
    name="Presence and light sensor",
    source="MOTION user guide, uplink frames",
    f_port=1,
    uplink=switch(u8, COMMON | KEEP_ALIVE | {
        0x10: message(
            "configuration",
            STATUS,
            report_interval(u16 * 10),
            *SAMPLING,
            attribute(detector_inhibition=duration(u16 * 10)),
        ),
        0x4E: message(
            "data",
            STATUS,
            motion_count(u16, statistic="total"),
            history(motion_count(u16, statistic="delta"), light_percent(u8), newest="first"),
        ),
        0x4F: message(
            "presence_alarm", STATUS, motion_count(u16, statistic="total"), motion_count(u16, statistic="delta"),
        ),
        0x50: message("light_alarm", STATUS, attribute(light_alarm=u8 != 0), light_percent(u8)),
        0x5C: message(
            "presence_data", STATUS, motion(u8), history(occupancy_rate(u8), light_percent(u8), newest="first"),
        ),
        0x5D: message("presence_alarm", STATUS, motion(u8), light_percent(u8)),
    }),
    vectors=[
        *COMMON_VECTORS,
        vector(
            "10 01 21C0 0001 0001 012C 0001", message="configuration", low_battery=False, report_interval=86400,
            samples_per_frame=1, samples_per_record=1, sampling_period=600, detector_inhibition=10,
        ),
        vector(
            "4E 40 00F6 0003 3C 0000 28", message="data", frame_count=2, low_battery=False, motion_count_total=246,
            motion_count_delta=3, light_percent=60, records=[{"motion_count_delta": 0, "light_percent": 40}],
        ),
        vector(
            "4F 60 00F7 0001", message="presence_alarm", frame_count=3, low_battery=False, motion_count_total=247,
            motion_count_delta=1,
        ),
        vector("50 62 01 0A", message="light_alarm", low_battery=True, light_alarm=True, light_percent=10),
        vector(
            "5C 20 01 3219 0014", message="presence_data", low_battery=False, motion=True, occupancy_rate=50,
            light_percent=25, records=[{"occupancy_rate": 0, "light_percent": 20}],
        ),
        vector("5D 20 00 19", message="presence_alarm", low_battery=False, motion=False, light_percent=25),
        vector("30 E0", message="keep_alive", frame_count=7, low_battery=False),
    ],
)  # fmt: skip
