"""Who is at a desk or on a seat: VS340, VS341."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL
from redi_codecs.vendors.milesight_iot.rooms import D2D

DESK_SETTINGS = settings.answers(
    settings.NEWER
    | D2D
    | {
        0x98: (attribute(pir_enabled=u8 == 1, pir_count=u16le), reserved(2)),
        0x99: attribute(
            thermopile_enabled=u8 == 1,
            thermopile_separation=temperature_difference(u16le / 10),
            thermopile_threshold_low=temperature_difference(u8 / 10),
            thermopile_threshold_high=temperature_difference(u8 / 10),
        ),
        0xB2: attribute(thermopile_threshold_negative=i8),
    }
)

#: As it is told: the last two bytes are not said to mean anything.
_TOLD = settings.answers(
    {0x98: (attribute(pir_enabled=u8 == 1), attribute(pir_count=u16le, limits=(1, 5)), expect(u16le, 13))}
)
VS340 = device(
    "milesight-iot/vs340",
    name="Desk occupancy sensor",
    source="The vendor's published decoder and its payload table (VS340, VS341)",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | DESK_SETTINGS | {(0x03, 0x00): occupancy(u8)}),
    downlink=commands_of(
        DESK_SETTINGS | _TOLD,
        "report_interval", "reboot", "request_status", "led_mode", "vacant_report_interval", "thermopile",
        "thermopile_threshold_negative", "pir", "d2d_enabled", "d2d_settings",
        at=MINUTES,
        called_here={(0xFF, 0x98): "pir"},
    ),
    also={"milesight-iot/vs341": "Seat occupancy sensor"},
    vectors=[
        vector("017564 030001", f_port=85, battery=100, occupancy=True, source="device repository"),
        vector("030000", occupancy=False, source="device repository"),
    ],
)  # fmt: skip
