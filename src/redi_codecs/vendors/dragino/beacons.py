"""Thermometers by Bluetooth: the food probe DMT01 with its box (big-endian), and the gateway BH01-LB (little-endian).

Source: user manuals (uplink payload) and the vendor's published decoders (DMT01 1.0.3, BH01-LB 1.0.2).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import FIRMWARE, LOG_REPLY, status_frame
from redi_codecs.vendors.dragino.lht65 import BANDS

_BOX = (
    attribute(mode=choice(u8, {1: "BLE and LoRa", 2: "LoRa", 3: "BLE"})),
    attribute(probe_mac=mac_address(raw(6))),
    battery(u8, channel=1),
    battery(u8, channel=2),
)
_FOOD = (temperature(sign_magnitude(u16le) / 10, place="probe"), temperature(sign_magnitude(u16le) / 10))

DMT01 = device(
    "dragino/dmt01",
    name="Wireless food thermometer DMT01",
    source="DMT01 user manual (uplink payload); the vendor's published decoder, 1.0.3",
    f_port=2,
    downlink=COMMANDS,
    # The battery of the probe is the first, that of the box the second.
    uplink=switch(f_port, {
        2: message("temperature", time(u32), *_BOX, history(*_FOOD, newest="first", name="samples")),
        3: message("datalog", history(
            time(u32), *_BOX, LOG_REPLY, sized(u8, repeat(
                temperature(sign_magnitude(u16le) / 10, place="probe", channel=index + 1),
                temperature(sign_magnitude(u16le) / 10, channel=index + 1),
            )),
        )),
        5: message("status", model_id(u8, 0x4B), FIRMWARE, attribute(frequency_band=choice(u8, BANDS), sub_band=u8)),
        6: message(
            "event", time(u32),
            event(choice(u8, {1: "probe in box", 2: "probe out of box", 3: "probe charged", 4: "keep alive"})),
            battery(u8, channel=2),
        ),
    }),
    vectors=[
        vector(
            "6553F100 01 A1B2C3D4E5F6 64 5A FA00 DC00 0401 D280", f_port=2, message="temperature", time=1700000000,
            mode="BLE and LoRa", probe_mac="a1b2c3d4e5f6", battery_1=100, battery_2=90, temperature_probe=25,
            temperature=22, records=[{"time": None, "temperature_probe": 26, "temperature": -21}],
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_RSSI = rssi(i8, channel=index + 1)
_LEVEL = battery(u8, channel=index + 1)
_BEACON_TEMPERATURE = temperature(i16le / 10, channel=index + 1)

BH01 = device(
    "dragino/bh01-lb",
    name="Bluetooth gateway for thermometers and beacons, BH01-LB",
    source="BH01-LB user manual (uplink payload); the vendor's published decoder, 1.0.2",
    f_port=2,
    downlink=COMMANDS,
    uplink=switch(f_port, {
        2: message("beacons", time(u32le), repeat(
            mac_address(raw(6), channel=index + 1),
            switch((u8, u8), {
                (1, 4): (_BEACON_TEMPERATURE, _LEVEL, _RSSI),
                (2, 5): (
                    humidity(u8, channel=index + 1, invalid={0: "not_installed"}), _BEACON_TEMPERATURE, _LEVEL, _RSSI,
                ),
                (3, 6): (
                    attribute(beacon_major=u16, channel=index + 1), attribute(beacon_minor=u16, channel=index + 1),
                    tx_power(i8, channel=index + 1), _RSSI,
                ),
                (4, 6): (
                    temperature(sign_magnitude(u16le) / 10, place="probe", channel=index + 1),
                    temperature(sign_magnitude(u16le) / 10, channel=index + 1), _LEVEL, _RSSI,
                ),
            }),
        )),
        5: status_frame({0x44: "BH01-LB"}),
    }),
    vectors=[
        vector(
            "00F15365 A1B2C3D4E5F6 0104 FA00 64 C4", f_port=2, message="beacons",
            time=1700000000, mac_address_1="a1b2c3d4e5f6", temperature_1=25, battery_1=100, rssi_1=-60,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
