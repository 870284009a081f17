"""Tektelic trackers and panic buttons: a channel and a type before each value, big-endian, on port 10.

Source: the vendor's published decoders (SPARROW and PELICAN 2.8, ROBIN and FINCH 1.0, STORK 2.2, and the older ones of
the device repository). Bluetooth beacons, Wi-Fi and history have ports of their own.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic import tracker_registers as registers
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.registers import ports

CHANNEL = (u8, u8)
ACCELERATION = (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000))
MEASURES_ACCELERATION = (acceleration_x, acceleration_y, acceleration_z)
BATTERY: dict[Any, Body] = {
    (0x00, 0xD3): battery(u8),
    (0x00, 0xBD): attribute(battery_lifetime=duration(u16 * 86400)),
}
DATA: dict[Any, Body] = BATTERY | {
    (0x00, 0xBA): word(u8, battery_voltage((bits(0, 6) + 250) / 100), low_battery(bit(7))),
    (0x00, 0x00): moving(u8),
    (0x00, 0x04): attribute(state=u8),
    (0x00, 0x67): temperature(i16 / 10),
    (0x04, 0x68): humidity(u8 / 2),
    (0x00, 0x71): ACCELERATION,
}  # fmt: skip


def beacons(filtered: int) -> Body:
    """Port 25: the beacons that were heard, all of them or those of one of four ranges of addresses."""
    return switch(u8, {
        0x0A: message("beacons", repeat(mac_address(raw(6), channel=index + 1), rssi(i8, channel=index + 1))),
        **{
            0xB0 + number: message(
                f"beacons_of_range_{number}",
                repeat(mac_address(raw(filtered), channel=index + 1), rssi(i8, channel=index + 1)),
            )
            for number in range(4)
        },
    })  # fmt: skip


PELICAN = device(
    "tektelic/t0007377-pelican",
    name="Outdoor asset tracker PELICAN with temperature and humidity",
    source="The vendor's published decoders (SPARROW and PELICAN 2.8; device repository)",
    f_port=10,
    downlink=told(registers.PELICAN, 0x19, 0x1A, 0x6F),
    uplink=ports(
        tags(CHANNEL, DATA),
        registers.PELICAN,
        _25=beacons(3),
        _33=message("history", history(
            attribute(fragment_number=u16), reserved(2), temperature(i16 / 10), reserved(2), humidity(u8 / 2)
        )),
    ),
    measures=(battery_voltage, low_battery, battery, moving, temperature, humidity, MEASURES_ACCELERATION),
    also={
        "tektelic/t0006909-pelican": "Outdoor asset tracker PELICAN (T0006909)",
        "tektelic/t0007367-pelican-ex": "Outdoor asset tracker PELICAN Ex",
        "tektelic/t0007xxx-sparrow": variant(
            "Indoor asset tracker SPARROW", measures=(battery_voltage, low_battery, battery, moving, temperature)
        ),
        "tektelic/asset-tracker": variant(
            "Asset tracker", measures=(battery_voltage, low_battery, moving, temperature)
        ),
        "tektelic/cold-room-temperature-sensor": variant(
            "Cold room temperature sensor", measures=(battery_voltage, low_battery, moving, temperature)
        ),
        "tektelic/panic-button-sensor": variant(
            "Panic button", measures=(battery_voltage, low_battery, moving, temperature)
        ),
    },
    aliases=("tektelic/pelican", "tektelic/sparrow"),
    vectors=[
        vector("50 85", f_port=100, message="settings", beacons_reported=5, beacons_averaged=True,
               source="device repository"),
        vector(
            "00712A00008005C4", f_port=10, acceleration_x=10.752, acceleration_y=0.128, acceleration_z=1.476,
            source="device repository",
        ),
    ],
)  # fmt: skip

ROBIN = device(
    "tektelic/t0007127-robin",
    name="Outdoor panic button ROBIN",
    source="The vendor's published decoders (ROBIN and FINCH 1.0; device repository)",
    f_port=10,
    downlink=told(registers.ROBIN, 0x19, 0x1A, 0x61, 0x62, 0x63),
    uplink=ports(
        tags(CHANNEL, DATA | {
            (0x02, 0x95): word(
                u8,
                button(bit(0)),
                reserved(bits(1, 2)),
                attribute(emergency_response=bit(3)),
                reserved(bit(4)),
                attribute(motion_detected=bit(5)),
                reserved(bit(6)),
                sos(bit(7)),
            ),
        }),
        registers.ROBIN,
        _25=beacons(3),
    ),
    measures=(
        battery_voltage, low_battery, battery, button, sos, moving, temperature, humidity, MEASURES_ACCELERATION,
    ),
    also={"tektelic/t0007392-finch": "Indoor panic button FINCH"},
    aliases=("tektelic/robin", "tektelic/finch"),
    vectors=[
        vector("50 85", f_port=100, message="settings", beacons_reported=5, beacons_averaged=True,
               source="device repository"),
        vector("006700F7 04681D", f_port=10, temperature=24.7, humidity=14.5, source="the vendor's decoder, run"),
    ],
)  # fmt: skip
