"""Rejeee."""
