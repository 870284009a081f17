"""RisingHF, China: temperature and humidity."""
