"""Motion and presence, people, contacts, position and acceleration."""

from __future__ import annotations

from typing import Final

from redi_codecs.quantities._quantity import Quantity, choice, flag, other, real, whole

_DETECTED: Final = "action.motion.detected"
_EVENTS: Final = {"*": "action.motion.count", "*:total": "action.motion.count", "*:delta": "action.motion.count"}

# Motion, then occupancy, then vibration: the first that is there says whether motion is detected.
_PRESENCE: Final = (
    flag("motion", "Motion", "Bewegung", ha="motion", ttn=_DETECTED),
    flag("occupancy", "Occupancy", "Belegung", ha="occupancy", ttn=_DETECTED),
    flag("vibration", "Vibration", "Erschütterung", ha="vibration", ttn=_DETECTED),
    whole("motion_count", "Motion events", "Bewegungen", senml="count", ttn=_EVENTS),
    whole("vibration_count", "Vibration events", "Erschütterungen", senml="count", ttn=_EVENTS),
    real("occupancy_rate", "%", "Share of the time with presence", "Zeitanteil mit Anwesenheit", 0, 100, senml="/100"),
    real("activity_level", "", "Activity", "Aktivität"),
    real(
        "time_since_motion",
        "s",
        "Time since the last motion",
        "Zeit seit der letzten Bewegung",
        0,
        ha="duration",
        senml="s",
    ),
    real("time_in_motion", "s", "Time in motion", "Dauer der Bewegung", 0, ha="duration", senml="s"),
    real("time_occupied", "s", "Time occupied", "Dauer der Belegung", 0, ha="duration", senml="s"),
    flag("vehicle_presence", "Vehicle present", "Fahrzeug vorhanden", ha="occupancy"),
    flag("object_presence", "Object present", "Gegenstand vorhanden", ha="occupancy"),
    flag("moving", "Device is moving", "Gerät ist in Bewegung", ha="moving", ttn=_DETECTED),
    flag("fall", "Fall of a person", "Sturz einer Person", ha="safety"),
    flag("free_fall", "Free fall", "Freier Fall", ha="safety"),
    flag("worn", "Worn by a person", "Wird getragen"),
    whole("step_count", "Steps", "Schritte", senml="count"),
    whole("free_fall_count", "Free falls", "Freie Fälle", senml="count"),
    real("distance_travelled", "m", "Distance travelled", "Zurückgelegte Strecke", 0, ha="distance", senml="m"),
)

_PEOPLE: Final = (
    whole("people_count", "People present", "Anwesende Personen", senml="count"),
    whole("people_in", "People entering", "Eingetretene Personen", senml="count"),
    whole("people_out", "People leaving", "Ausgetretene Personen", senml="count"),
    whole("passage_count", "Passages", "Durchgänge", senml="count"),
    whole("device_count", "Radio devices nearby", "Funkgeräte in der Nähe", senml="count"),
)

_CONTACTS: Final = (
    flag("contact", "Open", "Geöffnet", ha="opening", ttn="action.contactState"),
    flag("case_open", "Case open", "Gehäuse geöffnet", ha="tamper"),
    flag("open_window", "Open window detected", "Offenes Fenster erkannt", ha="window"),
    flag("leak", "Water leak", "Wasserleck", ha="moisture", ttn="water.leak"),
    flag("button", "Button pressed", "Taste gedrückt"),
    flag("tamper", "Tampering", "Manipulation", ha="tamper"),
    flag("smoke", "Smoke", "Rauch", ha="smoke"),
    flag("gas_detected", "Gas detected", "Gas erkannt", ha="gas"),
    flag("light_detected", "Light detected", "Licht erkannt", ha="light"),
    flag("sound_detected", "Sound detected", "Geräusch erkannt", ha="sound"),
    flag("rain_detected", "Rain detected", "Regen erkannt", ha="moisture"),
    flag("tilted", "Tilted", "Gekippt", ttn=_DETECTED),
    flag("magnet_detected", "Magnet detected", "Magnet erkannt"),
    flag("sos", "Call for help", "Hilferuf", ha="safety"),
    whole("open_count", "Openings", "Öffnungen", senml="count"),
    whole("close_count", "Closings", "Schließungen", senml="count"),
    whole("contact_count", "Changes of the contact", "Kontaktwechsel", senml="count"),
    whole("button_count", "Button presses", "Tastendrücke", senml="count"),
    real("time_open", "s", "Time open", "Öffnungsdauer", 0, ha="duration", senml="s"),
    real("time_closed", "s", "Time closed", "Schließdauer", 0, ha="duration", senml="s"),
)

_ACCELERATION: Final = (
    real("acceleration", "[g]", "Acceleration", "Beschleunigung", -2000, 2000),
    real("acceleration_x", "[g]", "Acceleration along x", "Beschleunigung in x-Richtung", -2000, 2000),
    real("acceleration_y", "[g]", "Acceleration along y", "Beschleunigung in y-Richtung", -2000, 2000),
    real("acceleration_z", "[g]", "Acceleration along z", "Beschleunigung in z-Richtung", -2000, 2000),
    real("vibration_velocity", "mm/s", "Vibration velocity", "Schwinggeschwindigkeit", 0, 100_000, ha="speed"),
    real(
        "vibration_velocity_x",
        "mm/s",
        "Vibration velocity along x",
        "Schwinggeschwindigkeit in x-Richtung",
        0,
        100_000,
        ha="speed",
    ),
    real(
        "vibration_velocity_y",
        "mm/s",
        "Vibration velocity along y",
        "Schwinggeschwindigkeit in y-Richtung",
        0,
        100_000,
        ha="speed",
    ),
    real(
        "vibration_velocity_z",
        "mm/s",
        "Vibration velocity along z",
        "Schwinggeschwindigkeit in z-Richtung",
        0,
        100_000,
        ha="speed",
    ),
    real("vibration_level", "%", "Vibration level", "Schwingungspegel", 0, senml="/100"),
    real(
        "vibration_frequency",
        "Hz",
        "Vibration frequency",
        "Schwingungsfrequenz",
        0,
        1_000_000,
        ha="frequency",
        senml="Hz",
    ),
    real("vibration_anomaly", "%", "Vibration anomaly", "Schwingungsabweichung", 0, 100, senml="/100"),
    real("tilt", "deg", "Tilt", "Neigung", -180, 360, senml="deg"),
    real("tilt_x", "deg", "Tilt about x", "Neigung um x", -360, 360, senml="deg"),
    real("tilt_y", "deg", "Tilt about y", "Neigung um y", -360, 360, senml="deg"),
    real("tilt_z", "deg", "Tilt about z", "Neigung um z", -360, 360, senml="deg"),
    real("pitch", "deg", "Pitch", "Nickwinkel", -360, 360, senml="deg"),
    real("roll", "deg", "Roll", "Rollwinkel", -360, 360, senml="deg"),
    real("angle", "deg", "Angle", "Winkel", -360, 360, senml="deg"),
    real("angular_velocity_x", "deg/s", "Angular velocity around x", "Drehrate um x", -1_000_000, 1_000_000),
    real("angular_velocity_y", "deg/s", "Angular velocity around y", "Drehrate um y", -1_000_000, 1_000_000),
    real("angular_velocity_z", "deg/s", "Angular velocity around z", "Drehrate um z", -1_000_000, 1_000_000),
    real("rotation_speed", "/min", "Rotation speed", "Drehzahl", 0, 1_000_000, senml="1/min"),
    real("magnetic_field_x", "uT", "Magnetic field along x", "Magnetfeld in x-Richtung", -1_000_000, 1_000_000),
    real("magnetic_field_y", "uT", "Magnetic field along y", "Magnetfeld in y-Richtung", -1_000_000, 1_000_000),
    real("magnetic_field_z", "uT", "Magnetic field along z", "Magnetfeld in z-Richtung", -1_000_000, 1_000_000),
    choice("orientation", "Orientation", "Lage"),
)

_POSITION: Final = (
    real(
        "latitude",
        "deg",
        "Latitude",
        "Geografische Breite",
        -90,
        90,
        senml="lat",
        ttn="position.latitude",
        sensitive=True,
    ),
    real(
        "longitude",
        "deg",
        "Longitude",
        "Geografische Länge",
        -180,
        180,
        senml="lon",
        ttn="position.longitude",
        sensitive=True,
    ),
    real("altitude", "m", "Altitude", "Höhe über dem Meer", -1000, 50_000, ha="distance", senml="m", sensitive=True),
    real("speed", "m/s", "Speed", "Geschwindigkeit", 0, 1000, ha="speed", senml="m/s"),
    real("heading", "deg", "Heading", "Kurs", 0, 360, senml="deg"),
    real("position_accuracy", "m", "Accuracy of the position", "Genauigkeit der Position", 0, ha="distance", senml="m"),
    real("position_age", "s", "Age of the position", "Alter der Position", 0, ha="duration", senml="s"),
    real("hdop", "", "Horizontal dilution of precision", "Horizontale Genauigkeitsminderung", 0, 100),
    real("pdop", "", "Position dilution of precision", "Räumliche Genauigkeitsminderung", 0, 100),
    real("time_to_fix", "s", "Time to the position", "Dauer der Positionsbestimmung", 0, ha="duration", senml="s"),
    whole("satellites", "Satellites", "Satelliten", 0, 200, senml="count"),
    other("wifi_access_points", "bytes", "Wi-Fi access points", "WLAN-Zugangspunkte", sensitive=True),
    other("bluetooth_beacons", "bytes", "Bluetooth beacons", "Bluetooth-Baken", sensitive=True),
    other("mac_address", "bytes", "MAC address", "MAC-Adresse", sensitive=True),
)

TABLE: Final[tuple[Quantity, ...]] = (*_PRESENCE, *_PEOPLE, *_CONTACTS, *_ACCELERATION, *_POSITION)
