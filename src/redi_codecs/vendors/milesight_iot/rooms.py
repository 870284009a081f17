"""Who is in a room: VS321, by camera, and WS203, by movement.

Regions are channels.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

OVER = {0: "released", 1: "alarm"}
REPORT_TYPE = attribute(report_type=choice(u8, {0: "regular", 1: "at once"}))
D2D: settings.Settings = {0x95: attribute(vacant_report_interval=duration(u16le))}
#: Which of the ten regions are in use, then which of them are occupied.
REGIONS = (
    word(u16le, *(attribute(region_enabled=bit(n), channel=n + 1) for n in range(10)), reserved(bits(10, 15))),
    word(
        u16le,
        *(occupancy(bit(n), channel=n + 1, valid=getattr(V, f"region_enabled_{n + 1}") == 1) for n in range(10)),
        reserved(bits(10, 15)),
    ),
)
OF = {1: "temperature", 2: "humidity", 3: "illuminance"}
#: Measured at intervals of minutes.
EVERY: settings.Settings = {0x02: attribute(collection_interval=duration(u16le * 60, limits=(60, 86400)))}
#: Of these it takes 2, 5, 10, 15, 30 and 60 minutes.
SELDOM: settings.Settings = {0x02: attribute(collection_interval=duration(u16le * 60, limits=(120, 3600)))}
VS321_SETTINGS = settings.answers(
    settings.NEWER
    | SELDOM
    | {
        0x06: (
            word(
                u8,
                attribute(alarm_if=choice(bits(0, 2), settings.CONDITION)),
                attribute(alarm_of=choice(bits(3, 7), OF)),
            ),
            attribute(alarm_settings=hexadecimal(8)),
        ),
    }
) | settings.extended(
    {
        0x10: REPORT_TYPE,
        0x6B: attribute(detection=choice(u8, {0: "automatic", 1: "always"})),
        0x6C: attribute(detect_now=u8 == 0xFF),
        0x6E: attribute(reset_now=u8 == 0xFF),
    }
)

VS321 = device(
    "milesight-iot/vs321",
    name="AI occupancy sensor with temperature, humidity and light",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | VS321_SETTINGS
        | {
            (0x03, 0x67): temperature(i16le / 10, invalid=0xFFFF),
            (0x04, 0x68): humidity(u8 / 2, invalid=0xFF),
            (0x05, 0xFD): people_count(u16le),
            (0x06, 0xFE): REGIONS,
            (0x07, 0xFF): light_detected(u8 == 1),
            (0x08, 0xF4): (reserved(1), attribute(detection_status=choice(u8, {0: "normal", 1: "unavailable"}))),
            (0x0A, 0xEF): time(u32le),
            (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, OVER))),
            (0x84, 0x68): (humidity(u8 / 2), attribute(humidity_alarm=choice(u8, OVER))),
            (0x20, 0xCE): record(time(u32le), switch(u8, {0: people_count(u16le), 1: REGIONS})),
        },
    ),
    downlink=commands_of(
        VS321_SETTINGS,
        "report_interval", "collection_interval", "reboot", "history_enabled", "retransmit_enabled",
        "retransmit_interval", "resend_interval", "stop_transmission", "reset_now", "report_type", "detection",
        "adr_enabled", "lorawan_port", "request_history", "d2d_enabled", "d2d_settings",
        at=MINUTES | {"lorawan_port": (0xFF, 0x65)},
    ),
    vectors=[
        vector(
            "017564 03671001 04680A 05FD2C01 06FE03000300 07FF01", f_port=85, battery=100, temperature=27.2, humidity=5,
            people_count=300, occupancy_1=True, occupancy_2=True, light_detected=True, source="device repository",
        ),
        vector("0367FFFF 0468FF", temperature="fault", humidity="fault", source="the vendor's decoder, run"),
    ],
)  # fmt: skip

REASON = {
    0: "temperature alarm, over", 1: "temperature alarm", 2: "vacant", 3: "occupied", 4: "regular",
}  # fmt: skip

WS203_SETTINGS = settings.answers(settings.NEWER | settings.ALARM | D2D | EVERY)

WS203 = device(
    "milesight-iot/ws203",
    name="Motion, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | WS203_SETTINGS
        | {
            (0x03, 0x67): temperature(i16le / 10),
            (0x04, 0x68): humidity(u8 / 2),
            (0x05, 0x00): occupancy(u8),
            (0x83, 0x67): (temperature(i16le / 10), attribute(temperature_alarm=choice(u8, OVER))),
            (0x20, 0xCE): record(
                time(u32le),
                word(u8, attribute(reason=choice(bits(0, 2), REASON)), reserved(bits(3, 7))),
                occupancy(u8),
                temperature(i16le / 10),
                humidity(u8 / 2),
            ),
        },
    ),
    downlink=commands_of(
        WS203_SETTINGS | settings.ALARM_TOLD,
        *SAMPLED, "sync_time", "led_mode", "vacant_report_interval", "time_zone", "threshold", "d2d_enabled",
        "d2d_settings",
        at=MINUTES,
    ),
    vectors=[
        vector(
            "017564 03673401 046865 050000", f_port=85, battery=100, temperature=30.8, humidity=50.5, occupancy=False,
            source="device repository",
        ),
        vector("0367F6FF", temperature=-1, source="the vendor's decoder, run"),
        vector(
            "20CE 40741D6A 03 01 C600 68",
            records=[{
                "time": 1780315200, "reason": "occupied", "occupancy": True, "temperature": 19.8, "humidity": 52,
            }], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
