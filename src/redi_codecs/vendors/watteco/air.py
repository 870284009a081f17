"""Watteco's Vaqa'O and Move'O: what is in the air of a room, and who is there.

Source: support.watteco.com, product pages (batch parameters) and cluster pages; the vendor's published examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.watteco import _series
from redi_codecs.vendors.watteco.batch import batch
from redi_codecs.vendors.watteco.commands import COMMANDS
from redi_codecs.vendors.watteco.frames import uplink
from redi_codecs.vendors.watteco.sensors import EXAMPLES, ROOM, RUN, SENSORS
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, CELSIUS, PERCENT

AIR = {
    0: occupancy(u8),
    1: temperature(CELSIUS),
    2: humidity(PERCENT),
    3: co2(u16),
    4: iaq(u16),
    5: illuminance(u16),
    6: pressure(u16 / 10),
}
WHO_IS_THERE = (occupancy, illuminance)
NO_MOTION = quirk(
    "110A 000F 0055 10 01",
    f_port=125,
    keys="action.motion.detected",
    reason="the binary input tells that the case was opened, not that somebody moves: that is cluster 0x0406",
)

AIR_AND_PEOPLE = (ROOM, WHO_IS_THERE, co2, iaq, pressure)

DIVIDED = quirk(
    "4206000000B200C91EC14CB48FA094EE014063A0FD16A9245212141A135E",
    f_port=125,
    keys="air.lightIntensity",
    reason="illuminance is in lux in batches as in reports, and so in Vaqa'O+; the vendor's decoder divides it by 100",
)

VAQAO = device(
    "watteco/vaqao",
    name="Vaqa'O air quality sensor",
    source="support.watteco.com: Vaqa'O, Move'O",
    f_port=125,
    also={
        "watteco/moveo": variant("Move'O occupancy sensor", measures=(ROOM, WHO_IS_THERE)),
        "watteco/moveo-lite": variant("Move'O Lite occupancy sensor", measures=(ROOM, WHO_IS_THERE)),
        "watteco/vaqao-lite": variant("Vaqa'O Lite air quality sensor", measures=(ROOM, co2)),
        "watteco/vaqao-multi-lite": variant("Vaqa'O Multi Lite air quality sensor", measures=AIR_AND_PEOPLE),
        "watteco/vaqao-plus": variant("Vaqa'O+ air quality sensor", measures=AIR_AND_PEOPLE),
        "watteco/vaqao-plus-lite": variant("Vaqa'O+ Lite air quality sensor", measures=(ROOM, WHO_IS_THERE, co2)),
        "nke-watteco/vaqao-sensor": "Vaqa'O air quality sensor",
        "nke-watteco/vaqao-plus-sensor": variant("Vaqa'O+ air quality sensor", measures=AIR_AND_PEOPLE),
    },
    measures=(ROOM, co2, iaq, pressure),
    downlink=COMMANDS,
    uplink=uplink(batch(3, _series.AIR, AIR), {**ATTRIBUTES, **SENSORS}),
    quirks=[NO_MOTION, DIVIDED],
    vectors=[
        vector("110A 0406 0000 18 01", f_port=125, occupancy=True, source=EXAMPLES),
        vector("110A 0400 0000 21 0745", illuminance=1861, source=EXAMPLES),
        vector("110A 000F 0055 10 00", case_open=False, source=RUN),
        vector("310A 800C 0000 21 01A4", co2=420, source=RUN),
        vector("110A 800C 0000 21 0019", iaq=25, source=EXAMPLES),
        vector("310A 0402 0000 29 FDF3", temperature_2=-5.25, source=RUN),
        vector(
            "118A 0400 0000 21 0076 A0 D0 0032 0000 01",
            illuminance=118, illuminance_threshold_0=50, illuminance_gap_0=0, cause_exceeded_0=True,
            cause_occurrences_0=1, source=EXAMPLES,
        ),
        vector(
            "30B200B6E7C7004D8887202FDA75B914B4B28276CBF26E59BB5BD6ED96E5DDB2948076CB9200F6",
            message="batch", batch_counter=2, humidity=53, humidity_age=0, co2=420, co2_age=10, temperature=22.8,
            temperature_age=2400,
            records=[
                {"co2": 430}, {"co2": 420}, {"co2": 440}, {"co2": 420},
                {"temperature": 22.9}, {"co2": 410},
            ],
            source=EXAMPLES,
        ),
    ],
)  # fmt: skip
