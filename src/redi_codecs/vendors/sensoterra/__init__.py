"""Sensoterra, Netherlands: soil moisture."""
