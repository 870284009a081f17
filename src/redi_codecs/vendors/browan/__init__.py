"""Browan (also sold as MerryIoT)."""
