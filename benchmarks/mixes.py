"""What is decoded: payloads as devices of a format send them in an archive, drawn from a seed and encoded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Any, Final

from packed import Packed, Uplink

from redi_codecs import encode_uplink

#: Draws the values of one payload.
Draw = Callable[[Random], Mapping[str, Any]]


@dataclass(frozen=True)
class Mix:
    """How often a device sends what: weights, and draws of the values (``message`` among them names the frame)."""

    device: str
    sends: tuple[tuple[int, Draw], ...]


def _number(low: int, high: int, divisor: int = 1) -> Callable[[Random], float]:
    return lambda random: random.randint(low, high) / divisor


def _whole(low: int, high: int) -> Callable[[Random], int]:
    return lambda random: random.randint(low, high)


def _one_of(*options: Any) -> Callable[[Random], Any]:
    return lambda random: random.choice(options)


def _fixed(value: Any) -> Callable[[Random], Any]:
    return lambda random: value


def _values(**draws: Callable[[Random], Any]) -> Draw:
    return lambda random: {name: draw(random) for name, draw in draws.items()}


_TIME: Final = _whole(1_700_000_000, 1_760_000_000)
_TENTHS: Final = _number(-150, 380, 10)
_HUNDREDTHS: Final = _number(-1500, 3800, 100)
_AIR: Final = {"temperature": _TENTHS, "humidity": _number(30, 190, 2)}
_BATTERY: Final = {"battery": _whole(40, 100)}


def _history(random: Random) -> list[dict[str, Any]]:
    drawn = _values(time=_TIME, **_AIR)
    return [dict(drawn(random)) for _ in range(random.randint(1, 5))]


_ERS: Final = {
    "temperature": _TENTHS,
    "humidity": _whole(15, 95),
    "illuminance": _whole(0, 2000),
    "motion_count": _whole(0, 60),
    "battery_voltage": _number(3300, 3700, 1000),
}
_LHT65: Final = {
    "battery_voltage": _number(2600, 3100, 1000),
    "battery_status": _one_of("low", "ok", "good"),
    "temperature": _HUNDREDTHS,
    "humidity": _number(150, 950, 10),
    "extension_disconnected": _one_of(True, False),
}
_SHT35: Final = {
    "device_id": _whole(1, 60000),
    "temperature": lambda random: (random.randint(15000, 40000) * 35 - 589815) / 13107,
    "humidity": lambda random: random.randint(5000, 65000) * 20 / 13107,
}
_R711: Final = {
    "payload_version": _fixed(1),
    "model": _one_of("R711(R712)", "R718A", "R718AB", "R720A"),
}
_HT_SENSOR: Final = {
    "temperature": _TENTHS,
    "humidity": lambda random: random.randint(40, 250) * 25 / 64,
    "battery_voltage": lambda random: (random.randint(120, 240) * 8 + 1600) / 1000,
    "temperature_probe": lambda random: random.choice([None, random.randint(0, 600) / 10]),
}
_AIR_TH: Final = {"temperature": _number(-15000, 38000, 1000), "humidity": _number(15000, 98000, 1000)}

#: The mixes by the name of their row; the first one of a device stands for its format.
MIXES: Final[dict[str, Mix]] = {
    "em300-th, one shape": Mix("milesight-iot/em300-th", ((1, _values(**_BATTERY, **_AIR)),)),
    "em300-th, three shapes": Mix(
        "milesight-iot/em300-th",
        ((7, _values(**_AIR)), (2, _values(**_BATTERY, **_AIR)), (1, _values(temperature=_TENTHS))),
    ),
    "tbms100": Mix(
        "browan/tbms100",
        (
            (
                1,
                _values(
                    motion=_one_of(True, False),
                    battery_voltage=_number(28, 36, 10),
                    temperature=_whole(-15, 38),
                    time_since_motion=lambda random: random.randint(0, 3000) * 60,
                    motion_count_total=_whole(0, 1_000_000),
                ),
            ),
        ),
    ),
    "ers, six shapes": Mix(
        "elsys/ers",
        (
            (5, _values(**_ERS)),
            (3, _values(**_ERS, co2=_whole(400, 2000))),
            (1, _values(**_ERS, sound_level_max=_whole(50, 90), sound_level_mean=_whole(30, 50))),
            (1, _values(**_ERS, tvoc=_whole(0, 500))),
            (1, _values(**_ERS, occupancy_state=_one_of("unoccupied", "pending", "occupied"))),
            (1, _values(**_ERS, temperature_probe_1=_TENTHS, digital_input_1=_one_of(True, False))),
        ),
    ),
    "lht65": Mix(
        "dragino/lht65",
        (
            (
                6,
                _values(
                    **_LHT65,
                    message=_fixed("temperature_probe"),
                    temperature_probe=lambda random: (
                        None if random.random() < 0.1 else random.randint(-1500, 3800) / 100
                    ),
                ),
            ),
            (2, _values(**_LHT65, message=_fixed("no_extension"))),
            (1, _values(**_LHT65, message=_fixed("illumination"), illuminance=_whole(0, 60000))),
            (1, _values(**_LHT65, message=_fixed("counting"), pulse_count_total=_whole(0, 60000))),
        ),
    ),
    "dl-sht35": Mix(
        "decentlab/dl-sht35-001",
        ((5, _values(**_SHT35, battery_voltage=_number(2000, 3200, 1000))), (1, _values(**_SHT35))),
    ),
    "r711": Mix(
        "netvox/r711",
        (
            (
                19,
                _values(
                    **_R711,
                    message=_fixed("climate"),
                    battery_voltage=_number(28, 36, 10),
                    low_battery=_one_of(True, False),
                    temperature=_HUNDREDTHS,
                    humidity=_number(1500, 9800, 100),
                ),
            ),
            (
                1,
                _values(
                    **_R711,
                    message=_fixed("version"),
                    software_version=_number(10, 100, 10),
                    hardware_version=lambda random: str(random.randint(1, 99)),
                    manufacturing_date=lambda random: 86_400 * random.randint(18_262, 20_453),
                ),
            ),
        ),
    ),
    "ht-sensor": Mix(
        "mclimate/ht-sensor",
        (
            (19, _values(message=_fixed("keep_alive"), **_HT_SENSOR)),
            (1, _values(message=_fixed("response"), report_interval=_one_of(600, 900, 1200), **_HT_SENSOR)),
        ),
    ),
    "oy1210": Mix(
        "talkpool/oy1210",
        (
            (
                1,
                _values(
                    message=_fixed("single"),
                    temperature=_TENTHS,
                    humidity=_number(150, 980, 10),
                    co2=lambda random: None if random.random() < 0.02 else random.randint(400, 2000),
                ),
            ),
        ),
    ),
    "am102, history": Mix(
        "milesight-iot/am102",
        ((1, _values(**_BATTERY, **_AIR, records=_history)), (1, _values(**_AIR))),
    ),
    "air-th": Mix(
        "sensecap/sensecap-air-th",
        (
            (8, _values(**_AIR_TH)),
            (1, _values(**_AIR_TH, battery=_whole(40, 100), report_interval=_fixed(3600))),
            (1, _values(**_AIR_TH, co2=_whole(400, 2000))),
        ),
    ),
}

#: So many payloads of a mix are made; more rows are drawn from these.
DISTINCT: Final = 1000


@lru_cache(maxsize=64)
def uplinks(name: str, count: int = DISTINCT, seed: int = 1) -> tuple[Uplink, ...]:
    """Payloads of a mix, with their ports."""
    random, mix = Random(f"{name} {seed}"), MIXES[name]
    weights, draws = zip(*mix.sends, strict=True)
    return tuple(_encoded(mix.device, draw(random)) for draw in random.choices(draws, weights, k=count))


def _encoded(device: str, values: Mapping[str, Any]) -> Uplink:
    given = dict(values)
    message = given.pop("message", None)
    encoded = encode_uplink(device, given, message=message)
    return encoded.payload, encoded.f_port


def rows_of(name: str, rows: int, seed: int = 1) -> Packed:
    """So many rows of a mix, in random order."""
    return sampled(uplinks(name, min(rows, DISTINCT), seed), rows, seed)


def sampled(some: Sequence[Uplink], rows: int, seed: int = 1) -> Packed:
    return Packed(Random(seed).choices(some, k=rows))


# ---- shapes: Elsys' tags, because there are many of them -------------------------------------------------------------

#: Tags with the bytes that follow them, and the numbers in these from least to greatest.
_TAGS: Final[tuple[tuple[int, int, int, int], ...]] = (
    (0x01, 2, 0, 300), (0x02, 1, 15, 95), (0x04, 2, 0, 2000), (0x05, 1, 0, 60), (0x06, 2, 400, 2000),
    (0x07, 2, 3000, 3700), (0x08, 2, 0, 3000), (0x0A, 2, 0, 1000), (0x0C, 2, 0, 300), (0x0D, 1, 0, 1),
    (0x0E, 2, 0, 5000), (0x0F, 1, 0, 60), (0x14, 4, 950_000, 1_050_000), (0x15, 2, 0x3C28, 0x3C37), (0x16, 2, 0, 1000),
    (0x18, 2, 0, 3000), (0x1A, 1, 0, 1), (0x1C, 2, 0, 500),
)  # fmt: skip

SHAPED_DEVICE: Final = "elsys/ers"


def shaped(shapes: int, rows: int, seed: int = 1, *, wild: bool = False) -> Packed:
    """Payloads of six tags each, in so many different orders; each about as frequent as the others.

    ``wild`` ones hold any bytes, most of them values beyond physical limits.
    """
    random = Random(f"{shapes} {seed}")
    orders = [random.sample(_TAGS, 6) for _ in range(shapes)]
    return sampled([(_tagged(random, random.choice(orders), wild), 5) for _ in range(10 * DISTINCT)], rows, seed)


def hostile(rows: int, seed: int = 1, *, wild: bool = False) -> Packed:
    """Payloads of six tags each, every one in an order of its own."""
    random = Random(f"hostile {seed}")
    return Packed((_tagged(random, random.sample(_TAGS, 6), wild), 5) for _ in range(rows))


def _tagged(random: Random, tags: Sequence[tuple[int, int, int, int]], wild: bool) -> bytes:
    return b"".join(
        bytes([tag]) + (random.randbytes(size) if wild else random.randint(least, greatest).to_bytes(size, "big"))
        for tag, size, least, greatest in tags
    )
