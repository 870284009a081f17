"""Terabee: counters of people by time of flight, France."""
