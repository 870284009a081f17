"""An archive as a city has it: messages of two network servers in JSON Lines, of twenty kinds of devices."""

from __future__ import annotations

import argparse
import base64
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any, Final

from redi_codecs import DecodeError, codec

__all__ = ["DEVICES", "dev_eui", "lines", "payloads", "write", "write_devices"]

DEVICES: Final = (
    "milesight-iot/em300-th", "browan/tbms100", "elsys/ers", "decentlab/dl-sht35-001", "dragino/lht65",
    "mclimate/co2-display", "mclimate/ht-sensor", "milesight-iot/am307", "milesight-iot/em500-co2", "netvox/r711",
    "browan/tbhv110", "browan/tbhh100", "milesight-iot/em320-th", "elsys/ems-desk", "decentlab/dl-iam",
    "milesight-iot/vs330", "browan/cd10", "makerfabs/ath20", "milesight-iot/am103", "mclimate/co2-sensor",
)  # fmt: skip

_START: Final = datetime(2026, 3, 9, 6, tzinfo=UTC)
_EACH: Final = 10  # end devices of each kind


@lru_cache
def payloads(device: str, count: int = 64) -> tuple[tuple[bytes, int, int], ...]:
    """Payloads as the device's vectors have them, with other values in them: payload, port, number of readings."""
    one, random = codec(device), Random(device)
    found: list[tuple[bytes, int, int]] = []
    whole: list[tuple[bytes, int, int]] = []
    for vector in one.device.vectors:
        decoded = one.decode(vector.payload, vector.f_port)
        if 3 <= len(decoded.readings) <= 10 and not decoded.records and not decoded.warnings:
            whole.append((vector.payload, vector.f_port, len(decoded.readings)))
    tries = 0
    while len(found) < count:
        payload, port, readings = whole[tries % len(whole)]
        changed = bytearray(payload)
        for at in range(len(changed)):
            if random.random() < 0.5:
                changed[at] ^= random.randrange(16)
        tries += 1
        try:
            decoded = one.decode(bytes(changed), port)
        except DecodeError:
            continue
        odd = decoded.records or decoded.warnings or any(reading.status for reading in decoded.readings)
        if len(decoded.readings) == readings and not odd:
            found.append((bytes(changed), port, readings))
        elif tries > 20 * count:
            found.append((payload, port, readings))
    return tuple(found)


def dev_eui(kind: int, number: int) -> str:
    """The DevEUI of one of the devices of a kind."""
    return f"024f52{kind:02x}{number:08x}"


def lines(count: int, *, odd: float = 0, kinds: Sequence[str] = DEVICES, seed: int = 1) -> Iterator[str]:
    """So many messages; of these the part ``odd`` are joins, statuses, empty frames and broken lines."""
    random = Random(seed)
    for number in range(count):
        kind = random.randrange(len(kinds))
        payload, port, _ = random.choice(payloads(kinds[kind]))
        about: dict[str, Any] = {
            "random": random,
            "device": kinds[kind],
            "eui": dev_eui(kind, random.randrange(_EACH)),
            "time": _START + timedelta(seconds=3 * number, microseconds=random.randrange(1_000_000)),
            "payload": base64.b64encode(payload).decode(),
            "port": port,
            "f_cnt": number // 200 + 1,
        }
        message = (_things_stack if number % 2 else _chirpstack)(**about)
        if random.random() < odd:
            yield _odd(random, message, number % 2 == 1)
        else:
            yield json.dumps(message, separators=(",", ":"))


def _odd(random: Random, message: dict[str, Any], stack: bool) -> str:
    """A message that gives no readings: five in six are something else than an uplink, one is broken."""
    what = random.randrange(6)
    if what == 0:
        text = json.dumps(message, separators=(",", ":"))
        return text[: random.randrange(20, len(text) - 1)]
    if stack:
        up = message.pop("uplink_message")
        if what < 4:
            message["join_accept"] = {"session_key_id": "AXA50w==", "received_at": up["received_at"]}
        else:
            message["uplink_message"] = {name: value for name, value in up.items() if name != "frm_payload"}
        return json.dumps(message, separators=(",", ":"))
    kept = ("deduplicationId", "time", "deviceInfo")
    event = {name: message[name] for name in kept}
    if what < 3:
        event["devAddr"] = message["devAddr"]
    elif what < 5:
        event |= {"margin": 12, "externalPowerSource": False, "batteryLevelUnavailable": False, "batteryLevel": 87.4}
    else:
        event = {name: value for name, value in message.items() if name not in ("data", "object")}
    return json.dumps(event, separators=(",", ":"))


def _nanoseconds(time: datetime, random: Random) -> str:
    return f"{time:%Y-%m-%dT%H:%M:%S.%f}{random.randrange(1000):03}Z"


def _token(random: Random, size: int) -> str:
    return base64.b64encode(random.randbytes(size)).decode()


def _things_stack(
    random: Random, device: str, eui: str, time: datetime, payload: str, port: int, f_cnt: int
) -> dict[str, Any]:
    brand, model = device.split("/")
    heard = []
    for number in range(random.choice((1, 1, 2))):
        heard.append(
            {
                "gateway_ids": {"gateway_id": f"town-hall-{number}", "eui": f"024F52FFFE{number:06X}"},
                "time": f"{time:%Y-%m-%dT%H:%M:%S.%f}Z",
                "timestamp": random.randrange(1 << 32),
                "rssi": -random.randrange(40, 120),
                "channel_rssi": -random.randrange(40, 120),
                "snr": random.randrange(-20, 50) / 4,
                "location": {"latitude": 48.76, "longitude": 8.24, "altitude": 141, "source": "SOURCE_REGISTRY"},
                "uplink_token": _token(random, 60),
                "channel_index": random.randrange(8),
                "received_at": _nanoseconds(time, random),
            }
        )
    return {
        "end_device_ids": {
            "device_id": f"eui-{eui}",
            "application_ids": {"application_id": "town-climate"},
            "dev_eui": eui.upper(),
            "join_eui": "024F520000000000",
            "dev_addr": f"01{eui[-6:].upper()}",
        },
        "correlation_ids": [f"gs:uplink:{random.randbytes(13).hex().upper()}"],
        "received_at": _nanoseconds(time + timedelta(milliseconds=300), random),
        "uplink_message": {
            "session_key_id": "AXA50wAAAAAAAAAAAAAAAA==",
            "f_port": port,
            "f_cnt": f_cnt,
            "frm_payload": payload,
            "decoded_payload": {"battery": 92, "humidity": 50.5, "temperature": 30.8},
            "rx_metadata": heard,
            "settings": {
                "data_rate": {"lora": {"bandwidth": 125000, "spreading_factor": 7, "coding_rate": "4/5"}},
                "frequency": "868100000",
                "timestamp": random.randrange(1 << 32),
                "time": f"{time:%Y-%m-%dT%H:%M:%S.%f}Z",
            },
            "received_at": _nanoseconds(time + timedelta(milliseconds=80), random),
            "consumed_airtime": "0.056576s",
            "version_ids": {
                "brand_id": brand,
                "model_id": model,
                "hardware_version": "1.0",
                "firmware_version": "1.0",
                "band_id": "EU_863_870",
            },
            "network_ids": {
                "net_id": "000000",
                "ns_id": "024F52FFFE00FFFF",
                "tenant_id": "open-region",
                "cluster_id": "eu1",
                "cluster_address": "lns.open-region.example",
            },
        },
    }


def _chirpstack(
    random: Random, device: str, eui: str, time: datetime, payload: str, port: int, f_cnt: int
) -> dict[str, Any]:
    heard = []
    for number in range(random.choice((1, 2, 2))):
        heard.append(
            {
                "gatewayId": f"024f52fffe{number:06x}",
                "uplinkId": random.randrange(1 << 32),
                "gwTime": f"{time:%Y-%m-%dT%H:%M:%S.%f}+00:00",
                "nsTime": f"{time:%Y-%m-%dT%H:%M:%S.%f}+00:00",
                "rssi": -random.randrange(40, 120),
                "snr": random.randrange(-20, 50) / 4,
                "channel": random.randrange(8),
                "location": {"latitude": 48.7, "longitude": 8.1, "altitude": 140.0},
                "context": _token(random, 4),
                "metadata": {"region_config_id": "eu868", "region_common_name": "EU868"},
                "crcStatus": "CRC_OK",
            }
        )
    return {
        "deduplicationId": f"{random.randbytes(4).hex()}-0000-4000-a000-{random.randbytes(6).hex()}",
        "time": f"{time:%Y-%m-%dT%H:%M:%S.%f}+00:00",
        "deviceInfo": {
            "tenantId": "8191f09c-63c4-4be2-a815-c5e2283cda3e",
            "tenantName": "Open Region",
            "applicationId": "62a1a693-3bde-4ef0-ae08-415aaca9b428",
            "applicationName": "climate",
            "deviceProfileId": "7b22952c-21d3-4f9f-a156-60b689414c49",
            "deviceProfileName": device.partition("/")[2].upper(),
            "deviceName": f"{device.partition('/')[2]} {eui[-4:]}",
            "devEui": eui,
            "deviceClassEnabled": "CLASS_A",
            "tags": {"place": "school"},
        },
        "devAddr": f"01{eui[-6:]}",
        "adr": True,
        "dr": 5,
        "fCnt": f_cnt,
        "fPort": port,
        "confirmed": False,
        "data": payload,
        "object": {"battery": 92.0, "humidity": 50.5, "temperature": 30.8},
        "rxInfo": heard,
        "txInfo": {
            "frequency": 868100000,
            "modulation": {"lora": {"bandwidth": 125000, "spreadingFactor": 7, "codeRate": "CR_4_5"}},
        },
        "regionConfigId": "eu868",
    }


def write(path: Path, count: int, *, odd: float = 0, kinds: Sequence[str] = DEVICES) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines(count, odd=odd, kinds=kinds))


def write_devices(path: Path, kinds: Sequence[str] = DEVICES) -> None:
    """The map of all devices, as ``--devices`` reads it."""
    entries = [f"{dev_eui(kind, number)},{id}\n" for kind, id in enumerate(kinds) for number in range(_EACH)]
    path.write_text("".join(["dev_eui,device\n", *entries]), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=200_000)
    parser.add_argument("--odd", type=float, default=0.0, help="the part that gives no readings, such as 0.12")
    given = parser.parse_args()
    write(given.folder / "archive.jsonl", given.messages, odd=given.odd)
    write_devices(given.folder / "devices.csv")
    sys.exit(0)
