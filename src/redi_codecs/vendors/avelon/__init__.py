"""Avelon, Switzerland: carbon dioxide."""
