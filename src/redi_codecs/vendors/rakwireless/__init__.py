"""RAKwireless."""
