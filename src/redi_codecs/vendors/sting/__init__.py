"""Sting, Slovakia: air quality."""
