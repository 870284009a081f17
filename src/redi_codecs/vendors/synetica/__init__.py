"""Synetica, United Kingdom: the enLink family."""
