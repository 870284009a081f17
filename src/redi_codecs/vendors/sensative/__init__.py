"""Sensative: Strips, thin sensors for doors, climate, leaks and presence, Sweden."""
