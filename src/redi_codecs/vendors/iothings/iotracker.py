"""ioTracker: bits that say what is there, then what they say, big-endian.

Source: the vendor's published decoder. A button pressed once sets the bit in the header, a long press the one among the
sensors' bits, a double press both.
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
_SENSORS = (
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
_POSITION = (
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

IOTRACKER = device(
    "iothings/iotracker3",
    name="ioTracker 3",
    source="The vendor's published decoder",
    f_port=1,
    also={"iothings/iobutton": "ioButton"},
    uplink=(
        word(
            u8,
            attribute(pressed=bit(0)),
            moving(bit(1)),
            attribute(input_event=bit(2)),
            let(position_sent=bit(3), sensors_sent=bit(4)),
            attribute(special_sent=bit(5)),
            reserved(bits(6, 7)),
        ),
        attribute(downlink_check=hexadecimal(1)),
        battery(u8 * 100 / 254, invalid={255: "unknown"}),
        optional(V.sensors_sent == 1, _SENSORS),
        button(derived((V.pressed == 1) | (V.pressed_long == 1))),
        optional(V.position_sent == 1, _POSITION),
    ),
    vectors=[
        vector(
            "1BDD641F075F44A000000400002000600C8000031EAB10B0039C7275031F1315000400002705", f_port=1, moving=True,
            battery=39.37007874015748, temperature=18.87, illuminance=189.44, acceleration_x=0, acceleration_y=1.024,
            acceleration_z=0.032, acceleration_max=0.096, wifi_access_points="", button=True, latitude=51.4527408,
            longitude=6.0584565, altitude=79.9, position_accuracy=19, speed=0.1111111111111111, heading=0, hdop=3.9,
            satellites=5, pressed=True, input_event=False, special_sent=False, downlink_check="dd", pressed_long=False,
            acceleration_max_before=3.2, wifi_status="success", wifi_strengths=False, navigation_status=3,
            vertical_accuracy=(21.0, 'm'), source="device repository",
        ),
        vector(
            "18ABC88312086705DC157C11AB80177040031F33511502F90E3F04D20508009803840C09", moving=False,
            battery=78.74015748031496, temperature=21.51, illuminance=15, humidity=55, tilt=45.23, tilt_max=60,
            button=False, latitude=52.3456789, longitude=4.9876543, altitude=123.4, position_accuracy=5,
            speed=4.222222222222222, heading=90, hdop=1.2, satellites=9, pressed=False, input_event=False,
            special_sent=False, downlink_check="ab", pressed_long=False, tilt_direction=(180.7058823529412, 'deg'),
            tilt_max_direction=(90.3529411764706, 'deg'), navigation_status=3, vertical_accuracy=(8.0, 'm'),
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
