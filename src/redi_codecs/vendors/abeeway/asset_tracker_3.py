"""Asset Tracker 3: type, battery and clock in four bytes, then what the type says, big-endian.

Source: the vendor's published decoder. The clock counts the seconds since noon or midnight, UTC. Scans are an address
or a name and a signal strength each.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.abeeway.commands_3 import COMMANDS
from redi_codecs.vendors.abeeway.frames_3 import AXES, EVENTS, FOUND, NOT_FOUND, NOTIFICATIONS, SOURCES

_STATES = {0: "success", 1: "timeout", 2: "failure", 3: "not_solvable"}
_WHY = (
    "periodic", "sos", "motion_start", "motion_stop", "in_motion", "static", "shock", "temperature_high",
    "temperature_low", "zone",
)  # fmt: skip
_TRIGGERS: dict[str, Any] = {f"on_{name}": bit(number) for number, name in enumerate(_WHY)}
_POSITION = (
    word(
        u8,
        attribute(position_source=choice(bits(0, 3), SOURCES)),
        reserved(bit(4)),
        attribute(position_status=choice(bits(5, 6), _STATES)),
        moving(bit(7)),
    ),
    word(u8, motion_count(bits(0, 3)), reserved(bits(4, 7))),
    word(
        u16,
        attribute(**_TRIGGERS),
        reserved(bits(10, 15)),
    ),
    switch(
        V.position_status,
        {
            ("success", "not_solvable"): switch(V.position_source, FOUND, otherwise=()),
            ("timeout", "failure"): switch(V.position_source, {"gnss": NOT_FOUND}, otherwise=()),
        },
    ),
)
_QUERIES = {0: "assist_position", 1: "echo", 2: "gps_almanac", 3: "beidou_almanac"}
_RESPONSES = {
    0: "settings_set", 1: "group_set", 2: "settings", 3: "group", 4: "bluetooth", 5: "checks", 6: "sensors",
}  # fmt: skip
_BLUETOOTH = {0: "idle", 1: "advertising", 2: "connected", 3: "bonded"}
_RESPONSE = (
    word(u8, attribute(response=choice(bits(0, 4), _RESPONSES)), reserved(bits(5, 7))),
    switch(
        V.response,
        {
            "settings_set": (
                attribute(settings_check=hexadecimal(4)),
                repeat(attribute(channel=index + 1, group=u8, setting=u8, setting_status=u8)),
            ),
            "group_set": (
                attribute(settings_group=u8, group_check=hexadecimal(3)),
                repeat(attribute(channel=index + 1, setting=u8, setting_status=u8)),
            ),
            ("settings", "group"): configuration(hexadecimal()),
            "bluetooth": attribute(bluetooth_state=choice(u8, _BLUETOOTH)),
            "checks": attribute(groups=hexadecimal(2), checks=hexadecimal()),
            "sensors": tags(u8, {0: (), 1: AXES}),
        },
    ),
)

TRACKER_3 = device(
    "abeeway/abeeway-geolocation-module",
    name="Geolocation Module",
    source="The vendor's published decoder",
    f_port=19,
    downlink=COMMANDS,
    also={
        "abeeway/combo-tracker": "Compact Tracker Combo",
        "abeeway/compact-tracker-mct": "Compact Tracker V2",
        "abeeway/compact-relay": "Compact Relay",
        "charp/ch02-maxi": "CHARP MAXI",
    },
    aliases=("abeeway/1wl-module-sdk-with-at3",),
    uplink=(
        word(
            u8,
            attribute(downlink_token=bits(0, 2)),
            let(type=bits(3, 5)),
            sos(bit(6)),
            attribute(several_frames=bit(7)),
        ),
        word(u8, let(level=bits(0, 6)), reserved(bit(7))),
        battery(derived(V.level), invalid=V.level == 127, valid=V.level > 0),
        charging(derived(V.level == 0)),
        attribute(clock=duration(u16, invalid={0xFFFF: "clock_not_set"})),
        time(derived(received_at - (received_at - V.clock) % 43_200)),
        optional(
            V.several_frames == 1,
            word(
                u8,
                attribute(frame=bits(0, 2)),
                reserved(bit(3)),
                attribute(last_frame=bit(4), frame_group=bits(5, 7)),
            ),
        ),
        switch(
            V.type,
            {
                1: message("notification", event(choice(u8, EVENTS)), switch(V.event, NOTIFICATIONS, otherwise=())),
                2: message("position", _POSITION),
                3: message(
                    "query",
                    word(u8, attribute(query=choice(bits(0, 4), _QUERIES)), reserved(bits(5, 7))),
                    attribute(query_data=hexadecimal()),
                ),
                4: message("response", _RESPONSE),
                5: message("telemetry", raw_data(raw())),
            },
        ),
    ),
    vectors=[
        vector(
            "105E0C248A00000119FF3FF20436458000A10000000A1765", f_port=19, message="position", received_at=1767185598,
            time=1767185508, sos=False, battery=94, charging=False, moving=True, motion_count=0, latitude=43.615845,
             longitude=7.06656, altitude=161,
            heading=0, speed=0.1, position_accuracy=23, satellites=5, downlink_token=0, several_frames=False,
            clock=(3108.0, 's'), position_source="gnss", position_status="success", on_periodic=True, on_sos=False,
            on_motion_start=False, on_motion_stop=False, on_in_motion=False, on_static=False, on_shock=False,
            on_temperature_high=False, on_temperature_low=False, on_zone=False, fix="3d", source="device repository",
        ),
        vector(
            "09007F4230", message="notification", sos=False, charging=True, moving=True, downlink_token=1,
            several_frames=False, clock=(32578.0, 's'), event="motion_start", source="device repository",
        ),
    ],
)  # fmt: skip
