"""Thermokon: room operating units, sensors of rooms, ducts and the open air."""
