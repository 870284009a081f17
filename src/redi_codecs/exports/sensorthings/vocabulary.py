"""What the entities refer to: observation types, units, and URIs of what is observed.

The URIs are those of QUDT's quantity kinds (https://qudt.org) and of the CF standard names (https://cfconventions.org)
where one of these means the same; everything else has the project's own URN.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from redi_codecs.exports._units import unit
from redi_codecs.quantities import Quantity, ValueType
from redi_codecs.symbols import symbol

__all__ = ["CF", "OBSERVATION_TYPES", "QUDT", "UCUM", "URN", "definition", "observation_type", "unit_of_measurement"]

QUDT: Final = "http://qudt.org/vocab/quantitykind/"
CF: Final = "http://vocab.nerc.ac.uk/standard_name/"
URN: Final = "urn:redi-codecs:quantity:"
UCUM: Final = "http://www.opengis.net/def/uom/UCUM/0/"
_OM: Final = "http://www.opengis.net/def/observationType/OGC-OM/2.0/"

OBSERVATION_TYPES: Final[Mapping[ValueType, str]] = {
    "float": "OM_Measurement",
    "int": "OM_CountObservation",
    "bool": "OM_TruthObservation",
    "enum": "OM_CategoryObservation",
    "text": "OM_Observation",
    "bytes": "OM_Observation",
    "time": "OM_Observation",
}
"""The observation type of each type of value."""

_KINDS: Final[Mapping[str, str]] = {
    "acceleration": "Acceleration",
    "apparent_power": "ApparentPower",
    "color_temperature": "CorrelatedColorTemperature",
    "conductivity": "ElectricConductivity",
    "current": "ElectricCurrent",
    "distance": "Distance",
    "duration": "Time",
    "energy": "ActiveEnergy",
    "flow": "VolumeFlowRate",
    "frequency": "Frequency",
    "heat_flux": "HeatFluxDensity",
    "humidity": "RelativeHumidity",
    "illuminance": "Illuminance",
    "permittivity": "RelativePermittivity",
    "power": "ActivePower",
    "power_factor": "PowerFactor",
    "radiation_dose_rate": "DoseEquivalentRate",
    "reactive_energy": "ReactiveEnergy",
    "reactive_power": "ReactivePower",
    "resistance": "Resistance",
    "rotation_speed": "RotationalFrequency",
    "sound_level": "SoundPressureLevel",
    "speed": "Speed",
    "temperature": "Temperature",
    "tilt": "Tilt",
    "turbidity": "Turbidity",
    "voltage": "Voltage",
    "volume": "Volume",
    "weight": "Mass",
}

_STANDARD_NAMES: Final[Mapping[str, str]] = {
    "absolute_humidity": "mass_concentration_of_water_vapor_in_air",
    "altitude": "altitude",
    "ch4": "mole_fraction_of_methane_in_air",
    "co": "mole_fraction_of_carbon_monoxide_in_air",
    "co2": "mole_fraction_of_carbon_dioxide_in_air",
    "co_mass": "mass_concentration_of_carbon_monoxide_in_air",
    "dew_point": "dew_point_temperature",
    "formaldehyde": "mole_fraction_of_formaldehyde_in_air",
    "formaldehyde_mass": "mass_concentration_of_formaldehyde_in_air",
    "h2": "mole_fraction_of_molecular_hydrogen_in_air",
    "h2s": "mole_fraction_of_hydrogen_sulfide_in_air",
    "latitude": "latitude",
    "longitude": "longitude",
    "nh3": "mole_fraction_of_ammonia_in_air",
    "nh3_mass": "mass_concentration_of_ammonia_in_air",
    "nitric_oxide": "mole_fraction_of_nitrogen_monoxide_in_air",
    "no2": "mole_fraction_of_nitrogen_dioxide_in_air",
    "no2_mass": "mass_concentration_of_nitrogen_dioxide_in_air",
    "ozone": "mole_fraction_of_ozone_in_air",
    "ozone_mass": "mass_concentration_of_ozone_in_air",
    "par": "surface_downwelling_photosynthetic_photon_flux_in_air",
    "pm1": "mass_concentration_of_pm1_ambient_aerosol_particles_in_air",
    "pm10": "mass_concentration_of_pm10_ambient_aerosol_particles_in_air",
    "pm2_5": "mass_concentration_of_pm2p5_ambient_aerosol_particles_in_air",
    "pressure": "air_pressure",
    "rain": "thickness_of_rainfall_amount",
    "rain_intensity": "rainfall_rate",
    "snow_depth": "surface_snow_thickness",
    "so2": "mole_fraction_of_sulfur_dioxide_in_air",
    "so2_mass": "mass_concentration_of_sulfur_dioxide_in_air",
    "soil_moisture": "volume_fraction_of_condensed_water_in_soil",
    "soil_ph": "soil_water_ph",
    "solar_radiation": "surface_downwelling_shortwave_flux_in_air",
    "uv_index": "ultraviolet_index",
    "vapor_pressure": "water_vapor_partial_pressure_in_air",
    "vapor_pressure_deficit": "water_vapor_saturation_deficit_in_air",
    "wind_direction": "wind_from_direction",
    "wind_force": "beaufort_wind_force",
    "wind_speed": "wind_speed",
    "wind_speed_east": "eastward_wind",
    "wind_speed_north": "northward_wind",
}


def definition(quantity: str) -> str:
    """The URI that says what is observed.

    >>> definition("temperature")
    'http://qudt.org/vocab/quantitykind/Temperature'
    >>> definition("co2")
    'http://vocab.nerc.ac.uk/standard_name/mole_fraction_of_carbon_dioxide_in_air/'
    >>> definition("mold_index")
    'urn:redi-codecs:quantity:mold_index'
    """
    if quantity in _KINDS:
        return QUDT + _KINDS[quantity]
    if quantity in _STANDARD_NAMES:
        return f"{CF}{_STANDARD_NAMES[quantity]}/"
    return URN + quantity


def observation_type(quantity: Quantity | None) -> str:
    """The URI of the type of observation, by the type of the value."""
    return _OM + (OBSERVATION_TYPES[quantity.type] if quantity else "OM_Observation")


def unit_of_measurement(ucum: str) -> dict[str, Any]:
    """The unit with its UCUM definition; nulls, as the standard asks, where there is none.

    >>> unit_of_measurement("ug/m3")
    {'name': 'microgram per cubic metre', 'symbol': 'µg/m³', \
'definition': 'http://www.opengis.net/def/uom/UCUM/0/ug%2Fm3'}
    """
    if not ucum:
        return {"name": None, "symbol": None, "definition": None}
    return {"name": unit(ucum).name, "symbol": symbol(ucum), "definition": UCUM + quote(ucum, safe="")}
