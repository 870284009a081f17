"""The Smart Data Models that fit, and which reading is which of their attributes: :data:`RULES` is the whole mapping.

A model stands here with what its schema requires and with the limits that its schema sets; what does not keep to
these is no entity of that model. See https://smartdatamodels.org.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

__all__ = [
    "CONTROLLED_PROPERTIES",
    "DEVICE",
    "MEASUREMENT",
    "MODELS",
    "RULES",
    "Model",
    "Required",
    "Rule",
    "Setting",
]

Required = Literal["location", "dateObserved", "controlledProperty"]
Setting = Literal["indoor", "outdoor"]


@dataclass(frozen=True, slots=True)
class Model:
    """An entity type, the subject whose context defines it, and what it cannot do without."""

    type: str
    subject: str
    required: frozenset[Required] = frozenset()
    dated: bool = True
    """Whether it has ``dateObserved``."""
    device: bool = True
    """Whether it has ``refDevice``."""
    setting: str | None = None
    """The attribute that tells indoor from outdoor."""

    @property
    def context(self) -> str:
        return f"https://raw.githubusercontent.com/smart-data-models/dataModel.{self.subject}/master/context.jsonld"


_OBSERVED: Final[frozenset[Required]] = frozenset({"location", "dateObserved"})

_AIR_QUALITY: Final = Model("AirQualityObserved", "Environment", _OBSERVED, setting="typeofLocation")
_INDOOR: Final = Model("IndoorEnvironmentObserved", "Environment", _OBSERVED)
_WEATHER: Final = Model("WeatherObserved", "Weather", _OBSERVED)
_WATER: Final = Model("WaterObserved", "Environment", _OBSERVED)
_WATER_QUALITY: Final = Model("WaterQualityObserved", "WaterQuality", _OBSERVED, device=False)
_GREENSPACE: Final = Model("GreenspaceRecord", "ParksAndGardens")
DEVICE: Final = Model("Device", "Device", frozenset({"controlledProperty"}), dated=False, device=False)
MEASUREMENT: Final = Model("DeviceMeasurement", "Device")

MODELS: Final = (
    DEVICE,
    _WEATHER,
    _INDOOR,
    _AIR_QUALITY,
    _GREENSPACE,
    _WATER,
    _WATER_QUALITY,
    MEASUREMENT,
)
"""Every model in use, the Device first and what fits no other last."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One attribute of a model, and the readings that it takes."""

    quantity: str
    model: Model
    attribute: str
    place: str = "air"
    """Where it is measured; ``air`` is also indoor and outdoor air, ``*`` is anywhere."""
    statistic: str = "last"
    only: frozenset[Setting | None] = frozenset({"indoor", "outdoor", None})
    """The settings, as far as they are known."""
    per: int = 1
    """What the value is divided by, to be in the unit of the model."""
    unit: str | None = None
    """UCUM code of that unit, where it is another than the quantity's."""
    low: float | None = None
    high: float | None = None

    def value(self, value: float | bool) -> float | int | None:
        """The value in the model's unit, or None where its schema does not admit it.

        >>> humidity = next(rule for rule in RULES if rule.quantity == "humidity")
        >>> humidity.value(56.1), humidity.value(127)
        (0.561, None)
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        scaled = value if self.per == 1 else float(Decimal(repr(value)) / self.per)
        if (self.low is not None and scaled < self.low) or (self.high is not None and scaled > self.high):
            return None
        return scaled


_INSIDE: Final[frozenset[Setting | None]] = frozenset({"indoor"})
_OUTSIDE: Final[frozenset[Setting | None]] = frozenset({"outdoor"})
_OPEN_AIR: Final[frozenset[Setting | None]] = frozenset({"outdoor", None})

RULES: Final[tuple[Rule, ...]] = (
    Rule("temperature", _WEATHER, "temperature", only=_OUTSIDE),
    Rule("humidity", _WEATHER, "relativeHumidity", only=_OUTSIDE, per=100, unit="1", low=0, high=1),
    Rule("dew_point", _WEATHER, "dewPoint", only=_OUTSIDE),
    Rule("pressure", _WEATHER, "atmosphericPressure", only=_OUTSIDE, low=0),
    Rule("illuminance", _WEATHER, "illuminance", only=_OUTSIDE, low=0),
    Rule("solar_radiation", _WEATHER, "solarRadiation", only=_OPEN_AIR, low=0),
    Rule("uv_index", _WEATHER, "uVIndexMax", only=_OPEN_AIR, statistic="max", low=0),
    Rule("wind_speed", _WEATHER, "windSpeed", only=_OPEN_AIR, low=0),
    Rule("wind_speed", _WEATHER, "gustSpeed", only=_OPEN_AIR, statistic="max"),
    Rule("wind_direction", _WEATHER, "windDirection", only=_OPEN_AIR, low=0, high=360),
    Rule("rain", _WEATHER, "precipitation", only=_OPEN_AIR, statistic="delta", low=0),
    Rule("snow_depth", _WEATHER, "snowHeight", only=_OPEN_AIR, low=0),
    Rule("temperature", _INDOOR, "temperature", only=_INSIDE, low=0),
    Rule("humidity", _INDOOR, "relativeHumidity", only=_INSIDE, per=100, unit="1", low=0, high=1),
    Rule("pressure", _INDOOR, "atmosphericPressure", only=_INSIDE, low=0),
    Rule("illuminance", _INDOOR, "illuminance", only=_INSIDE, low=0),
    Rule("people_count", _INDOOR, "peopleCount", only=_INSIDE, low=0),
    Rule("co2", _AIR_QUALITY, "co2", low=0),
    Rule("co", _AIR_QUALITY, "co", low=0),
    Rule("co_mass", _AIR_QUALITY, "co", low=0),
    Rule("nitric_oxide", _AIR_QUALITY, "no", low=0),
    Rule("no2", _AIR_QUALITY, "no2", low=0),
    Rule("no2_mass", _AIR_QUALITY, "no2", low=0),
    Rule("ozone", _AIR_QUALITY, "o3", low=0),
    Rule("ozone_mass", _AIR_QUALITY, "o3", low=0),
    Rule("so2", _AIR_QUALITY, "so2", low=0),
    Rule("so2_mass", _AIR_QUALITY, "so2", low=0),
    Rule("h2s", _AIR_QUALITY, "sh2", low=0),
    Rule("h2s_mass", _AIR_QUALITY, "sh2", low=0),
    Rule("tvoc", _AIR_QUALITY, "volatileOrganicCompoundsTotal", low=0),
    Rule("tvoc_mass", _AIR_QUALITY, "volatileOrganicCompoundsTotal", low=0),
    Rule("pm1", _AIR_QUALITY, "pm1"),
    Rule("pm2_5", _AIR_QUALITY, "pm25", low=0),
    Rule("pm4", _AIR_QUALITY, "pm4", low=0),
    Rule("pm10", _AIR_QUALITY, "pm10", low=0),
    Rule("temperature", _GREENSPACE, "soilTemperature", place="soil"),
    Rule("soil_moisture", _GREENSPACE, "soilMoistureVwc", place="*", per=100, unit="1", low=0, high=1),
    Rule("soil_ec", _GREENSPACE, "soilMoistureEc", place="*", per=10, unit="S/m"),
    Rule("soil_water_potential", _GREENSPACE, "soilMoisturePressure", place="*"),
    Rule("water_level", _WATER, "waterLevel", place="*", per=1000, unit="m", low=0),
    Rule("temperature", _WATER_QUALITY, "temperature", place="water"),
    Rule("conductivity", _WATER_QUALITY, "conductivity", place="water", low=0),
    Rule("turbidity", _WATER_QUALITY, "turbidity", place="*", low=0),
    Rule("ph", _WATER_QUALITY, "pH", place="*", low=0, high=14),
    Rule("oxidation_reduction_potential", _WATER_QUALITY, "orp", place="*", low=0),
    Rule("dissolved_oxygen", _WATER_QUALITY, "O2", place="*", low=0),
    Rule("battery", DEVICE, "batteryLevel", place="*", per=100, unit="1", low=0, high=1),
)
"""The mapping; the first rule that fits decides."""

CONTROLLED_PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "airPollution": (
        "co", "co2", "co_mass", "formaldehyde", "formaldehyde_mass", "h2s", "h2s_mass", "iaq", "nh3", "nh3_mass",
        "nitric_oxide", "no2", "no2_mass", "nox_index", "ozone", "ozone_mass", "pm0_1", "pm0_3", "pm0_5", "pm1",
        "pm10", "pm2_5", "pm4", "pm5", "so2", "so2_mass", "tvoc", "tvoc_index", "tvoc_mass",
    ),
    "atmosphericPressure": ("pressure",),
    "batteryLife": ("battery", "battery_level", "low_battery"),
    "batterySupply": ("battery_current", "battery_voltage"),
    "conductivity": ("conductivity", "soil_ec"),
    "energy": ("energy",),
    "fillingLevel": ("fill_level", "full"),
    "heading": ("heading",),
    "humidity": ("absolute_humidity", "humidity"),
    "light": ("illuminance", "light_detected", "light_level", "light_percent"),
    "location": ("latitude", "longitude"),
    "motion": ("motion", "motion_count"),
    "movementActivity": ("acceleration", "activity_level", "moving", "vibration", "vibration_count"),
    "noiseLevel": ("sound_level",),
    "occupancy": ("occupancy", "occupancy_rate", "people_count", "vehicle_presence"),
    "orp": ("oxidation_reduction_potential",),
    "pH": ("ph", "soil_ph"),
    "power": ("power",),
    "precipitation": ("rain", "rain_intensity"),
    "pressure": ("differential_pressure", "line_pressure"),
    "salinity": ("salinity",),
    "smoke": ("smoke",),
    "soilMoisture": ("soil_moisture", "soil_water_potential"),
    "solarRadiation": ("solar_radiation",),
    "speed": ("speed",),
    "temperature": ("dew_point", "temperature"),
    "turbidity": ("turbidity",),
    "waterConsumption": ("water_volume",),
    "waterFlow": ("flow",),
    "waterLevel": ("water_depth", "water_level"),
    "weight": ("weight",),
    "windDirection": ("wind_direction",),
    "windSpeed": ("wind_speed",),
}  # fmt: skip
"""The words that Device has for what is measured, and the quantities that they name."""
