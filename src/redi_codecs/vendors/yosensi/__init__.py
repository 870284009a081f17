"""Yosensi, Poland: measurements that say themselves what they are."""
