"""Sezo."""
