"""Fuzzing: what is fed with bytes of anybody's, and the only errors that it may raise."""
