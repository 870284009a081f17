"""Temperature, humidity, pressure, light, sound, weather and soil."""

from __future__ import annotations

from typing import Final

from redi_codecs.quantities._quantity import Quantity, real, whole

_TEMPERATURE: Final = {
    "air": "air.temperature",
    "soil": "soil.temperature",
    "water": "water.temperature.current",
    "water:min": "water.temperature.min",
    "water:max": "water.temperature.max",
    "water:mean": "water.temperature.avg",
}
_COUNTED_RAIN: Final = {"*:total": "rain.cumulative"}

# The limits of temperature admit resistance thermometers (from -200) and thermocouples (to 1800).
_CLIMATE: Final = (
    real(
        "temperature", "Cel", "Temperature", "Temperatur", -200, 1800, ha="temperature", senml="Cel", ttn=_TEMPERATURE
    ),
    real(
        "humidity",
        "%",
        "Relative humidity",
        "Relative Luftfeuchte",
        0,
        100,
        ha="humidity",
        senml="%RH",
        ttn="air.relativeHumidity",
    ),
    real("dew_point", "Cel", "Dew point", "Taupunkt", -100, 100, ha="temperature", senml="Cel"),
    real("absolute_humidity", "g/m3", "Absolute humidity", "Absolute Luftfeuchte", 0, 600),
    real("vapor_pressure", "kPa", "Vapor pressure", "Dampfdruck", 0, 102, ha="pressure"),
    real("vapor_pressure_deficit", "kPa", "Vapor pressure deficit", "Sättigungsdefizit", 0, 102, ha="pressure"),
    real(
        "pressure",
        "hPa",
        "Air pressure",
        "Luftdruck",
        250,
        1200,
        ha="atmospheric_pressure",
        senml="hPa",
        ttn="air.pressure",
    ),
    real(
        "differential_pressure",
        "Pa",
        "Differential pressure",
        "Differenzdruck",
        -100_000,
        100_000,
        ha="pressure",
        senml="Pa",
    ),
    real("line_pressure", "kPa", "Pipe pressure", "Leitungsdruck", -101, 100_000, ha="pressure"),
    real("heat_flux", "W/m2", "Heat flux", "Wärmestrom", -10_000, 10_000, senml="W/m2"),
)

_LIGHT: Final = (
    real(
        "illuminance",
        "lx",
        "Illuminance",
        "Beleuchtungsstärke",
        0,
        200_000,
        ha="illuminance",
        senml="lx",
        ttn="air.lightIntensity",
    ),
    real("light_percent", "%", "Brightness", "Helligkeit", 0, 100, senml="/100"),
    whole("light_level", "Light level", "Helligkeitsstufe"),
    whole("light_visible", "Visible light, raw", "Sichtbares Licht, roh"),
    whole("light_visible_infrared", "Visible and infrared light, raw", "Sichtbares und infrarotes Licht, roh"),
    whole("light_infrared", "Infrared light, raw", "Infrarotlicht, roh"),
    whole("light_red", "Red light, raw", "Rotes Licht, roh"),
    whole("light_green", "Green light, raw", "Grünes Licht, roh"),
    whole("light_blue", "Blue light, raw", "Blaues Licht, roh"),
    whole("light_clear", "Unfiltered light, raw", "Ungefiltertes Licht, roh"),
    real("light_flicker", "%", "Light flicker", "Lichtflimmern", 0, 100, senml="/100"),
    real("color_temperature", "K", "Color temperature", "Farbtemperatur", 0, 100_000, senml="K"),
    real("uv_index", "", "UV index", "UV-Index", 0, 50),
    real("uv_irradiance", "W/m2", "UV irradiance", "UV-Bestrahlungsstärke", 0, 500, ha="irradiance", senml="W/m2"),
    real("solar_radiation", "W/m2", "Solar radiation", "Globalstrahlung", 0, 2000, ha="irradiance", senml="W/m2"),
    real("par", "umol/(m2.s)", "Photosynthetically active radiation", "Photosynthetisch aktive Strahlung", 0, 4000),
)

_SOUND: Final = (
    real("sound_level", "dB[SPL]", "Sound level", "Schallpegel", 0, 200, ha="sound_pressure"),
    whole("sound_index", "Sound index", "Geräuschindex"),
    real(
        "sound_frequency",
        "Hz",
        "Dominant sound frequency",
        "Vorherrschende Tonhöhe",
        0,
        200_000,
        ha="frequency",
        senml="Hz",
    ),
)

_WEATHER: Final = (
    real(
        "wind_speed", "m/s", "Wind speed", "Windgeschwindigkeit", 0, 120, ha="wind_speed", senml="m/s", ttn="wind.speed"
    ),
    real(
        "wind_speed_north",
        "m/s",
        "Wind speed from the south",
        "Windgeschwindigkeit nach Norden",
        -120,
        120,
        ha="speed",
        senml="m/s",
    ),
    real(
        "wind_speed_east",
        "m/s",
        "Wind speed from the west",
        "Windgeschwindigkeit nach Osten",
        -120,
        120,
        ha="speed",
        senml="m/s",
    ),
    real(
        "wind_direction",
        "deg",
        "Wind direction",
        "Windrichtung",
        0,
        360,
        ha="wind_direction",
        senml="deg",
        ttn="wind.direction",
    ),
    whole("wind_force", "Wind force (Beaufort)", "Windstärke (Beaufort)", 0, 17),
    real("rain", "mm", "Rain", "Niederschlag", 0, 100_000, ha="precipitation", senml="mm", ttn=_COUNTED_RAIN),
    real(
        "rain_intensity",
        "mm/h",
        "Rain intensity",
        "Niederschlagsintensität",
        0,
        2000,
        ha="precipitation_intensity",
        senml="mm/h",
        ttn="rain.intensity",
    ),
    real("evapotranspiration", "mm", "Evapotranspiration", "Verdunstung", 0, 1000, senml="mm"),
    whole("lightning_count", "Lightning strikes", "Blitze"),
    real(
        "lightning_distance", "km", "Distance of lightning", "Entfernung der Blitze", 0, 1000, ha="distance", senml="km"
    ),
    real("snow_depth", "cm", "Snow depth", "Schneehöhe", 0, 2000, ha="distance", senml="cm"),
)

_SOIL: Final = (
    real(
        "soil_moisture", "%", "Soil moisture", "Bodenfeuchte", 0, 100, ha="moisture", senml="/100", ttn="soil.moisture"
    ),
    real("soil_moisture_raw", "", "Soil moisture, raw", "Bodenfeuchte, roh"),
    real(
        "soil_depth",
        "cm",
        "Depth in the soil",
        "Tiefe im Boden",
        0,
        10_000,
        ha="distance",
        senml="cm",
        ttn="soil.depth",
    ),
    real(
        "soil_ec",
        "dS/m",
        "Electrical conductivity of the soil",
        "Elektrische Leitfähigkeit des Bodens",
        0,
        100,
        ttn="soil.ec",
    ),
    real("soil_ph", "", "pH of the soil", "pH-Wert des Bodens", 0, 14, ha="ph", senml="pH", ttn="soil.pH"),
    real(
        "soil_nitrogen", "[ppm]", "Nitrogen in the soil", "Stickstoff im Boden", 0, 100_000, senml="ppm", ttn="soil.n"
    ),
    real(
        "soil_phosphorus", "[ppm]", "Phosphorus in the soil", "Phosphor im Boden", 0, 100_000, senml="ppm", ttn="soil.p"
    ),
    real("soil_potassium", "[ppm]", "Potassium in the soil", "Kalium im Boden", 0, 100_000, senml="ppm", ttn="soil.k"),
    real("soil_water_potential", "kPa", "Soil water potential", "Bodenwasserspannung", -1_000_000, 100, ha="pressure"),
    real("permittivity", "", "Relative permittivity", "Relative Permittivität", 0, 200),
    real("leaf_wetness", "%", "Leaf wetness", "Blattnässe", 0, 100, ha="moisture", senml="/100"),
    real("wood_moisture", "%", "Wood moisture", "Holzfeuchte", 0, 250, ha="moisture", senml="/100"),
    real("ph", "", "pH", "pH-Wert", 0, 14, ha="ph", senml="pH"),
    real(
        "conductivity", "uS/cm", "Electrical conductivity", "Elektrische Leitfähigkeit", 0, 2_000_000, ha="conductivity"
    ),
)

TABLE: Final[tuple[Quantity, ...]] = (*_CLIMATE, *_LIGHT, *_SOUND, *_WEATHER, *_SOIL)
