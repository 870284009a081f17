"""What tests of the command line share: messages to decode, a terminal, and the command in a process of its own."""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

DEVICE = "milesight-iot/em300-th"
PAYLOAD = "01755C03673401046865"
EUI = "02aa00000000000f"

#: Runs a command line in this process; gives its exit code, output and errors.
Run = Callable[..., tuple[int, str, str]]


def tts(
    payload: str = PAYLOAD, *, eui: str = EUI, device: str | None = DEVICE, f_port: int | None = 85
) -> dict[str, Any]:
    uplink: dict[str, Any] = {"frm_payload": base64.b64encode(bytes.fromhex(payload)).decode(), "f_cnt": 7}
    if f_port is not None:
        uplink["f_port"] = f_port
    if device:
        uplink["version_ids"] = dict(zip(("brand_id", "model_id"), device.split("/"), strict=True))
    return {
        "end_device_ids": {"device_id": "foyer", "dev_eui": eui},
        "received_at": "2026-03-09T06:00:00Z",
        "uplink_message": uplink,
    }


def lines(*messages: dict[str, Any] | str) -> str:
    return "".join((one if isinstance(one, str) else json.dumps(one)) + "\n" for one in messages)


class Terminal(io.StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        return True


def shell(*args: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "redi_codecs", *args]
    return subprocess.run(command, capture_output=True, check=False, timeout=60, **options)
