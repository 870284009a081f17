"""Ewattch."""
