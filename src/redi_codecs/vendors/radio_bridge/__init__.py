"""Radio Bridge (MultiTech)."""
