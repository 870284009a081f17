"""Micropelt, Germany: thermostats and valves that harvest their energy."""
