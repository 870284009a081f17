"""MOKO Smart: Bluetooth gateways and trackers, China."""
