"""Generated Python, the straight parts: loads, and what becomes of their bits."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from dataclasses import replace

from redi_codecs.layout.expr import Cond
from redi_codecs.layout.transform import Affine, Choice
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.plan import Derive, Load, Part, Take
from redi_codecs.results import no_value
from redi_codecs.runtimes.python.bits import (
    STRUCT,
    bits_of,
    byte_table,
    has_meaning,
    identifier,
    is_signed,
    matters,
    part_key,
    struct_code,
    used_once,
)
from redi_codecs.runtimes.python.expressions import bytes_at, case_test, python
from redi_codecs.runtimes.python.text import TextEmitter

#: From so many numbers of several bytes on, one call of struct is faster than putting them together one by one.
_UNPACK = 2


class LoadEmitter(TextEmitter):
    """Writes loads; :class:`~redi_codecs.runtimes.python.control.ControlEmitter` adds what branches and repeats."""

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
            self.need(sum(load.step for load in loads[:-1]) + loads[-1].size, loads[0].parts[0].label)
        if code is None:
            for load in loads:
                self.load(load)
            return
        read = [load for load in loads if has_meaning(load)]
        names = [f"r{load.number}" for load in read]
        self.put(f"{', '.join(names)} = {self.bind(struct.Struct(code).unpack_from)}(p, {self.at()})")
        for load in loads:
            if load in read:
                self.load(load, f"r{load.number}")
            else:
                self.ahead += load.size

    def felt(self, load: Load) -> bool:
        """Whether the source touches every byte of a load whatever happens, so that its absence is felt."""
        if not (isinstance(load.wire, Real) or load.size <= 4) or not has_meaning(load):
            return False
        (part, *others) = load.parts
        if others:
            return sum(map(matters, load.parts)) > 1 or any(
                one.slot is not None and one.valid is None and not isinstance(one.invalid, Cond) for one in load.parts
            )
        read = part.slot is not None and part.valid is None and not isinstance(part.invalid, Cond)
        return read or part.constant is not None or (part.slot is None and part.variable in self.used)

    @staticmethod
    def _code(loads: Sequence[Load]) -> str | None:
        """The struct code of a run, where one call reads it faster."""
        wide = [load for load in loads if load.size > 1 and has_meaning(load)]
        orders = {load.wire.order for load in wide}
        if len(wide) < _UNPACK or len(orders) != 1 or orders == {"words"} or any(load.tail for load in loads):
            return None
        code = "<" if orders == {"little"} else ">"
        for load in loads:
            if not has_meaning(load):
                code += f"{load.size}x"
            elif not isinstance(load.wire, Whole) or load.wire.bits not in STRUCT:
                return None
            else:
                letter = STRUCT[load.wire.bits]
                code += letter if is_signed(load) else letter.upper()
        return code

    def note(self, *parts: Part) -> None:
        """Where a value stands that something is switched on, for what is said of an unknown one."""
        for part in parts:
            if self.trace and part.variable in self.plan.switched:
                self.put(f"at_{part.variable} = {self.at()}")

    def load(self, op: Load, raw: str | None = None) -> None:
        unpacked = raw is not None
        self.note(*op.parts)
        if raw is None:
            at = [self.at(byte) for byte in range(op.size)]
            if isinstance(op.wire, Real):
                code = f"{'<' if op.wire.order == 'little' else '>'}{'f' if op.wire.bits == 32 else 'd'}"
                raw = f"{self.bind(struct.Struct(code).unpack_from)}(p, {at[0]})[0]"
            elif not self.trace and has_meaning(op) and (alone := struct_code(op)) is not None:
                raw = f"{self.bind(struct.Struct(alone).unpack_from)}(p, {at[0]})[0]"
                unpacked = is_signed(op)
            else:
                raw = bytes_at(op.wire, at)
            if (self.trace and len(op.parts) > 1) or sum(map(matters, op.parts)) > 1:
                self.put(f"r{op.number} = {raw}")
                raw = f"r{op.number}"
        for number, part in enumerate(op.parts):
            if op.size == 1 and not self.trace and self.tabled(part):
                self.count(part)
                self.store(part, f"{self.bind_as(f'{identifier(part.label)}_of', byte_table(part_key(part)))}[{raw}]")
                continue
            value = raw if unpacked and is_signed(op) else bits_of(part, raw, op.wire)
            if part.bits <= 8 and isinstance(part.transform, Choice) and not self.trace and self.tabled(part):
                table = byte_table(part_key(replace(part, spans=((0, part.bits),))))
                self.count(part)
                self.store(part, f"{self.bind_as(f'{identifier(part.label)}_of', table)}[{value}]")
                continue
            self.part(part, value, op, number)
        self.ahead += op.step

    def tabled(self, part: Part) -> bool:
        """Whether all that a byte can mean stands in a table: one look instead of masks, tests and arithmetic."""
        plain = part.valid is None and isinstance(part.invalid, tuple) and part.constant is None and not part.is_time
        simple = isinstance(part.transform, Affine) and part.transform.plain and part.cast is None and not part.excludes
        return part.slot is not None and plain and part.variable not in self.used and not (simple and part.bits == 8)

    def part(self, part: Part, value: str, op: Load | Take, number: int) -> None:
        if not matters(part) and not self.trace:
            return
        real = isinstance(op, Load) and isinstance(op.wire, Real)
        if not value.isidentifier() and (self.trace or not used_once(part, real)):
            name = f"x{op.number}_{number}"
            self.put(f"{name} = {value}")
            value = name
        if part.constant is not None:
            self.constant(part, value)
        if part.slot is not None:
            self.emit(part, value, real, (op.number, number))
            return
        meaning = part.transform.python(value, self.bind)
        if real:  # hidden, what is no number is not known, as a value that is shown has none then
            meaning = f"None if not {self.bind(math.isfinite)}({value}) else {meaning}"
        if part.variable is not None:
            self.variable(part.variable, meaning)
            if part.transform.partial or real:
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
        bits = f"{self.bind(Real(part.bits).raw)}({value})" if real and part.sentinels else value
        guards += [(case_test(bits, sentinel), status) for sentinel, status in part.sentinels]
        meaning = part.transform.python(value, self.bind)
        if real:
            guards.append((f"not {self.bind(math.isfinite)}({value})", "fault"))
        elif part.cast == "float" and isinstance(part.transform, Affine) and part.transform.den == 1:
            meaning = f"({meaning}) / 1" if " " in meaning else f"{meaning} / 1"
        if guards and part.valid is None and self.alone(part):
            choices = [f"{self.bind(no_value(status or ''))} if {test} else " for test, status in guards]
            self.store(part, f"({''.join(choices)}{meaning})")
            return
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
            if part.variable in self.used and not part.transform.partial:
                self.sure.add(part.variable or "")

    def alone(self, part: Part) -> bool:
        """Whether a value goes straight into the results, and nowhere else."""
        direct = not part.transform.partial and not part.is_time and not part.counted
        return direct and not self.trace and part.variable not in self.used

    def channel(self, part: Part) -> str:
        if part.channel is None:
            return "None"
        counter = f"n_{part.slot.index}" if part.slot is not None else ""
        return python(part.channel, replace(self.scope(), occurrence=counter))

    def count(self, part: Part) -> None:
        """One more occurrence of a value that is numbered so."""
        if part.counted and part.slot is not None:
            self.settle()  # what waits is written before the count goes on
            self.put(f"n_{part.slot.index} += 1")

    def void(self, part: Part, place: tuple[int, int]) -> None:
        if self.trace:
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, None, 'not valid here', {self.channel(part)}))")

    def none(self, part: Part, status: str, place: tuple[int, int]) -> None:
        """No value, and why."""
        self.count(part)
        if self.trace:
            self.put(f"tr.append(('value', {place[0]}, {place[1]}, None, {status!r}, {self.channel(part)}))")
        self.store(part, "None" if part.is_time else self.bind(no_value(status)))

    def value(self, part: Part, meaning: str, place: tuple[int, int]) -> None:
        if part.transform.partial:
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
        if part.is_time:
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
        self.note(op.part)
        self.part(op.part, "p[o:end]", op, 0)
        self.settle()
        self.put("o = end")

    def derive(self, op: Derive) -> None:
        part = op.part
        self.note(part)
        if part.slot is None:
            self.variable(part.variable or "", f"{self.python(op.expr)} or 0")
            return
        place = (0, part.slot.index)
        if part.valid is not None:
            with self.block(f"if {self.python(part.valid)}:"):
                self._derive(op, place)
            if self.trace:
                with self.block("else:"):
                    self.void(part, place)
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
            self.put(f"z = ({expr}) / 1" if wide else f"z = {expr}")
        with self.block("except (TypeError, ArithmeticError):"):
            self.none(op.part, "fault", place)
        with self.block("else:"):
            self._value(op.part, "z", place)
