"""dnt Innovation, Germany: radiators, distance, position."""
