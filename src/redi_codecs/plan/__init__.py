"""The Plan: a layout with every question answered, and what is derived from it without running anything."""
