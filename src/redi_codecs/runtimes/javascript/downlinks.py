"""Generated JavaScript, commands: ``encodeDownlink`` and ``decodeDownlink`` for those that are numbers in their order.

Both speak of a command alike, ``{report_interval: 600, reboot: true}``. One that branches has no JavaScript.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any, Final

from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Device
from redi_codecs.layout.transform import Affine, Choice, Test
from redi_codecs.layout.wire import Whole
from redi_codecs.plan.bits import spread
from redi_codecs.plan.extents import ends
from redi_codecs.plan.plan import Load, Part, Plan
from redi_codecs.plan.planner import plan
from redi_codecs.runtimes.javascript.numbers import EXACT
from redi_codecs.runtimes.javascript.text import NoJavaScript, literal

__all__ = ["DOWNLINK", "HELPERS", "in_javascript", "table"]

_WORD = 48


def in_javascript(device: Device) -> dict[str, str]:
    """The commands of a device that JavaScript takes, each as an entry of its table."""
    found = {}
    for name, command in device.downlink.items():
        with contextlib.suppress(NoJavaScript):
            found[name] = _entry(name, command, plan(device, command.inner))
    return found


def table(entries: Mapping[str, str]) -> str:
    """The table of commands, as a statement."""
    return "var COMMANDS = {\n" + ",\n".join(entries.values()) + "\n};\n"


def _entry(name: str, command: Command, made: Plan) -> str:
    loads = [op for op in made.ops if isinstance(op, Load)]
    if command.frame is not None or len(loads) != len(made.ops):
        raise NoJavaScript(f"{made.device}: the command {name} is not numbers in their order")
    names = [part.slot.name for op in loads for part in op.parts if part.slot is not None]
    told: dict[str, Any] = {"fPort": command.f_port, "takes": list(dict.fromkeys(names))}
    told |= {"joins": True} if command.joins else {}
    told |= {"disruptive": command.disruptive} if command.disruptive else {}
    told["parts"] = [one for op in loads for one in _parts(op)]
    return f"  {literal(name)}: {literal(told)}"


def _parts(op: Load) -> list[Any]:
    """A word: bytes that are always the same as numbers, others as what is in their bits."""
    wire = op.wire
    if not isinstance(wire, Whole) or wire.order == "words" or op.tail:
        raise NoJavaScript(f"{op.parts[0].label} is no whole number")
    if all(part.constant is not None for part in op.parts) and sum(part.bits for part in op.parts) == wire.bits:
        fixed = sum(spread(part.constant or 0, part) for part in op.parts)
        return list(fixed.to_bytes(wire.size, "little" if wire.order == "little" else "big"))
    if wire.bits > _WORD:
        raise NoJavaScript(f"{op.parts[0].label} has {wire.bits} bits")
    inside = [_bits(part) for part in op.parts if part.slot is not None or part.constant is not None]
    word: dict[str, Any] = {"size": op.size}
    word |= {"little": True} if wire.order == "little" and op.size > 1 else {}
    return [{**word, "of": inside}]


def _bits(part: Part) -> dict[str, Any]:
    """What is in some bits of a word."""
    if len(part.spans) != 1 or part.excludes or part.valid is not None or part.channel is not None:
        raise NoJavaScript(f"{part.label} is more than some bits")
    ((shift, width),) = part.spans
    told: dict[str, Any] = {"width": width, **({"shift": shift} if shift else {})}
    if part.constant is not None:
        return {**told, "constant": part.constant}
    assert part.slot is not None
    told["name"] = part.slot.name
    if part.default is not None:  # a text is the name of another argument, where a number is wanted
        named = isinstance(part.default, str) and isinstance(part.transform, Affine)
        told["like" if named else "preset"] = part.default
    match part.transform:
        case Choice(labels) if not part.signed:
            return {**told, "states": dict(reversed([(label, raw) for raw, label in labels]))}
        case Test(("==" | "!=") as op, other) as test if not part.signed:
            return {**told, "yes": test.near(True)[0], "no": test.near(False)[0], op: other}
        case Affine(mul, add, den) if part.slot.type in ("int", "float") and width <= _WORD:
            low, high = part.limits or (None, None)
            holds: list[Any] = list(ends(part))
            told["low"], told["high"] = min(holds) if low is None else low, max(holds) if high is None else high
            if max(map(abs, holds)) * den > EXACT:
                raise NoJavaScript(f"{part.label} can be beyond 2^53")
            scale = {"mul": (mul, 1), "add": (add, 0), "den": (den, 1), "signed": (part.signed, False)}
            return {**told, **{key: value for key, (value, plain) in scale.items() if value != plain}}
        case _:
            raise NoJavaScript(f"{part.label} is no number, state or yes and no")


#: What the two functions call, beside the table.
HELPERS: Final = ("fail", "chosenCommand", "argumentsOf", "writeCommand", "readCommands", "uint", "uintle")

DOWNLINK: Final = """\
// Commands by name, each with its value, or with a mapping of its arguments.
function encodeDownlink(input) {
  var given = input.data || {}, name, command, last = null;
  out = [];
  try {
    for (name in given) {
      if (name === "allow_disruptive") continue;
      command = chosenCommand(name, given);
      if (last && !(last.joins && command.joins && last.fPort === command.fPort)) {
        fail(name, out.length, "it does not go into one downlink with the commands before it");
      }
      writeCommand(command, argumentsOf(name, command, given[name]));
      last = command;
    }
    if (!last) fail(null, 0, "a command is needed");
  } catch (error) {
    return { errors: [error.message] };
  }
  return { fPort: last.fPort, bytes: out };
}

// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var found, said = {}, i, one;
  bytes = input.bytes;
  port = input.fPort;
  found = readCommands(0, true) || readCommands(0, false);
  if (!found) return { errors: [DEVICE + ", byte 0: this is no command of fPort " + port] };
  for (i = 0; i < found.length; i++) {
    one = COMMANDS[found[i].name].takes;
    if (!one.length) said[found[i].name] = true;
    else if (one.length === 1) said[found[i].name] = found[i].data[one[0]];
    else said[found[i].name] = found[i].data;
  }
  return { data: said };
}
"""
