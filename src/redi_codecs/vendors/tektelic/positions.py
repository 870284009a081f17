"""Tektelic ORCA, a tracker that knows its position, with its log of positions on port 15.

Source: the vendor's published decoder (ORCA 0.14), and the older one of the device repository.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic import position_registers as registers
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.registers import ports
from redi_codecs.vendors.tektelic.trackers import CHANNEL, MEASURES_ACCELERATION, beacons

INSIDE = {0: "unknown", 1: "inside", 2: "outside"}


def zones(name: str, states: dict[int, str]) -> Body:
    """Where the device is to each of four circles or beacons."""
    parts: dict[str, Any] = {
        f"{name}_{number}": choice(bits(2 * number, 2 * number + 1), states) for number in range(4)
    }
    return word(u8, attribute(**parts))


ORCA_POSITION = (latitude(i24 / 80000), longitude(i32 / 10000000), altitude(i16 / 2))
#: A date and time in four bytes.
PACKED_TIME = calendar(
    year=bits(26, 31) + 2000, month=bits(22, 25), day=bits(17, 21), hour=bits(12, 16), minute=bits(6, 11),
    second=bits(0, 5),
)  # fmt: skip
ORCA_TIME = calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8)
#: Of the log, positions from a moment on, or the latest ones.
LOG = {
    "request_history": command(
        15, expect(u8, 0x0A), word(u32, attribute(start=event_time(PACKED_TIME))), attribute(entries=u8), answer="log"
    ),
    "request_latest_history": command(15, expect(u8, 0x0B), attribute(entries=u8), answer="log"),
}

ORCA = device(
    "tektelic/t0006129-orca",
    name="Industrial satellite tracker ORCA",
    source="The vendor's published decoders (ORCA 0.14; device repository)",
    f_port=10,
    downlink=told(registers.ORCA, 0x19, 0x1A, 0x58, 0x59, 0x5B, 0x5C, 0x6F) | LOG,
    uplink=ports(
        tags(CHANNEL, {
            (0x01, 0xBA): word(
                u8, battery_voltage((bits(0, 6) + 250) / 100, channel=1, primary=True), low_battery(bit(7), channel=1)
            ),
            (0x02, 0xBA): word(
                u8, battery_voltage((bits(0, 6) + 250) / 100, channel=2), low_battery(bit(7), channel=2)
            ),
            (0x00, 0x85): position_time(ORCA_TIME),
            (0x00, 0x88): ORCA_POSITION,
            (0x00, 0x92): attribute(ground_speed=u16 / 10),
            (0x00, 0x04): attribute(
                state=choice(u8, {0: "receiver off", 1: "searching", 2: "still", 3: "moving"})
            ),
            (0x00, 0x95): word(u8, attribute(time_valid=bit(0), position_valid=bit(1)), reserved(bits(2, 7))),
            (0x01, 0x95): zones("fence", INSIDE),
            (0x00, 0x00): moving(u8),
            (0x00, 0x71): (acceleration_z(i16 / 1000), acceleration_y(i16 / 1000), acceleration_x(i16 / 1000)),
            (0x00, 0x67): temperature(i16 / 10),
            (0x00, 0xAA): satellites(u8),
            (0x00, 0xAB): snr(i16 / 10),
            (0x00, 0xAC): attribute(fix_type=choice(u8, {0: "none", 1: "2D", 2: "3D"})),
            (0x00, 0xAD): attribute(log_number=u16),
        }),
        registers.ORCA,
        _15=message("log", switch(u8, {
            1: (attribute(fragment_number=u8), event_time(ORCA_TIME)),
            2: (attribute(fragment_number=u8), ORCA_POSITION),
            3: (attribute(log_fragment=u8), history(time(ORCA_TIME), ORCA_POSITION)),
        })),
        _25=beacons(3),
    ),
    measures=(
        battery_voltage, low_battery, latitude, longitude, altitude, moving, temperature, satellites,
        MEASURES_ACCELERATION,
    ),
    aliases=("tektelic/orca",),
    vectors=[
        vector("000001 0067015A", f_port=10, moving=True, temperature=34.6, source="device repository"),
        vector(
            "00883715 14C82D7C1601F4 0092007D 006700DF 01BA32 009503", latitude=45.12345, longitude=-93.654321,
            altitude=250, ground_speed=12.5, temperature=22.3, battery_voltage_1=3, low_battery_1=False,
            time_valid=True, position_valid=True, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
