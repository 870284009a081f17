"""Yobiiq iQ: a channel byte, the number of a register and its value, big-endian, again and again.

Source: the vendor's published decoders. They take texts up to the next channel byte; here they have the lengths of the
published examples. A payload of one byte is the answer to a command.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

CLASSES = {0: "A", 1: "B", 2: "C"}
ANSWER = message("answer", attribute(command_failed=u8))


def registers(channel: int, table: dict[int, Body], name: str = "measurement") -> Body:
    """Values with their registers, or the answer to a command."""
    entries: dict[tuple[int, int], Body] = {(channel, number): body for number, body in table.items()}
    entries[0xFF, 0xFE] = time(u32)
    return switch(length, {1: ANSWER}, otherwise=message(name, tags((u8, u8), entries)))


def meter(first: int, last: int, number: int) -> dict[int, Body]:
    """A meter that is read over M-Bus."""
    return {
        first: attribute(meter_type=u16, channel=number),
        last: attribute(meter_time=event_time(u32), meter_reading=u32, channel=number),
    }


def phase(number: int, sags: int, swells: int, returned: int) -> dict[int, Body]:
    """A phase of the electricity meter."""
    step = 2 * (number - 1)
    return {
        sags: attribute(voltage_sags=u32, channel=number),
        swells: attribute(voltage_swells=u32, channel=number),
        0x22 + number - 1: voltage(i32 / 10, channel=number),
        0x26 + step: current(i32, channel=number),
        0x2C + step: power(i32, channel=number),
        returned: attribute(power_returned=power(i32), channel=number),
    }


DSMR: dict[int, Body] = {
    0xFE: time(u32),
    0x00: attribute(p1_version=u16),
    0x02: attribute(telegram_time=event_time(u32)),
    0x06: energy(u32 / 1000, channel=1, statistic="total"),
    0x08: energy(u32 / 1000, channel=2, statistic="total"),
    0x0A: attribute(energy_returned=energy(u32 / 1000), channel=1),
    0x0C: attribute(energy_returned=energy(u32 / 1000), channel=2),
    0x0E: attribute(tariff=u16),
    0x10: power(i32),
    0x12: attribute(power_returned=power(i32)),
    0x14: attribute(power_failures=u32),
    0x18: (
        let(failures=u32),
        repeat(
            attribute(failure_time=event_time(u32), failure_duration=duration(u32), channel=index + 1),
            count=V.failures,
        ),
    ),
    0x71: temperature(i16 / 100, place="board"),
    0x72: humidity(u8, place="board"),
    0x81: temperature(i16 / 100),
    0x82: humidity(u8),
    0xD1: pulse_count(u32, channel=1, statistic="total"),
    0xD2: pulse_count(u32, channel=2, statistic="total"),
    **phase(1, 0x1A, 0x1F, 0x32),
    **phase(2, 0x1C, 0x20, 0x33),
    **phase(3, 0x1E, 0x21, 0x34),
    **meter(0x46, 0x50, 1),
    **meter(0x56, 0x60, 2),
    **meter(0x66, 0x70, 3),
    **meter(0x76, 0x80, 4),
}

IQ_DSMR = device(
    "yobiiq/iq-dsmr-lrw",
    name="Reader of the customer port of electricity meters (P1)",
    source="The vendor's published decoder 1.0.0",
    f_port=1,
    uplink=switch(
        f_port,
        {
            range(1, 11): registers(0xDD, DSMR),
            11: message("status", raw_data(raw())),
            50: registers(
                    0xFF,
                    {
                        0x01: attribute(manufacturer=text(6)),
                        0x02: model(text(8)),
                        0x03: attribute(serial=identifier(u32)),
                        0x04: firmware_version(version(u8, u8)),
                        0x05: hardware_version(version(u8, u8)),
                        0x06: external_power(u8),
                        0x07: battery(u8),
                        0x08: battery_voltage(u8 / 10),
                        0x11: attribute(lorawan_class=choice(u8, CLASSES)),
                    },
                "information",
            ),
        },
    ),
    vectors=[
        vector(
            "FF050200FF040201FF038F3BA210FF025031303032303035FF01594F42494951FF1102FF0764FF0824FF0601",
            f_port=50, message="information", battery=100, battery_voltage=3.6, external_power=True,
            hardware_version="2.0", firmware_version="2.1", serial=2403050000, model="P1002005",
            manufacturer="YOBIIQ", lorawan_class="C", source="the vendor's decoder, run",
        ),
        vector(
            "FF0600FF07C8FF0896", f_port=50, message="information", external_power=False,
            battery=(200.0, 'implausible'), battery_voltage=15, source="the vendor's decoder, run",
        ),
        vector(
            "FFFE6729D530DD026729E2F4DD0601EB1DB8DD080243F1FEDD0A0000009BDD0C00000000DD22000008D4DD2600000003",
            f_port=1, message="measurement", time=1730794800, energy_1_total=32185.784, energy_2_total=38007.294,
            voltage_1=226, current_1=3, telegram_time=1730798324, energy_returned_1=0.155, energy_returned_2=0,
            source="the vendor's decoder, run",
        ),
        vector("00", f_port=1, message="answer", command_failed=0, source="the vendor's decoder, run"),
        vector("01", f_port=1, message="answer", command_failed=1, source="the vendor's decoder, run"),
        vector("0102030405", f_port=11, message="status", raw_data="0102030405", source="the vendor's decoder, run"),
        vector(
            "DD06EBEB1DB8DD08C243F1FEDD10FFFFFA24DD12000009C4DD1400000005DD18000000026729D5300000003C6729D6310000013CDD22FFFFFDE5DD23FFFFFDDEDD24FFFFFDD7DD26FFFFFDC9DD28FFFFFDBBDD2AFFFFFDADDD2CFFFFFD9FDD2EFFFFFD91DD30FFFFFD83DD32FFFFFD75DD33FFFFFD6EDD34FFFFFD67",
            f_port=1, message="measurement", energy_1_total=3958054.328, energy_2_total=3259232.766, power=-1500,
            voltage_1=-53.9, voltage_2=-54.6, voltage_3=-55.3, current_1=-567, current_2=-581, current_3=-595,
            power_1=-609, power_2=-623, power_3=-637, power_returned=2500, power_failures=5, failure_time_1=1730794800,
            failure_duration_1=(60.0, 's'), failure_time_2=1730795057, failure_duration_2=(316.0, 's'),
            power_returned_1=-651, power_returned_2=-658, power_returned_3=-665, source="the vendor's decoder, run",
        ),
        vector(
            "DD7221DD71F8D3DD81F8D8DD8221DDD1A0000301DDD2B0000402DDFE6729D530", f_port=1, message="measurement",
            time=1730794800, humidity_board=33, temperature_board=-18.37, temperature=-18.32, humidity=33,
            pulse_count_1_total=2684355329, pulse_count_2_total=2952791042, source="the vendor's decoder, run",
        ),
        vector(
            "DD72A1DD71085CDD81084EDD82A1", f_port=1, message="measurement", humidity_board=(161.0, 'implausible'),
            temperature_board=21.4, temperature=21.26, humidity=(161.0, 'implausible'),
            source="the vendor's decoder, run",
        ),
        vector(
            "DDFE6729D530DD506729D53000003039DD606729D53100003139DD706729D53200003239DD806729D53300003339DD460003DD560103DD660203DD760303",
            f_port=1, message="measurement", time=1730794800, meter_time_1=1730794800, meter_reading_1=12345,
            meter_time_2=1730794801, meter_reading_2=12601, meter_time_3=1730794802, meter_reading_3=12857,
            meter_time_4=1730794803, meter_reading_4=13113, meter_type_1=3, meter_type_2=259, meter_type_3=515,
            meter_type_4=771, source="the vendor's decoder, run",
        ),
        vector(
            "DD1A00000102DD1C00000203DD1E00000304DD1F00000405DD2000000506DD2100000607DD00002ADD0E0002", f_port=1,
            message="measurement", voltage_sags_1=258, voltage_sags_2=515, voltage_sags_3=772, voltage_swells_1=1029,
            voltage_swells_2=1286, voltage_swells_3=1543, p1_version=42, tariff=2, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
