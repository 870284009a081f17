"""GreenMe."""
