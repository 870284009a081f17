"""AT101 and AT101-FH: position by GNSS or Wi-Fi, movement, temperature, position and mounting of the device."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import SYNCHRONISED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, TEMPERATURE

MOTION = {0: "unknown", 1: "start", 2: "moving", 3: "stop"}
FENCE = {0: "inside", 1: "outside", 2: "unset", 3: "unknown"}
MOVING = moving(
    derived(V.motion_state.is_in("start", "moving")), invalid=~V.motion_state.is_in("start", "moving", "stop")
)
STRATEGY = {0: "gnss", 1: "wifi", 2: "wifi, gnss"}
SETTINGS = settings.answers(
    {number: body for number, body in settings.NEWER.items() if number != 0x03}
    | {
        0x13: attribute(motion_report_enabled=u8 == 1, motion_report_interval=duration(u16le * 60)),
        0x2D: attribute(
            wifi_mode=choice(u8, {0: "low power", 1: "high accuracy"}), wifi_access_point_count=u8, wifi_timeout=u8
        ),
        0x3C: attribute(gnss_timeout=duration(u8 * 60)),
        0x58: switch(
            u8,
            {
                0: attribute(motion_threshold=u8, motion_duration=u16le),
                1: attribute(rest_threshold=u8, rest_duration=u16le),
            },
            otherwise=attribute(detection_settings=hexadecimal(3)),
        ),
        0x66: attribute(report_strategy=choice(u8, {0: "regular", 1: "motion", 2: "timed"})),
        0x71: attribute(positioning=choice(u8, STRATEGY)),
        0x7E: attribute(geofence_alarm_enabled=u8 == 1, geofence_alarm_interval=u16le, geofence_alarm_repetitions=u8),
        0x87: attribute(tamper_enabled=u8 == 1),
        0x88: attribute(geofence_latitude=latitude(i32le / 1000000), geofence_longitude=longitude(i32le / 1000000)),
        0x89: attribute(geofence_radius=u32le),
        0x8A: attribute(timed_report=u8 + 1, timed_report_at=u16le),
        0x8E: switch(
            u8,
            {0: report_interval(u16le * 60), 1: attribute(motion_report_interval=duration(u16le * 60))},
            otherwise=attribute(report_settings=hexadecimal(2)),
        ),
        0x8F: attribute(bluetooth_enabled=u8 == 1),
    }
)

AT101 = device(
    "milesight-iot/at101",
    name="Outdoor asset tracker with temperature",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TEMPERATURE
        | SETTINGS
        | {
            ((0x04, 0x84), 0x88): (
                latitude(i32le / 1000000),
                longitude(i32le / 1000000),
                word(
                    u8,
                    attribute(motion_state=choice(bits(0, 3), MOTION), geofence_state=choice(bits(4, 7), FENCE)),
                ),
                MOVING,
            ),
            (0x05, 0x00): tilted(u8 != 0),
            (0x06, 0xD9): (
                attribute(wifi_scan=u8),
                wifi_access_points(raw(6)),
                rssi(i8),
                word(u8, attribute(motion_state=choice(bits(0, 3), MOTION)), reserved(bits(4, 7))),
                MOVING,
            ),
            (0x07, 0x00): tamper(u8 != 0),
            (0x83, 0x67): (
                temperature(i16le / 10),
                attribute(temperature_alarm=choice(u8, {0: "normal", 1: "abnormal"})),
            ),
            (0x20, 0xCE): record(time(u32le), longitude(i32le / 1000000), latitude(i32le / 1000000)),
        },
    ),
    downlink=SYNCHRONISED
    | commands_of(
        SETTINGS,
        "report_interval", "reboot", "request_status", "sync_time", "time_zone", "motion_report_interval",
        "report_strategy", "positioning", "wifi_positioning", "motion_detection", "rest_detection", "motion_report",
        "geofence", "geofence_radius", "tamper_enabled", "geofence_alarm", "timed_report", "bluetooth_enabled",
        "gnss_timeout",
    ),
    also={"milesight-iot/at101-fh": "Asset tracker for vehicles, with temperature"},
    vectors=[
        vector(
            "FF0BFF FF0101 FF166745E27566240008 FF090110 FF0A0102", f_port=85, power_on=True,
            protocol_version="0.1", serial_number="6745e27566240008", hardware_version="1.1", firmware_version="0102",
            source="device repository",
        ),
        vector(
            "06D9 01 246F28123456 BD 04", wifi_scan=1, wifi_access_points=bytes.fromhex("246F28123456"), rssi=-67,
            moving="fault", motion_state="unknown_4",
            source="computed from the vendor's table: it knows no fourth state",
        ),
        vector(
            "8488 80753602 408BB8F8 10", latitude=37.123456, longitude=-122.123456, moving="fault",
            motion_state="unknown", geofence_state="outside", source="the vendor's decoder, run",
        ),
        vector(
            "0488 80753602 408BB8F8 02", latitude=37.123456, longitude=-122.123456, moving=True, motion_state="moving",
            geofence_state="inside", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
