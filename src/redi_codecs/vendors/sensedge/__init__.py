"""SensEdge and SensiEDGE: microclimate and air quality."""
