"""Pallidus: sensors on animals."""
