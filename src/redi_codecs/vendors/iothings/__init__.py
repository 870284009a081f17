"""IoThings, the Netherlands: trackers and buttons."""
