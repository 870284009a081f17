"""Open boat projects, Germany: boats watched over."""
