"""GS601: vaping, particles, climate and volatile organic compounds in washrooms and schools."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.commands import (
    AT_ONCE,
    BASIC,
    BASIC_SETTINGS,
    ERRORS,
    START,
    commands_by_number,
    named,
)
from redi_codecs.vendors.milesight_iot.downlinks import PORT
from redi_codecs.vendors.milesight_iot.vaping_settings import SETTINGS

VAPING_INDEX = vaping_index(u8)
PM1, PM2_5, PM10 = pm1(u16le), pm2_5(u16le), pm10(u16le)
TEMPERATURE = temperature(i16le / 10)
TVOC = tvoc(u16le)
_OF_A_VALUE = {0x10: "released", 0x11: "triggered"}


def _alarm(name: str, value: Body, more: dict[int, str] | None = None) -> Body:
    """An alarm: errors have no value, and neither has an interference (vaping) or a fire (temperature)."""
    return (
        named(**{name: choice(u8, ERRORS | _OF_A_VALUE | (more or {}))}),
        optional(getattr(V, name).is_in("released", "triggered"), value),
    )


def _raw(*names: str) -> Body:
    return named(**{f"tvoc_raw_{name}": f32le for name in names})


_SET = ("temperature", "pm1", "pm2_5", "pm10", "tvoc", "vaping")

GS601 = device(
    "milesight-iot/gs601",
    name="Vaping detector with air quality",
    source="The vendor's published decoder",
    f_port=85,
    uplink=tags(
        u8,
        BASIC
        | SETTINGS
        | {
            0x00: battery(u8),
            0x01: VAPING_INDEX,
            0x02: _alarm(
                "vaping_index_alarm", VAPING_INDEX, {0x20: "interference released", 0x21: "interference triggered"}
            ),
            0x03: PM1,
            0x04: _alarm("pm1_alarm", PM1),
            0x05: PM2_5,
            0x06: _alarm("pm2_5_alarm", PM2_5),
            0x07: PM10,
            0x08: _alarm("pm10_alarm", PM10),
            0x09: TEMPERATURE,
            0x0A: _alarm("temperature_alarm", TEMPERATURE, {0x20: "burning released", 0x21: "burning triggered"}),
            0x0B: humidity(u16le / 10),
            0x0C: attribute(humidity_alarm=choice(u8, ERRORS)),
            0x0D: TVOC,
            0x0E: _alarm("tvoc_alarm", TVOC),
            0x0F: tamper(u8),
            0x10: attribute(tamper_alarm=choice(u8, {0x20: "released", 0x21: "triggered"})),
            0x11: attribute(buzzer=u8 == 1),
            0x12: occupancy(u8),
            0x20: _raw("rmox_0", "rmox_1"),
            0x21: _raw("rmox_2", "rmox_3"),
            0x22: _raw("rmox_4", "rmox_5"),
            0x23: _raw("rmox_6", "rmox_7"),
            0x24: _raw("rmox_8", "rmox_9"),
            0x25: _raw("rmox_10", "rmox_11"),
            0x26: _raw("rmox_12", "zmod4510_rmox_3"),
            0x27: _raw("log_rcda", "rhtr"),
            0x28: _raw("temperature", "iaq"),
            0x29: _raw("tvoc", "etoh"),
            0x2A: _raw("eco2", "relative_iaq"),
            0x2B: attribute(pm_sensor_working_time=u32le),
            (0x5E, 0x5F): (),
        },
    ),
    downlink=commands_by_number(
        SETTINGS | BASIC_SETTINGS,
        {(0x69 + number,): f"{name}_threshold" for number, name in enumerate(_SET)},
        at_once=AT_ONCE,
    )
    | {
        #: By the other numbers than the thermostats have.
        "request_history": command(
            PORT, switch(u8, {0xBB: START, 0xBA: (START, attribute(end=event_time(u32le)))}), joins=True,
        ),
        "stop_buzzer": command(PORT, expect(u8, 0x5F), joins=True),
        "clean_tvoc_sensor": command(PORT, expect(u8, 0x5E), joins=True),
    },
    vectors=[
        vector(
            "01000302000502000702000A020B43020D30000F001100", f_port=85, vaping_index=0, pm1=2, pm2_5=2, pm10=2,
            humidity=57.9, tvoc=48, tamper=False, temperature_alarm="above the range", buzzer=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "00500105030C0005120007190009EB000B33020D78000F0011001201", battery=80, vaping_index=5, pm1=12, pm2_5=18,
            pm10=25, temperature=23.5, humidity=56.3, tvoc=120, tamper=False, occupancy=True, buzzer=False,
            source="the vendor's decoder, run",
        ),
        vector("60013C00", report_interval=3600, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
