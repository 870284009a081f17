"""Enginko (mcf88): climate, air quality and weather, Italy; the same under either name."""
