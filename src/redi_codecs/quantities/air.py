"""Gases, particles and the indices of air quality.

A gas measured as a share of the air and as mass in it are two quantities, because the one does not follow from the
other without temperature and pressure.
"""

from __future__ import annotations

from typing import Final

from redi_codecs.quantities._quantity import Quantity, real, whole

_GASES: Final = (
    real("co2", "[ppm]", "Carbon dioxide", "Kohlendioxid", 0, 100_000, ha="carbon_dioxide", senml="ppm", ttn="air.co2"),
    real("co", "[ppm]", "Carbon monoxide", "Kohlenmonoxid", 0, 20_000, ha="carbon_monoxide", senml="ppm"),
    real(
        "tvoc",
        "[ppb]",
        "Volatile organic compounds",
        "Flüchtige organische Verbindungen",
        0,
        1_000_000,
        ha="volatile_organic_compounds_parts",
        senml="ppb",
    ),
    real("formaldehyde", "[ppb]", "Formaldehyde", "Formaldehyd", 0, 100_000, senml="ppb"),
    real("ozone", "[ppb]", "Ozone", "Ozon", 0, 100_000, senml="ppb"),
    real("no2", "[ppb]", "Nitrogen dioxide", "Stickstoffdioxid", 0, 1_000_000, senml="ppb"),
    real("nitric_oxide", "[ppb]", "Nitrogen monoxide", "Stickstoffmonoxid", 0, 1_000_000, senml="ppb"),
    real("so2", "[ppb]", "Sulfur dioxide", "Schwefeldioxid", 0, 1_000_000, senml="ppb"),
    real("h2s", "[ppm]", "Hydrogen sulfide", "Schwefelwasserstoff", 0, 10_000, senml="ppm"),
    real("nh3", "[ppm]", "Ammonia", "Ammoniak", 0, 10_000, senml="ppm"),
    real("cl2", "[ppm]", "Chlorine", "Chlor", 0, 10_000, senml="ppm"),
    real("ch4", "[ppm]", "Methane", "Methan", 0, 1_000_000, senml="ppm"),
    real("h2", "[ppm]", "Hydrogen", "Wasserstoff", 0, 1_000_000, senml="ppm"),
    real("o2", "%", "Oxygen", "Sauerstoff", 0, 100, senml="/100"),
    real(
        "lel", "%", "Share of the lower explosive limit", "Anteil an der unteren Explosionsgrenze", 0, 100, senml="/100"
    ),
    real("gas_concentration", "[ppm]", "Gas concentration", "Gaskonzentration", 0, 1_000_000, senml="ppm"),
    real("radon", "Bq/m3", "Radon", "Radon", 0, 1_000_000),
    real("radiation_dose_rate", "uSv/h", "Radiation dose rate", "Strahlendosisleistung", 0, 10_000_000),
    whole("radiation_count", "Radiation counts", "Strahlungsimpulse"),
)

_MASSES: Final = (
    real("co_mass", "ug/m3", "Carbon monoxide by mass", "Kohlenmonoxid nach Masse", 0, 20_000_000, senml="ug/m3"),
    real(
        "tvoc_mass",
        "ug/m3",
        "Volatile organic compounds by mass",
        "Flüchtige organische Verbindungen nach Masse",
        0,
        10_000_000,
        ha="volatile_organic_compounds",
        senml="ug/m3",
    ),
    real("formaldehyde_mass", "ug/m3", "Formaldehyde by mass", "Formaldehyd nach Masse", 0, 100_000, senml="ug/m3"),
    real("ozone_mass", "ug/m3", "Ozone by mass", "Ozon nach Masse", 0, 200_000, ha="ozone", senml="ug/m3"),
    real(
        "no2_mass",
        "ug/m3",
        "Nitrogen dioxide by mass",
        "Stickstoffdioxid nach Masse",
        0,
        2_000_000,
        ha="nitrogen_dioxide",
        senml="ug/m3",
    ),
    real(
        "so2_mass",
        "ug/m3",
        "Sulfur dioxide by mass",
        "Schwefeldioxid nach Masse",
        0,
        2_000_000,
        ha="sulphur_dioxide",
        senml="ug/m3",
    ),
    real(
        "h2s_mass", "ug/m3", "Hydrogen sulfide by mass", "Schwefelwasserstoff nach Masse", 0, 20_000_000, senml="ug/m3"
    ),
    real("nh3_mass", "ug/m3", "Ammonia by mass", "Ammoniak nach Masse", 0, 20_000_000, senml="ug/m3"),
)

_PARTICLES: Final = (
    real("pm0_1", "ug/m3", "Particles up to 0.1 µm", "Feinstaub bis 0,1 µm", 0, 10_000, senml="ug/m3"),
    real("pm0_3", "ug/m3", "Particles up to 0.3 µm", "Feinstaub bis 0,3 µm", 0, 10_000, senml="ug/m3"),
    real("pm0_5", "ug/m3", "Particles up to 0.5 µm", "Feinstaub bis 0,5 µm", 0, 10_000, senml="ug/m3"),
    real("pm1", "ug/m3", "Particles up to 1 µm", "Feinstaub bis 1 µm", 0, 10_000, ha="pm1", senml="ug/m3"),
    real("pm2_5", "ug/m3", "Particles up to 2.5 µm", "Feinstaub bis 2,5 µm", 0, 10_000, ha="pm25", senml="ug/m3"),
    real("pm4", "ug/m3", "Particles up to 4 µm", "Feinstaub bis 4 µm", 0, 10_000, senml="ug/m3"),
    real("pm5", "ug/m3", "Particles up to 5 µm", "Feinstaub bis 5 µm", 0, 10_000, senml="ug/m3"),
    real("pm10", "ug/m3", "Particles up to 10 µm", "Feinstaub bis 10 µm", 0, 10_000, ha="pm10", senml="ug/m3"),
    real("particles_0_1", "/cm3", "Number of particles up to 0.1 µm", "Anzahl der Partikel bis 0,1 µm", 0, 10_000_000),
    real("particles_0_3", "/cm3", "Number of particles up to 0.3 µm", "Anzahl der Partikel bis 0,3 µm", 0, 10_000_000),
    real("particles_0_5", "/cm3", "Number of particles up to 0.5 µm", "Anzahl der Partikel bis 0,5 µm", 0, 10_000_000),
    real("particles_1", "/cm3", "Number of particles up to 1 µm", "Anzahl der Partikel bis 1 µm", 0, 10_000_000),
    real("particles_2_5", "/cm3", "Number of particles up to 2.5 µm", "Anzahl der Partikel bis 2,5 µm", 0, 10_000_000),
    real("particles_4", "/cm3", "Number of particles up to 4 µm", "Anzahl der Partikel bis 4 µm", 0, 10_000_000),
    real("particles_5", "/cm3", "Number of particles up to 5 µm", "Anzahl der Partikel bis 5 µm", 0, 10_000_000),
    real("particles_10", "/cm3", "Number of particles up to 10 µm", "Anzahl der Partikel bis 10 µm", 0, 10_000_000),
    real("particle_size", "um", "Typical particle size", "Typische Partikelgröße", 0, 100),
)

_INDICES: Final = (
    real("iaq", "", "Indoor air quality index", "Innenraumluft-Index", 0, 1000, ha="aqi"),
    real("air_quality_index", "", "Air quality index", "Luftqualitätsindex", 0, 1000, ha="aqi"),
    real("tvoc_index", "", "Index of volatile organic compounds", "Index flüchtiger organischer Verbindungen", 0, 1000),
    real("nox_index", "", "Index of nitrogen oxides", "Stickoxid-Index", 0, 1000),
    real("ventilation_index", "", "Ventilation index", "Lüftungsindex", 0, 1000),
    real("thermal_index", "", "Thermal comfort index", "Behaglichkeitsindex", 0, 1000),
    real("virus_index", "", "Virus spread index", "Virenausbreitungsindex", 0, 1000),
    real("mold_index", "", "Mold index", "Schimmelindex", 0, 1000),
    real("dryness_index", "", "Dryness index", "Trockenheitsindex", 0, 1000),
    real("dust_mite_index", "", "Dust mite index", "Hausstaubmilbenindex", 0, 1000),
    real("vaping_index", "", "Vaping index", "Vaping-Index", 0, 1000),
    whole("iaq_accuracy", "Accuracy of the indoor air quality index", "Genauigkeit des Innenraumluft-Index", 0, 3),
    real(
        "gas_resistance",
        "Ohm",
        "Resistance of the gas sensor",
        "Widerstand des Gassensors",
        0,
        1_000_000_000,
        senml="Ohm",
    ),
)

TABLE: Final[tuple[Quantity, ...]] = (*_GASES, *_MASSES, *_PARTICLES, *_INDICES)
