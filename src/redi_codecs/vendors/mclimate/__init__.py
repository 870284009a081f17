"""MClimate."""
