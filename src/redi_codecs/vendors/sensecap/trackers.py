"""SenseCAP's tracker T2000: a byte that says what follows, big-endian, again and again.

Source: the vendor's published decoder. Intervals are minutes, accelerations thousandths of g.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

MODE = operating_mode(choice(u8, {0: "standby", 1: "periodic", 2: "event"}))
STRATEGY = attribute(positioning_strategy=u8)
INTERVALS = attribute(
    heartbeat_interval=duration(u16 * 60), periodic_interval=duration(u16 * 60), event_interval=duration(u16 * 60)
)
SENSORS = attribute(sensors_enabled=u8, anti_theft=u8)
MOTION = attribute(motion_enabled=u8, motion_threshold=u16, motion_start_interval=duration(u16 * 60))
STATIC = attribute(static_enabled=u8, static_timeout=duration(u16 * 60))
SHOCK = attribute(shock_enabled=u8, shock_threshold=u16)
BLUETOOTH = attribute(ble_timeout=duration(u8), uuid_filter_length=u8, uuid_filter=hexadecimal(16))
GNSS = attribute(gnss_timeout=duration(u8))

EVENTS = (
    word(
        u16,
        attribute(
            movement_started=bit(0),
            movement_ended=bit(1),
            motionless=bit(2),
            shock=bit(3),
            temperature_event=bit(4),
            light_event=bit(5),
        ),
        sos(bit(6)),
        button(bit(7)),
        tamper(bit(8)),
        reserved(bits(9, 15)),
    ),
    optional(
        (V.movement_started == 1) | (V.movement_ended == 1),
        moving(derived(V.movement_started == 1)),
    ),
)
ID = attribute(motion_id=u8)
TIME = time(u32)
NONE = 0x8000
ACCELERATION = (
    acceleration_x(i16 / 1000, invalid=NONE),
    acceleration_y(i16 / 1000, invalid=NONE),
    acceleration_z(i16 / 1000, invalid=NONE),
)
POSITION = (longitude(i32 / 1000000), latitude(i32 / 1000000))
BATTERY = battery(u8)
# Each is six bytes of address and one of its signal strength, in dBm.
ACCESS_POINTS = (let(points=u8), wifi_access_points(raw(7 * V.points)))
BEACONS = (let(beacons=u8), bluetooth_beacons(raw(7 * V.beacons)))
_OUTCOME = (
    "located", "GNSS timed out", "Wi-Fi timed out", "Wi-Fi and GNSS timed out", "GNSS and Wi-Fi timed out",
    "Bluetooth timed out", "Bluetooth and Wi-Fi timed out", "Bluetooth and GNSS timed out",
    "Bluetooth, Wi-Fi and GNSS timed out", "GNSS not solved", "Wi-Fi not solved", "Bluetooth not solved",
    "too inaccurate", "clock not set", "almanac too old", "GNSS and Bluetooth timed out",
)  # fmt: skip
OUTCOME = attribute(positioning=choice(u8, dict(enumerate(_OUTCOME))))

FRAMES: dict[Any, Body] = {
    0x0C: (),  # asks for the time
    0x0D: attribute(tracker_error=choice(u32, {1: "no UTC", 2: "almanac too old", 3: "Doppler error"})),
    # The short ones first: encoding takes the first that says what is given.
    0x2A: (BATTERY, MODE, STRATEGY, SENSORS),
    0x29: (MOTION, STATIC, SHOCK),
    0x28: (MODE, STRATEGY, INTERVALS, SENSORS, GNSS, BLUETOOTH),
    0x27: (
        BATTERY,
        firmware_version(version(u8, u8)),
        hardware_version(version(u8, u8)),
        (MODE, STRATEGY, INTERVALS, SENSORS, GNSS, MOTION, STATIC, SHOCK, BLUETOOTH),
    ),
    0x2B: (EVENTS, ID, TIME, ACCELERATION, POSITION, BATTERY),
    0x2C: (EVENTS, ID, TIME, ACCELERATION, BATTERY, ACCESS_POINTS),
    0x2D: (EVENTS, ID, TIME, ACCELERATION, BATTERY, BEACONS),
    0x2E: (EVENTS, ID, TIME, POSITION, BATTERY),
    0x2F: (EVENTS, ID, TIME, BATTERY, ACCESS_POINTS),
    0x30: (EVENTS, ID, TIME, BATTERY, BEACONS),
    0x31: (OUTCOME, EVENTS, TIME, ACCELERATION, BATTERY),
    0x32: (OUTCOME, EVENTS, TIME, BATTERY),
}

T2000 = device(
    "sensecap/sensecapt2000-tracker-abc",
    name="Tracker T2000",
    source="The vendor's published decoder",
    f_port=5,
    uplink=history(switch(u8, FRAMES), newest="last"),
    vectors=[
        vector(
            "2E0000006675DBC000BC614E030DC7075A", f_port=5, time=1719000000, sos=False, button=False, tamper=False,
            longitude=12.345678, latitude=51.234567, battery=90, movement_started=False, movement_ended=False,
            motionless=False, shock=False, temperature_event=False, light_event=False, motion_id=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "2B0001016675E9D00078FFE203E8FFFE1DC00269FB204B", time=1719003600, sos=False, button=False, tamper=False,
            moving=True, acceleration_x=0.12, acceleration_y=-0.03, acceleration_z=1, longitude=-0.123456,
            latitude=40.5, battery=75, movement_started=True, movement_ended=False, motionless=False, shock=False,
            temperature_event=False, light_event=False, motion_id=1, source="the vendor's decoder, run",
        ),
        vector(
            "2C0002026675F7E0000A0014FFFB6402AABBCCDDEEFFC4112233445566B0", time=1719007200, sos=False, button=False,
            tamper=False, moving=False, acceleration_x=0.01, acceleration_y=0.02, acceleration_z=-0.005, battery=100,
            wifi_access_points="aabbccddeeffc4112233445566b0", movement_started=False, movement_ended=True,
            motionless=False, shock=False, temperature_event=False, light_event=False, motion_id=2,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
