"""STMicroelectronics."""
