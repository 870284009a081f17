"""Thermokon: the models that speak with the vendor's one table of tags, and what each measures."""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *

MEASURES: dict[str, tuple[str, Any]] = {
    "af25-bat": ("Outdoor temperature sensor af25, battery", (battery_voltage, temperature)),
    "af25-dual-bat": ("Outdoor temperature sensor af25 dual, battery", (battery_voltage, temperature)),
    "ags55": ("Outdoor temperature sensor AGS55+", (temperature,)),
    "akf10": ("Immersion temperature sensor AKF10+", (temperature,)),
    "fta54": ("Outdoor sensor FTA54+", (humidity, temperature)),
    "fta54-bat": ("Outdoor sensor FTA54+, battery", (battery_voltage, humidity, temperature)),
    "ftk-plus": ("Duct sensor FTK+", (humidity, temperature)),
    "ftk-plus-bat": ("Duct sensor FTK+, battery", (battery_voltage, humidity, temperature)),
    "la-co2-temp": ("Room sensor LA+ CO2 temperature", (temperature, co2)),
    "la-co2-temp-rh": ("Room sensor LA+ CO2 temperature and humidity", (temperature, humidity, co2)),
    "la-co2-temp-rh-bat": (
        "Room sensor LA+ CO2 temperature and humidity, battery",
        (battery_voltage, temperature, humidity, co2),
    ),
    "la-co2-voc": ("Room sensor LA+ CO2+VOC", (co2, tvoc_index)),
    "la-co2-voc-temp": ("Room sensor LA+ CO2+VOC temperature", (temperature, co2, tvoc_index)),
    "la-co2-voc-temp-rh": (
        "Room sensor LA+ CO2+VOC temperature and humidity",
        (temperature, humidity, co2, tvoc_index),
    ),
    "la-plus": ("Room sensor LA+", (co2, humidity, temperature, tvoc_index)),
    "la-voc-temp": ("Room sensor LA+ VOC temperature", (temperature, tvoc_index)),
    "la-voc-temp-rh": ("Room sensor LA+ VOC temperature and humidity", (temperature, humidity, tvoc_index)),
    "li65": ("Outdoor light sensor Li65+", (humidity, illuminance, pressure, temperature)),
    "li65-temp-rh": ("Outdoor light sensor Li65+ temperature and humidity", (temperature, humidity, illuminance)),
    "li65-temp-rh-bat": (
        "Li65+ temperature and humidity battery",
        (battery_voltage, temperature, humidity, illuminance),
    ),
    "li65-temp-rh-hpa": (
        "Outdoor light sensor Li65+ temperature and humidity, air pressure",
        (temperature, humidity, pressure, illuminance),
    ),
    "lk-co2-temp": ("Duct sensor LK+ CO2 temperature", (temperature, co2)),
    "lk-co2-temp-rh": ("Duct sensor LK+ CO2 temperature and humidity", (temperature, humidity, co2)),
    "lk-co2-temp-rh-bat": (
        "Duct sensor LK+ CO2 temperature and humidity, battery",
        (battery_voltage, temperature, humidity, co2),
    ),
    "lk-co2-voc": ("Duct sensor LK+ CO2+VOC", (co2, tvoc_index)),
    "lk-co2-voc-temp": ("Duct sensor LK+ CO2+VOC temperature", (temperature, co2, tvoc_index)),
    "lk-co2-voc-temp-rh": (
        "Duct sensor LK+ CO2+VOC temperature and humidity",
        (temperature, humidity, co2, tvoc_index),
    ),
    "lk-plus": ("Duct sensor LK+", (temperature,)),
    "lk-voc-temp": ("Duct sensor LK+ VOC temperature", (temperature, tvoc_index)),
    "lk-voc-temp-rh": ("Duct sensor LK+ VOC temperature and humidity", (temperature, humidity, tvoc_index)),
    "mcs": ("Multisensor MCS", (battery_voltage, contact, humidity, illuminance, motion, temperature)),
    "mcs-lum-temp-rh": (
        "Multisensor MCS light temperature and humidity",
        (battery_voltage, temperature, humidity, illuminance),
    ),
    "mcs-occ-lum-state-temp-rh": (
        "MCS Occ Lum State temperature and humidity",
        (battery_voltage, temperature, humidity, illuminance, motion, contact),
    ),
    "mcs-occ-lum-temp-rh": (
        "MCS Occ Lum temperature and humidity",
        (battery_voltage, temperature, humidity, illuminance, motion),
    ),
    "mcs-occ-temp-rh": (
        "Multisensor MCS motion temperature and humidity",
        (battery_voltage, temperature, humidity, motion),
    ),
    "mcs-state": ("Multisensor MCS contact", (battery_voltage, temperature, contact)),
    "mcs-state-temp-rh": (
        "Multisensor MCS contact temperature and humidity",
        (battery_voltage, temperature, humidity, contact),
    ),
    "mcs-temp-rh": ("Multisensor MCS temperature and humidity", (battery_voltage, temperature, humidity)),
    "mwf": ("Averaging temperature sensor MWF+", (temperature,)),
    "n3-epd-co2-temp-rh": (
        "NOVOS 3 CO2 temperature and humidity e-paper",
        (battery_voltage, temperature, humidity, co2),
    ),
    "n3-epd-temp-rh": (
        "Room operating unit NOVOS 3 temperature and humidity e-paper",
        (battery_voltage, temperature, humidity),
    ),
    "n3-inc-epd-co2-temp-rh": (
        "NOVOS 3 INC CO2 temperature and humidity e-paper",
        (battery_voltage, temperature, humidity, co2),
    ),
    "n3-inc-epd-temp-rh": (
        "Room operating unit NOVOS 3 INC temperature and humidity e-paper",
        (battery_voltage, temperature, humidity),
    ),
    "n3-inc-t-epd-co2-temp-rh": (
        "NOVOS 3 INC T CO2 temperature and humidity e-paper",
        (battery_voltage, temperature, humidity, co2),
    ),
    "n3-inc-t-epd-temp-rh": (
        "NOVOS 3 INC T temperature and humidity e-paper",
        (battery_voltage, temperature, humidity),
    ),
    "n3-occ-lum-co2-temp-rh": (
        "NOVOS 3 Occ Lum CO2 temperature and humidity",
        (battery_voltage, temperature, humidity, co2, illuminance, motion),
    ),
    "n3-occ-lum-temp-rh": (
        "NOVOS 3 Occ Lum temperature and humidity",
        (battery_voltage, temperature, humidity, illuminance, motion),
    ),
    "n3-occ-temp-rh": (
        "Room operating unit NOVOS 3 motion temperature and humidity",
        (battery_voltage, temperature, humidity, motion),
    ),
    "novos-3": ("Room operating unit NOVOS 3", (battery_voltage, co2, humidity, illuminance, motion, temperature)),
    "novos3-co2-temp-rh": (
        "Room operating unit NOVOS 3 CO2 temperature and humidity",
        (battery_voltage, temperature, humidity, co2),
    ),
    "novos3-p-temp-rh": (
        "Room operating unit NOVOS 3 P temperature and humidity",
        (battery_voltage, temperature, humidity),
    ),
    "novos3-pt-co2-temp-rh": (
        "Room operating unit NOVOS 3 PT CO2 temperature and humidity",
        (battery_voltage, temperature, humidity, co2),
    ),
    "novos3-t-co2-temp-rh": (
        "Room operating unit NOVOS 3 T CO2 temperature and humidity",
        (battery_voltage, temperature, humidity, co2),
    ),
    "novos3-temp-rh": (
        "Room operating unit NOVOS 3 temperature and humidity",
        (battery_voltage, temperature, humidity),
    ),
    "of14-bat": ("Surface temperature sensor of14, battery", (battery_voltage, temperature)),
    "of14-dual-bat": ("Surface temperature sensor of14 dual, battery", (battery_voltage, temperature)),
    "tf25-bat": ("Immersion temperature sensor tf25, battery", (battery_voltage, temperature)),
    "tf25-dual-bat": ("Immersion temperature sensor tf25 dual, battery", (battery_voltage, temperature)),
    "vfg54": ("Pipe temperature sensor VFG54+", (temperature,)),
    "wk02-ext": ("Condensation sensor WK02 ext", (humidity, temperature)),
    "wk02-plus": ("Condensation sensor WK02+", (humidity, temperature)),
    "wsa": ("Weather sensor WSA", (humidity, temperature)),
    "dpa-lrw": ("Differential pressure sensor DPA+", (differential_pressure, air_flow, temperature)),
    "dpa250": ("Differential pressure sensor DPA250+", (differential_pressure, air_flow, temperature)),
    "dpa2500": ("Differential pressure sensor DPA2500+", (differential_pressure, air_flow, temperature)),
    "dpa2500-dual": ("Differential pressure sensor DPA2500+ Dual", (differential_pressure, air_flow, temperature)),
    "dpa7000": ("Differential pressure sensor DPA7000+", (differential_pressure, air_flow, temperature)),
}
MODELS = {f"thermokon/{model}": variant(name, measures=measures) for model, (name, measures) in MEASURES.items()}
