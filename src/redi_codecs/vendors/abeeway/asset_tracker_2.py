"""Asset Tracker 2: a type, then what the tracker does and how it is, then what the type says, big-endian.

Source: the vendor's published decoder. Scans are an address or a name and a signal strength each.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.commands_2 import COMMANDS
from redi_codecs.vendors.abeeway.frames import (
    ACCURACY,
    AXES,
    EVENTS,
    LONG_AGE,
    LONG_GPS,
    REST,
    SHORT_AGE,
    SOURCE,
    acknowledged,
    found,
)
from redi_codecs.vendors.abeeway.reports import (
    ANGLE,
    CONTACT,
    DEBUG,
    FENCES,
    HEALTH,
    MISCELLANEOUS,
    SCAN,
    TEMPERATURE_ALERT,
)

TRACKER_2 = device(
    "abeeway/abeeway-compact-tracker",
    name="Compact Tracker",
    source="The vendor's published decoder",
    f_port=18,
    downlink=COMMANDS,
    also={
        "abeeway/abeeway-industrial-tracker": "Industrial Tracker",
        "abeeway/abeeway-smart-badge": "Smart Badge",
        "abeeway/abeeway-micro-tracker": "Micro Tracker",
    },
    aliases=(
        "abeeway/badgetracker",
        "abeeway/indus-tracker-v2",
        "abeeway/micro-tracker-v2",
        "abeeway/micro-tracker-v3",
    ),
    uplink=switch(
        u8,
        {
            0: message("frame_pending", attribute(downlink_token=u8)),
            3: message(
                "position",
                SOURCE,
                switch(
                    V.position_source,
                    found(
                        SHORT_AGE,
                        (SHORT_AGE, latitude(i24 * 256 / 10_000_000), longitude(i24 * 256 / 10_000_000), ACCURACY),
                        timeout=(),
                    ),
                ),
            ),
            4: message(
                "energy",
                acknowledged(let(energy=bits(0, 3))),
                switch(
                    V.energy,
                    {
                        0: attribute(gps_on=duration(u32), gps_standby=duration(u32), wifi_scans=u32),
                        1: HEALTH,
                    },
                ),
            ),
            5: message(
                "heartbeat",
                acknowledged(REST),
                attribute(reset_number=u8),
                optional(remaining >= 3, firmware_version(version(u8, u8, u8))),
                optional(remaining >= 3, attribute(bluetooth_firmware=version(u8, u8, u8))),
            ),
            7: (
                acknowledged(REST),
                word(u8, let(kind=bits(0, 2)), reserved(bits(3, 7))),
                switch(V.kind, MISCELLANEOUS),
            ),
            9: message(
                "shutdown",
                acknowledged(REST),
                attribute(
                    shutdown_cause=choice(
                        u8,
                        {0: "user", 1: "low_battery", 2: "downlink", 3: "bluetooth_request", 4: "bluetooth_connected"},
                    )
                ),
            ),
            10: message(
                "event",
                acknowledged(REST),
                event(choice(u8, EVENTS)),
                switch(
                    V.event,
                    {
                        "motion_end": (AXES, optional(remaining >= 1, attribute(motion_share=percentage(u8)))),
                        "temperature_alert": TEMPERATURE_ALERT,
                        "angle_detection": ANGLE,
                        "geofencing": (
                            word(u8, attribute(fence=choice(bits(0, 3), FENCES)), let(fence_format=bits(4, 7))),
                            optional(V.fence_format == 0, attribute(fence_number=identifier(u24))),
                        ),
                    },
                    otherwise=(),
                ),
            ),
            11: SCAN,
            12: CONTACT,
            13: message(
                "text",
                word(u8, reserved(bits(0, 3)), attribute(downlink_token=bits(4, 7))),
                attribute(destination=identifier(u24), sms=text()),
            ),
            14: message(
                "extended_position",
                SOURCE,
                switch(V.position_source, found(LONG_AGE, LONG_GPS, timeout=LONG_AGE)),
            ),
            15: message("debug", acknowledged(let(debug=bits(0, 3))), switch(V.debug, DEBUG)),
        },
    ),
    vectors=[
        vector(
            "036AC18900001D28B901603702", f_port=18, message="position", moving=False, sos=False,
            operating_mode="motion_start_end_tracking", battery=75.98425196850394, charging=False,
            temperature=25.305882352941175, position_age=0, latitude=48.9208064, longitude=2.3082752,
            position_accuracy=7.8431372549019605, on_demand=False, periodic=True, application_state=True,
            position_source="gps", downlink_token=0, source="device repository",
        ),
        vector(
            "0A00F9860000", message="event", moving=False, sos=False, operating_mode="standby",
            battery=98.03149606299213, charging=False, temperature=23.788235294117648, on_demand=False, periodic=False,
            application_state=False, downlink_token=0, event="position_start", source="device repository",
        ),
    ],
)  # fmt: skip
