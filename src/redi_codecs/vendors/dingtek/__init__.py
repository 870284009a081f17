"""Dingtek."""
