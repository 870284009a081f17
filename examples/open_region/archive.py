"""Two weeks of uplink messages of an imagined Open Region, as the archive of a city's data platform holds them.

    python examples/open_region/archive.py messages.jsonl.gz sensors.csv

Forty devices of ten cities, three network servers, one message a line; the payloads are written by redi_codecs itself.
The same command writes the same bytes. Nothing goes as it should all the time: a gateway fails on a weekend, a battery
ends in the cold, radio loses a few messages, one place is hard to reach, a server delivers a message twice, and some
lines are broken.
"""

from __future__ import annotations

import argparse
import gzip
import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from region import BEGIN, CITIES, END, LOCAL, City, classroom, outdoor, town_hall

import redi_codecs

__all__ = ["SENSORS", "Sensor", "messages", "register", "write"]

Values = Mapping[str, Any]
MINUTES: Final = 30


@dataclass(frozen=True, slots=True)
class Sensor:
    """A device that stands somewhere in a city."""

    city: City
    site: str
    device: str
    server: str
    number: int

    @property
    def dev_eui(self) -> str:
        """Locally administered (``02…``): of no manufacturer."""
        return f"024f5201{CITIES.index(self.city):02x}{self.number:06x}"

    @property
    def name(self) -> str:
        return f"{self.city.key}-{self.site}"


# What stands at each site: the models take turns from city to city.
_SITES: Final[Mapping[str, tuple[str, ...]]] = {
    "market": ("milesight-iot/em300-th", "dragino/lht65", "decentlab/dl-sht35-001"),
    "edge": ("decentlab/dl-sht35-001", "milesight-iot/em300-th", "elsys/ers", "dragino/lht65"),
    "school": ("elsys/ers-co2", "milesight-iot/em500-co2", "milesight-iot/am103"),
    "town-hall": ("elsys/ers", "browan/tbms100"),
}
_SERVERS: Final = ("the-things-stack", "chirpstack", "loriot", "the-things-stack", "the-things-stack")
SENSORS: Final = tuple(
    Sensor(city, site, models[place % len(models)], _SERVERS[place % len(_SERVERS)], number)
    for place, city in enumerate(CITIES)
    for number, (site, models) in enumerate(_SITES.items(), 1)
)

# What a model sends besides what its site measures.
_BESIDES: Final[Mapping[str, Values]] = {
    "milesight-iot/em300-th": {"battery": 96},
    "milesight-iot/em500-co2": {"battery": 91, "pressure": 1003.5},
    "milesight-iot/am103": {"battery": 88},
    "decentlab/dl-sht35-001": {"device_id": 0, "battery_voltage": 3.06},
    "dragino/lht65": {
        "message": "temperature_probe",
        "battery_voltage": 3.05,
        "battery_status": "good",
        "temperature_probe": None,
        "extension_disconnected": False,
    },
    "elsys/ers": {"illuminance": 120, "battery_voltage": 3.61},
    "elsys/ers-co2": {"illuminance": 240, "battery_voltage": 3.58},
    "browan/tbms100": {"battery_voltage": 3.6, "temperature": 20},
}


def _local(day: int, hour: float) -> datetime:
    """A time of the fortnight, by the day of March and the clock on the wall."""
    return datetime(2026, 3, 1, tzinfo=LOCAL) + timedelta(days=day - 1, hours=hour)


def _times(chance: Random) -> Iterator[datetime]:
    time = BEGIN + timedelta(minutes=chance.uniform(0, MINUTES))
    while time < END:
        yield time
        time += timedelta(minutes=MINUTES, seconds=chance.uniform(-4, 4))


def _measured(sensor: Sensor, chance: Random) -> Iterator[tuple[datetime, Values]]:
    """What a sensor measures, report by report."""
    if sensor.site == "school":
        for time, temperature, humidity, co2 in classroom(sensor.city, _times(chance), chance):
            yield time, {"temperature": round(temperature, 1), "humidity": round(humidity), "co2": round(co2)}
    elif sensor.site == "town-hall":
        total, before = 100 * sensor.number + len(sensor.name), BEGIN
        for time in _times(chance):
            count = town_hall(sensor.city, before, time, chance)
            total, before = total + count, time
            if sensor.device == "browan/tbms100":
                since = 0 if count else 1800
                yield time, {"motion_count_total": total, "motion": count > 0, "time_since_motion": since}
            else:
                yield time, {"motion_count": count, "temperature": 20.5, "humidity": 41}
    else:
        for time in _times(chance):
            temperature, humidity = outdoor(sensor.city, sensor.site == "market", time, chance)
            yield time, {"temperature": round(temperature, 1), "humidity": round(humidity)}


_OUTAGES: Final = {
    "buehl": (_local(28, 18.2), _local(30, 8.6)),  # all of a city: its gateway
    "rastatt-edge": (_local(27, 5.4), _local(32, 10.3)),  # one sensor: its battery
    "waghaeusel-school": (_local(31, 14.0), _local(37, 0.0)),
}
_LOSSES: Final = {"gaggenau-edge": 0.22}
"""How much of a site's messages no gateway hears; of others it is one in a hundred."""


def _heard(sensor: Sensor, time: datetime, chance: Random) -> bool:
    for place in (sensor.city.key, sensor.name):
        if place in _OUTAGES and _OUTAGES[place][0] <= time < _OUTAGES[place][1]:
            return False
    return chance.random() >= _LOSSES.get(sensor.name, 0.01)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the radio brings: the same for every server."""

    sensor: Sensor
    time: datetime
    payload: bytes
    f_port: int
    count: int
    rssi: int
    snr: float

    def at(self, seconds: float) -> str:
        return (self.time + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")


def _the_things_stack(frame: _Frame) -> dict[str, Any]:
    sensor = frame.sensor
    brand, _, model = sensor.device.partition("/")
    return {
        "end_device_ids": {
            "device_id": sensor.name,
            "application_ids": {"application_id": f"{sensor.city.key}-sensors"},
            "dev_eui": sensor.dev_eui.upper(),
        },
        "received_at": frame.at(0.6),
        "uplink_message": {
            "f_port": frame.f_port,
            "f_cnt": frame.count,
            "frm_payload": b64encode(frame.payload).decode(),
            "rx_metadata": [
                {
                    "gateway_ids": {"gateway_id": f"{sensor.city.key}-town-hall"},
                    "rssi": frame.rssi,
                    "snr": frame.snr,
                    "location": {"latitude": sensor.city.latitude, "longitude": sensor.city.longitude},
                }
            ],
            "received_at": frame.at(0.2),
            "version_ids": {"brand_id": brand, "model_id": model},
        },
    }


def _chirpstack(frame: _Frame) -> dict[str, Any]:
    sensor = frame.sensor
    return {
        "time": frame.at(0.2),
        "deviceInfo": {
            "applicationName": f"{sensor.city.key}-sensors",
            "deviceName": sensor.name,
            "devEui": sensor.dev_eui,
            "tags": {},
        },
        "fCnt": frame.count,
        "fPort": frame.f_port,
        "data": b64encode(frame.payload).decode(),
        "rxInfo": [
            {
                "gatewayId": f"024f52fffe0000{CITIES.index(sensor.city):02x}",
                "rssi": frame.rssi,
                "snr": frame.snr,
                "location": {"latitude": sensor.city.latitude, "longitude": sensor.city.longitude},
            }
        ],
    }


def _loriot(frame: _Frame) -> dict[str, Any]:
    return {
        "cmd": "rx",
        "EUI": frame.sensor.dev_eui.upper(),
        "ts": round(frame.time.timestamp() * 1000) + 200,
        "fcnt": frame.count,
        "port": frame.f_port,
        "freq": 868300000,
        "rssi": frame.rssi,
        "snr": frame.snr,
        "dr": "SF7 BW125 4/5",
        "ack": False,
        "data": frame.payload.hex().upper(),
    }


_MESSAGES: Final[Mapping[str, Callable[[_Frame], dict[str, Any]]]] = {
    "the-things-stack": _the_things_stack,
    "chirpstack": _chirpstack,
    "loriot": _loriot,
}

_BREAK: Final[tuple[Callable[[str, _Frame], str], ...]] = (
    lambda line, frame: line[: len(line) * 2 // 3],
    lambda line, frame: line.replace(frame.payload.hex().upper(), "?").replace(
        b64encode(frame.payload).decode(), "A?A"
    ),
    lambda line, frame: _line(replace(frame, payload=frame.payload[:-1])),
    lambda line, frame: _line(replace(frame, f_port=223)),
)
"""What can happen to a line: cut by a full disk, spoilt by a converter, a payload cut short, a port nobody declared."""
_BROKEN: Final = 0.003
_TWICE: Final = 0.004
_LOST: Final = timedelta(hours=24)
"""After this long without an answer a device joins the network anew."""


def _join(frame: _Frame) -> str:
    """The message of a device that joins anew, where its server tells of that; else none."""
    message = _MESSAGES[frame.sensor.server](frame)
    if message.pop("uplink_message", None):
        message["join_accept"] = {"received_at": frame.at(0.2)}
    elif "deviceInfo" in message:
        message = {key: message[key] for key in ("time", "deviceInfo")} | {"devAddr": f"01{frame.sensor.number:06x}"}
    else:
        return ""
    return _text(message)


def _text(message: Values) -> str:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":"))


def _line(frame: _Frame) -> str:
    return _text(_MESSAGES[frame.sensor.server](frame))


@cache
def _encoded(device: str, values: tuple[tuple[str, Any], ...]) -> redi_codecs.Encoded:
    """The payload that says this; many a night hour says the same as another."""
    return redi_codecs.encode_uplink(device, {**_BESIDES[device], **dict(values)})


def _lines(sensor: Sensor) -> Iterator[tuple[datetime, str]]:
    """The messages of one sensor, each with the time of its arrival."""
    chance = Random(f"open region, {sensor.name}")
    before = BEGIN - 2 * _LOST
    for count, (time, values) in enumerate(_measured(sensor, chance), chance.randrange(9000)):
        if not _heard(sensor, time, chance):
            continue
        encoded = _encoded(sensor.device, tuple(values.items()))
        rssi, snr = round(chance.gauss(-96, 7)), round(chance.gauss(5, 3), 1)
        frame = _Frame(sensor, time, encoded.payload, encoded.f_port, count, rssi, snr)
        if time - before > _LOST and (join := _join(frame)):
            yield time - timedelta(seconds=8), join
        before = time
        line = _line(frame)
        if chance.random() < _BROKEN:
            line = chance.choice(_BREAK)(line, frame)
        yield time, line
        if chance.random() < _TWICE:
            yield time + timedelta(seconds=chance.uniform(5, 40)), line


def messages() -> list[str]:
    """Every message of the two weeks, as it arrived."""
    arrived = [one for sensor in SENSORS for one in _lines(sensor)]
    return [line for _, line in sorted(arrived, key=lambda one: one[0])]


def register() -> str:
    """What the cities know of their sensors, as CSV: which model, and where."""
    rows = [f"{one.dev_eui},{one.device},{one.city.name},{one.site}" for one in SENSORS]
    return "\n".join(["dev_eui,device,city,site", *rows, ""])


def write(lines: Iterable[str], path: Path) -> None:
    """Write the messages, one a line; compressed where the name ends in ``.gz``."""
    content = "".join(f"{line}\n" for line in lines).encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else content)


def main() -> None:
    parser = argparse.ArgumentParser(description="Write two weeks of messages of an imagined Open Region.")
    parser.add_argument("archive", type=Path, help="where to: a .jsonl or .jsonl.gz file")
    parser.add_argument("sensors", type=Path, help="where to write the register of sensors, a .csv file")
    asked = parser.parse_args()
    write(messages(), asked.archive)
    asked.sensors.write_text(register(), encoding="utf-8")


if __name__ == "__main__":
    main()
