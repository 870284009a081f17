"""Swisscom, Switzerland: the Multisense."""
