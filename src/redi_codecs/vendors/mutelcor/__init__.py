"""MUTELCOR."""
