"""ATIM Radiocommunications, France: ACW (ATIM Cloud Wireless)."""
