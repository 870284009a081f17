"""Atomsenses."""
