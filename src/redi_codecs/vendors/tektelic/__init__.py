"""Tektelic: room sensors, soil sensors, trackers and transceivers."""
