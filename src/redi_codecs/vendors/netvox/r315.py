"""R315 series: any eight of seventeen sensors. Source: R315 series user manual, chapter 7, and Netvox's decoder."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.netvox.frames import SOURCE, downlink, uplink
from redi_codecs.vendors.netvox.r315_frames import ANSWERS, COMMANDS, REPORTS, SETTINGS

_MODELS = {0xD2: "R315"}
_BATTERY = (battery_voltage, low_battery)
_CLIMATE = (_BATTERY, temperature, humidity)
#: What is fitted in the models that are sold; where glass is watched, an attribute says that it broke.
_SENSORS = {
    "r31501": (_BATTERY, vibration, motion, leak, contact),
    "r31503": (_CLIMATE, motion, button, tilted, leak),
    "r31504": (_CLIMATE, motion, button, contact, occupancy),
    "r31505": (_CLIMATE, vibration, tilted, contact),
    "r31506": (_CLIMATE, vibration, motion, button, tilted),
    "r31507": (_BATTERY, motion, button, digital_input),
    "r31508": (_CLIMATE, motion, tilted, digital_input),
    "r31509": (_CLIMATE, illuminance, leak, contact, digital_input),
    "r31510": (_CLIMATE, illuminance, motion, leak, vibration),
}

R315 = device(
    "netvox/r31502",
    name="R31502 multi-sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(_MODELS, reports=REPORTS, settings=SETTINGS, answers=ANSWERS),
    downlink=downlink(_MODELS, settings=SETTINGS, others=COMMANDS),
    measures=(_CLIMATE, illuminance, tilted, contact, vibration),
    also={
        f"netvox/{model}": variant(f"{model.upper()} multi-sensor", measures=fitted)
        for model, fitted in _SENSORS.items()
    },
    vectors=[
        vector("01 D2 01 1C 0849 0012 0ADC 6A", message="climate_and_states", battery_voltage=2.8, low_battery=False,
               climate_fitted=True, button_fitted=True, contact_1_fitted=True, digital_output_fitted=True,
               motion_fitted=False, button=True, contact_1=True, temperature=27.8, humidity=53,
               source="Netvox's example"),
        vector("01 D2 02 1C 0803 39 12000000", f_port=6, message="light", battery_voltage=2.8, low_battery=False,
               illuminance=2051, low_temperature_alarm=True, high_temperature_alarm=False, low_humidity_alarm=False,
               high_humidity_alarm=True, low_illuminance_alarm=True, high_illuminance_alarm=True,
               source="Netvox's example"),
        vector("01 D2 11 1C 010339 1280 0000", message="states", battery_voltage=2.8, low_battery=False,
               climate_fitted=True, light_fitted=False, tilt_fitted=True, glass_2_fitted=True, button=False,
               tilted=False, contact=False, vibration=False, vibration_probe=True, leak_1=True, glass_broken_1=True,
               source="Netvox's example"),
        vector("01 D2 12 1C 0303 3912 3903 39", message="climate_and_light", battery_voltage=2.8, low_battery=False,
               temperature=7.71, humidity=(146.1, "implausible"), illuminance=14595, source="Netvox's example"),
        vector("82 D2 0384 0708 01 0032 14 64", f_port=7, temperature_change=0.5, humidity_change=10,
               illuminance_change=100, source="Netvox's example"),
    ],
    quirks=[
        quirk("01D2121C03033912390339", f_port=6, keys="air.relativeHumidity",
              reason="Netvox's example has 146.1 %; a relative humidity is at most 100 %."),
    ],
)  # fmt: skip
