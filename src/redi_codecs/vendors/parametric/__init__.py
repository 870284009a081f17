"""Parametric (PMX): radar counters of people and of traffic, Switzerland."""
