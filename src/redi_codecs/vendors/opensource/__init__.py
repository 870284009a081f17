"""Open source devices of no vendor."""
