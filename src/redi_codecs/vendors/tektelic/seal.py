"""Tektelic SEAL: a safety tracker that is worn, with its log of positions on port 15.

Source: the vendor's published decoder (SEAL 1.0), and the older one of the device repository.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic import position_registers as registers
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.positions import INSIDE, PACKED_TIME, zones
from redi_codecs.vendors.tektelic.registers import ports
from redi_codecs.vendors.tektelic.trackers import ACCELERATION, BATTERY, CHANNEL, MEASURES_ACCELERATION, beacons

NEAR = INSIDE | {3: "near"}

#: Halves of the globe in 24 bits.
SEAL_POSITION = (
    latitude(i24 * 180 / 16777216), longitude(i24 * 360 / 16777216), altitude((u16 * 9500 - 32768000) / 65536),
)  # fmt: skip
HARNESS = "bit 2 of the safety status is the harness, whether it is on, and no motion"

SEAL = device(
    "tektelic/t0007705-seal",
    name="Wearable safety tracker SEAL",
    source="The vendor's published decoders (SEAL 1.0; device repository)",
    f_port=10,
    downlink=told(registers.SEAL, 0x19, 0x1A, 0x5C),
    uplink=ports(
        tags(CHANNEL, BATTERY | {
            (0x00, 0x85): word(u32, position_time(PACKED_TIME)),
            (0x00, 0x88): SEAL_POSITION,
            (0x00, 0x92): speed(u8 * 10 / 36),
            (0x00, 0x00): attribute(satellite_fix=u8),
            (0x00, 0x95): zones("zone", INSIDE),
            (0x01, 0x95): zones("beacon_zone", NEAR),
            (0x02, 0x95): word(
                u8,
                sos(bit(0)),
                fall(bit(1)),
                attribute(harness_on=bit(2), emergency_response=bit(3), pressure_alarm=bit(4)),
                reserved(bits(5, 7)),
            ),
            (0x00, 0x73): pressure(u16 / 10),
            (0x00, 0x74): attribute(calibrated_pressure=pressure(u16 / 10)),
            (0x00, 0x71): ACCELERATION,
            (0x00, 0x67): temperature(i16 / 10),
        }),
        registers.SEAL,
        _15=message("log", switch(u8, {
            0x01: (attribute(fragment_number=u8), word(u32, event_time(PACKED_TIME))),
            0x02: (attribute(fragment_number=u8), SEAL_POSITION),
            0x03: (attribute(log_fragment=u8), history(word(u32, time(PACKED_TIME)), SEAL_POSITION)),
            0x0A: (word(u32, attribute(asked_from=event_time(PACKED_TIME))), attribute(asked_number=u8)),
            0x0B: attribute(asked_latest=u8),
        })),
        _16=message("receiver", tags(CHANNEL, {
            (0x0D, 0x3C): satellites(u8),
            (0x0D, 0x64): snr(u16 / 10),
            (0x0D, 0x95): word(
                u8, attribute(fix_type=choice(bits(0, 1), {0: "none", 2: "2D", 3: "3D"})), reserved(bits(2, 7))
            ),
            (0x0D, 0x96): time_to_fix(u16),
            (0x0D, 0x97): (attribute(vertical_accuracy=position_accuracy(u16)), position_accuracy(u16)),
            (0x0D, 0x98): attribute(speed_accuracy=speed(u32 / 1000)),
            (0x0D, 0x99): attribute(fixes=u8),
            (0x0D, 0x0F): attribute(log_number=u16),
        })),
        _25=beacons(6),
    ),
    measures=(
        battery, sos, fall, latitude, longitude, altitude, speed, pressure, temperature, satellites,
        MEASURES_ACCELERATION,
    ),
    aliases=("tektelic/seal",),
    vectors=[
        vector("00D364 00BD0199", f_port=10, battery=100, battery_lifetime=(35337600, "s"), source="device repository"),
    ],
    quirks=[
        quirk("0088402c27cac58c102b00951b029504", f_port=10, keys="action.motion.detected", reason=HARNESS),
        quirk("0088402c27cac58c102b02950100742794", f_port=10, keys="action.motion.detected", reason=HARNESS),
    ],
)  # fmt: skip
