"""Elsys (ELSYS, Elektroniksystem i Umeå)."""
