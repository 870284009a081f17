"""LoRain: commands, each with its numbers, to the end of the payload; big-endian.

Source: the vendor's published decoder and the open firmware of the rain gauge, which says that temperatures are in
two's complement (the decoder is one step off below zero), that the rain is that since the last report, and that what
stands behind the battery voltage is the charge used.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.aquascope.commands import COMMANDS, SETTINGS

_ALARMS = {1: "flood", 2: "temperature_low", 3: "heavy_rain", 4: "humidity", 5: "vibration", 6: "temperature_high",
           7: "air_temperature_low", 12: "battery"}  # fmt: skip

_WARM = V.alarm_reason.is_in("temperature_low", "temperature_high", "air_temperature_low")

_INTERVAL = "The gauge sends the tips since its last report and begins again; it has no running total."
_SIGN = "The firmware sends tenths in two's complement, 0xFFC4 is -6.0; the decoder takes off 0xFFFF, one too little."

LORAIN = device(
    "aquascope/ran",
    name="LoRain rain gauge RANLWE01",
    source="The vendor's published decoder; aqua-scope/lorain, lorain.ino",
    f_port=10,
    aliases=("aquascope/lorain", "aquascope/ranlwe01"),
    downlink=COMMANDS,
    uplink=tags(
        u8,
        {
            0x03: (hardware_version(version(u8)), attribute(capabilities=hexadecimal(2))),
            0x04: switch(
                u8,
                {
                    **SETTINGS,
                    (0, range(5, 17)): attribute(other_setting=u16),
                },
            ),
            0x06: switch(
                u8,
                {
                    0x01: temperature(i16 / 10, place="board"),
                    0x02: humidity(u16),
                    0x03: uptime(u16 * 86400),
                    0x08: temperature(i16 / 10),
                    0x11: attribute(consumption=u16),
                    0x12: attribute(water_flow=u16),
                    0x81: rain(u16 / 2),
                },
            ),
            0x07: attribute(motor_position=motor_position(u8)),
            0x0A: firmware_version(version(u32)),
            0x0B: (
                alarm(u8),
                attribute(alarm_reason=choice(u8, _ALARMS)),
                optional(_WARM, attribute(alarm_temperature=temperature(i16 / 10))),
                optional(~_WARM, attribute(alarm_value=u16)),
            ),
            0x12: (battery_voltage(u8 / 10), battery_charge_used(u16)),
            0x33: attribute(last_duration=u16, last_difference=u16),
        },
    ),
    vectors=[
        vector("0681000A", f_port=10, rain=5, source="the vendor's decoder, run"),
        vector(
            "060800D2060200410681001812780BB8", temperature=21, humidity=65, rain=12, battery_voltage=12,
            battery_charge_used=3000, source="the vendor's decoder, run",
        ),
        vector(
            "0601FF9C0603000206080032", temperature_board=-10, temperature=5, uptime=172800,
            source="the vendor's decoder, run",
        ),
        vector("0B01030032", alarm=True, alarm_reason="heavy_rain", alarm_value=50, source="the vendor's decoder, run"),
        vector(
            "0B0002FFCE", alarm=False, alarm_reason="temperature_low", alarm_temperature=(-5.0, 'Cel'),
            source="the vendor's decoder, run",
        ),
        vector(
            "03050001040200040403007804040384040107D00A0003AF9F", hardware_version="5", capabilities="0001",
            heartbeat_reports=4, heavy_rain_threshold=(120.0, 's'), report_interval=900, system_setting=2000,
            firmware_version="241567", source="the vendor's decoder, run",
        ),
        vector(
            "330010002007320611000506120007", last_duration=16, last_difference=32, motor_position=50, consumption=5,
            water_flow=7, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("0681000a", f_port=10, keys="rain.cumulative", reason=_INTERVAL),
        quirk("060800d2060200410681001812780bb8", f_port=10, keys="rain.cumulative", reason=_INTERVAL),
        quirk("0608ffc406810002", f_port=10, keys="rain.cumulative", reason=_INTERVAL),
        quirk("0608ffc406810002", f_port=10, keys="air.temperature", reason=_SIGN),
    ],
)  # fmt: skip
