"""Values into the payloads that say them."""
