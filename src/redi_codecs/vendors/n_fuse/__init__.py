"""n-fuse: environment and multi-sensors, Germany."""
