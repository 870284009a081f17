"""ELV's GPS trackers: tags on port 10, a position in little-endian numbers, all else big-endian.

Source: the vendor's published payload parsers. The dilution of precision is a whole number and four hundredths a step.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.elv.modular import POSITION

REASONS = {
    0: "undefined", 1: "timer", 2: "user button", 3: "no position in time", 4: "heartbeat", 5: "input, once",
    6: "input, cyclic", 7: "motion started", 8: "motion, cyclic", 9: "motion ended",
}  # fmt: skip
#: A reason that says that it moves, or that it no longer does.
MOTION = optional(
    V.tx_reason.is_in("motion started", "motion, cyclic", "motion ended"),
    moving(derived(V.tx_reason != "motion ended")),
)

GPS1 = device(
    "elv/elv-lw-gps1",
    name="GPS tracker ELV-LW-GPS1",
    source="The vendor's payload parser for the ELV-LW-GPS1",
    f_port=10,
    uplink=switch(f_port, {10: (
        expect(u8, 3, warning="header_length"),
        word(u8, attribute(tx_reason=choice(bits(0, 3), REASONS)), reserved(bits(4, 7))),
        MOTION,
        battery_voltage(u16 / 1000),
        tags(u8, {0x01: POSITION}),
    )}),
    vectors=[
        vector(
            "0301138801208A2F036E0E9C00D8B10200010B", f_port=10, battery_voltage=5, latitude=53.4472,
            longitude=10.22731, altitude=17.66, hdop=1.44, tx_reason="timer", source="the vendor's decoder, run",
        ),
        vector(
            "03042EE001208A2F03E60E9C0040FFFCFF0118", battery_voltage=12, latitude=53.4472, longitude=10.22743,
            altitude=-19.68, hdop=1.96, tx_reason="heartbeat", source="the vendor's decoder, run",
        ),
        vector(
            "03070E7401084EDE02B882B00080584F000014", moving=True, battery_voltage=3.7, latitude=48.1234,
            longitude=11.5678, altitude=520, hdop=0.8, tx_reason="motion started", source="the vendor's decoder, run",
        ),
        vector(
            "03090C6E010034FBFD5445030990D003000105", moving=False, battery_voltage=3.182, latitude=-33.8688,
            longitude=151.2093, altitude=25, hdop=1.2, tx_reason="motion ended", source="the vendor's decoder, run",
        ),
        vector(
            "03080C6E010034FBFD544503F990D00300F105", moving=True, battery_voltage=3.182, latitude=-33.8688,
            longitude=-117.226156, altitude=25, hdop=(241.2, 'implausible'), tx_reason="motion, cyclic",
            source="the vendor's decoder, run",
        ),
        vector(
            "0301F388", battery_voltage=(62.344, 'implausible'), tx_reason="timer", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
GPS2 = device(
    "elv/elv-lw-gps2",
    name="GPS tracker ELV-LW-GPS2",
    source="The vendor's payload parser for the ELV-LW-GPS2",
    f_port=10,
    uplink=switch(f_port, {10: tags(u8, {
        0x01: firmware_version(version(u8, u8, u8)),
        0x02: attribute(bootloader_version=version(u8, u8, u8)),
        0x03: (attribute(tx_reason=choice(u8, REASONS)), MOTION),
        0x04: battery_voltage(u16 / 1000),
        0x0A: POSITION,
    })}),
    vectors=[
        vector(
            "01010001020203070301040BFC0AE8552A032FC47D00B0AD0100010B", f_port=10, battery_voltage=3.068,
            latitude=53.106152, longitude=8.242223, altitude=11, hdop=1.44, firmware_version="1.0.1",
            bootloader_version="2.3.7", tx_reason="timer", source="the vendor's decoder, run",
        ),
        vector(
            "0307040E740AE8552A032FC47D00B0AD0100010B", moving=True, battery_voltage=3.7, latitude=53.106152,
            longitude=8.242223, altitude=11, hdop=1.44, tx_reason="motion started", source="the vendor's decoder, run",
        ),
        vector(
            "030904F474", moving=False, battery_voltage=(62.58, 'implausible'), tx_reason="motion ended",
            source="the vendor's decoder, run",
        ),
        vector("0308", moving=True, tx_reason="motion, cyclic", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
