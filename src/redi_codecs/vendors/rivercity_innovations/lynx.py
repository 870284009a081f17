"""Lynx tracker: big-endian; the port says which frame it is.

Source: the vendor's published decoder. It takes 128 off a temperature that it calls negative; eight bits in two's
complement are meant. Where the fix has failed, the position is that of before.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

LYNX = device(
    "rivercity-innovations/lynx",
    name="Tracker Lynx",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        f_port,
        {
            2: (
                switch(
                    peek(8, u8).bit(6),
                    {1: attribute(last_latitude=latitude(i32 / 1_000_000), last_longitude=longitude(i32 / 1_000_000))},
                    otherwise=(latitude(i32 / 1_000_000), longitude(i32 / 1_000_000)),
                ),
                word(u8, battery_voltage((bits(0, 5) + 20) / 10), attribute(fix_failed=bit(6)), moving(bit(7))),
                heading(u8 * 360 / 255),
                temperature(i8 / 2),
            ),
            3: message(
                "versions",
                attribute(lorawan_version=version(u8, u8, u8, u8)),
                firmware_version(version(u8, u8, u8, u8)),
            ),
            4: message("reporting", attribute(short_interval=duration(u32), long_interval=duration(u32))),
            5: message("settings", attribute(gps_timeout=duration(u32), motion_sensitivity=u8)),
        },
    ),
    vectors=[
        vector(
            "031BA177F9A4FEF194DF26", f_port=2, latitude=52.142455, longitude=-106.627343, battery_voltage=4,
            moving=True, heading=314.8235294117647, temperature=19, fix_failed=False,
            source="device repository",
        ),
        vector(
            "0100030001020200", f_port=3, message="versions", lorawan_version="1.0.3.0", firmware_version="1.2.2.0",
            source="device repository",
        ),
        vector(
            "0000007800015180", f_port=4, message="reporting", short_interval=(120.0, 's'),
            long_interval=(86400.0, 's'), source="device repository",
        ),
        vector(
            "0000005A08", f_port=5, message="settings", gps_timeout=(90.0, 's'), motion_sensitivity=8,
            source="device repository",
        ),
        vector(
            "FDFB42D8090347AC2C8032", f_port=2, latitude=-33.865, longitude=151.2099, battery_voltage=6.4,
            moving=False, heading=180.7058823529412, temperature=25, fix_failed=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "02B64660F8B145C0CAC8C8", f_port=2, battery_voltage=3, moving=True, heading=282.3529411764706,
            temperature=-28, last_latitude=(45.5, 'deg'), last_longitude=(-122.6, 'deg'), fix_failed=True,
            source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("02b64660f8b145c0cac8c8", f_port=2, keys="air.temperature",
              reason="0xC8 is -28.0 in two's complement; the decoder calls it negative and makes it 36."),
    ],
)  # fmt: skip
