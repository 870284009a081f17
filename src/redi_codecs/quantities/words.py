"""What people call things when they look for a sensor, in English and German, beside the quantities' own names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from redi_codecs.quantities._quantity import Quantity

__all__ = ["words_for"]

_PRESENCE: Final = ("motion", "occupancy", "motion_count", "time_since_motion", "occupancy_rate")
_PEOPLE: Final = ("people_count", "people_in", "people_out", "passage_count")
_OPENING: Final = ("contact", "open_count", "time_open")
_AIR: Final = ("co2", "iaq", "air_quality_index", "tvoc", "tvoc_mass", "tvoc_index", "pm2_5", "pm10", "formaldehyde")
_DUST: Final = ("pm1", "pm2_5", "pm4", "pm10")
_LIGHT: Final = ("illuminance", "light_percent", "light_level", "par", "solar_radiation")

#: Words as people type them, and what they may mean by them.
_MEANT: Final[Mapping[str, tuple[str, ...]]] = {
    "presence, präsenz, anwesenheit, pir, movement, bewegungsmelder, desk, schreibtisch, raumbelegung": _PRESENCE,
    "people counter, people counting, footfall, personenzähler, personenzählung, besucherzähler, frequenz": _PEOPLE,
    "door, window, tür, fenster, tor, gate, reed, türkontakt, fensterkontakt": (*_OPENING, "open_window"),
    "air quality, indoor air, luftqualität, luftgüte, raumluft": _AIR,
    "carbon dioxide, co₂, co2-ampel": ("co2",),
    "voc, solvents, lösungsmittel": ("tvoc", "tvoc_mass", "tvoc_index", "iaq"),
    "particulate matter, particles, dust, fine dust, feinstaub, staub, partikel": _DUST,
    "moisture, luftfeuchtigkeit, feuchtigkeit, feuchte": ("humidity", "absolute_humidity"),
    "soil humidity, bodenfeuchtigkeit, irrigation, bewässerung": ("soil_moisture", "soil_water_potential"),
    "heat, cold, thermometer, wärme, kälte": ("temperature",),
    "barometer, atmospheric pressure, barometric": ("pressure",),
    "light, brightness, licht, lux, helligkeit": _LIGHT,
    "sun, sunshine, irradiance, pyranometer, sonne, sonneneinstrahlung": ("solar_radiation", "par"),
    "noise, sound, lärm, lautstärke, geräusch": ("sound_level", "sound_index"),
    "precipitation, rain gauge, regen, regenmesser": ("rain", "rain_intensity", "rain_detected"),
    "anemometer, windmesser, wind": ("wind_speed", "wind_direction", "wind_force"),
    "weather station, wetterstation, wetter, weather": ("wind_speed", "rain", "solar_radiation", "rain_intensity"),
    "snow, schnee": ("snow_depth",),
    "flood, leakage, water detector, leckage, überschwemmung, hochwasser": ("leak", "water_level"),
    "level, tank, bin, waste, pegel, mülleimer, behälter": ("fill_level", "distance", "water_level", "full"),
    "parking, parking space, parkplatz, stellplatz": ("vehicle_presence",),
    "shock, tremor, stoß, vibrationssensor": ("vibration", "vibration_velocity", "acceleration", "vibration_count"),
    "inclination, schräglage, schiefstellung": ("tilt", "tilt_x", "tilt_y", "tilted", "angle"),
    "panic button, push button, knopf, taster, notruf": ("button", "button_count", "sos"),
    "water meter, wasserzähler": ("water_volume", "flow"),
    "electricity meter, stromzähler": ("energy", "power"),
    "gas leak, gaswarnung": ("gas_detected", "lel", "ch4"),
    "fire, smoke detector, feuer, brand, rauchmelder": ("smoke",),
    "gps, tracker, position, ortung": ("latitude", "longitude"),
    "thermostat, radiator valve, heizkörperventil, heizung": ("target_temperature", "valve_position"),
}


def words_for(quantity: Quantity) -> tuple[str, ...]:
    """What a quantity may be looked for by: its names, and what people call it.

    >>> from redi_codecs.quantities import quantity
    >>> words_for(quantity("smoke"))[:4]
    ('smoke', 'Smoke', 'Rauch', 'fire')
    """
    called = (word for words, keys in _MEANT.items() if quantity.key in keys for word in words.split(", "))
    return (quantity.key, quantity.label, quantity.label_de, *called)
