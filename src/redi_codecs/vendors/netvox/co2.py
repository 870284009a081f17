"""CO2, with temperature and humidity."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import (
    CALIBRATION_COMMANDS,
    INTERVALS,
    RESULT,
    SOURCE,
    downlink,
    uplink,
)

_INDOOR = {0xBB: "R718UB"}
_CO2_CLIMATE = (battery_voltage, low_battery, temperature, humidity, co2)
_INDOOR_SETTINGS = (INTERVALS, reserved(5))
#: A model without a sensor fills its bytes with ones; without a battery its voltage is 0 (R718UBD manual, 5.1).
_NONE: dict[int, dict[int | range, str]] = {size: {256**size - 1: "not_installed"} for size in (1, 2, 3, 4)}
_SUPPLY = word(u8, battery_voltage(bits(0, 6) / 10, invalid={0: "not_installed"}), low_battery(bit(7)))
_SENSITIVITY = (attribute(shock_sensitivity=u8), reserved(8))
_CO2_CALIBRATION = (
    attribute(calibration=choice(u8, {1: "target", 2: "zero", 3: "background", 4: "automatic"})),
    attribute(calibration_point=co2(u16)),
    reserved(6),
)

R718UBB = device(
    "netvox/r718ubb",
    name="R718UBB CO2, temperature and humidity sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _INDOOR,
        reports={
            0x01: message("climate", _SUPPLY, temperature(i16 / 100, invalid=_NONE[2]),
                          humidity(u16 / 100, invalid=_NONE[2]), co2(u16, invalid=_NONE[2]),
                          vibration(u8 != 0, invalid=_NONE[1])),
            0x02: message("pressure_and_light", _SUPPLY, pressure(u32 / 100, invalid=_NONE[4]),
                          illuminance(u24, invalid=_NONE[3])),
            0x03: message("dust", _SUPPLY, pm2_5(u16, invalid=_NONE[2]), pm10(u16, invalid=_NONE[2]),
                          tvoc(u16, invalid=_NONE[2]), reserved(1)),
        },
        settings=_INDOOR_SETTINGS,
        answers={
            0x83: message("co2_calibrated", RESULT),
            0x84: message("shock_sensitivity_set", RESULT),
            0x85: message("shock_sensitivity", _SENSITIVITY),
        },
        calibrated=True,
    ),
    downlink=downlink(
        _INDOOR,
        settings=_INDOOR_SETTINGS,
        others={
            "calibrate_co2": (0x03, _CO2_CALIBRATION, "co2_calibrated"),
            "shock_sensitivity": (0x04, _SENSITIVITY, "shock_sensitivity_set"),
            "request_shock_sensitivity": (0x05, reserved(9), "shock_sensitivity"),
        },
    )
    | CALIBRATION_COMMANDS,
    measures=(_CO2_CLIMATE, vibration, pressure, illuminance),
    also={
        "netvox/r718ubd": variant("R718UBD CO2, TVOC, temperature and humidity sensor", measures=(_CO2_CLIMATE, tvoc)),
    },
    vectors=[
        vector("01 BB 01 24 09EA 1A90 0190 00", message="climate", battery_voltage=3.6, low_battery=False,
               temperature=25.38, humidity=68, co2=400, vibration=False, source="Netvox's example"),
        vector("01 BB 02 24 00018BCD 000FA0", message="pressure_and_light", battery_voltage=3.6, low_battery=False,
               pressure=1013.25, illuminance=4000, source="Netvox's example"),
        vector("01 BB 02 00 0001870F 000032", f_port=6, message="pressure_and_light", battery_voltage="not_installed",
               low_battery=False, pressure=1001.11, illuminance=50, source="R718UBD manual, 5.1"),
    ],
    quirks=[
        quirk("01BB0124FFFFFFFFFFFFFF", f_port=6, keys=("air.temperature", "air.relativeHumidity", "air.co2"),
              reason="What the model does not have is filled with ones (manual, 5.1); the decoder reads values there."),
        quirk("01BB02000001870F000032", f_port=6, keys="battery",
              reason="0 is no voltage: the device has no battery (manual, 5.1)."),
    ],
)  # fmt: skip
