"""The Things Industries: the Generic Node."""
