"""Metos by Pessl Instruments, Austria: weather for farmers."""
