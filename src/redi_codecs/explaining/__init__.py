"""What every byte of a payload means."""
