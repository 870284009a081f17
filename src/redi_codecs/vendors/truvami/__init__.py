"""Truvami, Switzerland: tags that are tracked."""
