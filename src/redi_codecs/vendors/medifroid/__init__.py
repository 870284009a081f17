"""Medifroid, France: loggers of the cold chain."""
