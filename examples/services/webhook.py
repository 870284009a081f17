"""A webhook: a network server posts each of its messages here.

    pip install . fastapi uvicorn
    DEVICES=devices.csv uvicorn webhook:app --port 8000

Then http://HOST:8000/uplinks is the address to enter at the network server, whichever it is.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from typing import Any

from fastapi import FastAPI, Request

from redi_codecs import DecodedMessage, DeviceMap, RediCodecsError, decode_message

log = logging.getLogger("webhook")


def webhook(devices: DeviceMap, store: Callable[[DecodedMessage], None]) -> FastAPI:
    """An application that gives each message to ``store``; the map of devices is read once, not once a message."""
    app = FastAPI(title="Uplinks")

    @app.post("/uplinks")
    async def uplinks(request: Request) -> dict[str, Any]:
        # Decoding takes microseconds: it needs no thread. What store does may need one.
        try:
            message = decode_message(await request.body(), devices)
        except RediCodecsError as error:
            # 200 all the same: with an error the server would send the same broken message again and again.
            log.warning("rejected: %s", error)
            return {"rejected": str(error)}
        if message.decoded is None:  # a join, a status, an acknowledgement
            return {"kind": message.kind}
        store(message)
        return message.to_dict()

    return app


def show(message: DecodedMessage) -> None:
    """What a service would put into its database."""
    print(message.dev_eui, message.time, *message.readings, flush=True)


if "DEVICES" in os.environ:
    app = webhook(DeviceMap.read(os.environ["DEVICES"]), show)
