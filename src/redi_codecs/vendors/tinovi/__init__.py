"""Tinovi: soil and irrigation, Slovenia."""
