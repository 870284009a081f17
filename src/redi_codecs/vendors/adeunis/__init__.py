"""Adeunis."""
