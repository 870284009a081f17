"""Generated JavaScript, bodies that may not run, and parts with an end of their own: masks, lengths, checksums."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from redi_codecs.layout.expr import Const, Expr, Known
from redi_codecs.layout.nodes import Crc, mirrored
from redi_codecs.plan.faults import computed, known_values, switched_on
from redi_codecs.plan.plan import Choose, Guard, TagLoop
from redi_codecs.runtimes.javascript.cases import CaseEmitter, Ops
from redi_codecs.runtimes.javascript.expressions import unsure
from redi_codecs.runtimes.javascript.text import NoJavaScript, bare, literal, variable

_WIDEST = 32


class EndEmitter(CaseEmitter):
    """Writes what is around bodies; :class:`~redi_codecs.runtimes.javascript.control.ControlEmitter` writes these."""

    def body(self, ops: Ops) -> None:
        raise NotImplementedError

    @contextmanager
    def aside(self) -> Iterator[None]:
        """A body that may not run: what it makes sure of does not count after it."""
        kept = set(self.sure)
        yield
        self.sure = kept

    def branch(self, ops: Ops) -> None:
        with self.aside():
            self.body(ops)

    # ---- masks

    def clip(self, mask: str, lost: str, known: int, rising: bool) -> None:
        if self.numbers.variable(mask).high >= 1 << 32:
            raise NoJavaScript(f"{self.plan.device}: a mask of more than 32 bits")
        mask = variable(mask)
        self.put(f"{self.script.declare(lost, '0')} = {mask} & ~{known:#x};")
        kept = f"({lost} & -{lost}) - 1" if rising else self.script.call("above", lost)
        self.put(f"if ({lost}) {mask} &= {kept};")

    def lost(self, lost: str, room: Expr) -> None:
        if isinstance(room, Const) and room.value == 0:
            with self.script.block(f"if ({lost} && at < end)"):
                self.undeclared(lost, "end")
            return
        with self.script.block(f"if ({lost})"):
            end = self.end_of(room)
            with self.script.block(f"if (at < {end})"):
                self.undeclared(lost, end)

    def undeclared(self, lost: str, end: str) -> None:
        """What is left behind groups that nobody declared."""
        shown = f'({lost} >>> 0).toString(16) + " have no declared group"'
        self.script.warn("unknown_group", "at", f'"mask bits 0x" + {shown}')
        self.put(f"at = {end};")

    # ---- parts with an end of their own

    @contextmanager
    def inside(self, end: str) -> Iterator[None]:
        """A part that ends there."""
        if end == "end":
            yield
            return
        outer = self.script.fresh("outer")
        self.put(f"{outer} = end;")
        self.put(f"end = {end};")
        yield
        self.put(f"end = {outer};")

    @contextmanager
    def before(self, room: Expr) -> Iterator[None]:
        """A part that ends so many bytes before what stands around it."""
        if not isinstance(room, Const):
            with self.inside(self.end_of(room)):
                yield
        elif room.value == 0:
            yield
        else:
            self.put(f"end -= {room.value};")
            yield
            self.put(f"end += {room.value};")

    def end_of(self, room: Expr) -> str:
        """A variable for the end of what is left but ``room``."""
        if isinstance(room, Const) and room.value == 0:
            return "end"
        end = self.script.fresh("end")
        self.put(f"{end} = end - {self.javascript(room)};")
        return end

    def within(self, size: str, body: Ops) -> None:
        end = self.script.fresh("end")
        size = size if size.isidentifier() else f"({size} || 0)"
        self.put(self.script.call("need", bare(size), literal("a part of stated length")) + ";")
        self.put(f"{end} = at + {size};")
        if not body:  # left out on purpose
            self.put(f"at = {end};")
            return
        with self.inside(end):
            self.body(body)
        self.unused(end, "after the end of a part")

    def unused(self, end: str, where: str) -> None:
        """Bytes that a body has left over."""
        with self.script.block(f"if (at < {end})"):
            self.script.warn("unused_bytes", "at", f'({end} - at) + " bytes {where}"')
            self.put(f"at = {end};")

    def guard(self, op: Guard) -> None:
        check, name = check_of(self.plan.device, op.crc), op.crc.name
        end, seen, made = self.script.fresh("end"), self.script.declare("seen"), self.script.declare("made")
        self.put(f"{end} = end - {op.wire.size};")
        self.put(self.script.call("need", op.wire.size, literal("checksum")) + ";")
        self.put(f"{seen} = {self.script.call('uintle' if op.wire.order == 'little' else 'uint', end, op.wire.size)};")
        self.put(f"{made} = {self.script.call('crc', end, *map(json.dumps, check))};")
        with self.script.block(f"if ({seen} !== {made})"):
            self.script.needs.add("long")
            hexes = [self.script.call("hex", one, 4) for one in (seen, made)]
            said = f'"the checksum is " + {hexes[0]} + ", but that of the bytes before it ({name}) is " + {hexes[1]}'
            self.script.fail("checksum", end, said)
        with self.inside(end):
            self.body(op.body)
        with self.script.block(f"if (at < {end})"):
            self.script.warn("unused_bytes", "at", f'({end} - at) + " bytes before the checksum"')
        self.put("at = end;")

    # ---- what nobody declared

    def unknown(self, op: Choose, before: str, values: Sequence[str]) -> None:
        """No case fits: an error, or the end of the block that stands around, or of what is left."""
        place = self.switched_at(op, before)
        if op.unknown == "raise":
            self.refuse(op, place, values)
            return
        said = literal(switched_on(op)), place, self.seen(op, values)
        if op.block is not None:
            known = literal(known_values(op))
            self.put(self.script.call("stop", op.block, f"block{op.block}", *said, known) + ";")
        else:
            said_so = self.script.call("unfamiliar", *said)
            self.put(self.script.call("unknown", '"unknown_block"', before, self.end_of(op.room), said_so) + ";")

    def seen(self, op: Choose | TagLoop, values: Sequence[str]) -> str:
        """Values as an error shows them."""
        words = computed(op)
        if words is not None:
            self.script.needs.add("computed")
            return f'{literal(f"where {words} is ")} + {self._seen(op.on[0], values[0], plain=True)} + ", what comes"'
        return ' + " " + '.join(self._seen(one, value) for one, value in zip(op.on, values, strict=True))

    def _seen(self, one: Expr, value: str, *, plain: bool = False) -> str:
        match self.numbers.of(one).type:
            case "text":
                return self.script.call("shown", value)
            case "bool":
                said = f'{value} ? "True" : "False"'
            case _:
                said = value if plain else self.script.call("hex", value)
                self.script.needs |= {"long"} if not plain and self.numbers.of(one).low < 0 else set()
                if not self.missing(one):
                    return said
        return f'({value} === null ? "None" : {said})'

    def missing(self, expr: Expr) -> bool:
        """Whether a value may be missing."""
        return bool(unsure(expr, self.scope()))

    def refuse(self, op: Choose | TagLoop, place: str, values: Sequence[str]) -> None:
        """An error that says what is known."""
        known = known_values(op)
        on = op.on[0]
        if isinstance(on, Known) and on.name == "f_port":
            said = f'"nothing is sent on fPort " + {values[0]} + {literal(f"; known: {known}")}'
            self.script.fail(None, "0", said)
        elif isinstance(on, Known) and on.name == "length":
            said = f'"no message has {on.name} " + {values[0]} + {literal(f"; known: {known}")}'
            self.script.fail(on.name, place, said)
        else:
            given = literal(switched_on(op)), place, self.seen(op, values), literal(known)
            self.put(f"{self.script.use('unfit')}({', '.join(given)});")  # of which a file may make a sum

    def switched_at(self, op: Choose, before: str) -> str:
        """Where the value switched on was read: here, or by the field that it comes from."""
        if op.source is None:
            return before
        at = self.script.declare(f"at_{variable(op.source)}", "null")
        return at if op.source in self.sure else f"{at} === null ? {before} : {at}"

    def begin(self, block: int, code: str, start: str, end: str, leave: str) -> None:
        """The beginning of a block: where it turned out that something in it is unknown, it is left out."""
        self.put(f"if ({self.script.call('leftOut', block, literal(code), start, end)}) {leave}")
        self.put(f"{self.script.declare(f'block{block}')} = at;")


def check_of(device: str, crc: Crc) -> list[Any]:
    """What the helper ``crc`` is told of a check, beside the bytes."""
    if crc.bits not in (8, 16, _WIDEST):
        raise NoJavaScript(f"{device}: a check of {crc.bits} bits")
    polynomial, initial = crc.polynomial, crc.initial
    if crc.reflected:
        polynomial, initial = mirrored(polynomial, crc.bits), mirrored(initial, crc.bits)
    part = [crc.skips, crc.sent] if crc.skips or crc.keeps else []
    return [crc.bits, polynomial, initial, crc.reflected, crc.final, *part]
