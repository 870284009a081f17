"""Enless Wireless."""
