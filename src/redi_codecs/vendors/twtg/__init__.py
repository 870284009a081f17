"""TWTG: industrial vibration and temperature sensors, Netherlands."""
