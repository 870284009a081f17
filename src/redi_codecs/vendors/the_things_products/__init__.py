"""The Things Products: The Things Node."""
