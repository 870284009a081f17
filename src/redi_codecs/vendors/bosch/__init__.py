"""Bosch: the parking lot sensor, Germany."""
