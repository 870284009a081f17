"""RestoTracker: trackers."""
