"""STREGA: valves and switches, Belgium."""
