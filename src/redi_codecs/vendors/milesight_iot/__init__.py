"""Milesight IoT."""
