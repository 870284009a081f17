"""Abeeway, France: trackers for people and things."""
