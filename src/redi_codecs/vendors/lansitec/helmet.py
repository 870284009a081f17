"""Lansitec's helmet, in the messages of the trackers."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.lansitec.trackers import (
    BEACON,
    LINK,
    MOVEMENT,
    REGISTERED,
    SIGNAL,
    TX_POWER,
    alarm_of,
    first,
    rates,
)

HELMET = device(
    "lansitec/helmet-sensor",
    name="Helmet tracker with GNSS, Bluetooth, barometer and fall detection",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        peek(0, u8).bits(4, 7),
        {
            1: message(
                "register",
                REGISTERED,
                TX_POWER,
                rates(attribute(bluetooth_enabled=bit(0))),
                attribute(beacon_interval=duration(u16 * 5), position_interval=duration(u16 * 5)),
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
                attribute(bluetooth_state=u8, gnss_state=u8),
                attribute(charging_time=duration(u8 * 30), wearing_time=duration(u8 * 30)),
                word(u8, reserved(bits(0, 3)), attribute(movement_level=bits(4, 7))),
                MOVEMENT,
            ),
            3: message(
                "position",
                first(3, worn(bit(0)), reserved(bits(1, 2)), attribute(no_position=bit(3))),
                pressure(u32 / 100),
                longitude(f32, valid=V.no_position == 0),
                latitude(f32, valid=V.no_position == 0),
                time(u32),
            ),
            7: message(
                "beacons",
                first(7, worn(bit(0)), reserved(bits(1, 3))),
                pressure(u32 / 100),
                word(u8, let(beacons=bits(0, 3)), reserved(bits(4, 7))),
                word(u8, let(assets=bits(0, 3)), reserved(bits(4, 7))),
                repeat(BEACON, count=V.beacons),
                repeat(attribute(asset=tag_id(hexadecimal(4)), asset_rssi=rssi(i8), channel=index + 1), count=V.assets),
            ),
            8: alarm_of({1: "sos", 2: "fall", 3: "danger area", 4: "search"}),
        },
    ),
    vectors=[
        vector(
            "1800401B000C001E0A010203040A", f_port=2, message="register", tx_power=8, adr_enabled=True,
            bluetooth_enabled=True, position_mode="autonomous", gnss_enabled=True, data_rate_number=1,
            beacon_interval=(60.0, 's'), position_interval=(150.0, 's'), report_interval=300, firmware_version="0102",
            confirmed_every=3, heartbeats_to_rejoin=4, fall_height=(5000.0, 'mm'), source="the vendor's decoder, run",
        ),
        vector(
            "10005034800C801E050F020305F0", message="register", tx_power=10, adr_enabled=False,
            bluetooth_enabled=False, position_mode="on demand", gnss_enabled=False, data_rate_number=3,
            beacon_interval=(163900.0, 's'), position_interval=(163990.0, 's'), report_interval=150,
            firmware_version="0f02", confirmed_every=3, heartbeats_to_rejoin=5, fall_height=(120000.0, 'mm'),
            source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(
            "8002",
            f_port=2,
            keys="action.motion.detected",
            reason="a fall is no statement on motion: the message says that somebody fell",
        )
    ],
)  # fmt: skip
