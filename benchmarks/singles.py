"""One payload after the other: readings against construct, and against other libraries for LoRaWAN payloads."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec
from random import Random
from statistics import geometric_mean
from typing import Any, Final

from against import each
from agreement import Disagreement
from by_hand import FORMATS
from mixes import MIXES, rows_of, sampled
from ours import compiled
from packed import Packed, Uplink
from sections import Section, Settings, at_least, at_most, nanoseconds, table, times_as_long
from timing import Runner, interleaved, timed

from redi_codecs import codec, decode, encode_uplink


def readings(settings: Settings) -> Section:
    """A payload to a tuple of readings, against what is written by hand: Python, and a construct declaration."""
    cells, gains, rounds, typical = [], {}, {}, {}
    front: dict[str, float] = {}
    for name, mix in MIXES.items():
        some = rows_of(name, min(settings.rows, 5000))
        one, parse = codec(mix.device), FORMATS[mix.device].construct.parse
        for payload, f_port in some.uplinks[:100]:  # from then on the core has a program
            one.decode(payload, f_port)
        runners = {
            "readings": each(one.readings, some),
            "decoded": Runner(timed(partial(_in_front, mix.device, some.uplinks)), some.rows),
            "by hand": Runner(timed(partial(_by_hand, FORMATS[mix.device].python, some.uplinks)), some.rows),
            "construct": each(_parsed(parse), rows_of(name, 300)),
        }
        times = interleaved(runners, rounds=settings.rounds)
        rounds[name], gains[name] = times.rounds, times.ratio("construct", "readings")
        typical[name] = times.typical("readings") / 1000
        front[name] = times.ratio("decoded", "by hand")
        cells.append(
            [
                name,
                nanoseconds(times.typical("readings")),
                times_as_long(times.ratio("decoded", "readings")),
                times_as_long(times.ratio("by hand", "readings")),
                times_as_long(gains[name]),
                f"{front[name]:.2f}",
            ]
        )
    mean = geometric_mean(front.values())
    cells.append(["*geometric mean*", "", "", "", "", f"{mean:.2f}"])
    em300 = "em300-th, one shape"
    return Section(
        "One payload",
        "`readings(…)` is a codec's method, `decode(…).readings` what everybody writes first; by hand is a function of "
        "Python that makes a dict.\n\n" + table(_HEAD, cells),
        [
            at_most("`decode(…).readings` ÷ by hand", {"geometric mean": mean}, 1),
            at_least("construct ÷ readings", gains, 50),
            at_most("a payload to its readings", {em300: typical[em300]}, 1.5, " µs"),
        ],
        {"rounds": rounds},
    )


_HEAD: Final = (
    "mix", "`readings(…)`, ns", "`decode(…).readings`, times as long", "by hand, times as long",
    "construct, times as long", "`decode(…).readings` ÷ by hand",
)  # fmt: skip


def _in_front(device: str, uplinks: Sequence[Uplink]) -> None:
    for payload, f_port in uplinks:
        decode(device, payload, f_port).readings  # noqa: B018


def _by_hand(function: Callable[[bytes, int], object], uplinks: Sequence[Uplink]) -> None:
    for payload, f_port in uplinks:
        function(payload, f_port)


def _readings(decode: Callable[[bytes, int], Any]) -> Callable[[bytes, int], object]:
    return lambda payload, f_port: decode(payload, f_port).readings


def _parsed(parse: Callable[..., Any]) -> Callable[[bytes, int], object]:
    return lambda payload, f_port: parse(payload, f_port=f_port)


# ---- other libraries ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shared:
    """A format that another library knows: its decoder, and what it says as pairs to compare with ours."""

    package: str
    device: str
    uplinks: Sequence[Uplink]
    decode: Callable[[bytes, int], Any]
    says: Callable[[Any], list[float]]
    names: Sequence[str] = ()


#: pyliblorawan's parsers, with its attributes and our names for them.
_PARSERS: Final = {
    "milesight-iot/em300-th": (
        "devices.milesight.em300th:EM300TH",
        {"battery": "battery", "temperature": "temperature", "humidity": "humidity"},
    ),
    "browan/tbms100": (
        "devices.browan.tbms100:TBMS100",
        {
            "pir_status": "motion",
            "battery_level": "battery_voltage",
            "temperature": "temperature",
            "time_since_last_event": "time_since_motion",
            "total_event_counter": "motion_count_total",
        },
    ),
    "elsys/ers": (
        "devices.elsys.erseco:ErsEco",
        {
            "temperature": "temperature",
            "humidity": "humidity",
            "illuminance": "illuminance",
            "battery_level": "battery_voltage",
        },
    ),
}


def _shared() -> list[Shared]:
    found = []
    if find_spec("pyliblorawan"):
        found += [_pyliblorawan(device) for device in _PARSERS]
    if find_spec("cayennelpp"):
        found.append(_pycayennelpp())
    return found


def _pyliblorawan(device: str) -> Shared:
    from importlib import import_module

    from pyliblorawan.models import Uplink as Theirs

    path, names = _PARSERS[device]
    module, _, cls = path.partition(":")
    parse = getattr(import_module(f"pyliblorawan.{module}"), cls).parse_uplink

    def decode(payload: bytes, f_port: int) -> Any:
        # Its parsers are coroutines that wait for nothing: no event loop has to be paid for.
        try:
            parse(Theirs("70B3D57ED0001234", payload, f_port)).send(None)
        except StopIteration as done:
            return done.value.sensors
        raise Disagreement(f"pyliblorawan waits for something when it decodes {device}")

    def says(sensors: Any) -> list[float]:
        return [float(getattr(sensors, name)) for name in names]

    random, values = Random(device), []
    for _ in range(500):
        drawn: dict[str, float] = {
            "battery": random.randint(1, 100),
            "temperature": random.randint(-150, 380) / 10,
            "humidity": random.randint(0, 100),
            "illuminance": random.randint(0, 3000),
            "motion": random.random() < 0.5,
            "battery_voltage": random.randint(25, 36) / 10,
            "time_since_motion": 60 * random.randint(0, 3000),
            "motion_count_total": random.randint(0, 100_000),
        }
        if device == "browan/tbms100":
            drawn["temperature"] = random.randint(-15, 38)
        values.append({name: drawn[name] for name in names.values()})
    encoded = [encode_uplink(device, one) for one in values]
    return Shared(
        "pyliblorawan", device, [(one.payload, one.f_port) for one in encoded], decode, says, tuple(names.values())
    )


def _pycayennelpp() -> Shared:
    from cayennelpp import LppFrame

    random, uplinks = Random("cayenne"), []
    for _ in range(500):
        encoded = encode_uplink(
            "cayenne/lpp",
            {
                "temperature_1": random.randint(-150, 380) / 10,
                "humidity_2": random.randint(0, 200) / 2,
                "illuminance_3": random.randint(0, 3000),
                "analog_input_4": random.randint(-3000, 3000) / 100,
                "digital_input_5": random.random() < 0.5,
                "pressure_6": random.randint(9500, 10500) / 10,
            },
        )
        uplinks.append((encoded.payload, encoded.f_port))

    def says(frame: Any) -> list[float]:
        return [float(value) for one in frame.data for value in one.value]

    return Shared("pycayennelpp", "cayenne/lpp", uplinks, lambda payload, f_port: LppFrame.from_bytes(payload), says)


def check_shared(one: Shared) -> int:
    """Whether the other library says what ours says; returns of how many payloads.

    pyliblorawan rounds what it reads of Elsys to hundredths.
    """
    decode = codec(one.device).decode
    for payload, f_port in one.uplinks:
        decoded = decode(payload, f_port)
        ours = [decoded[name] for name in one.names] if one.names else decoded.readings
        expected = [float(reading.value) for reading in ours]
        found = one.says(one.decode(payload, f_port))
        if len(found) != len(expected) or any(abs(a - b) > 0.005 for a, b in zip(found, expected, strict=True)):
            raise Disagreement(f"{one.device}, payload {payload.hex()}: we say {expected}, {one.package} says {found}")
    return len(one.uplinks)


def libraries(settings: Settings) -> Section:
    """Other Python libraries on the formats that they share with this one."""
    cells, rounds = [], {}
    for one in _shared():
        check_shared(one)
        packed = sampled(one.uplinks, settings.rows)
        few = Packed(packed.uplinks[:2000])
        runners = {
            "theirs": each(one.decode, few),
            "readings": each(_readings(codec(one.device).decode), few),
        }
        batch = compiled(one.device, packed)
        if batch is not None:
            runners["compiled"] = Runner(timed(batch), packed.rows)
        times = interleaved(runners, rounds=settings.rounds)
        rounds[f"{one.package} {one.device}"] = times.rounds
        ratios = [times_as_long(times.ratio("theirs", ours) if ours in runners else None) for ours in _OURS]
        cells.append([one.package, one.device, nanoseconds(times.typical("theirs")), *ratios])
    for package, spec in (("pyliblorawan", "pyliblorawan"), ("pycayennelpp", "cayennelpp")):
        if not find_spec(spec):
            cells.append([package, "not installed", *["–"] * 3])
    head = ["library", "format", "ns a payload", "÷ `decode(…).readings`", "÷ compiled batch"]
    return Section("Other libraries", table(head, cells, texts=2), figures={"rounds": rounds})


_OURS: Final = ("readings", "compiled")
