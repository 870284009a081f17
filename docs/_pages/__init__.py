"""What the documentation draws of every device: pages, the map of a payload, and the list to find them by."""
