"""Talkpool."""
