"""Lansitec's container tracker, in the messages of the trackers."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.lansitec.trackers import (
    BEACON,
    GNSS_STATES,
    LINK,
    MOVEMENT,
    POSITION,
    REGISTERED,
    SIGNAL,
    first,
    rates,
)

POSITIONS_CACHED = tuple(
    optional(
        V.cached > turn,
        record(
            switch(
                pick(getattr(V, f"from_gnss_{turn + 1}") == 1, 1, 0),
                {0: (tag_id(hexadecimal(4)), rssi(i8)), 1: POSITION},
            ),
            name="cache",
        ),
    )
    for turn in range(8)
)

CONTAINER = device(
    "lansitec/container-tracker",
    name="Container tracker with GNSS and Bluetooth",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        peek(0, u8).bits(4, 7),
        {
            1: message(
                "register",
                REGISTERED,
                word(
                    u8,
                    attribute(key_enabled=bit(0), alarm_enabled=bit(1), cache_enabled=bit(2)),
                    tx_power(bits(3, 7)),
                ),
                rates(attribute(switch_enabled=bit(0))),
                report_interval(u16 * 30),
                attribute(position_interval=duration(u16 * 5), division=u8, failed_fix_interval=duration(u8 * 60)),
                attribute(position_uuid=tag_id(hexadecimal(16)), motion_threshold=acceleration(u8 / 100)),
                firmware_version(hexadecimal(2)),
                LINK,
                attribute(asset_scan_interval=duration(u8 * 60), asset_scan_time=duration(u8)),
                attribute(asset_report_interval=duration(u8 * 10), asset_uuid=tag_id(hexadecimal(16))),
                attribute(shock_threshold=acceleration(u8 / 100), shock_report_interval=duration(u8 * 30)),
            ),
            2: message(
                "heartbeat",
                first(2, attribute(has_snr=bits(0, 3) == 1)),
                battery_voltage((u8 + 150) / 100),
                SIGNAL,
                word(u8, attribute(movement_level=bits(0, 3), gnss_state=choice(bits(4, 7), GNSS_STATES))),
                MOVEMENT,
                temperature(i16),
                time_in_motion(u16 * 5),
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
            8: message("assets", first(8), let(assets=u8), repeat(BEACON, count=V.assets)),
            9: message("alarm", first(9), attribute(reason=choice(u8, {1: "magnet removed"}))),
            10: message("shocks", first(10), event_count(u16)),
            11: message(
                "cached_positions",
                first(11, attribute(cached=bits(0, 3))),
                word(u8, tuple(attribute(from_gnss=bit(7 - turn), channel=turn + 1) for turn in range(8))),
                POSITIONS_CACHED,
            ),
        },
    ),
    vectors=[
        vector(
            "18004F1B003C001E0A0B000102030405060708090A0B0C0D0E0F01010201020A0B0C101112131415161718191A1B1C1D1E1F3207",
            f_port=2, message="register", tx_power=9, adr_enabled=True, key_enabled=True, alarm_enabled=True,
            cache_enabled=True, switch_enabled=True, position_mode="autonomous", gnss_enabled=True, data_rate_number=1,
            report_interval=1800, position_interval=(150.0, 's'), division=10, failed_fix_interval=(660.0, 's'),
            position_uuid="000102030405060708090a0b0c0d0e0f", motion_threshold=(0.01, '[g]'), firmware_version="0102",
            confirmed_every=1, heartbeats_to_rejoin=2, asset_scan_interval=(600.0, 's'), asset_scan_time=(11.0, 's'),
            asset_report_interval=(120.0, 's'), asset_uuid="101112131415161718191a1b1c1d1e1f",
            shock_threshold=(0.5, '[g]'), shock_report_interval=(210.0, 's'), source="the vendor's decoder, run",
        ),
        vector(
            "21DC5F0096330017000C", message="heartbeat", battery_voltage=3.7, rssi=-95, snr=1.5, moving=True,
            temperature=23, time_in_motion=60, has_snr=True, movement_level=3, gnss_state="located",
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
