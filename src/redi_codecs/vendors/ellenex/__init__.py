"""Ellenex."""
