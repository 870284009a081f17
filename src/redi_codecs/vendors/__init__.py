"""The declared devices: a folder a vendor, a file a family of formats."""
