"""IMBUILDINGS: people counters and comfort sensors, the Netherlands."""
