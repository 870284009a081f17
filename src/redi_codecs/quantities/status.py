"""The device itself: identity, states, faults and clocks. Most of these are attributes, not readings."""

from __future__ import annotations

from typing import Final

from redi_codecs.quantities._quantity import Quantity, choice, flag, other, real, whole

_STATES: Final = (
    flag("alarm", "Alarm", "Alarm", ha="problem"),
    flag("fault", "Fault", "Störung", ha="problem"),
    flag("sensor_fault", "Sensor fault", "Sensorstörung", ha="problem"),
    choice("status", "Status", "Zustand"),
    choice("event", "Event", "Ereignis"),
    choice("reset_cause", "Cause of the restart", "Ursache des Neustarts"),
    whole("error_code", "Error code", "Fehlercode"),
    whole("status_code", "Status code", "Zustandscode"),
    whole("frame_count", "Frames", "Telegramme", senml="count"),
    whole("restart_count", "Restarts", "Neustarts", senml="count"),
    real("uptime", "s", "Uptime", "Laufzeit", 0, ha="duration", senml="s"),
    real("report_interval", "s", "Report interval", "Sendeintervall", 0, ha="duration", senml="s"),
    real("device_age", "d", "Time in operation", "Zeit im Einsatz", 0, ha="duration"),
)

_IDENTITY: Final = (
    other("firmware_version", "text", "Firmware version", "Firmware-Version"),
    other("hardware_version", "text", "Hardware version", "Hardware-Version"),
    other("protocol_version", "text", "Protocol version", "Protokollversion"),
    other("model", "text", "Model", "Modell"),
    other("serial_number", "text", "Serial number", "Seriennummer", sensitive=True),
    whole("identifier", "Identifying number", "Kennnummer", sensitive=True),
    other("tag_id", "text", "Identifier read", "Gelesene Kennung", sensitive=True),
    other("location", "text", "Location", "Standort", sensitive=True),
    other("text_value", "text", "Text", "Text"),
    # Nobody can tell what is in these: a configuration may hold keys, an answer the DevEUI.
    other("configuration", "text", "Configuration", "Konfiguration", sensitive=True),
    other("raw_data", "bytes", "Data", "Daten", sensitive=True),
)

_CLOCKS: Final = (
    other("time", "time", "Time", "Zeit"),
    other("event_time", "time", "Time of the event", "Zeit des Ereignisses"),
    other("position_time", "time", "Time of the position", "Zeit der Position"),
    other("manufacturing_date", "time", "Date of manufacture", "Herstellungsdatum"),
)

TABLE: Final[tuple[Quantity, ...]] = (*_STATES, *_IDENTITY, *_CLOCKS)
