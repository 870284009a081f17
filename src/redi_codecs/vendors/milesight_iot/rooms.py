"""Who is at a desk, on a seat, in a room or in bed: VS321, VS340, VS341, VS370, VS373, WS203.

Regions are channels. Of the VS373, older firmware (tags 0x03 to 0x05) writes 0 for an occupied region, newer 1.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import MINUTES, commands_of
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
        "adr_enabled",
        at=MINUTES,
    ),
    vectors=[
        vector(
            "017564 03671001 04680A 05FD2C01 06FE03000300 07FF01", f_port=85, battery=100, temperature=27.2, humidity=5,
            people_count=300, occupancy_1=True, occupancy_2=True, light_detected=True, source="device repository",
        ),
        vector("0367FFFF 0468FF", temperature="fault", humidity="fault", source="the vendor's decoder, run"),
    ],
)  # fmt: skip

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

VS340 = device(
    "milesight-iot/vs340",
    name="Desk occupancy sensor",
    source="The vendor's published decoder and its payload table (VS340, VS341)",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | DESK_SETTINGS | {(0x03, 0x00): occupancy(u8)}),
    downlink=commands_of(
        DESK_SETTINGS,
        "report_interval", "reboot", "request_status", "led_mode", "vacant_report_interval", "thermopile",
        "thermopile_threshold_negative",
        at=MINUTES,
    ),
    also={"milesight-iot/vs341": "Seat occupancy sensor"},
    vectors=[
        vector("017564 030001", f_port=85, battery=100, occupancy=True, source="device repository"),
        vector("030000", occupancy=False, source="device repository"),
    ],
)  # fmt: skip

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
    downlink=commands_of(
        VS370_SETTINGS,
        "report_interval", "reboot", "report_status", "pir_idle_interval", "utc_offset", "pir_window", "pir_pulses",
        "pir_sensitivity", "radar_sensitivity", "light_threshold", "bluetooth_enabled",
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
        WS203_SETTINGS,
        "report_interval", "collection_interval", "reboot", "request_status", "history_enabled", "retransmit_enabled",
        "retransmit_interval", "resend_interval", "clear_history", "request_history", "stop_transmission",
        "sync_time", "led_mode", "vacant_report_interval", "time_zone",
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
