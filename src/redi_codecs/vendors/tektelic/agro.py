"""Tektelic KIWI and CLOVER: soil probes and the air above them, a channel and a type before each value, on port 10.

Source: the vendor's published decoder (KIWI and CLOVER 2.0, and the older one of the device repository). The probes are
told as they are measured, in hertz and volts: what moisture, tension or temperature that is depends on probe and soil.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.registers import BOARD_TEMPERATURE, CLIMATE, COMMON, enabled, ports

#: The registers of temperature and humidity lie elsewhere than in the room sensors.
REGISTERS = COMMON | {
    0x22: CLIMATE[0x22],
    0x23: CLIMATE[0x23],
    0x24: attribute(ticks_per_light=u16),
    0x25: attribute(ticks_per_input_1=u16),
    0x26: attribute(ticks_per_input_2=u16),
    0x27: attribute(ticks_per_input_3=u16),
    0x28: attribute(ticks_per_input_4=u16),
    0x29: attribute(ticks_per_watermark_1=u16),
    0x2A: attribute(ticks_per_watermark_2=u16),
    0x2C: attribute(ticks_per_acceleration=u16),
    0x2D: attribute(ticks_per_orientation_alarm=u16),
    0x2E: attribute(ticks_per_board_temperature=u16),
    0x30: CLIMATE[0x39],
    0x31: CLIMATE[0x3A],
    0x32: CLIMATE[0x3B],
    0x33: CLIMATE[0x3C],
    0x34: CLIMATE[0x3D],
    0x35: CLIMATE[0x3E],
    0x36: attribute(input_sample_interval_idle=duration(u32)),
    0x37: attribute(input_sample_interval_active=duration(u32)),
    0x38: attribute(high_input_1=frequency(u16), low_input_1=frequency(u16)),
    0x39: attribute(high_input_2=voltage(u16 / 1000), low_input_2=voltage(u16 / 1000)),
    0x3A: attribute(high_input_3=voltage(u16 / 1000), low_input_3=voltage(u16 / 1000)),
    0x3B: attribute(high_input_4=voltage(u16 / 1000), low_input_4=voltage(u16 / 1000)),
    0x3C: attribute(high_watermark_1=frequency(u16), low_watermark_1=frequency(u16)),
    0x3D: attribute(high_watermark_2=frequency(u16), low_watermark_2=frequency(u16)),
    0x3F: enabled(
        input_1_limits_enabled=0, input_2_limits_enabled=1, input_3_limits_enabled=2, input_4_limits_enabled=3,
        watermark_1_limits_enabled=4, watermark_2_limits_enabled=5,
    ),
    0x40: BOARD_TEMPERATURE[0x40],
    0x41: BOARD_TEMPERATURE[0x41],
    0x42: BOARD_TEMPERATURE[0x42],
    0x43: BOARD_TEMPERATURE[0x43],
    0x44: attribute(high_temperature_3=temperature(i8), low_temperature_3=temperature(i8)),
    0x45: attribute(high_temperature_4=temperature(i8), low_temperature_4=temperature(i8)),
    0x48: enabled(light_alarm_enabled=0),
    0x49: attribute(high_light=illuminance(u16)),
    0x4A: attribute(low_light=illuminance(u16)),
    0x4B: attribute(light_sample_interval_idle=duration(u32)),
    0x4C: attribute(light_sample_interval_active=duration(u32)),
    0x4D: enabled(report_light_alarm=0, report_light=1),
    0x50: attribute(orientation_alarm_threshold=u16),
    0x51: enabled(report_orientation_alarm=0, report_orientation_vector=5),
    0x52: enabled(orientation_alarm_enabled=0, accelerometer_on=7),
    0x61: enabled(report_battery_capacity=1, report_battery_lifetime=2),
    0x62: attribute(average_current_window=u8),
}  # fmt: skip
AIR = (temperature, humidity, illuminance, battery_voltage, low_battery, battery)

KIWI = device(
    "tektelic/t00059xx-kiwi",
    name="Soil sensor KIWI: soil moisture and temperature probes, air, light",
    source="The vendor's published decoders (KIWI and CLOVER 2.0; device repository)",
    f_port=10,
    downlink=told(REGISTERS, 0x19, 0x1A, 0x6F),
    uplink=ports(
        tags((u8, u8), {
            (0x00, 0xBA): word(u8, battery_voltage((bits(0, 6) + 250) / 100), low_battery(bit(7))),
            (0x00, 0xD3): word(u8, battery(bits(0, 6)), reserved(bit(7))),
            (0x00, 0xBD): attribute(battery_lifetime=duration(u16 * 86400)),
            (0x01, 0x04): frequency(u16, channel=1),
            (0x02, 0x02): input_voltage(u16 / 1000, channel=2),
            (0x03, 0x02): input_voltage(u16 / 1000, channel=3),
            (0x03, 0x67): temperature(i16 / 10, place="soil", channel=3),
            (0x04, 0x02): input_voltage(u16 / 1000, channel=4),
            (0x04, 0x67): temperature(i16 / 10, place="soil", channel=4),
            (0x05, 0x04): frequency(u16, channel=5),
            (0x06, 0x04): frequency(u16, channel=6),
            (0x09, 0x65): illuminance(u16),
            (0x09, 0x00): attribute(light_alarm=u8 != 0),
            (0x0A, 0x71): (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000)),
            (0x0A, 0x00): attribute(orientation_alarm=u8 != 0),
            (0x0B, 0x67): temperature(i16 / 10),
            (0x0B, 0x68): humidity(u8 / 2),
            (0x0C, 0x67): temperature(i16 / 10, place="board"),
            (0x0D, 0x73): pressure(u16 / 10),
        }),
        REGISTERS,
    ),
    measures=(AIR, frequency, input_voltage, acceleration_x, acceleration_y, acceleration_z),
    also={
        "tektelic/t00059xx-clover": variant(
            "Soil sensor CLOVER: soil moisture and temperature, air, light",
            measures=(AIR, frequency, input_voltage, acceleration_x, acceleration_y, acceleration_z),
        ),
    },
    aliases=("tektelic/kiwi", "tektelic/clover"),
    vectors=[
        vector(
            "0104056E 0202035C 09650D57 0B6700AD 0B68A5", f_port=10, frequency_1=1390, input_voltage_2=0.86,
            illuminance=3415,
            temperature=17.3, humidity=82.5, source="device repository",
        ),
        vector(
            "00BA32 0B6700DC 0B685A", battery_voltage=3, low_battery=False, temperature=22, humidity=45,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
