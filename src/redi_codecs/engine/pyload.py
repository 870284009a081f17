"""Generated Python, the straight parts: the text being written, the cursor, and what becomes of loaded bits."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from typing import Any

from redi_codecs.engine.plan import Derive, Load, Part, Plan, Take, referenced
from redi_codecs.engine.pyexpr import Scope, bytes_at, case_test, python
from redi_codecs.layout.expr import Cond, Expr
from redi_codecs.layout.transform import Affine, Choice, Curve, Test, Transform
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.results import no_value

_STRUCT = {8: "b", 16: "h", 32: "i", 64: "q"}
#: From so many numbers of several bytes on, one call of struct is faster than putting them together one by one.
_UNPACK = 2


class LoadEmitter:
    """Writes loads; :class:`~redi_codecs.engine.pygen.Emitter` adds what branches and repeats."""

    def __init__(self, plan: Plan, names: dict[str, Any], *, trace: bool) -> None:
        self.plan = plan
        self.names = names
        self.trace = trace
        self.lines: list[str] = []
        self.depth = 1
        self.base: str | None = None  # the cursor is base + ahead; no base: a constant
        self.ahead = 0
        self.limit = "n"
        self.values = "ev"
        self.time = "tm"
        self.turn: str | None = None
        self.sure: set[str] = set()
        self.used = referenced(plan.ops)
        self.numbers = 0
        #: Variables that some expression meets without being sure that they have a value.
        self.doubted: set[str] = set()
        #: Values that wait for one dict display; None once there is a dict to write to.
        self.display: list[str] | None = None

    # ---- text

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    @contextmanager
    def block(self, head: str) -> Iterator[None]:
        self.settle()
        self.put(head)
        self.depth += 1
        before = len(self.lines)
        yield
        self.settle()
        if len(self.lines) == before:
            self.put("pass")
        self.depth -= 1

    def settle(self) -> None:
        """Write the values that wait."""
        if self.display is not None:
            self.put(f"{self.values} = {{{', '.join(self.display)}}}")
            self.display = None

    def bind(self, value: object) -> str:
        """A name for an object that the source refers to."""
        for name, known in self.names.items():
            if known is value or (type(known) is dict and type(value) is dict and known == value):
                return name
        name = f"k{len(self.names)}"
        self.names[name] = value
        return name

    def bind_as(self, stem: str, value: object) -> str:
        """The same under a name that says something."""
        for number in range(1, 1000):
            name = stem if number == 1 else f"{stem}_{number}"
            if self.names.setdefault(name, value) is value:
                return name
        return self.bind(value)

    def fresh(self, stem: str) -> str:
        self.numbers += 1
        return f"{stem}{self.numbers}"

    def scope(self, *, strict: bool = False) -> Scope:
        sure = frozenset(self.sure)
        return Scope(self.at(), self.limit, self.turn, sure, self.bind, self.doubted, strict, not self.trace)

    def python(self, expr: Expr, *, strict: bool = False) -> str:
        return python(expr, self.scope(strict=strict))

    # ---- cursor

    def at(self, further: int = 0) -> str:
        ahead = self.ahead + further
        if self.base is None:
            return str(ahead)
        return f"{self.base} + {ahead}" if ahead else self.base

    def flush(self) -> None:
        """Make the variable ``o`` say where the cursor is."""
        if self.base is None:
            self.put(f"o = {self.ahead}")
        elif self.ahead:
            self.settle()  # what waits was written with the cursor as it is
            self.put(f"o += {self.ahead}")
            self.ahead = 0

    def moved(self) -> None:
        self.base, self.ahead = "o", 0

    def fail(self, call: str) -> None:
        """What the slow decoder reports, and the fast one leaves to it."""
        self.put(f"faults.{call}" if self.trace else "return slow(p, f_port, rx)")

    def need(self, count: int | str, label: str, at: str | None = None) -> None:
        at = at or self.at()
        constant = isinstance(count, int) and self.base is None and at == self.at()
        end = str(self.ahead + int(count)) if constant else f"{at} + {count}"
        self.fail_if(f"{end} > {self.limit}", f"truncated({label!r}, {at}, {count}, {self.limit})")

    def fail_if(self, test: str, call: str) -> None:
        """A check that leaves what waits alone: where it strikes, nothing of that is needed."""
        self.put(f"if {test}:")
        self.depth += 1
        self.fail(call)
        self.depth -= 1

    # ---- loads

    def run(self, loads: Sequence[Load]) -> None:
        """Loads that stand one after the other: one check of the length for all of them."""
        if self.trace:
            for load in loads:
                self.need(load.size, load.parts[0].label)
                self.put(f"tr.append(('load', {load.number}, {self.at()}, {load.size}))")
                self.load(load)
            return
        code = self._code(loads)
        felt = code is not None or all(self.felt(load) for load in loads)
        if not (felt and self.limit == "n"):  # elsewhere reading beyond the end is felt by itself
            self.need(sum(load.size for load in loads), loads[0].parts[0].label)
        if code is None:
            for load in loads:
                self.load(load)
            return
        read = [load for load in loads if _meaning(load)]
        names = [f"r{load.number}" for load in read]
        self.put(f"{', '.join(names)} = {self.bind(struct.Struct(code).unpack_from)}(p, {self.at()})")
        for load in loads:
            if load in read:
                self.load(load, f"r{load.number}")
            else:
                self.ahead += load.size

    def felt(self, load: Load) -> bool:
        """Whether the source touches every byte of a load whatever happens, so that its absence is felt."""
        if not (isinstance(load.wire, Real) or load.size <= 4) or not _meaning(load):
            return False
        (part, *others) = load.parts
        if others:
            return sum(map(_matters, load.parts)) > 1 or any(
                one.slot is not None and one.valid is None and not isinstance(one.invalid, Cond) for one in load.parts
            )
        read = part.slot is not None and part.valid is None and not isinstance(part.invalid, Cond)
        return read or part.constant is not None or (part.slot is None and part.variable in self.used)

    @staticmethod
    def _code(loads: Sequence[Load]) -> str | None:
        """The struct code of a run, where one call reads it faster."""
        wide = [load for load in loads if load.size > 1 and _meaning(load)]
        orders = {load.wire.order for load in wide}
        if len(wide) < _UNPACK or len(orders) != 1 or orders == {"words"}:
            return None
        code = "<" if orders == {"little"} else ">"
        for load in loads:
            if not _meaning(load):
                code += f"{load.size}x"
            elif not isinstance(load.wire, Whole) or load.wire.bits not in _STRUCT:
                return None
            else:
                letter = _STRUCT[load.wire.bits]
                code += letter if _signed(load) else letter.upper()
        return code

    def load(self, op: Load, raw: str | None = None) -> None:
        unpacked = raw is not None
        if raw is None:
            at = [self.at(byte) for byte in range(op.size)]
            if isinstance(op.wire, Real):
                code = f"{'<' if op.wire.order == 'little' else '>'}{'f' if op.wire.bits == 32 else 'd'}"
                raw = f"{self.bind(struct.Struct(code).unpack_from)}(p, {at[0]})[0]"
            elif not self.trace and _meaning(op) and (alone := _alone(op)) is not None:
                raw = f"{self.bind(struct.Struct(alone).unpack_from)}(p, {at[0]})[0]"
                unpacked = _signed(op)
            else:
                raw = bytes_at(op.wire, at)
            if (self.trace and len(op.parts) > 1) or sum(map(_matters, op.parts)) > 1:
                self.put(f"r{op.number} = {raw}")
                raw = f"r{op.number}"
        for number, part in enumerate(op.parts):
            if op.size == 1 and not self.trace and self.tabled(part):
                self.store(part, f"{self.bind_as(f'{_identifier(part.label)}_of', byte_table(part_key(part)))}[{raw}]")
                continue
            value = raw if unpacked and _signed(op) else _bits(part, raw, op.wire)
            if part.bits <= 8 and isinstance(part.transform, Choice) and not self.trace and self.tabled(part):
                table = byte_table(part_key(replace(part, spans=((0, part.bits),))))
                self.store(part, f"{self.bind_as(f'{_identifier(part.label)}_of', table)}[{value}]")
                continue
            self.part(part, value, op, number)
        self.ahead += op.size

    def tabled(self, part: Part) -> bool:
        """Whether all that a byte can mean stands in a table: one look instead of masks, tests and arithmetic."""
        plain = part.valid is None and isinstance(part.invalid, tuple) and part.constant is None and not _is_time(part)
        simple = isinstance(part.transform, Affine) and part.transform.plain and part.cast is None and not part.invalid
        return part.slot is not None and plain and part.variable not in self.used and not (simple and part.bits == 8)

    def part(self, part: Part, value: str, op: Load | Take, number: int) -> None:
        if not _matters(part) and not self.trace:
            return
        real = isinstance(op, Load) and isinstance(op.wire, Real)
        if not value.isidentifier() and (self.trace or not _used_once(part, real)):
            name = f"x{op.number}_{number}"
            self.put(f"{name} = {value}")
            value = name
        if part.constant is not None:
            self.constant(part, value)
        if part.slot is not None:
            self.emit(part, value, real, (op.number, number))
            return
        meaning = part.transform.python(value, self.bind)
        if part.variable is not None:
            self.variable(part.variable, meaning)
            if isinstance(part.transform, Curve):
                self.sure.discard(part.variable)
        if self.trace:
            shown = meaning if part.variable is not None else value
            self.put(f"tr.append(('value', {op.number}, {number}, {shown}, None, None))")

    def constant(self, part: Part, value: str) -> None:
        if part.warning is None:
            seen = f"{part.label!r}, {self.at()}, {value}, {part.constant}"
            self.fail_if(f"{value} != {part.constant}", f"unexpected({seen})")
            return
        with self.block(f"if {value} != {part.constant}:"):
            text = f"f'{part.label} {{{value}:#04x}} where this device sends {part.constant:#04x}'"
            self.put(f"w += (({part.warning!r}, {self.at()}, None, {text}),)")

    def variable(self, name: str, value: str) -> None:
        if name in self.used or name.startswith("mask_"):
            self.put(f"v_{name} = {value}")
            self.sure.add(name)

    # ---- values

    def emit(self, part: Part, value: str, real: bool, place: tuple[int, int]) -> None:
        """The value of a part: absent, none with a status, or as it is."""
        kept = set(self.sure)
        guards: list[tuple[str, str | None]] = []
        if part.valid is not None:
            guards.append((f"not ({self.python(part.valid)})", None))
        if isinstance(part.invalid, Cond):
            guards.append((self.python(part.invalid), "fault"))
        guards += [(case_test(value, sentinel), status) for sentinel, status in part.sentinels]
        meaning = part.transform.python(value, self.bind)
        if real:
            guards.append((f"not {self.bind(math.isfinite)}({value})", "fault"))
        elif part.cast == "float" and isinstance(part.transform, Affine) and part.transform.den == 1:
            meaning = f"({meaning}) / 1" if " " in meaning else f"{meaning} / 1"
        word = "if"
        for test, status in guards:
            with self.block(f"{word} {test}:"):
                if status is None:
                    self.void(part, place)
                else:
                    self.none(part, status, place)
            word = "elif"
        if guards:
            with self.block("else:"):
                self.value(part, meaning, place)
            self.sure = kept
        else:
            self.value(part, meaning, place)
            if part.variable in self.used and not isinstance(part.transform, Curve):
                self.sure.add(part.variable or "")

    def channel(self, part: Part) -> str:
        if part.counted and part.slot is not None:
            return f"n_{part.slot.index}"
        return "None" if part.channel is None else self.python(part.channel)

    def count(self, part: Part) -> None:
        """One more occurrence of a value that is numbered so."""
        if part.counted:
            self.put(f"{self.channel(part)} += 1")

    def void(self, part: Part, place: tuple[int, int]) -> None:
        if self.trace:
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, None, 'not valid here', {self.channel(part)}))")

    def none(self, part: Part, status: str, place: tuple[int, int]) -> None:
        """No value, and why."""
        self.count(part)
        if self.trace:
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, None, {status!r}, {self.channel(part)}))")
        self.store(part, "None" if _is_time(part) else self.bind(no_value(status)))

    def value(self, part: Part, meaning: str, place: tuple[int, int]) -> None:
        if isinstance(part.transform, Curve):
            name = self.fresh("y")
            self.put(f"{name} = {meaning}")
            with self.block(f"if {name} is None:"):
                self.none(part, "unknown", place)
            with self.block("else:"):
                wide = part.slot is not None and part.slot.type == "float"
                self._value(part, f"{name} / 1" if wide else name, place)
        else:
            self._value(part, meaning, place)

    def _value(self, part: Part, meaning: str, place: tuple[int, int]) -> None:
        self.count(part)
        if part.variable in self.used or self.trace:
            name = f"v_{part.variable}" if part.variable in self.used else "y"
            self.put(f"{name} = {meaning}")
            meaning = name
        if self.trace:
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, {meaning}, None, {self.channel(part)}))")
        self.store(part, meaning)

    def store(self, part: Part, value: str) -> None:
        assert part.slot is not None
        if _is_time(part):
            self.put(f"{self.time} = {value}")
            if self.trace and self.time == "tm":
                self.put("head[1] = tm")
            return
        index = part.slot.index
        key = str(index) if part.channel is None else f"({index}, {self.channel(part)})"
        if self.display is not None:
            self.display.append(f"{key}: {value}")
        else:
            self.put(f"{self.values}[{key}] = {value}")

    def take(self, op: Take) -> None:
        self.flush()
        room = self.python(op.room)
        if op.size is None:
            self.put(f"end = {self.limit}" + ("" if room == "0" else f" - {room}"))
            if room != "0":
                with self.block("if end < o:"):
                    self.fail(f"truncated({op.part.label!r}, o, {room}, {self.limit})")
        else:
            size = self.python(op.size)
            self.put(f"end = o + {size}" if size.isdecimal() else f"end = o + ({size} or 0)")
            with self.block(f"if end > {self.limit} or end < o:"):
                self.fail(f"truncated({op.part.label!r}, o, end - o, {self.limit})")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, o, end - o))")
        self.moved()
        self.part(op.part, "p[o:end]", op, 0)
        self.settle()
        self.put("o = end")

    def derive(self, op: Derive) -> None:
        part = op.part
        if part.slot is None:
            self.variable(part.variable or "", f"{self.python(op.expr)} or 0")
            return
        place = (0, part.slot.index)
        if part.valid is not None:
            with self.block(f"if {self.python(part.valid)}:"):
                self._derive(op, place)
        else:
            self._derive(op, place)

    def _derive(self, op: Derive, place: tuple[int, int]) -> None:
        if isinstance(op.part.invalid, Cond):
            with self.block(f"if {self.python(op.part.invalid)}:"):
                self.none(op.part, "fault", place)
            with self.block("else:"):
                self._compute(op, place)
            return
        self._compute(op, place)

    def _compute(self, op: Derive, place: tuple[int, int]) -> None:
        expr = self.python(op.expr, strict=True)
        with self.block("try:"):
            wide = op.part.slot is not None and op.part.slot.type == "float"
            self.put(f"z = {expr} / 1" if wide else f"z = {expr}")
        with self.block("except (TypeError, ArithmeticError):"):
            self.none(op.part, "fault", place)
        with self.block("else:"):
            self._value(op.part, "z", place)


#: What decides the meaning of a byte: spans, sign, transform, sentinels, whether it becomes a float.
PartKey = tuple[tuple[tuple[int, int], ...], bool, Transform, tuple[tuple[int | range, str], ...], bool]


def part_key(part: Part) -> PartKey:
    """What parts of the same meaning have in common."""
    floats = part.slot is not None and part.slot.type == "float"
    return part.spans, part.signed, part.transform, part.sentinels, floats and part.transform.gives != ("bool",)


@lru_cache(maxsize=4096)
def byte_table(key: PartKey) -> tuple[Any, ...]:
    """What each of the 256 bytes means."""
    spans, signed, transform, sentinels, floats = key
    width = sum(bits for _, bits in spans)

    def meaning(byte: int) -> Any:
        raw = 0
        for shift, bits in spans:
            raw = raw << bits | byte >> shift & (1 << bits) - 1
        if signed and raw >> width - 1:
            raw -= 1 << width
        for sentinel, status in sentinels:
            if raw in sentinel if isinstance(sentinel, range) else raw == sentinel:
                return no_value(status)
        value = transform.decode(raw)
        if value is None:
            return no_value("unknown")
        return float(value) if floats else value

    return tuple(map(meaning, range(256)))


def _identifier(label: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in label)


def _is_time(part: Part) -> bool:
    return part.slot is not None and part.slot.role == "time"


def _matters(part: Part) -> bool:
    return part.slot is not None or part.variable is not None or part.constant is not None


def _meaning(load: Load) -> bool:
    return any(_matters(part) for part in load.parts)


def _alone(load: Load) -> str | None:
    """The struct code of a number that struct reads faster than it can be put together."""
    wire = load.wire
    if not isinstance(wire, Whole) or wire.order == "words":
        return None
    if wire.bits not in (32, 64) and not (wire.bits == 16 and _signed(load)):
        return None
    letter = _STRUCT[wire.bits]
    return ("<" if wire.order == "little" else ">") + (letter if _signed(load) else letter.upper())


def _signed(load: Load) -> bool:
    """Whether a load is one signed number, so that struct gives its sign."""
    return (
        len(load.parts) == 1
        and load.parts[0].signed
        and isinstance(load.wire, Whole)
        and load.parts[0].bits == load.wire.bits
    )


def _used_once(part: Part, real: bool) -> bool:
    """Whether the raw bits appear once in the source, so that they need no name."""
    once = isinstance(part.transform, Affine | Curve | Test) or not part.spans
    warns = part.constant is not None and part.warning is not None
    return once and isinstance(part.invalid, tuple) and not part.invalid and not warns and not real


def _bits(part: Part, raw: str, wire: Whole | Real) -> str:
    """The expression for a part's own bits; ``raw`` is the unsigned word."""
    if isinstance(wire, Real) or not part.spans:
        return raw
    if part.spans == ((0, wire.bits),):
        value = raw
    else:
        atom = raw if raw.isidentifier() else f"({raw})"
        pieces, below = [], part.bits
        for shift, width in part.spans:
            below -= width
            piece = f"{atom} >> {shift}" if shift else atom
            if shift + width < wire.bits:
                piece = f"{piece} & {(1 << width) - 1:#x}"
            pieces.append(f"({piece}) << {below}" if below else piece if len(part.spans) == 1 else f"({piece})")
        value = " | ".join(pieces)
    if part.signed:
        half = 1 << part.bits - 1
        value = f"(({value}) ^ {half:#x}) - {half:#x}"
    plain = value.isidentifier() or (value.startswith("p[") and value.count("[") == 1 and value.endswith("]"))
    return value if plain else f"({value})"
