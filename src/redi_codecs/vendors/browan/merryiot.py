"""MerryIoT: motion, with temperature and humidity.

Early firmware sends whole degrees in a byte, later firmware tenths of them in two; the length of the payload tells.
Source: MerryIoT reference manual of the MS10, chapter "Messages", and the vendor's published decoder (wsms-156).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.browan.tabs import (
    CD10_BATTERY,
    HUMIDITY,
    KEEP_ALIVE,
    ON_ANOTHER_PORT,
    OTHER,
    SETTINGS_PORT,
    one,
    or_versions,
    request,
)

WHOLE, TENTHS = temperature(i8), temperature(i16le / 10)
RUN = "the vendor's decoder, run"


def since(status: Body, *rest: Body) -> Body:
    """Status, battery, temperature in either spelling, humidity, and what follows."""
    size = 4 if not rest else 9
    return switch(
        length,
        {
            size + 1: (status, CD10_BATTERY, TENTHS, HUMIDITY, *rest),
            size: (status, CD10_BATTERY, WHOLE, HUMIDITY, *rest),
        },
    )


_MOTION: dict[int, Body] = {
    0x00: KEEP_ALIVE,
    0x02: attribute(occupied_interval=duration(u16le)),
    0x03: attribute(free_detection_time=duration(u8 * 60)),
    0x04: attribute(trigger_count=u16le),
    0x05: attribute(pir_parameters=hexadecimal(4)),
    0x06: word(u8, attribute(tamper_enabled=bit(0)), reserved(bits(1, 7))),
}
_MOTION_MANUAL = "MerryIoT MS10 reference manual, 12.2.2"
_MOTION_EXAMPLES = dict(
    (
        one(_MOTION_MANUAL, "00 100E", report_interval=3600),
        one(_MOTION_MANUAL, "02 5802", occupied_interval=600),
        one(_MOTION_MANUAL, "03 05", free_detection_time=300),
        one(_MOTION_MANUAL, "04 0000", trigger_count=0),
        one(_MOTION_MANUAL, "05 00E02100", pir_parameters="00e02100"),
        one(_MOTION_MANUAL, "06 00", tamper_enabled=False),
    )
)
MS10 = device(
    "browan/ms10",
    name="MerryIoT motion, temperature and humidity sensor",
    source="MerryIoT MS10 reference manual, chapter 4 (port 122); the vendor's published decoder",
    f_port=122,
    uplink=switch(
        f_port,
        {
            122: since(
                word(u8, motion(bit(0)), button(bit(1)), tamper(bit(2)), reserved(bits(3, 7))),
                time_since_motion(u16le),
                motion_count(u24le, statistic="total"),
            ),
            SETTINGS_PORT: or_versions(message("configuration", tags(u8, _MOTION))),
        },
        otherwise=OTHER,
    ),
    downlink=commands(SETTINGS_PORT, u8, _MOTION, answer=True, joins=True, examples=_MOTION_EXAMPLES)
    | {"request_configuration": request()},
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "00 100E 02 5802 03 05 04 0000 05 00E02100 06 00", f_port=204, message="configuration",
            report_interval=3600, occupied_interval=(600, "s"), free_detection_time=(300, "s"), trigger_count=0,
            pir_parameters="00e02100", tamper_enabled=False, source="MS10 reference manual, 12.3",
        ),
        vector(
            "07 07 15 44 2C01 E80300", f_port=122, motion=True, button=True, tamper=True, battery_voltage=2.8,
            temperature=21, humidity=68, time_since_motion=300, motion_count_total=1000, source=RUN,
        ),
        vector(
            "01 07 F6 44 2C81 E80380", motion=True, button=False, tamper=False, battery_voltage=2.8, temperature=-10,
            humidity=68, time_since_motion=33068, motion_count_total=8389608,
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
        vector(
            "02 0F E0FF 32 3C00 050000", motion=False, button=True, tamper=False, battery_voltage=3.6,
            temperature=-3.2, humidity=50, time_since_motion=60, motion_count_total=5,
            source="computed from the reference manual, tenths of a degree in two bytes",
        ),
        vector(
            "04 0F E700 7F 3C00 050000", motion=False, button=False, tamper=True, battery_voltage=3.6,
            temperature=23.1, humidity="fault", time_since_motion=60, motion_count_total=5,
            source="computed; a humidity of 127 is none, as in the TABS manuals",
        ),
        vector(
            "00 0F 17 7F 3C00 050000", motion=False, button=False, tamper=False, battery_voltage=3.6,
            temperature=23, humidity="fault", time_since_motion=60, motion_count_total=5,
            source="computed; a humidity of 127 is none, as in the TABS manuals",
        ),
    ],
)  # fmt: skip
