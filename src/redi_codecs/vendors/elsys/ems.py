"""Elsys EMS and EMS Desk: multi-sensors, from the table of all models.

Source: "Elsys payload" (elsys.se, sensor payload document).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.elsys.commands import further, taken
from redi_codecs.vendors.elsys.payload import CLIMATE, MOVED, PAYLOAD

#: The EMS models have a reed switch at the first input; 1 is read as open.
EMS_PAYLOAD = PAYLOAD | {0x0D: contact(u8)}
_EMS = taken(CLIMATE, MOVED, contact, motion_count, leak)
STATE_IS_NO_COUNT = (
    "the occupancy state (2: occupied) is no number of motions; that it is occupied is in motion.detected"
)

EMS = device(
    "elsys/ems",
    name="Multi-sensor EMS",
    source="Elsys payload; the vendor's published decoder",
    f_port=5,
    downlink=_EMS,
    uplink=tags(u8, EMS_PAYLOAD),
    measures=(CLIMATE, MOVED, contact, motion_count, pulse_count, leak),
    also={
        "elsys/ems-lite": further("Multi-sensor EMS Lite", CLIMATE, leak, of=_EMS),
        "elsys/ems-door": further("Door sensor EMS Door", CLIMATE, MOVED, contact, pulse_count, of=_EMS),
    },
    vectors=[
        vector(
            "0100E2 0229 03012705 0A1101 1211", f_port=5, temperature=22.6, humidity=41, acceleration_x=1 / 63,
            acceleration_y=39 / 63, acceleration_z=5 / 63, pulse_count_1_delta=4353, leak_level=17, leak=True,
            source="device repository",
        ),
        vector(
            "0D01 0503 070E16", contact=True, motion_count=3, battery_voltage=3.606, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(
            "01FF9602260D010503", f_port=1, keys="action.contactState",
            reason="the EMS models share one format, and the others' references read 1 as open",
        )
    ],
)  # fmt: skip

EMS_DESK = device(
    "elsys/ems-desk",
    name="Desk occupancy sensor EMS Desk",
    source="Elsys payload; the vendor's published decoder",
    f_port=5,
    downlink=taken(CLIMATE, MOVED, occupancy),
    uplink=tags(u8, PAYLOAD),
    measures=(CLIMATE, MOVED, occupancy),
    vectors=[
        vector(
            "0100E2 0229 03012705 1102", f_port=5, temperature=22.6, humidity=41, acceleration_x=1 / 63,
            acceleration_y=39 / 63, acceleration_z=5 / 63, occupancy=True, occupancy_state="occupied",
            source="device repository",
        ),
        vector(
            "01FFCB 0237 1100 070E10", temperature=-5.3, humidity=55, occupancy=False, occupancy_state="unoccupied",
            battery_voltage=3.6, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("0100E20229030127051102", f_port=1, keys="action.motion.count", reason=STATE_IS_NO_COUNT),
        quirk("01FFCB02371100070E10", f_port=1, keys="action.motion.count", reason=STATE_IS_NO_COUNT),
    ],
)  # fmt: skip
