"""ESP32 Paxcounter: the packed payload, little-endian; port and length say what it holds.

Source: the project's published decoder. Radio devices are counted by Wi-Fi (1) and by Bluetooth (2).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.opensource.paxcounter_commands import COMMANDS

_WIFI, _BLE = device_count(u16le, channel=1), device_count(u16le, channel=2)
_PLACE = (latitude(i32le / 1_000_000), longitude(i32le / 1_000_000))
_FIX = (satellites(u8), hdop(u16le / 100), altitude(i16le))

PAXCOUNTER = device(
    "opensource/esp32-paxcounter",
    name="ESP32 Paxcounter",
    source="The project's published decoder of packed payloads",
    f_port=1,
    downlink=COMMANDS,
    uplink=switch(
        f_port,
        {
            1: switch(
                length,
                {
                    2: _WIFI,
                    4: (_WIFI, _BLE),
                    8: (_WIFI, _BLE, pm10(u16le), pm2_5(u16le)),
                    10: (_PLACE, _WIFI),
                    12: (_PLACE, _WIFI, _BLE),
                    15: (_WIFI, _PLACE, _FIX),
                    17: (_WIFI, _BLE, _PLACE, _FIX),
                },
            ),
            2: message(
                "status",
                battery_voltage(u16le / 1000),
                uptime(u64le),
                temperature(u8, place="board"),
                attribute(free_memory=u32le, reset_code=u8),
                restart_count(u32le),
            ),
            3: message(
                "settings",
                data_rate(u8),
                attribute(transmission_power=tx_power(u8), rssi_limit=rssi(i16le)),
                attribute(send_cycle=u8, wifi_channel_cycle=u8, bluetooth_scan_time=u8, sleep_cycle=u16le),
                word(
                    u8,
                    reserved(bits(0, 1)),
                    attribute(antenna=bit(2), bluetooth_enabled=bit(3), counter_mode=bit(4)),
                    attribute(screen_enabled=bit(5), screen_saver=bit(6), adr_enabled=bit(7)),
                ),
                word(
                    u8,
                    attribute(sends_counts=bit(0)),
                    reserved(bit(1)),
                    attribute(sends_climate=bit(2), sends_position=bit(3), sends_sensor_1=bit(4)),
                    attribute(sends_sensor_2=bit(5), sends_sensor_3=bit(6), sends_battery=bit(7)),
                ),
                firmware_version(text(10)),
            ),
            4: message("position", _PLACE, optional(remaining > 0, _FIX)),
            5: message("button", button(u8)),
            7: message(
                "climate", temperature(i16 / 100), pressure(u16le / 10), humidity(u16le / 100), iaq(u16le / 100)
            ),
            8: message("battery", battery_voltage(u16le / 1000)),
            9: switch(
                length,
                {
                    1: message("time_request", attribute(time_request=u8)),
                    5: message("clock", attribute(device_clock=u32le, clock_status=u8)),
                },
            ),
            10: message("exposure_notifications", device_count(u16le, channel=3)),
        },
    ),
    vectors=[
        vector("07000300", f_port=1, device_count_1=7, device_count_2=3, source="device repository"),
        vector(
            "2F0100000000C04B03002DC04B03000000000000", f_port=2, message="status", battery_voltage=0.303,
            temperature_board=45, uptime=927712935936000, free_memory=216000, reset_code=0, restart_count=0,
            source="device repository",
        ),
        vector(
            "090F000078320A0000000000000000000000000000", f_port=3, message="settings", data_rate=9,
            transmission_power=(15.0, 'dB{mW}'), rssi_limit=0, send_cycle=120, wifi_channel_cycle=50,
            bluetooth_scan_time=10, sleep_cycle=0, antenna=False, bluetooth_enabled=False, counter_mode=False,
            screen_enabled=False, screen_saver=False, adr_enabled=False, sends_counts=False, sends_climate=False,
            sends_position=False, sends_sensor_1=False, sends_sensor_2=False, sends_sensor_3=False,
            sends_battery=False, firmware_version="", source="device repository",
        ),
        vector(
            "65CA060305196F0005C6004200", f_port=4, message="position", latitude=50.776677, longitude=7.280901,
            satellites=5, hdop=1.98, altitude=66, source="device repository",
        ),
        vector("01", f_port=5, message="button", button=True, source="device repository"),
        vector(
            "08341027401F1027", f_port=7, message="climate", temperature=21, pressure=1000, humidity=80, iaq=100,
            source="device repository",
        ),
        vector("2F01", f_port=8, message="battery", battery_voltage=0.303, source="device repository"),
        vector(
            "9086C86000", f_port=9, message="clock", device_clock=1623754384, clock_status=0,
            source="device repository",
        ),
        vector("07", f_port=9, message="time_request", time_request=7, source="the project's decoder, run"),
        vector(
            "0000", f_port=10, message="exposure_notifications", device_count_3=0, source="device repository",
        ),
    ],
)  # fmt: skip
