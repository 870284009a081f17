"""ACW-PIR and ACW-ILB: passive infrared detectors and light barriers, in frames of both generations."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.atim.acw import Types, frames
from redi_codecs.vendors.atim.commands import COMMANDS

RUN = "the vendor's decoder, run"

DETECTOR = (
    case_open(u8 == 0),
    reserved(1),
    attribute(fog_sensor=choice(u8, {0: "active", 1: "disabled", 0xFF: "unused"})),
    motion_count(u16, statistic="total"),
    optional(remaining > 0, attribute(temperature_sensor=voltage(u16 / 1000))),
)
#: The detector's frames of the old generation, by why they were sent: that there is motion is said by the alarm alone.
#: The values are there whatever the reason; one that the guide does not have is no more than a count.
DETECTOR_FRAME = switch(
    peek(1, u8),
    {
        0x01: message("case_opening", expect(u8, 0x01), DETECTOR),
        0x08: message("alarm", expect(u8, 0x08), motion(derived(peek(1, u8) == 0x08)), DETECTOR),
    },
    otherwise=message("counting", expect(u8, 0x10, warning="unknown_reason"), DETECTOR),
)
PRESENCE: Types = {
    0x01: word(
        u8,
        motion(bit(0), channel=V.channel),
        reserved(bits(1, 3)),
        attribute(motion_changed=bit(4) == 1, channel=V.channel),
        reserved(bits(5, 7)),
    ),
    0x04: motion_count(u32, channel=V.channel, statistic="total"),
}

PIR360 = device(
    "atim/acw-pir360",
    also={
        "atim/acw-pir90-i": "Infrared presence sensor, 90°, indoor",
        "atim/acw-pir90-o": "Infrared presence sensor, 90°, outdoor",
        "atim/acw-pir180-o": "Infrared presence sensor, 180°, outdoor",
        "atim/acw-ilb30": "Infrared light barrier, 30 m",
        "atim/acw-ilb100": "Infrared light barrier, 100 m",
    },
    name="Infrared presence sensor, 360°, indoor",
    source="ACW-PIR user guide V1.4, frame format",
    f_port=1,
    downlink=COMMANDS,
    uplink=frames(PRESENCE, {0x32: DETECTOR_FRAME}),
    vectors=[
        vector(
            "32 08 01 FF 00 0005 0BB8", f_port=2, message="alarm", motion=True, case_open=False, fog_sensor="active",
            motion_count_total=5, temperature_sensor=3, source=RUN,
        ),
        vector(
            "32 01 00 FF 01 0000 0C80", message="case_opening", case_open=True, fog_sensor="disabled",
            motion_count_total=0, temperature_sensor=3.2, source=RUN,
        ),
        vector("01 0C80", f_port=1, message="life", battery_voltage=3.2, source=RUN),
        vector("A0 01 01 04 0000012C", message="measurement", motion_0=True, motion_count_0_total=300, source=RUN),
        vector(
            "A9 003C 01 01 00 01 00", message="measurement", history_depth=2, samples=2, report_interval=3600,
            motion_0=True, records=[{"motion_0": False}, {"motion_0": True}, {"motion_0": False}], source=RUN,
        ),
    ],
)  # fmt: skip
