"""ESPEasy."""
