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
        vector(
            "20554602583150", message="heartbeat", battery=85, rssi=-70, snr=6, moving=True, charging=True,
            movement_level=1, gnss_state="located", charge_state="charging", source="the vendor's decoder, run",
        ),
        vector(
            "20D5C6F2584260", message="heartbeat", battery=(213.0, 'implausible'), rssi=-198, snr=-34.96, moving=True,
            charging=False, movement_level=2, gnss_state="unknown_4", charge_state="charged",
            source="the vendor's decoder, run, its signs put right",
        ),
        vector(
            "21554602580000", message="heartbeat", battery=85, rssi=-70, snr=6, moving=False, charging=False,
            movement_level=0, gnss_state="off", charge_state="unplugged", source="the vendor's decoder, run",
        ),
        vector(
            "30C2F48000421600006674C280", message="position", time=1718928000, longitude=-122.25, latitude=37.5,
            source="the vendor's decoder, run",
        ),
        vector(
            "304240000FC21600F08674C280", message="position", time=2255798912, longitude=48.000057220458984,
            latitude=-37.50091552734375, source="the vendor's decoder, run",
        ),
        vector(
            "71030000000012345678C8", message="beacons", moving=True, rssi_1=-56, movement_level=3,
            tag_id_1="12345678", source="the vendor's decoder, run",
        ),
        vector(
            "7200000000001234567818F234A678F8", message="beacons", moving=False, rssi_1=24, rssi_2=-8,
            movement_level=0, tag_id_1="12345678", tag_id_2="f234a678",
            source="the vendor's decoder, run, its signs put right",
        ),
        vector("8001", message="alarm", sos=True, fall=False, reason="sos", source="the vendor's decoder, run"),
        vector("8002", message="alarm", sos=False, fall=True, reason="fall", source="the vendor's decoder, run"),
    ],
)  # fmt: skip

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
        vector(
            "20554600960103020410", message="heartbeat", battery=85, rssi=-70, snr=1.5, moving=True, bluetooth_state=1,
            gnss_state=3, charging_time=(60.0, 's'), wearing_time=(120.0, 's'), movement_level=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "20D5C6FE960103020400", message="heartbeat", battery=(213.0, 'implausible'), rssi=-198, snr=-3.62,
            moving=False, bluetooth_state=1, gnss_state=3, charging_time=(60.0, 's'), wearing_time=(120.0, 's'),
            movement_level=0, source="the vendor's decoder, run, its signs put right",
        ),
        vector(
            "31000186A042E8D097421F9DE76A387B00", message="position", time=1782086400, worn=True, pressure=1000,
            longitude=116.40740203857422, latitude=39.90420150756836, no_position=False,
            source="the vendor's decoder, run",
        ),
        vector(
            "38810186AFC2E8D097C21F9DE78A387B00", message="position", time=2318957312, worn=False,
            pressure=(21643608.79, 'implausible'), no_position=True,
            source="the vendor's decoder, run, its sign of the pressure put right",
        ),
        vector(
            "7100000000010112345678C8ABCDEF01D0", message="beacons", worn=True, pressure=(0.0, 'implausible'),
            rssi_1=-56, tag_id_1="12345678", asset_1="abcdef01", asset_rssi_1=(-48.0, 'dB{mW}'),
            source="the vendor's decoder, run",
        ),
        vector(
            "708001020302021234567818F234A678F8ABCDEF01D0ABCD1F0150", message="beacons", worn=False,
            pressure=(21475496.99, 'implausible'), rssi_1=24, rssi_2=-8, tag_id_1="12345678", tag_id_2="f234a678",
            asset_1="abcdef01", asset_rssi_1=(-48.0, 'dB{mW}'), asset_2="abcd1f01", asset_rssi_2=(80.0, 'implausible'),
            source="the vendor's decoder, run, its signs put right",
        ),
        vector("8001", message="alarm", sos=True, fall=False, reason="sos", source="the vendor's decoder, run"),
        vector("8002", message="alarm", sos=False, fall=True, reason="fall", source="the vendor's decoder, run"),
        vector(
            "8003", message="alarm", sos=False, fall=False, reason="danger area", source="the vendor's decoder, run",
        ),
        vector("8004", message="alarm", sos=False, fall=False, reason="search", source="the vendor's decoder, run"),
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
        vector(
            "20DCDFFF964080FF170A", message="heartbeat", battery_voltage=3.7, rssi=(-223.0, 'implausible'),
            snr=-1.06, moving=False, temperature=(-32513.0, 'implausible'), time_in_motion=29490, has_snr=False,
            movement_level=0, gnss_state="unknown_4",
            source="the vendor's decoder, run, its signs put right",
        ),
        vector(
            "21DC5F009630FFF7800C", message="heartbeat", battery_voltage=3.7, rssi=-95, snr=1.5, moving=False,
            temperature=-9, time_in_motion=163900, has_snr=True, movement_level=0, gnss_state="located",
            source="the vendor's decoder, run, its signs put right",
        ),
        vector(
            "3042F3000041FA00006553F100", message="position", time=1700000000, longitude=121.5, latitude=31.25,
            source="the vendor's decoder, run",
        ),
        vector(
            "30C2F300F0C1FA00089553F100", message="position", time=2505306368, longitude=-121.5018310546875,
            latitude=-31.250015258789062, source="the vendor's decoder, run",
        ),
        vector(
            "72010000000012345678C8ABCDEF01B4", message="beacons", moving=True, rssi_1=-56, rssi_2=-76,
            movement_level=1, tag_id_1="12345678", tag_id_2="abcdef01", source="the vendor's decoder, run",
        ),
        vector(
            "71000000000012345678C8", message="beacons", moving=False, rssi_1=-56, movement_level=0,
            tag_id_1="12345678", source="the vendor's decoder, run",
        ),
        vector("8101AABBCCDDD2", message="assets", rssi_1=-46, tag_id_1="aabbccdd", source="the vendor's decoder, run"),
        vector(
            "8202AABBCCDDD2ABCDEF0154", message="assets", rssi_1=-46, rssi_2=(84.0, 'implausible'),
            tag_id_1="aabbccdd", tag_id_2="abcdef01", source="the vendor's decoder, run",
        ),
        vector("9001", message="alarm", reason="magnet removed", source="the vendor's decoder, run"),
        vector("A08105", message="shocks", event_count=33029, source="the vendor's decoder, run"),
        vector(
            "B140 12345678C8", message="cached_positions", from_gnss_1=False, from_gnss_2=True, from_gnss_3=False,
            from_gnss_4=False, from_gnss_5=False, from_gnss_6=False, from_gnss_7=False, from_gnss_8=False,
            records=[{"rssi": -56.0, "tag_id": "12345678"}], source="the vendor's decoder, run",
        ),
        vector(
            "B280 42F3000041FA00006553F100 12345678C8", message="cached_positions", from_gnss_1=True,
            from_gnss_2=False, from_gnss_3=False, from_gnss_4=False, from_gnss_5=False, from_gnss_6=False,
            from_gnss_7=False, from_gnss_8=False,
            records=[
                {"time": 1700000000, "longitude": 121.5, "latitude": 31.25}, {"rssi": -56, "tag_id": "12345678"},
            ],
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
