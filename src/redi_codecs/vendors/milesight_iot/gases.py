"""Odours and vaping in bathrooms: GS301, ammonia and hydrogen sulfide, and GS601, which has tags of one byte."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import PORT, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

NO_GAS: dict[int | range, str] = {0xFFFE: "warming_up", 0xFFFF: "fault"}
CALIBRATED = {0: "success", 1: "wrong version of the sensor", 2: "no connection to the sensor"}
HOW = {0: "factory", 1: "manual"}
OF = {
    1: "NH3", 2: "H2S", 3: "NH3, device to device", 4: "H2S, device to device", 5: "NH3, device to device (5)",
    6: "NH3, device to device, over", 7: "H2S, device to device, over", 8: "H2S (2)", 9: "H2S, device to device (2)",
    10: "H2S, over (2)",
}  # fmt: skip
GS301_SETTINGS = settings.answers(
    settings.NEWER
    | {
        0x06: (
            word(
                u8,
                attribute(alarm_if=choice(bits(0, 2), settings.CONDITION)),
                attribute(alarm_of=choice(bits(3, 7), OF)),
            ),
            attribute(
                alarm_threshold_min=u16le,
                alarm_threshold_max=u16le,
                alarm_lock_time=duration(u16le),
                alarm_hold_time=duration(u16le),
            ),
        ),
        0x3E: attribute(buzzer_enabled=u8 == 1),
        0x66: attribute(threshold_report_interval=duration(u16le)),
        0x7D: attribute(query_lifetime=u8 == 0xFF),
        0x8D: switch(
            u8,
            {
                0: (attribute(nh3_calibration_mode=choice(u8, HOW), nh3_calibration=nh3(i16le / 100)), reserved(2)),
                1: (attribute(h2s_calibration_mode=choice(u8, HOW), h2s_calibration=h2s(i16le / 1000)), reserved(2)),
            },
            otherwise=attribute(calibration_settings=hexadecimal(5)),
        ),
    }
)

#: As it is told: without the last two bytes of the answer.
_TOLD = settings.answers(
    {
        0x8D: switch(
            u8,
            {
                0: attribute(nh3_calibration_mode=choice(u8, HOW), nh3_calibration=nh3(i16le / 100)),
                1: attribute(h2s_calibration_mode=choice(u8, HOW), h2s_calibration=h2s(i16le / 1000)),
            },
        )
    }
)

GS301 = device(
    "milesight-iot/gs301",
    name="Bathroom odor detector: NH3, H2S, temperature and humidity",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | GS301_SETTINGS
        | {
            (0x02, 0x67): temperature(i16le / 10),
            (0x03, 0x68): humidity(u8 / 2),
            (0x04, 0x7D): nh3(u16le / 100, invalid=NO_GAS),
            (0x06, 0x7D): h2s(u16le / 1000, invalid=NO_GAS),
            (0x05, 0x7D): h2s(u16le / 100, invalid=NO_GAS),
            (0x07, 0xEA): switch(
                u8,
                {
                    0: attribute(
                        nh3_calibration_mode=choice(u8, HOW),
                        nh3_calibration=nh3(i16le / 100),
                        nh3_calibration_result=choice(u8, CALIBRATED),
                    ),
                    1: attribute(
                        h2s_calibration_mode=choice(u8, HOW),
                        h2s_calibration=h2s(i16le / 1000),
                        h2s_calibration_result=choice(u8, CALIBRATED),
                    ),
                },
                otherwise=attribute(calibration=hexadecimal(4)),
            ),
            (0xFF, 0x7C): attribute(gas_sensors=text(43)),
        },
    ),
    downlink={"reboot": command(PORT, expect(u24, 0xFF1001), joins=True)}
    | commands_of(
        GS301_SETTINGS | _TOLD,
        "report_interval", "query_lifetime", "threshold_report_interval", "led_mode", "buzzer_enabled", "threshold",
        "nh3_calibration", "h2s_calibration",
        called_here={(0xFF, 0x8D, 0): "nh3_calibration", (0xFF, 0x8D, 1): "h2s_calibration"},
    ),
    vectors=[
        vector(
            "017564 02671C01 036864 047D0000 057D0100", f_port=85, battery=100, temperature=28.4, humidity=50, nh3=0,
            h2s=0.01, source="device repository",
        ),
        vector(
            "047DFEFF 057DFFFF", nh3="warming_up", h2s="fault", source="the vendor's decoder, run",
        ),
        vector("0267D2FF 067DE803", temperature=-4.6, h2s=1, source="the vendor's decoder, run"),
        vector("047DFFFF 057DFEFF", nh3="fault", h2s="warming_up", source="the vendor's decoder, run"),
        vector(
            "FF7C" + b"1F2A".ljust(43, b"\0").hex(), gas_sensors="1F2A",
            source="the vendor's decoder, run",
        ),
        vector("067DFFFF", h2s="fault", source="the vendor's decoder, run"),
        vector("067DFEFF", h2s="warming_up", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
