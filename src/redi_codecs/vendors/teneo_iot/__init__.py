"""Teneo IoT: indoor climate, soil and waste container sensors, Netherlands."""
