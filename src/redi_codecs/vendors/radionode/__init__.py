"""Radionode."""
