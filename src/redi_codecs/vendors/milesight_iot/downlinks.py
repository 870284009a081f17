"""What Milesight's devices are told: a channel, a setting, its value, as they answer it; several go into one downlink.

The layouts are those of the answers (:mod:`~redi_codecs.vendors.milesight_iot.settings`); here is what each command is
called. Source: the vendor's published encoders.
"""

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Field, Node, Switch
from redi_codecs.layout.transform import Test
from redi_codecs.layout.walk import fields
from redi_codecs.vendors.milesight_iot.command_names import AT_ONCE, NAMES

PORT = 85
#: Where the interval is that counts minutes, in models that answer both.
MINUTES = {"report_interval": (0xFF, 0x8E)}
#: What is told to those that keep a history, and to those that measure at intervals besides.
STORED = (
    "history_enabled", "retransmit_enabled", "retransmit_interval", "resend_interval", "clear_history",
    "request_history", "stop_transmission",
)  # fmt: skip
SAMPLED = ("report_interval", "collection_interval", "reboot", "request_status", *STORED)
_START = attribute(start=event_time(u32le))
#: What no answer repeats: the clock, and what fetches the history.
_OTHERS: dict[str, Body] = {
    "set_time": (expect(u16, 0xFF11), time(u32le)),
    "request_history": (expect(u8, 0xFD), switch(u8, {0x6B: _START, 0x6C: (_START, attribute(end=event_time(u32le)))})),
    "stop_transmission": expect(u24, 0xFD6DFF),
}
#: What every model has to prove: its clock goes on after 2038.
_PROOFS = {"set_time": [example("FF11 80B7EFE5", f_port=PORT, time=3857692544, source="computed from the encoder")]}
#: Where on is 2: in the rooms' sensors, and in the tracker.
SYNCHRONISED = {
    "time_synchronised": command(
        PORT, expect(u16, 0xFF3B), attribute(time_synchronised=u8 == 2), answer=True, joins=True
    )
}
#: Where the request for the time is all ones, as the vendor's pages have it.
SYNC_TIME = {"sync_time": command(PORT, expect(u24, 0xFF4AFF), joins=True)}
_LOST = "the network server may no longer hear it, or it the network server"
DISRUPTIVE = {
    "confirmed_messages": "without acknowledgements it does not notice that nobody hears it any longer",
    "adr_enabled": "at a fixed data rate the gateways may not hear it",
    "lorawan_port": "it sends on another port then, which nobody may read",
    "lorawan_version": _LOST,
    "lorawan_join": _LOST,
    "radio_data_rate": _LOST,
    "radio_power_level": _LOST,
    "rx2_data_rate": _LOST,
    "rx2_frequency": _LOST,
    "rejoin": "without it, it does not join again where the network has forgotten it",
    "reset_now": "all settings are as they came",
}


def commands_of(
    answers: Mapping[Any, Body],
    *names: str,
    at: Mapping[str, tuple[int, int]] | None = None,
    called_here: Mapping[tuple[int, ...], str] | None = None,
) -> dict[str, Command]:
    """The commands of a model that answers its settings so, by their names and in their order.

    ``at`` says which channel and setting a command has, where not the first of the table; ``called_here`` names those
    that are something else in this model.
    """
    known: dict[str, tuple[Body, tuple[str, ...]]] = {}
    places = dict(at or {})
    for name, tag, body, told in _named(answers, NAMES | dict(called_here or {})):
        if places.get(name, tag[:2]) == tag[:2]:
            known.setdefault(name, (body, told))
    return {
        name: command(
            PORT,
            _OTHERS[name] if name in _OTHERS else known[name][0],
            examples=_PROOFS.get(name, ()),
            answer=() if name in _OTHERS else known[name][1],
            disruptive=DISRUPTIVE.get(name, ""),
            joins=True,
        )
        for name in names
    }


def _named(
    answers: Mapping[Any, Body], names: Mapping[tuple[int, ...], str]
) -> Iterator[tuple[str, tuple[int, ...], Body, tuple[str, ...]]]:
    """Each setting as a command: its name and place, what it says, and the fields that repeat it."""
    for (channels, settings), body in answers.items():
        for channel, number in product((0xFF, 0xF9), _several(settings)):
            for tag, inner in split((channel, number), flat(body)) if channel in _several(channels) else ():
                told = tuple(dict.fromkeys(one.name for one in fields(inner) if one.role != "hidden"))
                at_once = AT_ONCE.get(tag) if _is_done_at_once(inner) else None
                name = at_once.name if at_once else called(told) or names.get(tag)
                if name:
                    said: Body = expect(u8, at_once.value) if at_once else inner
                    yield name, tag, (tuple(expect(u8, part) for part in tag), said), told


def _several(key: Any) -> tuple[int, ...]:
    return key if isinstance(key, tuple) else (key,)


def split(tag: tuple[int, ...], nodes: tuple[Node, ...]) -> Iterator[tuple[tuple[int, ...], tuple[Node, ...]]]:
    """A setting that begins with a type is a command for each of these, unless all of them say the same."""
    first = nodes[0] if nodes else None
    if len(nodes) != 1 or not isinstance(first, Switch) or isinstance(first.on, Expr) or _is_one_thing(first):
        yield tag, nodes
        return
    for (types, *_), inner in first.cases:
        yield from (((*tag, type), inner) for type in types if isinstance(type, int))


def _is_one_thing(switch: Switch) -> bool:
    """Such as an interval, in seconds or in minutes."""
    return len({tuple(one.name for one in fields(inner)) for _, inner in switch.cases}) == 1 < len(switch.cases)


def _is_done_at_once(nodes: tuple[Node, ...]) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], Field) and isinstance(nodes[0].source.transform, Test)


def called(told: tuple[str, ...]) -> str | None:
    """The name by the only field, or by a field and whether it is in use."""
    if len(told) == 1:
        return told[0]
    without = {name.removesuffix("_enabled") for name in told}
    return without.pop() if len(without) == 1 and len(told) == 2 else None
