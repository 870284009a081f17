"""Which device stands behind a DevEUI: a CSV file with the columns ``dev_eui`` and ``device``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from redi_codecs.cli.usage import UsageError

__all__ = ["read_devices"]


def read_devices(path: str) -> Mapping[str, str]:
    """The map in a CSV file, comma or semicolon, further columns ignored; a mistake in it is told with its line."""
    devices: dict[str, str] = {}
    with Path(path).open(encoding="utf-8-sig", errors="replace", newline="") as file:
        header = file.readline()
        delimiter = max(",;\t", key=header.count)
        columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
        if not {"dev_eui", "device"} <= set(columns):
            raise UsageError(f"{path}:1: expected a header with dev_eui and device, saw {header.strip()!r}")
        rows = csv.DictReader(file, fieldnames=columns, delimiter=delimiter)
        for row in rows:
            eui, device = ((row[column] or "").strip() for column in ("dev_eui", "device"))
            where = f"{path}:{rows.line_num + 1}"
            digits = "".join(digit for digit in eui.lower().removeprefix("0x") if digit not in ":- .")
            if len(digits) != 16 or not set(digits) <= set("0123456789abcdef"):
                raise UsageError(f"{where}: expected a DevEUI, 16 hex digits, saw {eui!r}")
            if not device:
                raise UsageError(f"{where}: {eui} has no device")
            if devices.setdefault(digits, device) != device:
                raise UsageError(f"{where}: {eui} is {device} here and {devices[digits]} above")
    return devices
