"""Sentinum: indoor climate and levels, Germany."""
