"""WS202, motion and light, and VS330, occupancy of a cubicle by distance."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import PORT, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

WS202_SETTINGS = settings.answers(settings.COMMON | settings.LIGHT_ALARM)
VS330_SETTINGS = settings.answers(
    settings.COMMON
    | {
        0x70: attribute(presence_height=distance(u16le)),
        0x71: attribute(test_enabled=u8 == 1),
        0x72: attribute(test_duration=duration(u16le * 60, limits=(60, 1800))),
        0x7A: attribute(back_test_enabled=u8 == 1, back_test_distance=distance(u16le)),
    }
)

WS202 = device(
    "milesight-iot/ws202",
    name="PIR and light sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL, BASIC | BATTERY | WS202_SETTINGS | {(0x03, 0x00): motion(u8), (0x04, 0x00): light_detected(u8)}
    ),
    downlink=commands_of(WS202_SETTINGS, "report_interval", "reboot")
    | {
        "light_threshold": command(
            PORT, expect(u24, 0xFF064C),
            attribute(illuminance_threshold_min=illuminance(u16le), illuminance_threshold_max=illuminance(u16le)),
            reserved(4), answer=True, joins=True,
            examples=[
                example(
                    "FF064C 2C01 B80B 00000000", f_port=PORT, illuminance_threshold_min=300,
                    illuminance_threshold_max=3000, source="the vendor's encoder, run",
                ),
                example(
                    "FF064C 6400 2C01 00000000", illuminance_threshold_min=100, illuminance_threshold_max=300,
                    source="the vendor's encoder, run",
                ),
            ],
        )
    },
    vectors=[
        vector(
            "017510 030001 040000", f_port=85, battery=16, motion=True, light_detected=False, source="payload table"
        ),
        vector(
            "FE033C00 FE060064002C0100000000", report_interval=60, illuminance_threshold_min=100,
            illuminance_threshold_max=300, source="the vendor's decoder, run",
        ),
        vector(
            "FF086410B4312100 FF090140 FF0A0114", serial_number="6410b4312100", hardware_version="1.4",
            firmware_version="0114", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

VS330 = device(
    "milesight-iot/vs330",
    name="Cubicle occupancy sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | VS330_SETTINGS
        | {
            (0x02, 0x82): distance(u16le),
            (0x03, 0x8E): occupancy(u8),
            (0x04, 0x8E): attribute(calibrated=u8 == 1),
        },
    ),
    downlink=commands_of(
        VS330_SETTINGS,
        "report_interval", "collection_interval", "reboot", "presence_height", "test_enabled", "test_duration",
        "back_test",
    ),
    vectors=[
        vector(
            "017562 02820F00 038E01 048E01", f_port=85, battery=98, distance=15, occupancy=True, calibrated=True,
            source="payload table",
        ),
        vector(
            "01754B 02828007 038E00 048E00", battery=75, distance=1920, occupancy=False, calibrated=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "FE70D007 FE7101 FE721E00 FE7A01F401", presence_height=2000, test_enabled=True, test_duration=1800,
            back_test_enabled=True, back_test_distance=500, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
