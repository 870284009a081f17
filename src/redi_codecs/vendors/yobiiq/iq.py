"""Yobiiq iQ: a channel byte, the number of a register and its value, big-endian, again and again.

Source: the vendor's published decoders. They take texts up to the next channel byte; here they have the lengths of the
published examples. A payload of one byte is the answer to a command.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.yobiiq.dsmr_commands import COMMANDS

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
    downlink=COMMANDS,
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
    ],
)  # fmt: skip
