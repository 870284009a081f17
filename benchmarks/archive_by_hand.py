"""A script as somebody writes it in an afternoon: messages of two servers, decoders of a few devices' formats, a table.

It takes the decoders from the library, one payload at a time, as it would from the files of a vendor; all else is its
own: ``python archive_by_hand.py MESSAGES DEVICES OUTPUT``.
"""

from __future__ import annotations

import base64
import csv
import json
import sys
from typing import Any

from redi_codecs import codec

NAMES = ("time", "dev_eui", "device", "name", "value", "unit", "f_port")


def main() -> None:
    messages, devices, output = sys.argv[1:]
    with open(devices, encoding="utf-8") as file:  # noqa: PTH123
        models = {row["dev_eui"]: row["device"] for row in csv.DictReader(file)}
    decoders = {model: codec(model).readings for model in set(models.values())}
    rows: list[tuple[Any, ...]] = []
    with open(messages, encoding="utf-8") as file:  # noqa: PTH123
        for line in file:
            message = json.loads(line)
            if "uplink_message" in message:
                up = message["uplink_message"]
                eui, port, data = message["end_device_ids"]["dev_eui"].lower(), up["f_port"], up["frm_payload"]
                time = up["received_at"]
            else:
                eui, port, data = message["deviceInfo"]["devEui"], message["fPort"], message["data"]
                time = message["time"]
            model = models[eui]
            for reading in decoders[model](base64.b64decode(data), port):
                rows.append((time, eui, model, reading.name, reading.value, reading.unit, port))
    if output.endswith(".csv"):
        with open(output, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123
            writer = csv.writer(file)
            writer.writerow(NAMES)
            writer.writerows(rows)
    else:
        import pyarrow
        from pyarrow import parquet

        columns = [list(column) for column in zip(*rows, strict=True)]
        columns[4] = [value if isinstance(value, (int, float)) else None for value in columns[4]]
        parquet.write_table(pyarrow.table(columns, names=list(NAMES)), output, compression="zstd")


if __name__ == "__main__":
    main()
