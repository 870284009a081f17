"""Decentlab."""
