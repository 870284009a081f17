"""Siterwell, China: alarms for the home."""
