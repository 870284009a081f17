"""Distances, levels, liquids, valves and rooms' regulation."""

from __future__ import annotations

from typing import Final

from redi_codecs.quantities._quantity import Quantity, choice, flag, real, whole

_LEVELS: Final = (
    real("distance", "mm", "Distance", "Abstand", 0, 100_000_000, ha="distance", senml="mm"),
    real("water_level", "mm", "Water level", "Wasserstand", -100_000, 10_000_000, ha="distance", senml="mm"),
    real("water_depth", "cm", "Water depth", "Wassertiefe", 0, 1_200_000, ha="distance", senml="cm"),
    real("fill_level", "%", "Fill level", "Füllstand", 0, 100, senml="/100"),
    real("displacement", "mm", "Displacement", "Verschiebung", -1_000_000, 1_000_000, ha="distance", senml="mm"),
    flag("full", "Full", "Voll"),
    real("weight", "kg", "Weight", "Gewicht", -1_000_000, 1_000_000, ha="weight", senml="kg"),
)

_LIQUIDS: Final = (
    real("water_volume", "L", "Water volume", "Wassermenge", ha="water", ttn={"*:total": "metering.water.total"}),
    real("volume", "m3", "Volume", "Volumen", ha="volume", senml="m3"),
    real("gas_volume", "m3", "Gas volume", "Gasmenge", ha="gas", senml="m3"),
    real("flow", "L/min", "Flow", "Durchfluss", ha="volume_flow_rate"),
    real("air_flow", "m3/h", "Air flow", "Luftstrom", ha="volume_flow_rate"),
    real("air_speed", "m/s", "Air speed", "Luftgeschwindigkeit", 0, 1000, ha="speed", senml="m/s"),
    # [NTU] is of UCUM 2.2 (2024); before, UCUM had no unit of turbidity.
    real("turbidity", "[NTU]", "Turbidity", "Trübung", 0, 10_000, senml="NTU"),
    real("dissolved_oxygen", "mg/L", "Dissolved oxygen", "Gelöster Sauerstoff", 0, 100, senml="mg/l"),
    real("salinity", "g/L", "Salinity", "Salzgehalt", 0, 400, senml="g/l"),
    real(
        "oxidation_reduction_potential",
        "mV",
        "Oxidation-reduction potential",
        "Redoxpotenzial",
        -5000,
        5000,
        ha="voltage",
        senml="mV",
    ),
)

_REGULATION: Final = (
    real("target_temperature", "Cel", "Target temperature", "Solltemperatur", -100, 200, ha="temperature", senml="Cel"),
    real("target_humidity", "%", "Target humidity", "Sollfeuchte", 0, 100, ha="humidity", senml="%RH"),
    real(
        "target_offset",
        "K",
        "Change of the target temperature",
        "Sollwertverstellung",
        -100,
        100,
        ha="temperature_delta",
        senml="K",
    ),
    real(
        "temperature_difference",
        "K",
        "Temperature difference",
        "Temperaturdifferenz",
        -2000,
        2000,
        ha="temperature_delta",
        senml="K",
    ),
    real("valve_position", "%", "Valve position", "Ventilstellung", 0, 100, senml="/100"),
    real("motor_position", "%", "Motor position", "Motorstellung", 0, 100, senml="/100"),
    real("dimmer", "%", "Dimmer", "Dimmer", 0, 100, senml="/100"),
    flag("valve_open", "Valve open", "Ventil geöffnet", ha="opening"),
    flag("relay", "Relay closed", "Relais geschlossen", ha="power"),
    flag("heating", "Heating", "Heizung an", ha="running"),
    flag("cooling", "Cooling", "Kühlung an", ha="running"),
    whole("fan_speed", "Fan speed", "Lüfterstufe"),
    choice("fan_mode", "Fan mode", "Lüfterbetriebsart"),
    choice("operating_mode", "Operating mode", "Betriebsart"),
)

TABLE: Final[tuple[Quantity, ...]] = (*_LEVELS, *_LIQUIDS, *_REGULATION)
