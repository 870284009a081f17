"""What turns payloads into values, each from the same Plan."""
