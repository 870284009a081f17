"""RiverCity Innovations: climate sensors and trackers, Canada."""
