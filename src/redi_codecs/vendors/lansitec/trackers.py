"""Lansitec trackers: the upper half of the first byte is the type of the message, big-endian.

Source: the vendor's published decoders. They add eight hours to times, which are seconds since 1970 in UTC.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

GNSS_STATES = {0: "off", 1: "starting", 2: "locating", 3: "located", 9: "no signal"}
POSITION_MODES = {0: "periodic", 1: "autonomous", 2: "on demand"}
SIGNAL = (rssi(0 - u8), snr(i16 / 100))
POSITION = (longitude(f32), latitude(f32), time(u32))
BEACON = (tag_id(hexadecimal(4), channel=index + 1), rssi(i8, channel=index + 1))
REGISTERED = (word(u8, reserved(bits(0, 2)), attribute(adr_enabled=bit(3)), expect(bits(4, 7), 1)), reserved(1))
MOVEMENT = moving(derived(V.movement_level > 0))


def first(number: int, *low: Body) -> Body:
    """The first byte: the type of the message, and what the lower half says."""
    return word(u8, low or reserved(bits(0, 3)), expect(bits(4, 7), number))


def rates(lowest: Body) -> Body:
    """A byte of the registration: data rate and position settings."""
    return word(
        u8,
        lowest,
        attribute(position_mode=choice(bits(1, 2), POSITION_MODES), gnss_enabled=bit(3)),
        attribute(data_rate_number=bits(4, 7)),
    )


def alarm_of(labels: dict[int, str]) -> Body:
    """A message that says why the tracker calls."""
    return message(
        "alarm",
        first(8),
        attribute(reason=choice(u8, labels)),
        sos(derived(V.reason == "sos")),
        fall(derived(V.reason == "fall")),
    )


TX_POWER = word(u8, reserved(bits(0, 2)), tx_power(bits(3, 7)))
LINK = attribute(confirmed_every=u8, heartbeats_to_rejoin=u8)

BADGE = device(
    "lansitec/badge-tracker",
    name="Badge tracker with GNSS and Bluetooth",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        peek(0, u8).bits(4, 7),
        {
            1: message(
                "register",
                REGISTERED,
                TX_POWER,
                rates(reserved(bit(0))),
                attribute(position_interval=duration(u16 * 5)),
                report_interval(u8 * 30),
                firmware_version(hexadecimal(2)),
                LINK,
                attribute(fall_height=distance(u8 * 500)),
            ),
            2: message(
                "heartbeat",
                first(2),
                battery(u8),
                SIGNAL,
                word(
                    u8,
                    attribute(movement_level=bits(0, 3), gnss_state=choice(bits(4, 7), GNSS_STATES)),
                ),
                MOVEMENT,
                word(
                    u8,
                    reserved(bits(0, 3)),
                    attribute(charge_state=choice(bits(4, 7), {0: "unplugged", 5: "charging", 6: "charged"})),
                ),
                charging(derived(V.charge_state == "charging")),
            ),
            3: message("position", first(3), POSITION),
            7: message(
                "beacons",
                first(7, let(beacons=bits(0, 3))),
                attribute(movement_level=u8),
                MOVEMENT,
                reserved(4),
                repeat(BEACON, count=V.beacons),
            ),
            8: alarm_of({1: "sos", 2: "fall"}),
        },
    ),
    vectors=[
        vector(
            "1800401B000C0A010203040A", f_port=2, message="register", tx_power=8, adr_enabled=True,
            position_mode="autonomous", gnss_enabled=True, data_rate_number=1, position_interval=(60.0, 's'),
            report_interval=300, firmware_version="0102", confirmed_every=3, heartbeats_to_rejoin=4,
            fall_height=(5000.0, 'mm'), source="the vendor's decoder, run",
        ),
        vector(
            "10005035800C050F020305F0", message="register", tx_power=10, adr_enabled=False, position_mode="on demand",
            gnss_enabled=False, data_rate_number=3, position_interval=(163900.0, 's'), report_interval=150,
            firmware_version="0f02", confirmed_every=3, heartbeats_to_rejoin=5, fall_height=(120000.0, 'mm'),
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
