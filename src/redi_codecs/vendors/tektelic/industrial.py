"""Tektelic industrial transceiver: inputs, outputs and a serial line, with temperature and humidity, on port 10.

Source: the vendor's published decoders (industrial transceiver 2.1 and 1-wire 1.11, and the older one of the device
repository).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.tektelic.commands import told
from redi_codecs.vendors.tektelic.registers import BOARD_TEMPERATURE, CLIMATE, COMMON, enabled, ports

OUTPUT_CONTROL = {0: "by hand", 1: "input 1", 2: "input 2", 3: "input 3"}
#: The lower limit comes first here, and an enabled limit is a byte.
REGISTERS = COMMON | CLIMATE | BOARD_TEMPERATURE | {
    0x21: attribute(ticks_per_digital_input=u16),
    0x24: attribute(ticks_per_input_1=u16),
    0x25: attribute(ticks_per_input_2=u16),
    0x26: attribute(ticks_per_input_3=u16),
    0x28: attribute(ticks_per_output_1=u16),
    0x29: attribute(ticks_per_output_2=u16),
    0x2A: enabled(input_1_rising_edge=0, input_1_falling_edge=1),
    0x2B: attribute(input_1_count_threshold=u16),
    0x2C: enabled(report_input_1_state=0, report_input_1_count=1),
    0x30: attribute(input_sample_interval_idle=duration(u32)),
    0x31: attribute(input_sample_interval_active=duration(u32)),
    0x32: attribute(low_input_2=input_current(u8 / 10), high_input_2=input_current(u8 / 10)),
    0x33: attribute(low_input_3=voltage(u8 / 20), high_input_3=voltage(u8 / 20)),
    0x34: enabled(input_2_limits_enabled=0, input_3_limits_enabled=4),
    0x3B: attribute(low_temperature=temperature(i8), high_temperature=temperature(i8)),
    0x3C: attribute(temperature_limits_enabled=u8 != 0),
    0x3D: attribute(low_humidity=humidity(u8), high_humidity=humidity(u8)),
    0x3E: attribute(humidity_limits_enabled=u8 != 0),
    0x42: attribute(low_board_temperature=temperature(i8), high_board_temperature=temperature(i8)),
    0x43: attribute(board_temperature_limits_enabled=u8 != 0),
    0x50: attribute(output_1_control=choice(u8, OUTPUT_CONTROL)),
    0x51: attribute(output_1_delay=u16),
    0x52: attribute(output_2_control=choice(u8, OUTPUT_CONTROL)),
    0x53: attribute(output_2_delay=u16),
    0x60: attribute(serial_interface=choice(u8, {0: "RS-485 or RS-422", 1: "RS-232"})),
    0x61: attribute(serial_baud_rate=u32),
    0x62: attribute(serial_data_bits=u8),
    0x63: attribute(serial_parity=choice(u8, {0: "none", 1: "odd", 2: "even"})),
    0x64: attribute(serial_stop_bits=u8 / 10),
    0x65: attribute(serial_full_duplex=u8 != 0),
    0x66: attribute(serial_uplink_format=u8),
    0x67: attribute(serial_receives_always=u8 != 0),
    0x68: attribute(modbus_symbol_timeout=u16),
    0x69: attribute(modbus_receive_timeout=u16),
    #: Thermometers on a 1-wire bus, 32 of them; which ones is a bit each.
    0x73: attribute(ticks_per_thermometers_idle=u16),
    0x74: attribute(ticks_per_thermometers_active=u16),
    0x75: attribute(thermometers_reported_0_to_15=u16),
    0x76: attribute(thermometers_reported_16_to_31=u16),
    0x77: attribute(thermometer_sample_interval_idle=duration(u32)),
    0x78: attribute(thermometer_sample_interval_active=duration(u32)),
    0x79: attribute(low_thermometer=temperature(i8), high_thermometer=temperature(i8)),
    0x7A: attribute(thermometers_limited_0_to_15=u16),
    0x7B: attribute(thermometers_limited_16_to_31=u16),
    0x7C: attribute(thermometer_resolution=u8),
}  # fmt: skip
#: What a device at the serial line has answered to one of six polls.
MODBUS = message("modbus", attribute(poll=hexadecimal(1)), raw_data(raw()))

TRANSCEIVER = device(
    "tektelic/t00053xx-industrial-transceiver",
    name="Industrial transceiver: inputs, outputs, Modbus, temperature and humidity",
    source="The vendor's published decoders (industrial transceiver 2.1, 1-wire 1.11; device repository)",
    f_port=10,
    downlink=told(REGISTERS, 0x3D, 0x3E, 0x62, 0x6F),
    uplink=ports(
        tags((u8, u8), {
            (0x00, 0xFF): battery_voltage(i16 / 100),
            (0x01, 0x01): relay(u8, channel=1),
            (0x02, 0x01): relay(u8, channel=2),
            (0x03, 0x67): temperature(i16 / 10),
            (0x04, 0x68): humidity(u8 / 2),
            (0x05, 0x00): digital_input(u8, channel=1),
            (0x06, 0x02): input_current(u16 / 1000, channel=2),
            (0x07, 0x02): input_voltage(u16 / 1000, channel=3),
            (0x08, 0x04): pulse_count(u16, channel=1),
            (0x09, 0x67): temperature(i16 / 10, place="board"),
        }),
        REGISTERS,
        _20=message(
            "serial",
            word(u8, attribute(fragment_number=bits(0, 4), transaction=bits(5, 6), last_fragment=bit(7))),
            raw_data(raw()),
        ),
        **dict.fromkeys(("_21", "_22", "_23", "_24", "_25", "_26"), MODBUS),
    ),
    measures=(battery_voltage, temperature, humidity, relay, digital_input, input_current, input_voltage, pulse_count),
    also={
        "tektelic/t00055xx-industrial-transceiver": "Industrial transceiver (T00055xx)",
        "tektelic/t00056xx-industrial-transceiver": "Industrial transceiver (T00056xx)",
        "tektelic/mulch-temperature-sensor": variant(
            "Mulch temperature sensor",
            measures=(battery_voltage, temperature, humidity, digital_input, pulse_count),
        ),
    },
    vectors=[
        vector("010100 020101", f_port=10, relay_1=False, relay_2=True, source="device repository"),
        vector(
            "00FF0168 01010F 020100 0367FFCE 04685A 050001 06022710 070203E8 0804002A 0967012C", battery_voltage=3.6,
            relay_1=True, relay_2=False, temperature=-5, humidity=45, digital_input_1=True, input_current_2=10,
            input_voltage_3=1, pulse_count_1=42, temperature_board=30, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
