"""What was made of a device's commands: each with its frame and without, the frame alone, several together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from redi_codecs.layout.device import Device
from redi_codecs.layout.nodes import Node
from redi_codecs.layout.transform import Affine
from redi_codecs.layout.wire import Whole, raw
from redi_codecs.layout.words import attribute, flat
from redi_codecs.plan.bits import pack
from redi_codecs.plan.plan import Load, Op, Plan
from redi_codecs.plan.planner import plan
from redi_codecs.runtimes.python.generated import Generated

__all__ = ["INSIDE", "Made", "about", "alone", "around", "compiled", "opening", "together"]

Made = tuple[Plan, Generated]
#: What commands are called by what stands around them.
INSIDE: Final = "inside"


def compiled(device: Device, name: str) -> Made:
    """Of a command without its frame."""
    return _made(device, f"command {name}", device.downlink[name].inner)


def alone(device: Device, name: str) -> Made:
    """Of a command that is all of its payload."""
    return _made(device, f"alone {name}", device.downlink[name].body)


def around(device: Device, name: str) -> Made:
    """Of what stands around commands, which are bytes to it."""
    command = device.downlink[name]
    assert command.frame is not None
    return _made(device, f"frame {id(command.frame)}", flat(command.frame(attribute(inside=raw()))))


def about(device: Device, name: str) -> list[str]:
    """The arguments that stand around a command, and go for all that join it."""
    if device.downlink[name].frame is None:
        return []
    return [slot.name for slot in around(device, name)[0].slots if slot.name != INSIDE]


def together(device: Device, names: Sequence[str]) -> Made:
    """Of several commands in one payload."""
    inner = [device.downlink[name].inner for name in names]
    frame = device.downlink[names[0]].frame
    return _made(device, f"together {' '.join(names)}", flat(*inner) if frame is None else flat(frame(*inner)))


def _made(device: Device, key: str, body: tuple[Node, ...]) -> Made:
    if key not in device.made:
        made = plan(device, body)
        device.made.setdefault(key, (made, Generated(made)))
    return device.made[key]  # type: ignore[no-any-return]


def opening(plan: Plan) -> bytes:
    """The constants that each payload of a plan begins with, by which most are told without reading them."""
    if "opening" not in plan.made:
        plan.made.setdefault("opening", b"".join(itertools.takewhile(bool, map(_constant, plan.ops))))
    found: bytes = plan.made["opening"]
    return found


def _constant(op: Op) -> bytes:
    """The bytes of a load that is one constant; none of another."""
    if not isinstance(op, Load) or not isinstance(op.wire, Whole) or len(op.parts) != 1 or op.lead or op.tail:
        return b""
    (part,) = op.parts
    alone = part.constant is not None and part.warning is None and part.bits == op.wire.bits
    plain = isinstance(part.transform, Affine) and part.transform.plain and not part.signed
    return pack(part.constant or 0, op.wire) if alone and plain else b""
