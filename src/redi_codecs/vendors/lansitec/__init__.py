"""Lansitec: trackers and sensors, China."""
