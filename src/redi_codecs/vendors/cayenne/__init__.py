"""Cayenne Low Power Payload, a format of many vendors."""
