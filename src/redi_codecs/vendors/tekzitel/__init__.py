"""Tekzitel: parking sensors, India."""
