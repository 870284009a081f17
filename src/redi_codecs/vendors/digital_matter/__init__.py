"""Digital Matter: trackers, South Africa."""
