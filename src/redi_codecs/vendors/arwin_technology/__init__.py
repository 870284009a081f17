"""Arwin Technology: climate and air quality, Taiwan."""
