"""Readings in other vocabularies, one module each."""
