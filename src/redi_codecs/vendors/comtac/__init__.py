"""comtac: climate and condition monitoring, Switzerland."""
