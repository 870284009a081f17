"""Dragino."""
