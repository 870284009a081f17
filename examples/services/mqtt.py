"""A subscriber: messages of a network server come over MQTT, and readings go to whoever wants them.

pip install . aiomqtt
python mqtt.py broker.example.org "application/+/device/+/event/up" devices.csv
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Callable

import aiomqtt

from redi_codecs import DecodedMessage, DeviceMap, RediCodecsError, decode_message

log = logging.getLogger("mqtt")


async def subscribe(
    host: str,
    topic: str,
    devices: DeviceMap,
    store: Callable[[DecodedMessage], None],
    *,
    port: int = 1883,
    again: float = 5,
) -> None:
    """Give each uplink to ``store``, for ever; ``again`` are the seconds until a lost broker is called again."""
    while True:
        try:
            async with aiomqtt.Client(host, port) as client:
                await client.subscribe(topic, qos=1)
                async for message in client.messages:
                    take(str(message.topic), bytes(message.payload), devices, store)
        except aiomqtt.MqttError as error:
            log.warning("%s: %s; trying again", host, error)
            await asyncio.sleep(again)


def take(topic: str, payload: bytes, devices: DeviceMap, store: Callable[[DecodedMessage], None]) -> None:
    """One message; a broken one is told and stops nothing."""
    try:
        message = decode_message(payload, devices)
    except RediCodecsError as error:
        log.warning("%s: rejected: %s", topic, error)
        return
    if message.decoded is not None:
        store(message)


def show(message: DecodedMessage) -> None:
    """What a service would put into its database."""
    print(message.dev_eui, message.time, *message.readings, flush=True)


if __name__ == "__main__":
    host, topic, devices = sys.argv[1:]
    asyncio.run(subscribe(host, topic, DeviceMap.read(devices), show))
