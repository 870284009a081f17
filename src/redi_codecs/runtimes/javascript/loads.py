"""Generated JavaScript, the straight parts: loads, and what becomes of their bits."""

from __future__ import annotations

import itertools
from functools import cached_property
from operator import itemgetter

from redi_codecs.layout.expr import Cond, Const
from redi_codecs.layout.transform import Affine, Choice, Dotted, GpsTime, Test, Verbatim
from redi_codecs.layout.wire import Real, Whole
from redi_codecs.plan.bits import limits
from redi_codecs.plan.plan import Derive, Load, Part, Take, parts
from redi_codecs.runtimes.javascript.curves import partial
from redi_codecs.runtimes.javascript.expressions import case_test, javascript, unsure, whole
from redi_codecs.runtimes.javascript.meanings import Raw, inside, meaning, word_bits
from redi_codecs.runtimes.javascript.text import NoJavaScript, bare, literal, variable
from redi_codecs.runtimes.javascript.values import ValueEmitter

#: How a bit is asked whether it is set.
_SET = {("!=", 0), ("==", 1), (">", 0), (">=", 1)}
#: So many constants are worth no helper.
_FEW = 2
#: So many bits does a reader give as one number.
_READ = 48


class LoadEmitter(ValueEmitter):
    """Writes loads; :class:`~redi_codecs.runtimes.javascript.control.ControlEmitter` adds what branches and repeats."""

    def load(self, op: Load) -> None:
        label = literal(op.parts[0].label)
        self.note(*op.parts)
        self.place = f"(at - {op.size})"
        self.field = label
        self._load(op, label)
        self.place, self.field = "at", None
        if op.tail:
            self.put("at -= 1;")

    def _load(self, op: Load, label: str) -> None:
        read = [part for part in op.parts if self.matters(part)]
        if not read:
            self.put(f"{self.script.call('skip', op.size, label)};")
            return
        if isinstance(op.wire, Real):
            self.real(op, op.parts[0], label)
            return
        (first, *others) = op.parts
        if not others and first.spans == ((0, op.wire.bits),) and op.wire.bits <= _READ:
            wire = Whole(op.wire.bits, first.signed, op.wire.order)
            self.part(first, self._number(first, self.script.call(str(wire), label)), op.size)
            return
        word = self._word(op, label)
        for part in op.parts:
            if word is not None and part.slot is not None and self._flag(part):
                self.put(self.script.call("flag", literal(part.slot.name), part.spans[0][0]) + ";")
            else:
                self.part(part, self._raw(part, op.wire, word), op.size)

    def _flag(self, part: Part) -> bool:
        """Whether a part is a bit of its own that just says yes."""
        plain = part.slot is not None and self.kept(part.slot) and part.slot.index not in self.doubtful
        asked = (part.channel, part.valid, part.warning)
        simple = plain and all(one is None for one in asked) and not self.steers(part) and not part.is_time
        (_, width), *others = part.spans
        match part.transform:
            case Test(op, other):
                return simple and width == 1 and not others and (op, other) in _SET
            case _:
                return False

    def note(self, *parts: Part) -> None:
        """Where a value stands that something is switched on, for what is said of an unknown one."""
        for part in parts:
            if part.variable in self.plan.switched:
                self.put(f"{self.script.declare(f'at_{variable(part.variable)}', 'null')} = at;")

    def _word(self, op: Load, label: str) -> str | None:
        """Read a word into a variable; one of more than 32 bits stays where it is, and its first byte is noted."""
        assert isinstance(op.wire, Whole)
        if op.wire.bits <= 32:
            read = self.script.call(str(Whole(op.wire.bits, order=op.wire.order)), label)
            self.put(f"{self.script.declare('word')} = {read};")
            return "word"
        self.put(f"{self.script.declare('start')} = at;")
        self.put(f"{self.script.call('skip', op.size, label)};")
        return None

    def _number(self, part: Part, value: str) -> Raw:
        """A number that is read as a whole; asked for some of its bits, it has to be in a variable."""
        return Raw(part.bits, value, lambda low, width: self._some(value, part.bits, low, width))

    def _some(self, value: str, bits: int, low: int, width: int) -> str:
        if low == 0 and width == bits:
            return value
        if bits > 32:
            return self.script.call("part", value, low, width)
        shifted = f"({value} >>> {low})" if low else value
        return shifted if low + width == bits else f"({shifted} & {(1 << width) - 1:#x})"

    def _raw(self, part: Part, wire: Whole, word: str | None) -> Raw:
        def some(low: int, width: int) -> str:
            return word_bits(self.script, wire, word, inside(part.spans, low, width))

        if part.bits > 53 and isinstance(part.transform, Affine):
            if part.spans != ((0, wire.bits),) or wire.order == "words":
                raise NoJavaScript(f"{self.plan.device}: {part.label} has {part.bits} bits that are not whole bytes")
            flags = [str(wire.order == "little").lower(), str(part.signed).lower()]
            return Raw(part.bits, "", some, self.script.call("whole", "start", wire.size, *flags))
        if part.bits > 53:  # a text or a date, of which only some bits are asked for
            return Raw(part.bits, "", some, "")
        value = word_bits(self.script, wire, word, part.spans)
        if part.signed:
            value = self.script.call("signed", value, f"{1 << part.bits - 1:#x}")
        return Raw(part.bits, value, some)

    def real(self, op: Load, part: Part, label: str) -> None:
        """A number of IEEE 754: what is not finite is none."""
        order = "le" if op.wire.order == "little" else ""
        sentinels: list[tuple[str, str | None]] = []
        if op.wire.bits == 32:
            raw = self.script.call(f"u32{order}", label)
            if part.sentinels:
                self.put(f"{self.script.declare('raw')} = {raw};")
                raw = "raw"
            number = self.script.call("float32", raw)
            sentinels = [(case_test(raw, sentinel), status) for sentinel, status in part.sentinels]
        else:
            self.put(f"{self.script.call('skip', 8, label)};")
            read = self.script.use("uintle" if order else "uint")
            number = self.script.call(
                "float64", *(f"{read}(at - {8 - start}, 4)" for start in ((4, 0) if order else (0, 4)))
            )
            if part.sentinels:
                raise NoJavaScript(f"{self.plan.device}: {part.label} is a float of 64 bits with sentinels")
        plain = part.slot is not None and not self.steers(part) and not part.is_time and not self.timed(part)
        sure = isinstance(part.transform, Affine) and (op.wire.bits == 32 or part.transform.plain)
        if plain and sure and part.valid is None and not isinstance(part.invalid, Cond):
            found = meaning(self.script, part, Raw(op.wire.bits, number, lambda low, width: ""), floats=True)
            self.emit(part, found, sentinels, "finite")
            return
        value = self.script.declare("value")
        self.put(f"{value} = {number};")
        found = meaning(self.script, part, Raw(op.wire.bits, value, lambda low, width: ""), floats=True)
        if part.slot is not None:
            self.emit(part, found, [*sentinels, (f"!isFinite({value})", "fault")])
        elif self.steers(part):
            self.set(part.variable or "", f"isFinite({value}) ? {found} : null")
            self.sure.discard(part.variable or "")

    def part(self, part: Part, raw: Raw, size: int) -> None:
        if not self.matters(part):
            return
        if self._again(part) and raw.digits is None and not raw.value.isidentifier():
            name = self.script.declare("raw")
            self.put(f"{name} = {raw.value};")
            raw = Raw(raw.width, name, lambda low, width: self._some(name, part.bits, low, width))
        if part.constant is not None:
            self.constant(part, raw.value, size)
        floats = part.slot is not None and part.slot.type == "float"
        if part.slot is not None:
            guards: list[tuple[str, str | None]] = []
            if part.sentinels and raw.digits is not None:
                raise NoJavaScript(f"{self.plan.device}: {part.label} has {part.bits} bits and sentinels")
            for status, found in itertools.groupby(part.sentinels, key=itemgetter(1)):
                tests = [case_test(raw.value, sentinel, ends=limits(part)) for sentinel, _ in found]
                guards.append((" || ".join(tests), status))
            self.emit(part, meaning(self.script, part, raw, floats), guards)
        elif part.variable is not None and self.steers(part):
            self.set(part.variable, meaning(self.script, part, raw, floats))
            if partial(part.transform):
                self.sure.discard(part.variable)

    def _again(self, part: Part) -> bool:
        """Whether the raw number is read before it is known what becomes of it, or looked at several times."""
        once = isinstance(part.transform, Affine | Choice | Test | GpsTime)
        once = once or (isinstance(part.transform, Dotted) and len(part.transform.widths) == 1)
        guarded = part.valid is not None or isinstance(part.invalid, Cond) or bool(part.sentinels)
        return guarded or not once or (part.warning is not None and not self._usual(part))

    def constant(self, part: Part, value: str, size: int) -> None:
        wanted = part.constant or 0
        self.script.needs |= {"long"} if part.signed else set()
        if part.warning is None:
            if self.few_constants:
                raw = value if value.isidentifier() else f"({self.script.declare('raw')} = {bare(value)})"
                seen = self.script.call("hex", value if value.isidentifier() else "raw")
                with self.script.block(f"if ({raw} !== {wanted:#04x})"):
                    said = f"the constant {wanted:#04x} is expected here, not "
                    self.script.fail(part.label, f"at - {size}", f"{literal(said)} + {seen}")
                return
            named = () if literal(part.label) == self.field else (literal(part.label),)
            self.put(self.script.call("expect", bare(value), hex(wanted), size, *named) + ";")
            return
        if self._usual(part):
            given = bare(value), hex(wanted), size, literal(part.warning)
            self.script.use("warn")
            self.put(self.script.call("usual", *given) + ";")
            return
        with self.script.block(f"if ({value} !== {wanted})"):
            usual = f" where this device sends {wanted:#04x}"
            said = f'"{part.label} " + {self.script.call("hex", value)} + {literal(usual)}'
            self.script.warn(part.warning, f"at - {size}", said)

    @cached_property
    def few_constants(self) -> bool:
        """Whether so few bytes have to be as they are that a helper for it is longer."""
        wanted = [part for part in parts(self.plan.ops) if part.constant is not None and part.warning is None]
        return len(wanted) <= _FEW

    def _usual(self, part: Part) -> bool:
        """Whether a helper warns of bytes that are not as they usually are."""
        alone = part.slot is None and not self.steers(part) and literal(part.label) == self.field
        return alone and part.warning is not None and not self.few_usual

    @cached_property
    def few_usual(self) -> bool:
        """The same of those that are warned of."""
        return sum(part.warning is not None for part in parts(self.plan.ops)) < _FEW

    def set(self, name: str, value: str) -> None:
        self.put(f"{self.variable(name)} = {value};")
        self.sure.add(name)

    # ---- bytes, and what is computed

    def take(self, op: Take) -> None:
        label, part = literal(op.part.label), op.part
        if op.size is None:
            room = self.javascript(op.room)
            if room != "0":
                self.put(self.script.call("need", room, label) + ";")
            size = f"end - at{'' if room == '0' else f' - {room}'}"
        else:
            size = self.javascript(op.size)
            if not isinstance(op.size, Const) and unsure(op.size, self.scope()):
                size = f"{size} || 0"
        self.note(part)
        if not self.matters(part):
            self.put(self.script.call("skip", size, label) + ";")
            return
        assert isinstance(part.transform, Verbatim)
        value = self.script.call("text" if part.transform.form == "text" else "hexes", size, label)
        if part.slot is None:
            self.set(part.variable or "", value)
            return
        self.field = label
        if part.valid is not None or isinstance(part.invalid, Cond):
            self.put(f"{self.script.declare('start')} = at;")
            self.put(f"{self.script.declare('raw')} = {value};")
            value, self.place = "raw", "start"
        self.emit(part, value, [])
        self.place, self.field = "at", None

    def derive(self, op: Derive) -> None:
        part = op.part
        self.note(part)
        if part.slot is None:
            if self.steers(part):
                self.set(part.variable or "", f"{self.javascript(op.expr)} || 0")
            return
        if not self.kept(part.slot) and not self.steers(part):
            return
        kept = set(self.sure)
        if part.valid is not None:
            with self.script.block(f"if ({self.javascript(part.valid)})"):
                self._derive(op)
        else:
            self._derive(op)
        self.sure = kept

    def _derive(self, op: Derive) -> None:
        if isinstance(op.part.invalid, Cond):
            with self.script.block(f"if ({self.javascript(op.part.invalid)})"):
                self.none(op.part, "fault")
            with self.script.block("else"):
                self._compute(op)
            return
        self._compute(op)

    def _compute(self, op: Derive) -> None:
        scope = self.scope(strict=True)
        found = self.numbers.of(op.expr)
        if found.exact:
            expr = javascript(op.expr, scope)
        else:
            floats = op.part.slot is not None and op.part.slot.type == "float"
            places = whole(op.expr, scope)
            expr = self.script.call("ratio", places, 1, 0) if floats else self.script.call("integer", places)
        if not scope.throws:
            self._value(op.part, expr)
            return
        value = self.script.declare("value")
        self.put(f"{value} = {self.script.call('attempt', f'function () {{ return {expr}; }}')};")
        if not (op.part.counted or op.part.is_time or self.steers(op.part) or self.timed(op.part)):
            self.put(self.script.call("computed", self.name(op.part), value, *self._limits(op.part)) + ";")
            return
        with self.script.block(f"if ({value} === null)"):
            self.none(op.part, "fault")
        with self.script.block("else"):
            self._value(op.part, value)
