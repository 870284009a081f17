"""Trackers: LGT92 (GPS) and TrackerD (GPS, Wi-Fi and Bluetooth beacons); big-endian.

TrackerD from 1.5 on sends speed and course after the position, as the length tells.
Source: user manuals (uplink payload) and the vendor's published decoders (TrackerD 1.4.9 and 1.5.4).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import BASIC, TRACKER
from redi_codecs.vendors.dragino.frames import FIRMWARE
from redi_codecs.vendors.dragino.lht65 import STATUS

_NO_FIX: dict[int | range, str] = {0: "none", 0x0FFFFFFF: "disabled"}
_POSITION = (latitude(i32 / 1_000_000, invalid=_NO_FIX), longitude(i32 / 1_000_000, invalid=_NO_FIX))
_ALARM = word(u16, battery_voltage(bits(0, 13) / 1000), alarm(bit(14)), reserved(bit(15)))
_MOTION_SETTING = "MD is how the device is set to watch for motion, as the manual says, not that it has seen any."

LGT92 = device(
    "dragino/lgt92",
    name="GPS tracker LGT92",
    source="LGT92 user manual, 2.4 (uplink payload); the vendor's decoder in the device repository",
    f_port=2,
    downlink=TRACKER,
    uplink=switch(f_port, {2: (
        *_POSITION, _ALARM,
        word(
            u8, attribute(firmware_number=bits(0, 4) + 160), attribute(led=bit(5)),
            attribute(motion_mode=choice(bits(6, 7), {0: "disabled", 1: "move", 2: "collide", 3: "user"})),
        ),
        optional(length >= 15, roll(i16 / 100), pitch(i16 / 100)),
        optional(length >= 18, hdop(u8 / 100), altitude(i16 / 100)),
    )}),
    vectors=[
        vector(
            "02FACB30 0080ECF9 0C2E 64", f_port=2, latitude=49.990448, longitude=8.449273, alarm=False,
            battery_voltage=3.118, firmware_number=164, led=True, motion_mode="move", source="device repository",
        ),
        vector(
            "FE070249 FF724571 4D20 E0 FF9C 00C8 1E 04D2", f_port=2, latitude=-33.095095, longitude=-9.288335,
            alarm=True, battery_voltage=3.36, firmware_number=160, led=True, motion_mode="user", roll=-1, pitch=2,
            hdop=0.3, altitude=12.34, source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk(payload, f_port=2, keys="action.motion.detected", reason=_MOTION_SETTING)
        for payload in (
            "015A785406CF33D80D2060004B0190", "02FACB300080ECF90C2E64", "00000000000000000C2E64",
            "00000000000000000D20A0", "FE070249FF7245710D2060FF9C00C81E04D2",
        )
    ],
)  # fmt: skip

_CLIMATE = (humidity(u16 / 10), temperature(i16 / 10))
_COURSE = (attribute(speed_raw=u32), heading(u32))


def _state(*lowest: Body) -> Body:
    return word(u8, *lowest, attribute(led=bit(5)), attribute(mode=bits(6, 7)))


_MOVING = _state(reserved(bits(0, 3)), moving(bit(4)))
_STATE = _state(reserved(bits(0, 4)))
_CLOCK = time(calendar(year=u16, month=u8, day=u8, hour=u8, minute=u8, second=u8))

TRACKERD = device(
    "dragino/trackerd",
    name="GPS, Wi-Fi and Bluetooth tracker TrackerD",
    source="TrackerD user manual, 2.4 (uplink payload); the vendor's published decoders, 1.4.9 and 1.5.4",
    f_port=2,
    downlink=BASIC,
    uplink=switch(f_port, {
        2: message("position", *_POSITION, switch(length, {
            15: (_ALARM, _MOVING, *_CLIMATE), 19: (*_COURSE, _ALARM, _MOVING),
            23: (*_COURSE, _ALARM, _MOVING, *_CLIMATE),
        })),
        3: message("position_only", *_POSITION, switch(length, {
            11: (_ALARM, _MOVING), 15: (_ALARM, _MOVING, *_CLIMATE), 19: (*_COURSE, _ALARM, _MOVING),
        })),
        4: message("logged_position", switch(length, {
            15: (*_POSITION, _CLOCK),
            25: (
                *_POSITION, *_COURSE, _CLOCK,
                word(u16, battery_voltage(bits(0, 13) / 1000), moving(bit(14)), reserved(bit(15))),
            ),
        })),
        5: message(
            "status", model(choice(u8, {0x13: "TrackerD", 0x19: "TrackerD-LS"})), FIRMWARE, STATUS,
            word(
                u8, attribute(ble_mode=bits(0, 3)), attribute(gps_mode=bits(4, 5)),
                attribute(sensor_mode=choice(bits(6, 7), {1: "GPS", 2: "BLE", 3: "BLE and GPS"})),
            ),
            word(u8, attribute(wakes_by_motion=bit(0), led=bit(1), sends_again=bit(2)), reserved(bits(3, 7))),
        ),
        6: message(
            "beacon", attribute(beacon_uuid=tag_id(hexadecimal(16)), beacon_major=u16, beacon_minor=u16), reserved(1),
            attribute(rssi_at_1_m=rssi(i8)), reserved(1), rssi(i8), _ALARM, _STATE, optional(remaining >= 4, *_CLIMATE),
        ),
        7: message("alarm", _ALARM, _STATE),
        8: message("wifi", attribute(ssid=tag_id(text(6))), rssi(i8), _ALARM, _STATE),
        9: message("beacons", _ALARM, _STATE, repeat(
            attribute(beacon_major=u16, channel=index + 1), attribute(beacon_minor=u16, channel=index + 1),
            rssi(i8, channel=index + 1),
        )),
        10: message(
            "macs", repeat(mac_address(raw(6), channel=index + 1), rssi(i8, channel=index + 1), count=5), _ALARM,
            word(u8, reserved(bits(0, 2)), moving(bit(3)), attribute(led=bit(4)), attribute(ble_mode=bits(5, 7))),
        ),
    }),
    vectors=[
        vector(
            "015A7066 06CF3CF8 0FA2 30 01AE 00DA", f_port=2, message="position", latitude=22.70423,
            longitude=114.244856, alarm=False, battery_voltage=4.002, moving=True, humidity=43, temperature=21.8,
            led=True, mode=0, source="device repository",
        ),
    ],
)  # fmt: skip
