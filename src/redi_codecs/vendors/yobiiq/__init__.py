"""Yobiiq: meters and controllers, Netherlands."""
