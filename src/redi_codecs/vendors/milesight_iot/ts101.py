"""TS101: a temperature probe for food."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL
from redi_codecs.vendors.milesight_iot.probes import ALARM, ALARMS

TS101_SETTINGS = settings.answers(settings.NEWER | ALARMS)

TS101 = device(
    "milesight-iot/ts101",
    name="Insertion temperature sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | TS101_SETTINGS
        | {
            (0x03, 0x67): temperature(i16le / 10, place="probe"),
            (0x83, 0x67): (temperature(i16le / 10, place="probe"), attribute(temperature_alarm=choice(u8, ALARM))),
            (0x93, 0xD7): (
                temperature(i16le / 10, place="probe"),
                attribute(temperature_change=i16le / 100, temperature_alarm=choice(u8, ALARM)),
            ),
            (0x20, 0xCE): record(time(u32le), temperature(i16le / 10, place="probe")),
        },
    ),
    downlink=commands_of(TS101_SETTINGS, *SAMPLED, "sync_time", "threshold", "time_zone", "temperature_calibration"),
    vectors=[
        vector("017564 03670701", f_port=85, battery=100, temperature_probe=26.3, source="payload table"),
        vector("0367F6FF", temperature_probe=-1, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
