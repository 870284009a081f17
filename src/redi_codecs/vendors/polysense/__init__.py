"""Polysense: the WxS 8800, one node for every probe, USA."""
