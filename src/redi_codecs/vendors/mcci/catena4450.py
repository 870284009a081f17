"""Catena 4410 to 4802: a presence mask and its groups; the port and, on port 1, a format byte tell which.

Source: MCCI's catena-message decoders for port 1 (formats 0x11, 0x14 to 0x17), 2 and 3, with their test vectors.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import (
    BATTERY,
    BOOT,
    COARSE_HUMIDITY,
    HUMIDITY,
    PRESSURE,
    SUPPLY,
    TEMPERATURE,
    UFLT16,
    USB,
)
from redi_codecs.vendors.mcci.commands import SKETCH


def gas_resistance_of(number: int) -> int:
    """Ohm from a 16-bit float of the decimal logarithm, in sixteenths: to six digits, more than its steps have."""
    logarithm = (number & 0xFFF) / (1 << 23 - (number >> 12))
    beyond = max(0, int(logarithm) - 5)
    return int(round(10 ** (logarithm - beyond)) * 10**beyond)


CLIMATE = (TEMPERATURE, PRESSURE, COARSE_HUMIDITY)
LIGHT = illuminance(u16)
WATER = temperature(i16 / 256, place="water")
SOIL = (temperature(i16 / 256, place="soil"), humidity(u8 * 100 / 256, place="soil"))
BASIC: dict[int, Body] = {0: BATTERY, 1: USB, 2: BOOT, 3: CLIMATE, 4: LIGHT}
IRRADIANCE = (light_infrared(u16), light_clear(u16), attribute(light_ultraviolet=u16))

_SOIL_4410: dict[int, Body] = {0: BATTERY, 1: USB, 2: CLIMATE, 3: LIGHT, 4: WATER, 5: SOIL}
_ENERGY: dict[int, Body] = BASIC | {
    5: (pulse_count(u16, channel=1), pulse_count(u16, channel=2)),
    6: (frequency(UFLT16 * 4, channel=1), frequency(UFLT16 * 4, channel=2)),
}
_LEVEL: dict[int, Body] = BASIC | {
    5: (line_pressure(u16 * 4 / 1000), water_level(derived(V.line_pressure * 100_000 / 981)))
}
_AIR_QUALITY: dict[int, Body] = BASIC | {
    5: iaq(UFLT16 * 512),
    6: gas_resistance(curve(u16, gas_resistance_of, javascript="gas_resistance.js")),
    7: word(u8, iaq_accuracy(bits(0, 1)), reserved(bits(2, 7))),
}
_SIMPLE: dict[int, Body] = {0: BATTERY, 1: SUPPLY, 2: BOOT, 3: CLIMATE, 4: IRRADIANCE, 5: USB}

_POWER = (battery_voltage, supply_voltage, input_voltage)
_AIR = (_POWER, temperature, humidity)
#: In lux, or as raw infrared and white light, as the firmware has it.
_LIGHT = (illuminance, light_infrared, light_clear)
_BOARD = (_AIR, pressure, illuminance)
_PULSES = (pulse_count, frequency)

CATENA4450 = device(
    "mcci/catena4450",
    name="Catena 4450 climate, light and power monitor",
    source="MCCI, catena-message port 1 formats 0x11 to 0x17, port 2 and port 3",
    f_port=1,
    downlink=SKETCH,
    uplink=switch(
        f_port,
        {
            1: switch(
                u8,
                {
                    0x11: message("soil_4410", presence(u8, _SOIL_4410)),
                    0x14: message("energy", presence(u8, _ENERGY)),
                    0x15: message("soil", presence(u8, BASIC | {5: WATER, 6: SOIL})),
                    0x16: message("water_level", presence(u8, _LEVEL)),
                    0x17: message("air_quality", presence(u8, _AIR_QUALITY)),
                },
            ),
            2: message("simple", presence(u8, _SIMPLE)),
            3: message("simple_without_pressure", presence(u8, _SIMPLE | {3: (TEMPERATURE, HUMIDITY)})),
        },
    ),
    measures=(_BOARD, _PULSES, line_pressure, water_level),
    also={
        "mcci/catena4460": variant(
            "Catena 4460 air quality monitor", measures=(_BOARD, iaq, gas_resistance, iaq_accuracy)
        ),
        "mcci/catena4470": variant("Catena 4470 Modbus monitor", measures=(_BOARD, _PULSES)),
        "mcci/catena4610": variant("Catena 4610 climate and light monitor", measures=(_BOARD, _LIGHT, _PULSES)),
        "mcci/catena4612": variant("Catena 4612 climate and light monitor", measures=(_BOARD, _LIGHT, _PULSES)),
        "mcci/catena4801": variant("Catena 4801 Modbus node", measures=_AIR),
        "mcci/catena4802": variant("Catena 4802 Modbus node with climate sensor", measures=_AIR),
        "mcci/model4821": variant("Model 4821 indoor environmental sensor", measures=(_AIR, pressure, _LIGHT)),
        "mcci/model4822": variant("Model 4822 indoor environmental sensor", measures=(_AIR, _LIGHT)),
        "mcci/model4823": variant("Model 4823 precision indoor environmental sensor", measures=(_AIR, _LIGHT)),
        "mcci/model4831": variant("Model 4831 outdoor environmental sensor", measures=(_AIR, _LIGHT)),
        "mcci/model4832": variant("Model 4832 precision outdoor environmental sensor", measures=(_AIR, _LIGHT)),
    },
    vectors=[
        vector("14 1D 4323 11 1952 5F97 AE 0102", message="energy", f_port=1, battery_voltage=4.196044921875,
               restart_count=17, temperature=25.3203125, pressure=978.84, humidity=67.96875, illuminance=258,
               source="device repository"),
        vector("15 7D 42D4 21 F59B 5E5F C1 0000 01C1 F91B EC", message="soil", battery_voltage=4.1767578125,
               restart_count=33, temperature=-10.39453125, pressure=966.36, humidity=75.390625, illuminance=0,
               temperature_water=1.75390625, temperature_soil=-6.89453125, humidity_soil=92.1875,
               source="the vendor's decoder, test vectors"),
        vector("11 3D 4460 159D 5FCD C3 0000 FF11 F91B E4", message="soil_4410", battery_voltage=4.2734375,
               temperature=21.61328125, pressure=981, humidity=76.171875, illuminance=0, temperature_water=-0.93359375,
               temperature_soil=-6.89453125, humidity_soil=89.0625, source="computed from the decoder for Node-RED"),
        vector("16 3D 46F4 59 1ECB 629F 68 00F7 6785", message="water_level", battery_voltage=4.4345703125,
               restart_count=89, temperature=30.79296875, pressure=1009.88, humidity=40.625, illuminance=247,
               line_pressure=106.004, water_level=10805.708460754333, source="format 0x16, test vectors"),
        vector("17 FD 3C05 53 16EE 61F1 94 00A7 DB91 EBF7 03", message="air_quality", battery_voltage=3.751220703125,
               restart_count=83, temperature=22.9296875, pressure=1002.92, humidity=57.8125, illuminance=167,
               iaq=92.53125, gas_resistance=960333, iaq_accuracy=3, source="format 0x17, test vectors"),
        vector("29 419A 1680 62F3 8D 1F40", f_port=2, message="simple", battery_voltage=4.10009765625, temperature=22.5,
               pressure=1013.24, humidity=55.078125, input_voltage=1.953125, source="the vendor's decoder, run"),
    ],
    quirks=[
        quirk("173D419A09168062F38D0131FC80", f_port=1, keys="air.co2",
              reason="Bit 5 of format 0x17 is an index of air quality from 0 to 512; the collection takes it for CO2."),
        quirk("113D4460159D5FCDC30000FF11F91BE4", f_port=1, keys=("water.temperature.current", "soil.temperature"),
              reason="The probes of format 0x11 have a sign, as in the decoder for Node-RED; the other one drops it."),
    ],
)  # fmt: skip
