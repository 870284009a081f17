"""EM320-TILT: the angles against three axes; the lowest bit of each says whether its threshold is exceeded."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings
from redi_codecs.vendors.milesight_iot.downlinks import commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL

CONDITION = settings.CONDITION | {5: "change"}
AXIS = {1: "x", 2: "y", 3: "z"}
SURFACE = {255: "current plane", 254: "reset zero", 253: "set zero", 252: "clear zero"}
SETTINGS = settings.answers(
    settings.NEWER
    | {
        0x06: (
            word(
                u8,
                attribute(alarm_if=choice(bits(0, 2), CONDITION), alarm_of=choice(bits(3, 5), AXIS)),
                reserved(bits(6, 7)),
            ),
            attribute(
                angle_threshold_min=angle(i16le / 100),
                angle_threshold_max=angle(i16le / 100),
                alarm_interval=duration(u16le),
                alarm_repetitions=u16le,
            ),
        ),
        0x62: attribute(initial_surface=choice(u8, SURFACE)),
        0x63: attribute(alarm_condition=text(8)),
    }
)

EM320_TILT = device(
    "milesight-iot/em320-tilt",
    name="Tilt sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | SETTINGS
        | {
            (0x03, 0xD4): (
                word(u16le, tilt_x(bits(1, 15, signed=True) / 100), attribute(tilt_x_exceeded=bit(0))),
                word(u16le, tilt_y(bits(1, 15, signed=True) / 100), attribute(tilt_y_exceeded=bit(0))),
                word(u16le, tilt_z(bits(1, 15, signed=True) / 100), attribute(tilt_z_exceeded=bit(0))),
                tilted(derived((V.tilt_x_exceeded == 1) | (V.tilt_y_exceeded == 1) | (V.tilt_z_exceeded == 1))),
            )
        },
    ),
    downlink=commands_of(
        SETTINGS,
        "report_interval", "reboot", "request_status", "sync_time", "threshold", "initial_surface", "alarm_condition",
    ),
    vectors=[
        vector(
            "01755C 03D4 0000 0100 5046", f_port=85, battery=92, tilt_x=0, tilt_y=0, tilt_z=90,
            tilted=True, tilt_x_exceeded=False, tilt_y_exceeded=True, tilt_z_exceeded=False, source="device repository",
        ),
    ],
)  # fmt: skip
