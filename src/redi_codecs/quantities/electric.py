"""Batteries, electricity, counters, inputs and the radio link."""

from __future__ import annotations

from typing import Final

from redi_codecs.quantities._quantity import Quantity, choice, flag, real, whole

_SUPPLY: Final = (
    real("battery", "%", "Battery", "Batterie", 0, 100, ha="battery", senml="%EL"),
    real("battery_voltage", "V", "Battery voltage", "Batteriespannung", 0, 60, ha="voltage", senml="V", ttn="battery"),
    real("battery_current", "mA", "Battery current", "Batteriestrom", -1_000_000, 1_000_000, ha="current", senml="mA"),
    real("battery_charge_used", "mA.h", "Charge taken from the battery", "Entnommene Batterieladung", 0, 1_000_000_000),
    whole("battery_level", "Battery level, coarse", "Batteriestufe"),
    flag("low_battery", "Battery low", "Batterie schwach", ha="battery"),
    flag("charging", "Charging", "Wird geladen", ha="battery_charging"),
    flag("external_power", "External power", "Externe Versorgung", ha="plug"),
    choice("battery_status", "Battery status", "Batteriezustand"),
    choice("power_source", "Power source", "Stromquelle"),
    real("supply_voltage", "V", "Supply voltage", "Versorgungsspannung", 0, 1000, ha="voltage", senml="V"),
    real("capacitor_voltage", "V", "Capacitor voltage", "Kondensatorspannung", 0, 1000, ha="voltage", senml="V"),
    real(
        "solar_voltage", "V", "Voltage of the solar cell", "Spannung der Solarzelle", 0, 1000, ha="voltage", senml="V"
    ),
)

_ELECTRICITY: Final = (
    real("voltage", "V", "Voltage", "Spannung", -1_000_000, 1_000_000, ha="voltage", senml="V"),
    real("current", "A", "Current", "Stromstärke", -1_000_000, 1_000_000, ha="current", senml="A"),
    real("power", "W", "Power", "Leistung", -1_000_000_000, 1_000_000_000, ha="power", senml="W"),
    real(
        "reactive_power",
        "V.A{reactive}",
        "Reactive power",
        "Blindleistung",
        -1_000_000_000,
        1_000_000_000,
        ha="reactive_power",
        senml="var",
    ),
    real(
        "apparent_power", "V.A", "Apparent power", "Scheinleistung", 0, 1_000_000_000, ha="apparent_power", senml="VA"
    ),
    real("power_factor", "1", "Power factor", "Leistungsfaktor", -1, 1, ha="power_factor", senml="/"),
    real("energy", "kW.h", "Energy", "Energie", ha="energy", senml="kWh"),
    real("heat_energy", "kW.h", "Heat", "Wärmemenge", ha="energy", senml="kWh"),
    real("reactive_energy", "kV.A.h{reactive}", "Reactive energy", "Blindarbeit", senml="kvarh"),
    real("frequency", "Hz", "Frequency", "Frequenz", 0, 10_000_000_000, ha="frequency", senml="Hz"),
    real("resistance", "Ohm", "Resistance", "Widerstand", 0, senml="Ohm"),
    real("analog_input", "", "Analog input", "Analogeingang"),
    real("analog_output", "", "Analog output", "Analogausgang"),
    real("input_voltage", "V", "Voltage at the input", "Spannung am Eingang", -1000, 1000, ha="voltage", senml="V"),
    real("input_current", "mA", "Current at the input", "Strom am Eingang", -10_000, 10_000, ha="current", senml="mA"),
    flag("digital_input", "Digital input", "Digitaleingang"),
    flag("digital_output", "Digital output", "Digitalausgang"),
)

_COUNTERS: Final = (
    whole("pulse_count", "Pulses", "Impulse", senml="count"),
    whole("counter", "Counter", "Zähler", senml="count"),
    whole("event_count", "Events", "Ereignisse", senml="count"),
    whole("raw_value", "Raw value", "Rohwert", low=None),
    real("number", "", "Number", "Zahl"),
    real("percentage", "%", "Share", "Anteil", senml="/100"),
    real("duration", "s", "Duration", "Dauer", 0, ha="duration", senml="s"),
    real(
        "time_since_event",
        "s",
        "Time since the last event",
        "Zeit seit dem letzten Ereignis",
        0,
        ha="duration",
        senml="s",
    ),
    real("operating_time", "s", "Operating time", "Betriebsdauer", 0, ha="duration", senml="s"),
)

# UCUM has no decibel over one milliwatt: the annotation in braces says the reference.
_RADIO: Final = (
    real("rssi", "dB{mW}", "Signal strength", "Empfangsstärke", -200, 50, ha="signal_strength", senml="dBm"),
    real("snr", "dB", "Signal-to-noise ratio", "Signal-Rausch-Abstand", -100, 100, ha="signal_strength", senml="dB"),
    real("tx_power", "dB{mW}", "Transmission power", "Sendeleistung", -100, 50, ha="signal_strength", senml="dBm"),
    whole("data_rate", "Data rate", "Datenrate", 0, 15),
)

TABLE: Final[tuple[Quantity, ...]] = (*_SUPPLY, *_ELECTRICITY, *_COUNTERS, *_RADIO)
