"""Truvami tags: big-endian; the port says which frame it is, 100 more that it was kept in the buffer.

Source: the vendor's published decoder. Access points and beacons are an address and a signal strength each.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_BUFFER = attribute(buffer_level=u16)


def _status(*flag: Body) -> Body:
    """The flags that begin most of the frames; bit 0 is the frame's own."""
    return word(
        u8,
        *flag,
        reserved(bit(1)),
        attribute(settings_accepted=bit(2), settings_change=bits(3, 6)),
        reserved(bit(7)),
    )


_MOVING = _status(moving(bit(0)))
_POINTS = optional(remaining >= 7, wifi_access_points(raw()))
_POSITION = (
    _MOVING,
    latitude(i32 / 1_000_000),
    longitude(i32 / 1_000_000),
    altitude(u16 / 10),
    time(u32),
    battery_voltage(u16 / 1000),
    time_to_fix(u8),
    pdop(u8 / 2),
    satellites(u8),
)

TAGS = device(
    "truvami/tag-s",
    name="Tag S",
    source="The vendor's published decoder",
    f_port=10,
    also={"truvami/tag-l": "Tag L"},
    uplink=switch(
        f_port,
        {
            3: message(
                "beacons",
                attribute(scan=u16, messages=u8, message_number=u8),
                optional(remaining >= 7, bluetooth_beacons(raw())),
            ),
            4: message(
                "settings",
                attribute(interval_moving=duration(u32), interval_steady=duration(u32)),
                attribute(status_interval=duration(u32), gps_timeout=duration(u16)),
                attribute(motion_threshold=u16, motion_delay=u16),
                attribute(device_state=choice(u8, {1: "moving", 2: "steady"})),
                firmware_version(version(u8, u8, u8)),
                hardware_version(version(u8, u8)),
                attribute(battery_interval=duration(u32), batch_size=u16, buffer_size=u16),
            ),
            5: message("access_points", _MOVING, _POINTS),
            6: message("button", button(u8 == 1)),
            7: message("access_points_dated", time(u32), _MOVING, _POINTS),
            8: message(
                "beacon_settings",
                attribute(scan_interval=duration(u16), scan_time=duration(u8), beacons_max=u8, rssi_min=rssi(i8)),
                attribute(beacon_filter=hexadecimal(10), motion_hold_time=duration(u16), motion_threshold=u16),
                attribute(scan_mode=choice(u8, {0: "no filter", 1: "advertised name", 2: "eddystone namespace"})),
                attribute(settings_interval=duration(u16)),
            ),
            10: message("position", _POSITION),
            15: message("battery", _status(low_battery(bit(0))), battery_voltage(u16 / 1000)),
            51: message("position_and_access_points", _POSITION, _POINTS),
            105: message("access_points_kept", _BUFFER, time(u32), _MOVING, _POINTS),
            110: message("position_kept", _BUFFER, _POSITION),
            151: message("position_and_access_points_kept", _BUFFER, _POSITION, _POINTS),
        },
    ),
    vectors=[
        vector(
            "0902DDF2A000AF79E0146E6553F1000E742A1809", f_port=10, message="position", time=1700000000, moving=True,
            latitude=48.1, longitude=11.5, altitude=523, battery_voltage=3.7, time_to_fix=42, pdop=12, satellites=9,
            settings_accepted=False, settings_change=1, source="the vendor's decoder, run",
        ),
        vector(
            "00070802DDF2A000AF79E0146E6553F10010041E1007", f_port=110, message="position_kept", time=1700000000,
            moving=False, latitude=48.1, longitude=11.5, altitude=523, battery_voltage=4.1, time_to_fix=30, pdop=8,
            satellites=7, buffer_level=7, settings_accepted=False, settings_change=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "0902DDF2A000AF79E0146E6553F1000E742A1809001122334455C0AABBCCDDEEFFA0", f_port=51,
            message="position_and_access_points", time=1700000000, moving=True, latitude=48.1, longitude=11.5,
            altitude=523, battery_voltage=3.7, time_to_fix=42, pdop=12, satellites=9,
            wifi_access_points="001122334455c0aabbccddeeffa0", settings_accepted=False, settings_change=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "00030902DDF2A000AF79E0146E6553F1000E742A1809001122334455C0", f_port=151,
            message="position_and_access_points_kept", time=1700000000, moving=True, latitude=48.1, longitude=11.5,
            altitude=523, battery_voltage=3.7, time_to_fix=42, pdop=12, satellites=9,
            wifi_access_points="001122334455c0", buffer_level=3, settings_accepted=False, settings_change=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "000102010011223344556677", f_port=3, message="beacons", bluetooth_beacons="0011223344556677", scan=1,
            messages=2, message_number=1, source="the vendor's decoder, run",
        ),
        vector(
            "0000012C00000E10000151800078 012C 0005 01 010203 0102 00015180 000A 0100", f_port=4, message="settings",
            interval_moving=(300.0, 's'), interval_steady=(3600.0, 's'), status_interval=(86400.0, 's'),
            gps_timeout=(120.0, 's'), motion_threshold=300, motion_delay=5, device_state="moving",
            firmware_version="1.2.3", hardware_version="1.2", battery_interval=(86400.0, 's'), batch_size=10,
            buffer_size=256, source="the vendor's decoder, run",
        ),
        vector(
            "0100112233445500C4", f_port=5, message="access_points", moving=True,
            wifi_access_points="00112233445500c4", settings_accepted=False, settings_change=0,
            source="the vendor's decoder, run",
        ),
        vector("01", f_port=6, message="button", button=True, source="the vendor's decoder, run"),
        vector("00", f_port=6, message="button", button=False, source="the vendor's decoder, run"),
        vector(
            "6553F1000100112233445500", f_port=7, message="access_points_dated", time=1700000000, moving=True,
            wifi_access_points="00112233445500", settings_accepted=False, settings_change=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "001E050AC454656D70000000000000001E012C010E10", f_port=8, message="beacon_settings",
            scan_interval=(30.0, 's'), scan_time=(5.0, 's'), beacons_max=10, rssi_min=-60,
            beacon_filter="54656d70000000000000", motion_hold_time=(30.0, 's'), motion_threshold=300,
            scan_mode="advertised name", settings_interval=(3600.0, 's'), source="the vendor's decoder, run",
        ),
        vector(
            "0D0E74", f_port=15, message="battery", low_battery=True, battery_voltage=3.7, settings_accepted=True,
            settings_change=1, source="the vendor's decoder, run",
        ),
        vector(
            "080CE4", f_port=15, message="battery", low_battery=False, battery_voltage=3.3, settings_accepted=False,
            settings_change=1, source="the vendor's decoder, run",
        ),
        vector(
            "00076553F1000900112233445500", f_port=105, message="access_points_kept", time=1700000000, moving=True,
            wifi_access_points="00112233445500", buffer_level=7, settings_accepted=False, settings_change=1,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
