"""Astraled, Switzerland: luminaires that measure the air."""
