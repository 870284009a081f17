"""Senzemo: microclimate, air quality and soil."""
