"""Seeed Studio SenseCAP, China."""
