"""Smart Parks, Netherlands: OpenCollar trackers of animals."""
