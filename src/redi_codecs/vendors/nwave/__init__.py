"""Nwave: parking sensors, United Kingdom."""
