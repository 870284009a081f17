"""Laird Connectivity, now Ezurio."""
