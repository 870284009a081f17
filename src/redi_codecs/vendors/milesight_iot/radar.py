"""Who is in a room, by radar: VS370."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

SENSITIVITY = {0: "low", 1: "medium", 2: "high"}
INTERVAL = report_interval(u16le * 60, limits=(60, 86400))
VS370_SETTINGS = settings.answers(
    settings.NEWER
    | {
        0x28: attribute(report_status=choice(u8, {0: "plan", 1: "regular"})),
        0x8F: attribute(bluetooth_enabled=u8 == 1),
        0x8E: switch(u8, {1: INTERVAL}, otherwise=INTERVAL),
    }
) | settings.extended(
    {
        0x3E: attribute(pir_sensitivity=choice(u8, SENSITIVITY)),
        0x3F: attribute(radar_sensitivity=choice(u8, SENSITIVITY)),
        0x40: attribute(pir_idle_interval=u8),
        0x41: attribute(light_threshold_enabled=u8 == 1, light_threshold_max=u16le, light_threshold_min=u16le),
        0x42: attribute(pir_window=choice(u8, {0: "2 s", 1: "4 s", 2: "6 s", 3: "8 s"})),
        0x43: attribute(pir_pulses=u8 + 1),
        0x44: attribute(hibernation=hexadecimal(6)),
    }
)

VS370 = device(
    "milesight-iot/vs370",
    name="Radar human presence sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | VS370_SETTINGS
        | {(0x03, 0x00): occupancy(u8), (0x04, 0x00): light_detected(u8 == 1, invalid={254: "disabled"})},
    ),
    downlink=SYNC_TIME | commands_of(
        VS370_SETTINGS,
        "report_interval", "reboot", "report_status", "pir_idle_interval", "utc_offset", "pir_window", "pir_pulses",
        "pir_sensitivity", "radar_sensitivity", "light_threshold", "bluetooth_enabled", "summer_time",
        "hibernation", "d2d_enabled", "d2d_settings",
        at=MINUTES,
    ),
    vectors=[
        vector(
            "017564 030001 040000", f_port=85, battery=100, occupancy=True, light_detected=False,
            source="device repository",
        ),
        vector("030000 040001", occupancy=False, light_detected=True, source="device repository"),
        vector("0400FE", light_detected="disabled", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
