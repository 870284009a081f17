"""Makerfabs."""
