"""R900NAC and R900NDC (current) and R900PB02 (soil): further sensors of the R900 series.

Source: Netvox's decoders of these models, with examples.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.netvox.frames import INTERVALS, TEMPERATURE_CHANGE
from redi_codecs.vendors.netvox.r900 import RESULT, SOURCE, downlink, output, output_commands, uplink

SHOCK = vibration(u8 != 0)
_CURRENT_SETTINGS = (INTERVALS, attribute(current_change=current(u16 / 1000)))


def _currents(flags: Source, count: int) -> Body:
    """So many currents, two alarms for each, and the shock sensor."""
    each = tuple(current(u24 / 1000, channel=number + 1) for number in range(count))
    alarms = tuple(
        attribute(low_current_alarm=bit(2 * number), high_current_alarm=bit(2 * number + 1), channel=number + 1)
        for number in range(count)
    )
    unused = {1: bits(2, 7), 2: bits(4, 7), 3: bits(6, 7), 6: bits(12, 15)}[count]
    return each, word(flags, alarms, reserved(unused)), SHOCK


def _meter(number: int, name: str, count: int, *examples: Vector, flags: Source = u8) -> Device:
    model = {number: name}
    return device(
        f"netvox/{name.lower()}",
        name=f"{name} current sensor for {count} {'circuit' if count == 1 else 'circuits'}, with shock detection",
        source=SOURCE,
        f_port=22,
        uplink=uplink(model, report=_currents(flags, count), settings=_CURRENT_SETTINGS, name="current", further={}),
        downlink=downlink(model, settings=_CURRENT_SETTINGS, padding=()),
        vectors=examples,
    )


R900NAC1 = _meter(
    0x0100, "R900NAC1", 1,
    vector("03 0100 01 24 000303 00 01", f_port=22, message="current", battery_voltage=3.6, low_battery=False,
           current_1=0.771, vibration=True, source="the vendor's decoder, run"),
)  # fmt: skip
R900NAC3 = _meter(
    0x0101, "R900NAC3", 3,
    vector("03 0101 01 6E 00000B 00000B 00000B 01 01", f_port=22, message="current", battery_voltage=11,
           low_battery=False, current_1=0.011, current_2=0.011, current_3=0.011, vibration=True,
           source="Netvox's example"),
)  # fmt: skip
R900NAC6 = _meter(
    0x0102, "R900NAC6", 6,
    vector("03 0102 01 6E 00000C 000001 000017 000016 00000B 00000B 0001 01", f_port=22, message="current",
           battery_voltage=11, low_battery=False, current_1=0.012, current_2=0.001, current_3=0.023, current_4=0.022,
           current_5=0.011, current_6=0.011, vibration=True, source="Netvox's example"),
    flags=u16,
)  # fmt: skip
R900NDC = _meter(
    0x0103, "R900NDC", 2,
    vector("03 0103 01 78 00001D 00000E 02 00", f_port=22, message="current", battery_voltage=12, low_battery=False,
           current_1=0.029, current_2=0.014, vibration=False, source="Netvox's example"),
)  # fmt: skip


_SOIL_ALARMS = word(
    u8,
    attribute(low_moisture_alarm=bit(0), high_moisture_alarm=bit(1)),
    attribute(low_temperature_alarm=bit(2), high_temperature_alarm=bit(3)),
    attribute(low_conductivity_alarm=bit(4), high_conductivity_alarm=bit(5)),
    reserved(bits(6, 7)),
)


def output_on(alarms: Body) -> Body:
    """The digital output, and the alarms that drive it."""
    return (
        attribute(output_normally=choice(u8, {0: "low", 1: "high"}), pulse_time=duration(u8)),
        alarms,
        attribute(output_channel=u8 + 1),
    )


_SOIL = {0x0107: "R900PB02", 0x010F: "R900PB02O1"}
_SOIL_SETTINGS = (
    INTERVALS,
    attribute(moisture_change=soil_moisture(u16 / 100)),
    TEMPERATURE_CHANGE,
    attribute(conductivity_change=soil_ec(u16 / 1000)),
)
_SOIL_TYPE = attribute(soil_type=choice(u8, {0: "mineral", 1: "sandy", 2: "clay", 3: "organic"}))
R900PB02 = device(
    "netvox/r900pb02",
    name="R900PB02 soil moisture, temperature and conductivity sensor with shock detection",
    source=SOURCE,
    f_port=22,
    uplink=uplink(
        _SOIL,
        report=(
            soil_moisture(u16 / 100), temperature(i16 / 100, place="soil"), soil_ec(u16 / 1000), _SOIL_ALARMS, SHOCK,
        ),
        settings=_SOIL_SETTINGS,
        name="soil",
        further={
            0x85: message("soil_type_set", RESULT),
            0x86: message("soil_type", _SOIL_TYPE),
            **output(0x87, output_on(_SOIL_ALARMS)),
        },
    ),
    downlink=downlink(
        _SOIL,
        settings=_SOIL_SETTINGS,
        padding=(),
        others={
            "soil_type": (0x05, _SOIL_TYPE, "soil_type_set"),
            "request_soil_type": (0x06, (), "soil_type"),
            **output_commands(0x07, output_on(_SOIL_ALARMS)),
        },
    ),
    also={"netvox/r900pb02o1": "R900PB02O1 soil sensor with shock detection and digital output"},
    vectors=[
        vector("03 0107 01 1E 0190 09C8 012C 01 01", f_port=22, message="soil", battery_voltage=3, low_battery=False,
               soil_moisture=4, temperature_soil=25.04, soil_ec=0.3, vibration=True, model="R900PB02",
               low_moisture_alarm=True, source="the vendor's decoder, run"),
        vector("88 010F 00 08 01 00", f_port=23, message="digital_output", output_normally="low", pulse_time=8,
               low_moisture_alarm=True, output_channel=1, source="Netvox's example, without its padding"),
    ],
)  # fmt: skip
