"""``redi-codecs bench``: how fast one's own messages are read on one's own machine."""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import platform
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, Any, Final

from redi_codecs.cli.text import columns, counted
from redi_codecs.cli.usage import (
    UsageError,
    add_command,
    add_device,
    add_devices,
    add_f_port,
    add_json,
    add_load,
    add_tables,
    columns_of,
    device_map,
    known_device,
    messages_in,
)
from redi_codecs.errors import RediCodecsError

if TYPE_CHECKING:
    from redi_codecs.archive.decoding import DecodedMessage, Decoder, Message
    from redi_codecs.archive.item import Item
    from redi_codecs.cli.usage import Commands

__all__ = ["add"]

DESCRIPTION = """\
How long the messages of your own files take on this machine, by device and step: parse (text to uplink), decode
(payload to values), readings (values to objects), JSON (a line of redi-codecs decode --json). Each round goes over all
devices and steps, so that a busy moment falls on all of them alike; what is shown is the median of the rounds, and ± is
half the width of the middle half of them. One process is measured, which keeps one processor busy."""
EXAMPLE = "redi-codecs bench examples/open-region.jsonl --devices examples/devices.csv"

STEPS: Final = ("parse", "decode", "readings", "JSON")
LEAST_ROUNDS: Final = 5
LEAST_MESSAGES: Final = 100
"""A device with fewer messages gets them several times a round, or the clock would be what is measured."""
AN_HOUR, A_YEAR = timedelta(hours=1), timedelta(days=365)


def add(commands: Commands) -> None:
    parser = add_command(
        commands, "bench", help="how fast your own messages are read here", description=DESCRIPTION, example=EXAMPLE
    )
    parser.add_argument("files", nargs="+", metavar="FILE", help="files or folders of messages; - is standard input")
    add_devices(parser)
    add_device(parser, required=False, help="the device of messages that name none")
    add_f_port(parser, "the port of messages that name none")
    parser.add_argument("--seconds", metavar="S", type=_seconds, default=5.0, help="how long to measure (default: 5)")
    parser.add_argument(
        "--messages", metavar="N", type=_count, default=10_000, help="take the first N messages (default: 10000)"
    )
    add_json(parser, "one JSON object for a program instead of a table")
    add_load(parser)
    add_tables(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from redi_codecs.archive.decoding import Decoder

    if args.device:
        known_device(args.device)
    decoder = Decoder(device_map(args.devices), device=args.device, f_port=args.f_port)
    sample = Sample()
    for item in islice(messages_in(args.files, args.devices, columns_of(args)), args.messages):
        sample.take(item, decoder)
    if not sample.groups:
        raise UsageError(f"there is nothing to measure: {sample.left_out or 'no messages were found'}")
    rounds = sample.measure(decoder, args.seconds)
    if args.json:
        print(json.dumps({"machine": _machine(), "rounds": rounds, **sample.to_dict()}))
    else:
        print("\n".join(_report(sample, rounds)))
    return 0


# ---- measuring


@dataclass(slots=True)
class Group:
    """The messages of one device, and what their rounds took, in seconds a message and step."""

    device: str
    messages: list[Message] = field(default_factory=list)
    rounds: list[tuple[float, ...]] = field(default_factory=list)

    @property
    def steps(self) -> list[float]:
        return [median(step) for step in zip(*self.rounds, strict=True)]

    @property
    def total(self) -> float:
        return sum(self.steps)

    @property
    def spread(self) -> float:
        """Half of the range that the totals of the middle half of the rounds lie in."""
        low, _, high = quantiles(map(sum, self.rounds), n=4)
        return (high - low) / 2

    def measure(self, decoder: Decoder) -> None:
        """One round: each step over all messages, one after the other."""
        messages = self.messages * math.ceil(LEAST_MESSAGES / len(self.messages))
        took = []
        work: list[Any] = messages
        for step in (_parse, decoder, _readings, _json):
            start = perf_counter()
            work = _each(step, work)
            took.append((perf_counter() - start) / len(messages))
        self.rounds.append(tuple(took))


def _each(step: Callable[[Any], Any], work: list[Any]) -> list[Any]:
    return [step(one) for one in work]


def _parse(message: Message) -> Any:
    from redi_codecs.archive.decoding import parse_message

    if isinstance(message, str) and message.startswith("{"):
        return parse_message(json.loads(message))
    return parse_message(message)


def _readings(message: DecodedMessage) -> DecodedMessage:
    decoded = message.decoded
    assert decoded is not None
    _ = decoded.readings, decoded.records, decoded.warnings
    return message


def _json(message: DecodedMessage) -> str:
    return json.dumps(message.to_dict(), ensure_ascii=False)


class Sample:
    """The messages to measure, by device, and the account of those that are left out."""

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}
        self.rejected = 0
        self.others = 0
        self.first: datetime | None = None
        self.last: datetime | None = None

    def take(self, item: Item, decoder: Decoder) -> None:
        """A message to its device's, unless it gives no readings."""
        message = item.message if item.text is None or not item.text.startswith("{") else item.text
        if item.problem or message is None:
            self.rejected += 1
            return
        try:
            uplink = _parse(message)
            decoded = decoder(uplink).decoded
        except RediCodecsError:
            self.rejected += 1
            return
        if decoded is None:
            self.others += 1
            return
        self.groups.setdefault(decoded.device, Group(decoded.device)).messages.append(message)
        if uplink.received_at is not None:
            self.first = min(self.first or uplink.received_at, uplink.received_at)
            self.last = max(self.last or uplink.received_at, uplink.received_at)

    def measure(self, decoder: Decoder, seconds: float) -> int:
        """Rounds over all devices until the time is over; gives how many."""
        groups = sorted(self.groups.values(), key=lambda group: (-len(group.messages), group.device))
        self.groups = {group.device: group for group in groups}
        for group in groups:  # not counted: what is made once for a device is made here
            group.measure(decoder)
            group.rounds.clear()
        end = perf_counter() + seconds
        rounds = 0
        while rounds < LEAST_ROUNDS or perf_counter() < end:
            gc.collect()
            for group in groups:
                group.measure(decoder)
            rounds += 1
        return rounds

    @property
    def count(self) -> int:
        return sum(len(group.messages) for group in self.groups.values())

    @property
    def left_out(self) -> str:
        words = ((self.rejected, "rejected"), (self.others, "without readings"))
        return ", ".join(f"{number} {word}" for number, word in words if number)

    @property
    def steps(self) -> list[float]:
        """Seconds a message and step, over the messages as they are mixed in the files."""
        return [
            sum(group.steps[at] * len(group.messages) for group in self.groups.values()) / self.count
            for at in range(len(STEPS))
        ]

    @property
    def total(self) -> float:
        return sum(group.total * len(group.messages) for group in self.groups.values()) / self.count

    @property
    def a_year(self) -> float | None:
        """How many messages come in a year, where the files say when theirs came in: over an hour at least."""
        if self.first is None or self.last is None or self.last - self.first < AN_HOUR:
            return None
        return self.count * (A_YEAR / (self.last - self.first))

    def to_dict(self) -> dict[str, Any]:
        """Plain values, times in microseconds a message."""
        rows = [(group.device, len(group.messages), group.steps, group.total) for group in self.groups.values()]
        return {
            "messages": self.count,
            "rejected": self.rejected,
            "others": self.others,
            **_micro(self.steps, self.total),
            "messages_per_second": round(1 / self.total),
            "messages_a_year": None if self.a_year is None else round(self.a_year),
            "devices": [{"device": id, "messages": count} | _micro(steps, total) for id, count, steps, total in rows],
        }


def _micro(steps: Sequence[float], total: float) -> dict[str, float]:
    named = {name.lower(): step for name, step in zip(STEPS, steps, strict=True)} | {"total": total}
    return {f"{name}_us": round(value * 1e6, 3) for name, value in named.items()}


# ---- telling


def _machine() -> Mapping[str, Any]:
    import redi_codecs

    return {
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "system": f"{platform.system()} {platform.machine()}",
        "processors": os.cpu_count(),
        "native": redi_codecs.native,
    }


def _report(sample: Sample, rounds: int) -> Iterator[str]:
    machine = _machine()
    core = "the compiled core" if machine["native"] else "generated Python, no compiled core"
    processors = counted(machine["processors"] or 1, "processor")
    yield f"{machine['implementation']} {machine['python']}, {machine['system']}, {processors}; decoding with {core}"
    out = f"; left out: {sample.left_out}" if sample.left_out else ""
    yield f"{_messages(sample.count)} of {counted(len(sample.groups), 'device')}{out}"
    yield f"µs a message, median of {rounds} rounds"
    yield ""
    cells: list[Sequence[str]] = [("device", "messages", *STEPS, "total", "±")]
    for group in sample.groups.values():
        times = map(_us, (*group.steps, group.total, group.spread))
        cells.append((group.device, f"{len(group.messages):,}", *times))
    if len(sample.groups) > 1:
        cells.append(("all of them", f"{sample.count:,}", *map(_us, (*sample.steps, sample.total)), ""))
    yield from columns(_right(cells))
    yield ""
    rate = 1 / sample.total
    yield f"{rate:,.0f} messages a second, {_large(rate * 3600)} an hour, {_large(rate * 3600 * 8760)} a year"
    if (year := sample.a_year) is not None:
        yield f"a year of messages as they come in here, {_large(year)}, is read in {_long(year * sample.total)}"


def _right(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """Rows with all columns but the first aligned at their right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [(row[0], *map(str.rjust, row[1:], widths[1:])) for row in rows]


def _us(seconds: float) -> str:
    return f"{seconds * 1e6:.1f}"


def _messages(number: int) -> str:
    return f"{number:,} message{'' if number == 1 else 's'}"


def _large(number: float) -> str:
    """A number as it is said.

    >>> _large(25_518), _large(112_340_000), _large(984_000_000_000)
    ('25,500', '112 million', '984 billion')
    """
    for size, name in ((1e9, " billion"), (1e6, " million")):
        if number >= size:
            return f"{float(f'{number / size:.3g}'):,g}{name}"
    return f"{float(f'{number:.3g}'):,.0f}"


def _long(seconds: float) -> str:
    """A time as it is said.

    >>> _long(0.0812), _long(7.25), _long(450), _long(9_000)
    ('81 ms', '7.2 s', '7.5 min', '2.5 h')
    """
    for size, unit, digits in ((3600, "h", 1), (60, "min", 1), (1, "s", 1)):
        if seconds >= size:
            return f"{seconds / size:.{digits}f} {unit}"
    return f"{seconds * 1000:.0f} ms"


# ---- arguments


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if 0 < seconds <= 3600:
        return seconds
    raise argparse.ArgumentTypeError(f"expected seconds, more than 0 and at most 3600, saw {text!r}")


def _count(text: str) -> int:
    if text.isdecimal() and len(text) < 10 and int(text) > 0:
        return int(text)
    raise argparse.ArgumentTypeError(f"expected a number of messages from 1 on, saw {text!r}")
