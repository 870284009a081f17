"""KoolZone, United Kingdom: temperatures of the cold chain."""
