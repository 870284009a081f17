"""Readings in The Things Network's normalized-payload vocabulary; see :mod:`redi_codecs.readings.normalized`."""

from redi_codecs.readings.normalized import SCHEMA, Admitted, normalized

__all__ = ["SCHEMA", "Admitted", "normalized"]
