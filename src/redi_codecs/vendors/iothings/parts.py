"""What the bits of an ioTracker's header announce, big-endian.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_FOUND = {0: "success", 1: "failed", 2: "no access points"}
_KIND = let(kind=bits(0, 1))
_ABOUT = word(u8, _KIND, attribute(channel=index + 1, beacon_rssi=rssi(27 - bits(2, 7) * 2)))
_ABOUT_SLOT = (
    word(u8, _KIND, attribute(channel=index + 1, beacon_slot=bits(2, 4)), reserved(bits(5, 7))),
    word(u8, attribute(channel=index + 1, beacon_rssi=rssi(27 - bits(0, 5) * 2)), reserved(bits(6, 7))),
)


def _beacons(about: Body, ibeacon: int, eddystone: int, altbeacon: int, full: int) -> Body:
    """What is said of each beacon, then as much of its name as its kind has: iBeacon, Eddystone, AltBeacon, full."""
    sizes = {0: ibeacon, 1: eddystone, 2: altbeacon, 3: full}
    names = {kind: bluetooth_beacons(raw(size), channel=index + 1) for kind, size in sizes.items()}
    return repeat(
        about,
        attribute(channel=index + 1, beacon_kind=derived(V.kind)),
        switch(V.kind, names),
        count=V.beacons,
    )


_EXTERNAL = switch(
    u8,
    {
        0x0A: attribute(battery_a=u16, battery_b=u16),
        0x64: temperature(i16 / 100, place="probe"),
        0x65: digital_input(u8),
        0x66: word(
            u8,
            attribute(button_state=choice(bits(4, 7), {0: "idle", 1: "calling", 2: "success", 3: "cleared"})),
            button_count(bits(0, 3)),
        ),
    },
)
_WIFI = (
    word(
        u8,
        let(points=bits(0, 2)),
        attribute(wifi_status=choice(concat(bit(3), bit(4)), _FOUND), wifi_strengths=bit(5)),
        reserved(bits(6, 7)),
    ),
    switch(
        V.wifi_strengths,
        {0: wifi_access_points(raw(V.points * 6)), 1: wifi_access_points(raw(V.points * 7))},
    ),
)
_BLUETOOTH = (
    word(
        u8,
        let(beacons=bits(0, 2)),
        attribute(bluetooth_status=choice(bits(3, 4), _FOUND), beacon_format=bits(5, 6)),
        reserved(bit(7)),
    ),
    switch(
        V.beacon_format,
        {
            0: _beacons(_ABOUT, 6, 6, 6, 6),
            1: _beacons(_ABOUT, 20, 16, 20, 20),
            2: _beacons(_ABOUT_SLOT, 4, 6, 4, 6),
        },
    ),
)
SENSORS = (
    word(
        u8,
        let(temperature_sent=bit(0), light_sent=bit(1), acceleration_sent=bit(2), maximum_sent=bit(3)),
        let(wifi_sent=bit(4)),
        attribute(pressed_long=bit(5)),
        let(external_sent=bit(6)),
        attribute(more_content=bit(7)),
    ),
    optional(
        V.more_content == 1,
        word(
            u8,
            let(bluetooth_sent=bit(0), humidity_sent=bit(1), pressure_sent=bit(2), man_down_sent=bit(3)),
            let(tilt_sent=bit(4), repeats_sent=bit(5)),
            reserved(bits(6, 7)),
        ),
    ),
    optional(V.temperature_sent == 1, temperature(i16 / 100)),
    optional(V.light_sent == 1, illuminance(minifloat(u16, exponent=4, mantissa=12) * (1 << 27) / 100)),
    optional(
        V.acceleration_sent == 1,
        acceleration_x(i16 / 1000),
        acceleration_y(i16 / 1000),
        acceleration_z(i16 / 1000),
    ),
    optional(
        V.maximum_sent == 1,
        acceleration(i16 / 1000, statistic="max"),
        attribute(acceleration_max_before=acceleration(i16 / 1000)),
    ),
    optional(V.wifi_sent == 1, _WIFI),
    optional(V.external_sent == 1, _EXTERNAL),
    optional(V.bluetooth_sent == 1, _BLUETOOTH),
    optional(V.humidity_sent == 1, humidity(u16 / 100)),
    optional(V.pressure_sent == 1, pressure(u24 / 100)),
    optional(
        V.man_down_sent == 1,
        word(
            u8,
            attribute(man_down=choice(bits(0, 3), {0: "ok", 1: "sleeping", 2: "warning", 3: "alarm"})),
            attribute(position_alarm=bit(4), movement_alarm=bit(5)),
            reserved(bits(6, 7)),
        ),
        fall(derived(V.man_down == "alarm")),
    ),
    optional(
        V.tilt_sent == 1,
        tilt(u16 / 100),
        attribute(tilt_direction=heading(u8 * 360 / 255)),
        tilt(u16 / 100, statistic="max"),
        attribute(tilt_max_direction=heading(u8 * 360 / 255)),
    ),
    optional(V.repeats_sent == 1, attribute(transmissions=u8)),
)
POSITION = (
    attribute(navigation_status=u8),
    latitude(i32 / 10_000_000),
    longitude(i32 / 10_000_000),
    altitude(u16 / 10),
    position_accuracy(u8),
    attribute(vertical_accuracy=position_accuracy(u8)),
    speed(u16 / 36),
    heading(u16 / 10),
    hdop(u8 / 10),
    satellites(u8),
)
