"""Watteco and nke Watteco."""
