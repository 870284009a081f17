"""The file of a device: what it is, the tables and helpers that it needs, and the functions that servers call."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Container, Sequence
from dataclasses import replace

from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import Const, Known
from redi_codecs.layout.given import listed
from redi_codecs.layout.transform import LEAPS
from redi_codecs.plan.plan import Choose, Guard, Loop, Op, Plan, TagLoop, Take, Within
from redi_codecs.results import mac_commands
from redi_codecs.runtimes.javascript import commanding
from redi_codecs.runtimes.javascript.control import ControlEmitter
from redi_codecs.runtimes.javascript.downlinks import Commands, in_javascript
from redi_codecs.runtimes.javascript.helpers import NAMES, called, chosen
from redi_codecs.runtimes.javascript.in_place import (
    dates_in_place,
    flags_in_place,
    helpers_in_place,
    tables_in_place,
    uses,
)
from redi_codecs.runtimes.javascript.normalizing import normalizing
from redi_codecs.runtimes.javascript.repeating import repeating
from redi_codecs.runtimes.javascript.sharing import shared
from redi_codecs.runtimes.javascript.statements import Statement, parsed, written
from redi_codecs.runtimes.javascript.temporaries import assigned_where_used, lend, sets_first
from redi_codecs.runtimes.javascript.text import Script, literal
from redi_codecs.runtimes.javascript.twice import said_twice

__all__ = ["MOST", "javascript"]

#: So many bytes does every server take: The Things Stack had this limit until autumn 2025.
MOST = 40_000

#: What one payload's decoding shares, and how each of it begins.
_STATE = {
    "bytes": "input.bytes",
    "port": "input.fPort",
    "received": "arrived(input.recvTime)",
    "stops": "{ count: 0 }",
    "at": "0",
    "end": "bytes.length",
    "data": "{}",
    "message": "null",
    "odd": "null",  # the last status that some value has: until there is one, none has to be taken back
    "time": "null",
    "records": "[]",
    "warnings": "[]",
}
#: What begins anew when a payload is read once more.
_AGAIN = ("at", "end", "data", "records", "warnings", "odd", "message", "time")
#: Variables that live for a few statements, by what they are called then.
_LENT = {
    "tag": re.compile(r"selector_\d+"),
    "block": re.compile(r"block\d+"),
    "mask": re.compile(r"mask_\d+"),
    "lost": re.compile(r"lost_mask_\d+"),
}
#: A tab is a character where two spaces are two, on every other line of a file.
_INDENTED = re.compile(r"^(?:  )+", re.M)


def javascript(
    device: Device, plan: Plan, version: str, *, sensitive: bool = False, commands: bool | None = None
) -> str:
    """One self-contained file in ECMAScript 5.1; raises :class:`NoJavaScript` where a part of the format has none.

    ``commands`` says whether it has those of the device; None stands for those that it has room for. What there is no
    room for even without them are messages that only repeat values of others, the longest of them first.
    """
    uplinks = replace(device, downlink={})
    text = _file(device if commands is not False else uplinks, plan, version, sensitive)
    without: list[str] = []
    if commands is None and device.downlink and len(text.encode()) > MOST:
        without = ["all commands"]
        notes = [_too_long(without, text)]
        text = _file(uplinks, plan, version, sensitive, notes)
    for message in repeating(plan) if commands is not True else ():
        if len(text.encode()) <= MOST:
            break
        without.append(f"the message {message}")
        messages = {one.removeprefix("the message ") for one in without}
        text = _file(uplinks, plan, version, sensitive, [_too_long(without, text)], messages)
    return text


def _too_long(without: Sequence[str], text: str) -> str:
    return (
        f"Left out: {listed(without)}, with which it would have {len(text.encode()) / 1000:.1f} KB, where some"
        f" servers take {MOST // 1000}. They come with: redi-codecs export javascript --commands."
    )


def _file(
    device: Device,
    plan: Plan,
    version: str,
    sensitive: bool,
    notes: Sequence[str] = (),
    without: Container[str] = (),
) -> str:
    script = Script(device.id)
    emitter = ControlEmitter(plan, script, sensitive=sensitive, without=without)
    emitter.body(plan.ops)
    emitter.settle()
    body = parsed(tables_in_place(flags_in_place(script), script))
    for stem, kind in _LENT.items():
        names = [name for name in script.variables if kind.fullmatch(name) and sets_first(body, name)]
        lent = lend(body, names, stem, {*NAMES, *commanding.NAMES, *script.variables, *_STATE} - set(names))
        for name in names:
            del script.variables[name]
        script.variables = {**dict.fromkeys(sorted(set(lent.values())), ""), **script.variables}
    assigned_where_used(body)
    if "flag" in script.helpers:
        script.variables.pop("word", None)
    functions = shared(body, {*NAMES, *commanding.NAMES, *script.variables, *_STATE})
    decode = helpers_in_place(_functions(body, functions, script), script)
    script.needs |= {"again"} if emitter.doubtful & said_twice(plan.ops) else set()
    helpers = chosen(script.helpers, decode, script.needs)
    warns, trailing = "warn" in helpers, not _to_the_end(plan.ops)
    kept = {"warn"} if warns else set()
    kept |= {"count"} if trailing else set()
    text = "\n".join([decode, *helpers.values()])
    if "gps(" in text:
        script.tables["[" + ", ".join(map(str, LEAPS)) + "]"] = "LEAPS"
    always = {"bytes", "at", "end", "data"} | ({"warnings"} if warns else set())
    used = [name for name in _STATE if name in always or uses(text, name)]
    commands = in_javascript(device, script)
    downlink = commands.functions() if commands.entries else ""
    table = commands.table(script) if commands.entries else ""
    further = {"arrived"} if "received" in used else set()
    further |= {emitter.clock} if "time" in used or "records" in used else set()
    needs = script.needs | ({"clock"} if "undated(" in downlink else set())
    needs |= {"refused"} if downlink else {"nameless"} if script.twins else set()
    needs |= {"any"} if "iso(" in downlink else set()
    plain = None if further or {"iso", "calendar"} & called(downlink) else dates_in_place(decode)
    if plain is not None and not {"any", "offset"} & needs:
        decode, needs = plain, needs | {"told"}
        script.helpers.discard("iso")
    helpers = chosen(script.helpers | kept | further | called(downlink), decode, needs)
    stopping = "stops" in used
    state = [
        *used,
        *(["field"] if uses(text, "field") else []),
        *(["word"] if "flag" in helpers else []),
        *(["out"] if uses(downlink, "out") else []),
    ]
    tables = [f"var {name} = {value};" for value, name in script.tables.items()]
    heads = [f"var DEVICE = {literal(device.id)};", *(["var AGAIN = {};"] if stopping else []), *tables]
    normalized = normalizing(plan, emitter.spread, sensitive=sensitive)
    helping = "\n".join(helpers.values()).replace("CLOCK(", f"{emitter.clock}(")
    if not downlink and not script.twins:  # else others name the device too
        heads = [one for one in heads if not one.startswith("var DEVICE ")]
        helping = helping.replace('DEVICE + ", ', f'"{device.id}, ').replace("DEVICE", literal(device.id))
    parts = [
        _about(device, plan, version, sensitive, bool(emitter.doubtful), [*_without(commands), *notes]),
        "\n".join([*heads, f"var {', '.join(state)};"]) + "\n",
        _uplink(used, stopping, emitter.clock, far="any" in needs or emitter.clock != "iso", trailing=trailing),
        decode,
        *(_apart(name, source, "read") for name, source in script.twins.items()),
        *(_apart(name, source, "value") for name, source in script.curves.items()),
        *([normalized] if normalized else []),
        *([table, downlink.strip() + "\n"] if downlink else []),
        helping,
    ]
    return _INDENTED.sub(lambda found: "\t" * (len(found[0]) // 2), "\n".join(parts))


def _functions(body: list[Statement], shared: list[tuple[str, list[Statement]]], script: Script) -> str:
    """The function that decodes, and those for what it does several times: they have its variables in common."""
    lines: list[str] = []
    starts: dict[str, list[str]] = {}
    for name, start in script.variables.items():
        starts.setdefault(start, []).append(name)
    if shared and script.variables:
        lines += [*textwrap.wrap(f"var {', '.join(script.variables)};", 112, subsequent_indent="  "), ""]
        begin = [f"{' = '.join([*names, start])};" for start, names in starts.items() if start]
    else:
        plain = starts.pop("", [])
        given = [f"{name} = {start}" for start, names in starts.items() for name in names]
        begin = [f"var {', '.join([*plain, *given])};"] if script.variables else []
    lines.append("function decode() {")
    for text in begin:
        lines += textwrap.wrap(text, 112, initial_indent="  ", subsequent_indent="    ")
    lines += [*written(body, 1), "}", ""]
    for name, inner in shared:
        lines += [f"function {name} {{", *written(inner, 1), "}", ""]
    return "\n".join(lines)


def _apart(name: str, source: str, function: str) -> str:
    """The function of a twin, with all that it needs in a room of its own."""
    inner = textwrap.indent(source.rstrip(), "  ")
    return f"var {name} = (function () {{\n{inner}\n\n  return {function};\n}})();\n"


def _without(commands: Commands) -> list[str]:
    return [f"Left out: the command {name}; {why}." for name, why in commands.without.items()]


def _about(device: Device, plan: Plan, version: str, sensitive: bool, doubtful: bool, notes: Sequence[str]) -> str:
    """The comment that a file begins with."""
    units: dict[str, list[str]] = {}
    for slot in plan.slots:
        if slot.field.unit and (sensitive or not slot.field.sensitive):
            units.setdefault(slot.field.unit, []).append(slot.name.replace("{}", "N"))
    lines = [
        f"{device.name} ({device.id})",
        f"Source: {device.source}",
        f"Generated by redi-codecs {version}.",
        *(["X_status says why X is null, or implausible."] if doubtful else []),
        *(f"In {unit}: {', '.join(names)}" for unit, names in units.items()),
    ]
    if not sensitive and any(slot.field.sensitive for slot in plan.slots):
        lines.append("Without sensitive values.")
    lines += notes
    wrapped = [part for line in lines for part in textwrap.wrap(line, 110, subsequent_indent="  ")]
    return "\n".join(f"// {line}" for line in wrapped) + "\n"


def _to_the_end(ops: Sequence[Op]) -> bool:
    """Whether nothing is left of a payload that was read."""
    match ops[-1] if ops else None:
        case TagLoop(room=room) | Take(size=None, room=room) | Loop(count=None, block=None, room=room):
            return isinstance(room, Const) and room.value == 0
        case Within(size=Known("remaining")) | Guard():
            return True
        case Choose(cases=cases, otherwise=otherwise, unknown=unknown):
            rest = unknown == "raise" if otherwise is None else _to_the_end(otherwise)
            return rest and all(_to_the_end(case.body) for case in cases)
        case _:
            return False


def _uplink(used: list[str], stopping: bool, clock: str, *, far: bool, trailing: bool) -> str:
    ((code, offset, _, text),) = mac_commands(b"").warnings
    mac = literal(f"{code}, byte {offset}: {text}")
    lines = ["function decodeUplink(input) {"]
    lines += [f"  {name} = {start};" for name, start in _STATE.items() if name in used and name not in _AGAIN]
    port = "port" if "port" in used else "input.fPort"
    lines.append(f"  if ({port} === 0) return {{ data: {{}}, warnings: [{mac}] }};")
    again = [name for name in _AGAIN if name in used]
    nothing = [name for name in again if _STATE[name] == "null"]
    begin = [f"{name} = {_STATE[name]};" for name in again if name not in nothing]
    begin += [f"{' = '.join([*nothing, 'null'])};"] if nothing else []
    if stopping:
        lines += ["  for (;;) {", *(f"    {line}" for line in begin), "    try {", "      decode();", "      break;"]
        lines += [
            "    } catch (error) {",
            "      if (error !== AGAIN) return { errors: [error.message] };",
            "    }",
            "  }",
        ]
    else:
        lines += [*(f"  {line}" for line in begin), "  try {", "    decode();", "  } catch (error) {"]
        lines += ["    return { errors: [error.message] };", "  }"]
    left = 'count(bytes.length - at) + " after the end of the message"'
    warns = "warnings" in used
    if trailing and warns:
        lines.append(f'  if (at < bytes.length) warn("trailing_bytes", at, {left});')
    if "message" in used:  # after the values: ChirpStack's repository compares texts
        lines.append("  if (message) data.message = message;")
    if "time" in used and far:
        lines += [f"  time = {clock}(time);", "  if (time !== null) data.time = time;"]
    elif "time" in used:
        lines.append(f"  if (time !== null) data.time = {clock}(time);")
    if "records" in used:
        lines.append("  if (records.length) data.records = records;")
    if warns:
        lines.append("  return warnings.length ? { data: data, warnings: warnings } : { data: data };")
    else:
        if trailing:
            told = f'"trailing_bytes, byte " + at + ": " + {left}'
            lines.append(f"  if (at < bytes.length) return {{ data: data, warnings: [{told}] }};")
        lines.append("  return { data: data };")
    return "\n".join([*lines, "}", ""])
