"""Southern IoT: a climate sensor, Australia."""
