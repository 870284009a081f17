"""Cital."""
