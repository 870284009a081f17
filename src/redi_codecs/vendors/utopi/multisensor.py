"""Multisensor: measurements on port 5, settings on port 4, big-endian.

Source: Alliot's decoder, which reads temperatures without their sign.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

SETTINGS = (
    attribute(interval_idle=u16, interval_active=u16, active_reports=u8),
    attribute(motion_slices=u8, motion_slice=u16, motion_threshold=u8),
)

MULTISENSOR = device(
    "utopi/multisensor",
    name="Multisensor",
    source="Alliot's decoder, Utopi",
    f_port=5,
    uplink=switch(
        f_port,
        {
            5: message(
                "measurement",
                temperature(i16 / 100),
                pressure(u16 / 10),
                humidity(u16 / 100),
                motion_count(u16),
                sound_level(u16 / 100),
                illuminance(u16),
                co2(u16),
                tvoc(u16),
                battery_voltage(u16 / 1000),
                attribute(gas_sensor=hexadecimal(7)),
            ),
            4: message(
                "settings",
                SETTINGS,
                attribute(firmware_hash=hexadecimal(4)),
                power_source(choice(u8, {0: "battery", 1: "usb"})),
            ),
        },
    ),
    downlink={
        "report_interval": command(
            2, expect(u32, 0xBEEFBABE), SETTINGS, answer=True,
            examples=[
                example(
                    "BEEFBABE 0E10 0258 05 01 000A 01", f_port=2, interval_idle=3600, interval_active=600,
                    active_reports=5, motion_slices=1, motion_slice=10, motion_threshold=1,
                    source="Alliot's generator of downlinks",
                ),
            ],
        ),
    },
    vectors=[
        vector(
            "085C279C15F9000311300096029500870E1001020304050607", f_port=5, message="measurement", temperature=21.4,
            pressure=1014, humidity=56.25, motion_count=3, sound_level=44, illuminance=150, co2=661, tvoc=135,
            battery_voltage=3.6, gas_sensor="01020304050607", source="computed from Alliot's decoder, with signs",
        ),
        vector(
            "FE0CA79C85F9810391308096829580878E10A1020304050607", f_port=5, message="measurement", temperature=-5,
            pressure=(4290.8, 'implausible'), humidity=(342.97, 'implausible'), motion_count=33027,
            sound_level=(371.68, 'implausible'), illuminance=32918, co2=33429, tvoc=32903, battery_voltage=36.368,
            gas_sensor="a1020304050607", source="computed from Alliot's decoder, with signs",
        ),
        vector(
            "012C003C0503000A14A1B2C3D400", f_port=4, message="settings", interval_idle=300, interval_active=60,
            active_reports=5, motion_slices=3, motion_slice=10, motion_threshold=20, firmware_hash="a1b2c3d4",
            power_source="battery", source="computed from Alliot's decoder, with signs",
        ),
        vector(
            "012C003C0503000A14A1B2C3D401", f_port=4, message="settings", interval_idle=300, interval_active=60,
            active_reports=5, motion_slices=3, motion_slice=10, motion_threshold=20, firmware_hash="a1b2c3d4",
            power_source="usb", source="computed from Alliot's decoder, with signs",
        ),
    ],
)  # fmt: skip
