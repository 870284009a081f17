"""Utopi, United Kingdom: sensors for buildings."""
