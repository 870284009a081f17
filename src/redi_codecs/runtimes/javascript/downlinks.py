"""Generated JavaScript, commands: the table of them, of which ``encodeDownlink`` and ``decodeDownlink`` are made.

Both speak of a command alike, ``{report_interval: 600, reboot: true}``, and they say and refuse what the library does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from redi_codecs.encoding.compiled import around, compiled
from redi_codecs.layout.calendar import PARTS, Calendar, Figure
from redi_codecs.layout.commands import Command, Frame
from redi_codecs.layout.device import Device
from redi_codecs.layout.expr import Compare, Cond, Const, Expr, Known, OneOf, Ref
from redi_codecs.layout.nodes import Match
from redi_codecs.layout.transform import Affine, Choice, Curve, Test
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import pack, spread
from redi_codecs.plan.extents import ends
from redi_codecs.runtimes.javascript.command_conditions import condition
from redi_codecs.runtimes.javascript.command_tables import Commands, Labels, Source
from redi_codecs.runtimes.javascript.command_templates import shorten
from redi_codecs.runtimes.javascript.curves import curve
from redi_codecs.runtimes.javascript.ends import check_of
from redi_codecs.runtimes.javascript.meanings import in_a_table
from redi_codecs.runtimes.javascript.numbers import EXACT
from redi_codecs.runtimes.javascript.text import NoJavaScript, Script
from redi_codecs.symbols import symbol

__all__ = ["Commands", "in_javascript"]

#: The bits of a number that its word may hold beside it.
_WORD: Final = 48


def in_javascript(device: Device, script: Script | None = None) -> Commands:
    """The commands of a device; what they call goes into the script."""
    found = Commands()
    joining = {name: command.frame for name, command in device.downlink.items() if command.joins}
    framed = any(frame is not None for frame in joining.values())
    checked = {name: _check(device, name) for name in device.downlink}
    for name, command in device.downlink.items():
        writer = _Writer(script or Script(device.id), set())
        try:
            if framed and not found.frame:
                found.frame = list(writer.frame(device, joining))
            if not _same(checked[name], next(iter(checked.values()))):
                raise writer.no("not all commands have one checksum")
            found.entries[name] = writer.entry(device, name, command)
        except NoJavaScript as error:
            found.without[name] = str(error)
            continue
        found.sections |= writer.sections
        found.ports[name] = command.f_port
        if command.disruptive:
            found.sections.add("disruptive")
            found.disruptive[name] = command.disruptive
        if joining and not command.joins:
            found.sections.add("alone")
            found.alone.append(name)
        if (guard := checked[name]) is not None:
            found.check = {"size": guard.wire.size, "crc": check_of(device.id, guard.crc), **writer.order(guard.wire)}
            found.sections |= writer.sections
    if joining:
        found.sections.add("joins")
    shorten(found)
    if "plain" not in found.sections and script is not None:
        for helper in found.sections & {"text", "hexes", "crc"}:
            script.use(helper)
    return found


def _check(device: Device, name: str) -> pl.Guard | None:
    """The checksum around a command."""
    match compiled(device, name)[0].ops:
        case (pl.Guard() as guard,):
            return guard
        case _:
            return None


def _same(one: pl.Guard | None, other: pl.Guard | None) -> bool:
    """Whether two commands have the same checksum, or none."""
    if one is None or other is None:
        return one is other
    return (one.crc, one.wire) == (other.crc, other.wire)


class _Writer:
    """Writes the parts of one command, and notes which sections it needs."""

    def __init__(self, script: Script, sections: set[str]) -> None:
        self.script = script
        self.sections = sections
        #: The names of the arguments by their variables.
        self.known: dict[str, str] = {}
        #: Those of them that are true or false.
        self.truths: set[str] = set()
        #: The variables that a choice is made by.
        self.chosen: set[str] = set()

    def no(self, problem: str) -> NoJavaScript:
        return NoJavaScript(f"{self.script.device}: {problem}")

    def entry(self, device: Device, name: str, command: Command) -> list[Any]:
        made, _ = compiled(device, name)
        for op in pl.every(made.ops):
            if isinstance(op, pl.Choose):
                self.chosen.update(one.name for one in op.on if isinstance(one, Ref))
        for part in pl.parts(made.ops):
            if part.slot is not None and part.variable is not None:
                self.known[part.variable] = part.slot.name
                self.truths |= {part.variable} if part.slot.type == "bool" else set()
        if len(made.slots) > 1:
            self.sections.add("several")
        ops = made.ops
        if (guard := _check(device, name)) is not None:
            if command.joins:
                raise self.no(f"the command {name} has a checksum and joins others")
            ops = guard.body
            self.sections |= {"check", "crc"}
            self.order(guard.wire)
        parts = list(self.parts(ops))
        said = [part.slot.name for part in pl.parts(ops) if part.slot is not None]
        if len(set(said)) < len(said):
            self.sections.add("repeated")
        if "time" in said[1:]:  # it is the first that is asked for all the same
            self.sections.add("timed")
        return parts

    def frame(self, device: Device, joining: Mapping[str, Frame | None]) -> Iterator[Any]:
        """What stands around commands: bytes, the length of what is inside, and that."""
        if len(set(joining.values())) > 1:
            raise self.no("not all commands that join go into one frame")
        self.sections.add("frame")
        length = None
        for op in around(device, next(iter(joining)))[0].ops:
            match op:
                case pl.Load(Whole(order="big" | "little") as wire, (part,)) if part.constant is not None:
                    yield from pack(part.constant, wire)
                case pl.Load(parts=parts) if any(part.slot is not None for part in parts):
                    self.sections.add("about")
                    yield from self.word(op)
                case pl.Load(Whole(order="big" | "little") as wire, (part,)) if length is None and _count(part):
                    length = part.variable
                    yield {"size": wire.size, **self.order(wire)}
                case pl.Take(size=None, room=Const(int() as room)):
                    yield {"inside": True, "room": room}
                case pl.Within(Ref(name), (pl.Take(size=None),)) if name == length:
                    yield {"inside": True}
                case _:
                    raise self.no(f"{type(op).__name__.lower()} around commands")

    def parts(self, ops: tuple[pl.Op, ...]) -> Iterator[Any]:
        for op in ops:
            match op:
                case pl.Load():
                    yield from self.word(op)
                case pl.Take():
                    yield self.run(op)
                case pl.Choose():
                    yield self.choice(op)
                case pl.If(Compare(">=", Known("remaining"), Const(int() as least)), body):
                    self.sections |= {"when", "rest"}
                    yield {"rest": least, "then": list(self.parts(body))}
                case pl.If(cond, body) if (found := self.by_name(cond)) is not None:
                    self.sections.add("cases")
                    name, labels = found
                    yield {"on": name, "cases": [[labels, list(self.parts(body))], [None, []]]}
                case pl.If():
                    self.sections |= {"when", "condition"}
                    decides = condition(op.cond, self.known, self.truths, self.script.device)
                    when = Source(f"function (known) {{ return {decides}; }}")
                    yield {"when": when, "then": list(self.parts(op.body))}
                case _:
                    raise self.no(f"there is no JavaScript for {type(op).__name__.lower()} in a command")

    def order(self, wire: Whole | Real) -> dict[str, Any]:
        """The order of the bytes of a word, which is said where a device has both."""
        if wire.size == 1:
            return {}
        little = wire.order == "little"
        self.sections.add("little" if little else "big")
        return {"little": True} if little else {}

    # ---- words

    def word(self, op: pl.Load) -> Iterator[Any]:
        """A word: bytes that are always the same as numbers, others as what is in their bits."""
        wire = op.wire
        if isinstance(wire, Real):
            yield self.real(wire, op.parts[0])
            return
        if not isinstance(wire, Whole):
            raise self.no(f"{op.parts[0].label} is no whole number in a command")
        same = all(part.constant is not None and part.warning is None for part in op.parts)
        if same and sum(part.bits for part in op.parts) == wire.bits:
            yield from pack(sum(spread(part.constant or 0, part) for part in op.parts), wire)
            return
        inside = [self.bits(part) for part in op.parts if self.says(part)]
        if inside and (wire.bits > _WORD or wire.order == "words"):
            raise self.no(f"{op.parts[0].label} is a part of {wire.bits} bits")
        said: dict[str, Any] = {**({} if op.size == 1 else {"size": op.size}), **self.order(wire)}
        if len(inside) == 1 and inside[0]["width"] == wire.bits:
            alone = {key: value for key, value in inside[0].items() if key != "width"}
            name = {"name": alone.pop("name")} if "name" in alone else {}
            yield {**name, **said, **alone}
        else:
            self.sections |= {"of"} if inside else set()
            yield {**said, "of": inside} if inside else said

    def real(self, wire: Real, part: pl.Part) -> dict[str, Any]:
        """A floating-point number of 32 bits as it is."""
        plain = isinstance(part.transform, Affine) and part.transform.plain and not part.sentinels
        both = part.limits is None or None not in part.limits
        if wire.bits != 32 or part.slot is None or part.slot.type != "float" or not plain or not both:
            raise self.no(f"{part.label} is a floating-point number of {wire.bits} bits that is not said as it is")
        self.sections |= {"number", "real", "far"}
        told = {**self.bits(part), **self.order(wire), "size": wire.size, "real": True}
        return {key: value for key, value in told.items() if key not in ("width", "signed", "den")}

    def says(self, part: pl.Part) -> bool:
        return part.slot is not None or part.constant is not None or part.variable in self.chosen

    def bits(self, part: pl.Part) -> dict[str, Any]:
        """What is in some bits of a word."""
        if part.valid is not None or part.channel is not None or isinstance(part.invalid, Cond):
            raise self.no(f"{part.label} depends on other values")
        told: dict[str, Any] = {"width": part.bits}
        if len(part.spans) > 1:
            self.sections.add("spans")
            told["spans"] = part.spans
        elif part.spans[0][0]:
            told["shift"] = part.spans[0][0]
        if part.constant is not None:
            told["constant"] = part.constant
            if part.warning is not None:
                self.sections.add("odd")
                told["odd"] = True
            return told
        if part.slot is None:
            if not isinstance(part.transform, Affine) or not part.transform.plain or part.signed or len(part.spans) > 1:
                raise self.no(f"{part.label} is switched on, and is no plain number")
            return {**told, "open": part.variable}
        told["name"] = part.slot.name
        self.said_instead(part, told)
        if part.sentinels:
            self.sections.add("none")
            told["none"] = [
                [raw.start, raw.stop - 1, why] if isinstance(raw, range) else [raw, raw, why]
                for raw, why in part.sentinels
            ]
        return {**told, **self.meaning(part)}

    def said_instead(self, part: pl.Part, told: dict[str, Any]) -> None:
        """What is said where nothing is given; a text is the name of another argument, where a number is wanted."""
        if isinstance(part.default, str) and isinstance(part.transform, Affine):
            self.sections.add("like")
            told["like"] = part.default
        elif part.default is not None:
            self.sections.add("preset")
            told["preset"] = part.default

    def meaning(self, part: pl.Part) -> dict[str, Any]:
        """What the raw number says."""
        assert part.slot is not None
        unit = {"unit": symbol(part.slot.field.unit)} if part.slot.field.unit else {}
        self.sections |= unit.keys()
        scale: dict[str, tuple[Any, Any]]
        match part.transform:
            case Affine() if part.real:
                return {**unit, **self.extent(part, always=False)}
            case Choice(labels) if not part.signed:
                text = in_a_table(labels)
                self.sections |= {"states", "dense" if text.startswith("[") else "sparse"}
                keys = [raw for raw, _ in labels]
                stated: dict[str, Any] = {"states": Labels(text, part.label, tuple(labels))}
                if keys != sorted(keys):
                    self.sections.add("ordered")
                    stated["order"] = [label for _, label in labels]
                return stated
            case Test(("==" | "!=") as op, other) if not part.signed:
                kind = "is" if op == "==" else "not"
                self.sections |= {"test", kind}
                return {kind: other}
            case Test(op, other) as transform if not part.signed:
                self.sections |= {"test", "over"}
                over = other if op in (">", "<=") else other - 1
                return {"over": over, "yes": transform.encode(True), "no": transform.encode(False)}
            case Curve(name="hex_digits", inverse=inverse) as transform if inverse is not None and part.bits <= _WORD:
                self.sections |= {"digits", "number", "far"}
                scale = {"mul": (transform.mul, 1), "add": (transform.add, 0), "den": (transform.den, 1)}
                told = {key: value for key, (value, plain) in scale.items() if value != plain}
                told |= {} if transform.fractions else {"whole": True}
                return {**unit, "digits": True, **told, **self.extent(part, always=bool(transform.extremes))}
            case Calendar(figures, fixed) if all(map(_simple, figures)) and fixed == tuple(PARTS.values()):
                if len(figures) < len(PARTS) - 2:  # what is not said of a time is not left out in silence
                    raise self.no(f"{part.label} is a date without some of year, month, day, hour, minute and second")
                self.sections |= {"time", "date"}
                dates = [[one.part, *one.spans[0], one.transform.add] for one in figures]
                return {"time": True, "date": dates}
            case Curve(bits=bits) as transform if bits <= 16 and not part.signed:
                self.sections |= {"curve", "number", "far"}
                value = curve(self.script, transform, "raw", part.label)
                curved: dict[str, Any] = {"curve": Source(f"function (raw) {{ return {value}; }}")}
                curved |= {} if transform.fractions else {"whole": True}
                return {**unit, **self.extent(part, always=bits <= 8 or bool(transform.known)), **curved}
            case Affine(mul, add, den) if part.slot.type in ("int", "float", "time") and part.bits <= _WORD:
                if max(map(abs, ends(part))) * den > EXACT:
                    raise self.no(f"{part.label} can be beyond 2^53")
                self.sections |= {"number", "time"} if part.slot.type == "time" else {"number"}
                scale = {
                    "time": (part.slot.type == "time", False),
                    "signed": (part.signed, False),
                    "mul": (mul, 1),
                    "add": (add, 0),
                    "den": (den, 1),
                }
                told = {key: value for key, (value, plain) in scale.items() if value != plain}
                self.sections |= told.keys() & {"mul", "add", "den"}
                self.sections |= {"far"} if _far(abs(mul) / den) else set()
                self.sections |= {"signed"} if part.signed else set()
                return {**unit, **told, **self.extent(part, always=True)}
            case _:
                raise self.no(f"{part.label} is no number, state, time or yes and no")

    def extent(self, part: pl.Part, *, always: bool) -> dict[str, Any]:
        """How far a number goes, where its bits alone do not say it."""
        low, high = part.limits or (None, None)
        if always:
            holds = list(ends(part))
            low, high = min(holds) if low is None else low, max(holds) if high is None else high
            self.sections |= (
                {"far"} if any(_far(end) or f"{end:.10g}" != f"{end:.17g}" for end in (low, high)) else set()
            )
        told = {key: value for key, value in (("low", low), ("high", high)) if value is not None}
        if low == 0:  # as it is where nothing is said
            del told["low"]
        return told if "low" in told or low == 0 else {"low": Source("-Infinity"), **told}

    # ---- what is around words

    def run(self, op: pl.Take) -> dict[str, Any]:
        """A run of bytes of a size that is always the same, or of all that are left."""
        part = op.part
        rest = op.size is None and isinstance(op.room, Const) and op.room.value == 0
        if part.slot is None or part.valid is not None or part.channel is not None:
            raise self.no(f"{part.label} is a run of bytes that depends on other values")
        if not rest and not isinstance(op.size, Const):
            raise self.no(f"{part.label} is a run of bytes whose size other values say")
        self.sections |= {"form", "text" if op.blob.form == "text" else "hexes"}
        told: dict[str, Any] = {"form": op.blob.form, "name": part.slot.name}
        if isinstance(op.size, Const):
            told["size"] = int(op.size.value)
        self.said_instead(part, told)
        return told

    def choice(self, op: pl.Choose) -> dict[str, Any]:
        if len(op.on) != 1 or not isinstance(op.on[0], Ref) or (op.otherwise is None and op.unknown != "raise"):
            raise self.no(f"a choice by {', '.join(map(str, op.on))} in a command")
        self.sections.add("cases")
        name = op.on[0].name
        cases: list[list[Any]] = [
            [list(map(self.match, case.key[0])), list(self.parts(case.body))] for case in op.cases
        ]
        cases += [] if op.otherwise is None else [[None, list(self.parts(op.otherwise))]]
        return {"on": self.known.get(name, name), "cases": cases}

    def by_name(self, cond: Expr) -> tuple[str, list[Any]] | None:
        """The states of an argument in which something is there, if it depends on these alone."""
        match cond:
            case Compare("==", Ref(variable), Const(str() as label)) if variable in self.known:
                return self.known[variable], [label]
            case OneOf(Ref(variable), labels) if variable in self.known and all(isinstance(one, str) for one in labels):
                return self.known[variable], list(labels)
            case _:
                return None

    def match(self, match: Match) -> Any:
        if isinstance(match, range):
            return [match.start, match.stop - 1]
        if isinstance(match, int | str):
            return match
        raise self.no("a choice by an open channel in a command")


def _far(number: float) -> bool:
    """Whether it is written with an exponent."""
    return "e" in f"{number:.10g}"


def _count(part: pl.Part) -> bool:
    """Whether it is a number as it is, which something goes by."""
    return part.variable is not None and isinstance(part.transform, Affine) and part.transform.plain


def _simple(figure: Figure) -> bool:
    """Whether a number of a date is some bits and a summand, and neither a century nor an offset."""
    plain = isinstance(figure.transform, Affine) and (figure.transform.mul, figure.transform.den) == (1, 1)
    return plain and len(figure.spans) == 1 and not figure.signed and figure.part not in ("century", "offset")
