"""LSN50 and SN50v3: sensor nodes with terminals, whose working mode says what is connected; big-endian.

Bits 2 to 6 of byte 6 are the mode, on which all other bytes depend; that of an alarm is 31. Nodes with a probe of
their own (S31, D20) use the mode of that probe alone, newer firmware with the time of the measurement.
Source: LSN50v2 and SN50v3-LB user manuals (working modes) and the vendor's published decoders
(dragino-end-node-decoder: LSN50v2 1.8.0, LSN50v2-S31 1.8.0, SN50v3-LB).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import BATTERY, old_status_frame

_NO_PROBE: dict[int | range, str] = {0x7FFF: "not_connected", 0xFFFF: "not_connected"}
PROBE_1, PROBE_2, PROBE_3 = (
    temperature(i16 / 10, place="probe", channel=number, invalid={0x7FFF: "not_connected"}) for number in (1, 2, 3)
)
CLIMATE = (temperature(i16 / 10, invalid=_NO_PROBE), humidity(u16 / 10, invalid={0xFFFF: "not_connected"}))
#: One of the I²C sensors: without humidity it is the one for light.
_I2C = switch(peek(9, u16), {0: (illuminance(u16), reserved(2))}, otherwise=CLIMATE)
MODE = peek(6, u8).bits(2, 6)


MODE_31 = word(u8, reserved(bits(0, 1)), expect(bits(2, 6), 31), reserved(bit(7)))


_PIN = digital_input(bit(1))


def flags(mode: int, bit_1: Body = _PIN, door: bool = True) -> Body:
    """Byte 6: whether an interrupt sent the message, the inputs, and the mode."""
    inputs = (attribute(interrupt=bit(0)), contact(bit(7) == 0)) if door else (reserved(bit(0)), reserved(bit(7)))
    return word(u8, bit_1, expect(bits(2, 6), mode), inputs)


def _input(number: int) -> Body:
    return word(
        u8, contact(bit(0) == 0, channel=number), reserved(bits(1, 3)),
        attribute(interrupt=bit(4), channel=number), reserved(bits(5, 7)),
    )  # fmt: skip


def modes(adc: tuple[int, int, int], pin: Body) -> dict[int, Body]:
    """The modes that all nodes know; `pin` is bit 1 where its input serves something else."""
    adc_1, adc_2, adc_3 = (input_voltage(u16 / 1000, channel=number) for number in adc)
    head = (BATTERY, PROBE_1, adc_1)
    return {
        0: message("i2c", *head, flags(0), _I2C),
        1: message(
            "distance", *head, flags(1), distance(u16, invalid={0: "not_connected"}),
            attribute(signal_strength=raw_value(u16, invalid={0xFFFF: "not_installed"})),
        ),
        2: message("3adc_i2c", adc_1, adc_2, adc_3, flags(2, pin), _I2C, battery_voltage(u8 / 10)),
        3: message("3ds18b20", *head, flags(3), PROBE_2, PROBE_3),
        4: message("weight", *head, flags(4), weight(i32ws / 1000)),
        5: message("count", *head, flags(5, door=False), pulse_count(u32, statistic="total")),
        6: message(
            "3interrupt", *head,
            word(
                u8, attribute(interrupt=bit(0), channel=1), pin, expect(bits(2, 6), 6), contact(bit(7) == 0, channel=1),
            ),
            _input(2), _input(3), reserved(2),
        ),
        7: message("3adc_ds18b20", *head, flags(7, pin), adc_2, adc_3),
        8: message(
            "3ds18b20_2count", BATTERY, PROBE_1, PROBE_2, flags(8, pin), PROBE_3,
            pulse_count(u32, channel=1, statistic="total"), pulse_count(u32, channel=2, statistic="total"),
        ),
    }  # fmt: skip


def probe_limits(number: int) -> Body:
    """The thresholds of the alarm of a probe."""
    lowest, highest = temperature(i8), temperature(i8)
    return attribute(probe_min=lowest, channel=number), attribute(probe_max=highest, channel=number)


AIR_LIMITS = (
    attribute(temperature_min=temperature(i8), temperature_max=temperature(i8)),
    attribute(humidity_min=humidity(u8), humidity_max=humidity(u8)),
)
SHT31_READINGS = (flags(0), temperature(i16 / 10), humidity(u16 / 10))
_LSN50 = modes((0, 1, 4), _PIN)
_SHT31 = (battery_voltage, temperature, humidity, contact, digital_input)
TERMINALS = (
    _SHT31, illuminance, input_voltage, distance, weight, pulse_count,
)  # fmt: skip

LSN50V2 = device(
    "dragino/lsn50-v2",
    name="Sensor node with terminals, LSN50v2",
    source="LSN50v2 user manual, 3.4 (working modes); the vendor's decoders of LSN50v2 and LSN50v2-S31, 1.8.0",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(MODE, _LSN50 | {
            # No probe measures what the upper bytes of a time since 2006 would be.
            0: switch(peek(2, u16), {
                (range(0x4400, 0x7FFF), range(0x8000, 0xF000)): message(
                    "climate", BATTERY, time(u32), *SHT31_READINGS
                ),
            }, otherwise=_LSN50[0]),
            31: message("alarm_limits", BATTERY, PROBE_1, probe_limits(1), MODE_31, *AIR_LIMITS),
        }),
        3: message("datalog", history(reserved(3), temperature(i16 / 10), humidity(u16 / 10), time(u32))),
        5: old_status_frame(),
    }),
    downlink=COMMANDS,
    measures=TERMINALS,
    also={
        "dragino/lsn50": "Sensor node with terminals, LSN50",
        "dragino/lsn50v2-d20": variant(
            "Sensor node with a temperature probe, LSN50v2-D20", measures=(battery_voltage, temperature, contact)
        ),
        "dragino/lsn50v2-s31": variant("Temperature and humidity sensor LSN50v2-S31", measures=_SHT31),
        "dragino/lsn50v2-s31b": variant("Temperature and humidity sensor LSN50v2-S31B", measures=_SHT31),
    },
    aliases=("dragino/s31b", "dragino/lsn50v2"),
    vectors=[
        vector(
            "0B54 0000 0000 00 00FC 0205", f_port=2, message="i2c", battery_voltage=2.9, temperature_probe_1=0,
            input_voltage_0=0, digital_input=False, contact=True, temperature=25.2, humidity=51.7, interrupt=False,
            source="device repository",
        ),
    ],
)  # fmt: skip
