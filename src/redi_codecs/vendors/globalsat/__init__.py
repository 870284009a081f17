"""GlobalSat: indoor air quality and trackers, Taiwan."""
