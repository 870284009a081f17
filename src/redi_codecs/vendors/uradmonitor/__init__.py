"""uRADMonitor."""
