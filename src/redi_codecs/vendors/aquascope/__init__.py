"""Aqua-Scope, Germany: water and rain."""
