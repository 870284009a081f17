"""IoT Factory, Germany: trackers and inputs."""
