"""Motion: presence as a count or as a share of the time, and light, with history and alarms.

Source: the technical reference manual of MOTION V2, the Smart Building MOTION user guide (frames 0x4E and 0x4F) and the
vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.adeunis.commands import COMMANDS
from redi_codecs.vendors.adeunis.frames import SAMPLING, WITHOUT_CLOCK, common

PRESENCE = motion(u8 == 1, invalid={range(2, 256): "unknown"})

MOTION = device(
    "adeunis/motion",
    name="Presence and light sensor",
    source="MOTION V2 technical reference manual of 2 December 2019, 2.2 uplink frames",
    f_port=1,
    downlink=COMMANDS,
    uplink=switch(u8, common(WITHOUT_CLOCK) | {
        0x10: message(
            "configuration",
            WITHOUT_CLOCK,
            report_interval(u16 * 10),
            *SAMPLING,
            attribute(detector_inhibition=duration(u16 * 10)),
        ),
        0x4E: message(
            "data",
            WITHOUT_CLOCK,
            motion_count(u16, statistic="total"),
            history(motion_count(u16, statistic="delta"), light_percent(u8), newest="first"),
        ),
        0x4F: message(
            "presence_alarm",
            WITHOUT_CLOCK,
            motion_count(u16, statistic="total"),
            motion_count(u16, statistic="delta"),
        ),
        0x50: message("light_alarm", WITHOUT_CLOCK, attribute(light_alarm=u8 != 0), light_percent(u8)),
        0x5C: message(
            "presence_data", WITHOUT_CLOCK, PRESENCE, history(occupancy_rate(u8), light_percent(u8), newest="first"),
        ),
        0x5D: message("presence_alarm", WITHOUT_CLOCK, PRESENCE, light_percent(u8)),
    }),
    vectors=[
        vector(
            "10 00 21C0 0001 0001 0708 001E", f_port=1, message="configuration", low_battery=False,
            report_interval=86400, samples_per_frame=1, samples_per_record=1, sampling_period=(3600, "s"),
            detector_inhibition=(300, "s"), source="MOTION V2 technical reference manual, 2.2.1",
        ),
        vector(
            "5C 80 01 1E32 0020", message="presence_data", frame_count=4, low_battery=False, motion=True,
            occupancy_rate=30, light_percent=50, records=[{"occupancy_rate": 0, "light_percent": 32}],
            source="MOTION V2 technical reference manual, 2.2.5",
        ),
        vector(
            "5D 80 01 32", message="presence_alarm", low_battery=False, motion=True, light_percent=50,
            source="MOTION V2 technical reference manual, 2.2.6",
        ),
        vector(
            "50 80 01 32", message="light_alarm", low_battery=False, light_alarm=True, light_percent=50,
            source="MOTION V2 technical reference manual, 2.2.7",
        ),
        vector(
            "52 80 01 00001230 0003", message="input_alarm", low_battery=False, digital_input_2=True,
            previous_input_2=False, pulse_count_2_total=4656, pulse_count_2_delta=3,
            source="MOTION V2 technical reference manual, 2.2.8",
        ),
        vector(
            "4E A3 0210 0053 50", message="data", frame_count=5, low_battery=True, motion_count_total=528,
            motion_count_delta=83, light_percent=80,
            source="Smart Building MOTION user guide V1.0.1, 4.1.8 periodic data frame",
        ),
    ],
)  # fmt: skip
