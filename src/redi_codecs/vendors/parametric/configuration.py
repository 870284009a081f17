"""The settings of a PCR2: it sends them as it joins, and takes them as a whole, those that stay as well.

Source: the vendor's pages on configuration payloads, versions 2 to 5, and its published decoder for version 6,
big-endian.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_PAGE = "parametric-analytics.com, PCR2 configuration payload V"

_MODE = attribute(
    operation_mode=choice(u8, {0: "timespan", 1: "not_zero", 2: "trigger", 3: "capacity_alert"}),
    payload_type=choice(u8, {0: "elsys", 1: "cayenne_lpp", 2: "extended"}),
)
_INTERVALS: Body = (
    attribute(confirmed_messages=u8 == 1),
    report_interval(u16 * 60, limits=(60, 86_400)),
    attribute(link_check_interval=duration(u16 * 60), limits=(0, 86_400)),
)
_HOLD_OFF = attribute(hold_off_time=duration(u16), limits=(0, 600))
_SENSITIVITY = attribute(radar_sensitivity=percentage(u8), limits=(10, 100))
_SETTINGS: Body = (
    _MODE,
    attribute(lorawan_class=choice(u8, {0: "A", 2: "C"})),
    _INTERVALS,
    attribute(capacity_limit=u16),
    _HOLD_OFF,
)
_INACTIVITY = attribute(inactivity_timeout=duration(u16 * 60), limits=(0, 86_400))
_RANGE: Body = (
    attribute(beam_angle=angle(u8), limits=(30, 80)),
    attribute(distance_min=distance(u16 * 10), limits=(100, 30_000)),
    attribute(distance_max=distance(u16 * 10), limits=(100, 30_000)),
    attribute(speed_min=speed(u8 * 5 / 18), speed_max=speed(u8 * 5 / 18)),
)
_MOUNTING = attribute(mounting_direction=angle(u8), mounting_tilt=angle(u8))
_RADAR_ENABLED = attribute(radar_enabled=u8 == 1)
_AUTOTUNE = attribute(radar_autotune=u8 == 1)
_CHANNEL = attribute(radar_channel=u8)
_RADAR: Body = (_SETTINGS, _INACTIVITY, _RADAR_ENABLED, _RANGE, _AUTOTUNE, _SENSITIVITY)

_TYPE = attribute(device_type=choice(u8, {0: "PCR2-IN", 1: "PCR2-OD", 2: "PCR2-R", 3: "PCR2-T", 4: "PCR2-XIO"}))
_DEVICE: Body = (_TYPE, firmware_version(version(u8, u8, u8)))
_CHARGER = attribute(charger_version=version(u8, u8, u8))

CONFIGURATION = switch(
    length,
    {14: (_DEVICE, _MODE, _INTERVALS, _HOLD_OFF, _SENSITIVITY)},
    otherwise=(
        expect(u16, 0xBE01),
        switch(
            u8,
            {
                3: (_DEVICE, _SETTINGS, _SENSITIVITY),
                4: (
                    _DEVICE, _SETTINGS, _INACTIVITY, _MOUNTING, _RANGE, _SENSITIVITY,
                    optional(remaining >= 1, _AUTOTUNE),
                ),
                5: (_DEVICE, _RADAR, _CHARGER),
                6: (_DEVICE, _RADAR, _CHARGER, _CHANNEL),
            },
        ),
    ),
)  # fmt: skip

#: What of it the device ignores, its own type and versions, is written as 0. Which version it is, the arguments say.
COMMANDS = {
    "report_interval": command(
        190,
        expect(u16, 0xBE01),
        switch(
            u8,
            {
                3: (reserved(4), _SETTINGS, _SENSITIVITY),
                4: (reserved(4), _SETTINGS, _INACTIVITY, _MOUNTING, _RANGE, _SENSITIVITY, _AUTOTUNE),
                5: (reserved(4), _RADAR, reserved(3)),
                6: (reserved(4), _RADAR, reserved(3), _CHANNEL),
            },
        ),
        answer=True,
        disruptive="the class of the device and whether its messages are confirmed are written with it",
        examples=[
            example(
                "BE0103 00000000 00 00 00 01 003C 05A0 0000 0000 50", f_port=190, operation_mode="timespan",
                payload_type="elsys", lorawan_class="A", confirmed_messages=True, report_interval=3600,
                link_check_interval=86400, capacity_limit=0, hold_off_time=0, radar_sensitivity=80,
                source=_PAGE + "3, interval increased to 1 hour, what is ignored as 0",
            ),
        ],
    ),
}  # fmt: skip
