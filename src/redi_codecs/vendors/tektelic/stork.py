"""Tektelic STORK: an asset tracker by satellites, Wi-Fi and Bluetooth, on port 10.

Source: the vendor's published decoder (STORK 2.2). Bluetooth beacons, Wi-Fi and history have ports of their own.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic import tracker_registers as registers
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.registers import ports
from redi_codecs.vendors.tektelic.trackers import ACCELERATION, BATTERY, CHANNEL, MEASURES_ACCELERATION, beacons

STORK = device(
    "tektelic/t0008375-stork",
    name="Asset tracker STORK by satellites, Wi-Fi and Bluetooth",
    source="The vendor's published decoders (STORK 2.2; device repository)",
    f_port=10,
    downlink=told(registers.STORK, 0x10, 0x13, 0x19, 0x1A, 0x6F, 0x73),
    uplink=ports(
        tags(CHANNEL, BATTERY | {
            (0x00, 0x95): word(
                u8,
                attribute(satellite_scan_failed=bits(0, 1)),
                attribute(wifi_scan_failed=bit(2), bluetooth_scan_failed=bit(3), dropped_by_duty_cycle=bit(4)),
                reserved(bits(5, 7)),
            ),
            (0x00, 0x71): ACCELERATION,
            (0x03, 0x67): temperature(i16 / 10),
            (0x04, 0x68): humidity(u8 / 2),
        }),
        registers.STORK,
        _16=message("receiver", tags(CHANNEL, {
            (0x0D, 0x3C): satellites(u8),
            (0x0D, 0x64): snr(i16 / 10, statistic="mean"),
            (0x0D, 0x63): (snr(i16 / 10, statistic="max"), snr(i16 / 10, statistic="min")),
        })),
        _25=beacons(3),
        _192=message("access_points", expect(u8, 0), wifi_access_points(raw())),
        _197=message(
            "access_points", expect(u8, 1),
            repeat(rssi(i8, channel=index + 1), mac_address(raw(6), channel=index + 1)),
        ),
        _199=message("position_service", raw_data(raw())),
    ),
    measures=(battery, temperature, humidity, satellites, wifi_access_points, MEASURES_ACCELERATION),
    aliases=("tektelic/stork",),
    vectors=[
        vector("036700F7 04681D", f_port=10, temperature=24.7, humidity=14.5, source="the vendor's decoder, run"),
    ],
    quirks=[
        quirk(
            "036700f704681d", f_port=10, keys="air.temperature",
            reason="the device repository's decoder rounds to whole degrees; that of STORK 2.2 says 24.7",
        )
    ],
)  # fmt: skip
