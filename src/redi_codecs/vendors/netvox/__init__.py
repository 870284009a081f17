"""Netvox, Taiwan."""
