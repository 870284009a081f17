"""Nexelec: air quality and smoke detectors."""
