"""Pressac, United Kingdom: rooms and indoor air."""
