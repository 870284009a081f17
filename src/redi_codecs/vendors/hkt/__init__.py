"""HKT, China: people and doors counted."""
