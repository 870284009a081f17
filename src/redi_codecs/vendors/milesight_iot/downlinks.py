"""What Milesight's devices are told: 0xFF, a setting, its value, as they answer it; several go into one downlink.

The layouts are those of :mod:`~redi_codecs.vendors.milesight_iot.settings`; here is what each command is called, and a
payload of each. Source: the vendor's published encoders.
"""

from collections.abc import Iterator, Mapping, Sequence

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.expr import Expr
from redi_codecs.layout.nodes import Expect, Field, Node, Switch
from redi_codecs.layout.transform import Test
from redi_codecs.layout.walk import fields
from redi_codecs.vendors.milesight_iot.settings import Settings

PORT = 85
_RUN = "the vendor's encoder, run"
_COMPUTED = "computed from the vendor's encoder"
#: What a setting is called where it is not by its only field: by its number, and the type behind it.
NAMES: dict[tuple[int, ...], str] = {
    (0x06,): "threshold",
    (0x11,): "set_time",
    (0x1C,): "recollection",
    (0x28,): "request_status",
    (0x4A,): "sync_time",
    (0xEA,): "calibration",
}
#: What a device does at once has a number and one value.
AT_ONCE = (0x10, 0x27, 0x28, 0x4A, 0x51, 0x57, 0x59, 0x6D)
#: What those take that keep a history.
HISTORY = (
    *("history_enabled", "retransmit_enabled", "retransmit_interval", "resend_interval"),
    *("clear_history", "request_history", "stop_transmission"),
)
EXAMPLES: dict[str, list[Example]] = {
    "report_interval": [
        example("FF03 5802", f_port=PORT, report_interval=600, source=_RUN),
        example("FF03 B004", report_interval=1200, source=_RUN),
    ],
    "collection_interval": [example("FF02 2C01", f_port=PORT, collection_interval=300, source=_RUN)],
    "reboot": [example("FF10 FF", f_port=PORT, source=_RUN)],
    "request_status": [example("FF28 FF", f_port=PORT, source=_RUN)],
    "history_enabled": [
        example("FF68 01", f_port=PORT, history_enabled=True, source=_RUN),
        example("FF68 00", history_enabled=False, source=_COMPUTED),
    ],
    "retransmit_enabled": [
        example("FF69 01", f_port=PORT, retransmit_enabled=True, source=_RUN),
        example("FF69 00", retransmit_enabled=False, source=_COMPUTED),
    ],
    "retransmit_interval": [example("FF6A 00 5802", f_port=PORT, retransmit_interval=600, source=_RUN)],
    "resend_interval": [example("FF6A 01 5802", f_port=PORT, resend_interval=600, source=_RUN)],
    "clear_history": [example("FF27 01", f_port=PORT, source=_RUN)],
    "request_history": [
        example("FD6B 0066EE5F", f_port=PORT, start=1609459200, source=_COMPUTED),
        example("FD6C 0066EE5F 80B7EF5F", start=1609459200, end=1609545600, source=_RUN),
    ],
    "stop_transmission": [example("FD6D FF", f_port=PORT, source=_RUN)],
    "calibration": [
        example("FFEA 80 6400", f_port=PORT, calibration_enabled=True, temperature_calibration=10, source=_RUN),
        example("FFEA 81 0300", calibration_enabled=True, humidity_calibration=1.5, source=_RUN),
        example("FFEA 00 F6FF", calibration_enabled=False, temperature_calibration=-1, source=_COMPUTED),
    ],
}  # fmt: skip
_START = attribute(start=event_time(u32le))
#: On other channels than 0xFF: what fetches the history.
_OTHERS: dict[str, Body] = {
    "request_history": (expect(u8, 0xFD), switch(u8, {0x6B: _START, 0x6C: (_START, attribute(end=event_time(u32le)))})),
    "stop_transmission": (expect(u8, 0xFD), expect(u8, 0x6D), expect(u8, 0xFF)),
}


def commands_of(
    settings: Settings, *names: str, examples: Mapping[str, Sequence[Example]] | None = None
) -> dict[str, Command]:
    """The commands of a model with these settings, by their names and in their order."""
    known = dict(_named(settings))
    proofs = EXAMPLES | dict(examples or {})
    return {
        name: command(
            PORT,
            _OTHERS[name] if name in _OTHERS else known[name][0],
            examples=proofs.get(name, ()),
            answer=() if name in _OTHERS else known[name][1],
            joins=True,
        )
        for name in names
    }


def _named(settings: Settings) -> Iterator[tuple[str, tuple[Body, tuple[str, ...]]]]:
    """Each setting as a command: its name, what it says, and the fields that repeat it."""
    for key, body in settings.items():
        number = key[0] if isinstance(key, tuple) else key
        nodes = flat(body)
        for tag, inner in _split(number, nodes):
            told = tuple(dict.fromkeys(one.name for one in fields(inner) if one.role != "hidden"))
            name = NAMES.get(tag) or (told[0] if len(told) == 1 else None)
            if name is not None:
                said = (_at_once(number, inner[0]),) if number in AT_ONCE else inner
                yield name, ((expect(u8, 0xFF), *(expect(u8, part) for part in tag), said), told)


def _split(number: int, nodes: tuple[Node, ...]) -> Iterator[tuple[tuple[int, ...], tuple[Node, ...]]]:
    """A setting that begins with a type is a command for each of these."""
    first = nodes[0]
    if len(nodes) > 1 or not isinstance(first, Switch) or isinstance(first.on, Expr):
        yield (number,), nodes
        return
    for ((type, *_),), inner in first.cases:
        if isinstance(type, int):
            yield (number, type), inner


def _at_once(number: int, node: Node) -> Expect:
    """The value at which something is done: 0xFF, but for the history, which is cleared by 1."""
    assert isinstance(node, Field)
    assert isinstance(node.source.transform, Test)
    return expect(u8, 1 if number == 0x27 else node.source.transform.with_)
