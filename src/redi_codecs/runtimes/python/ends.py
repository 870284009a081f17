"""Generated Python, bodies that may not run, and parts with an end of their own: masks, stated lengths, checksums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from redi_codecs.layout.expr import Const, Expr
from redi_codecs.plan.plan import Choose, Guard
from redi_codecs.runtimes.python.cases import CaseEmitter, Ops
from redi_codecs.runtimes.python.expressions import bytes_at


class EndEmitter(CaseEmitter):
    """Writes what is around bodies; :class:`~redi_codecs.runtimes.python.control.ControlEmitter` writes the bodies."""

    def body(self, ops: Ops) -> None:
        raise NotImplementedError

    # ---- branches

    @contextmanager
    def aside(self) -> Iterator[None]:
        """A body that may not run: what it makes sure of and where it leaves the cursor does not count after it."""
        self.settle()
        kept = self.base, self.ahead, set(self.sure), self.display
        yield
        self.settle()
        self.base, self.ahead, self.sure, self.display = kept

    def branch(self, ops: Ops, start: tuple[str | None, int] = ("o", 0), waiting: Sequence[str] | None = None) -> None:
        """A body that may not run, from ``start``; the cursor is in ``o`` after it, what was ``waiting`` is written."""
        with self.aside():
            self.base, self.ahead = start
            self.display = None if waiting is None else list(waiting)
            self.body(ops)
            self.settle()
            if (self.base, self.ahead) != ("o", 0):
                self.flush()

    def joined(self) -> None:
        """After bodies that may have run: the cursor is in ``o``, and the values have been written to."""
        self.display = None
        self.moved()

    # ---- masks

    def clip(self, mask: str, lost: str, known: int, rising: bool) -> None:
        if not self.trace:
            self.fail_if(f"{mask} & ~{known:#x}", "")
            return
        self.put(f"{lost} = {mask} & ~{known:#x}")
        with self.block(f"if {lost}:"):
            self.put(f"{mask} &= {f'({lost} & -{lost}) - 1' if rising else f'~((1 << {lost}.bit_length()) - 1)'}")

    def lost(self, lost: str, room: Expr) -> None:
        if not self.trace:
            return
        self.flush()
        with self.block(f"if {lost}:"):
            end = self.end_of(room)
            with self.block(f"if o < {end}:"):
                self.put(f"w += (('unknown_group', o, {end}, f'mask bits {{{lost}:#x}} have no declared group'),)")
                self.put(f"o = {end}")
        self.joined()

    # ---- parts with an end of their own

    @contextmanager
    def inside(self, limit: str) -> Iterator[None]:
        outer, self.limit = self.limit, limit
        yield
        self.limit = outer

    def end_of(self, room: Expr) -> str:
        """A variable for the end of what is left but ``room``."""
        if isinstance(room, Const) and room.value == 0:
            return self.limit
        end = self.fresh("end")
        self.put(f"{end} = {self.limit} - {self.python(room)}")
        return end

    def within(self, size: Expr, body: Ops) -> None:
        self.settle()
        self.flush()
        end = self.fresh("end")
        self.put(f"{end} = o + ({self.python(size)} or 0)")
        with self.block(f"if {end} > {self.limit} or {end} < o:"):
            self.fail(f"truncated('a part of stated length', o, {end} - o, {self.limit})")
        self.moved()
        if not body:  # left out on purpose
            self.put(f"o = {end}")
            return
        with self.inside(end):
            self.body(body)
        self.settle()
        self.flush()
        with self.block(f"if o < {end}:"):
            self.put(f"w += (('unused_bytes', o, {end}, f'{{{end} - o}} bytes after the end of a part'),)")
            self.put(f"o = {end}")
        self.moved()

    def guard(self, op: Guard) -> None:
        self.flush()
        end, seen, made = self.fresh("end"), self.fresh("x"), self.fresh("y")
        self.put(f"{end} = {self.limit} - {op.wire.size}")
        with self.block(f"if {end} < o:"):
            self.fail(f"truncated('checksum', o, {op.wire.size}, {self.limit})")
        self.put(f"{seen} = {bytes_at(op.wire, [f'{end} + {byte}' for byte in range(op.wire.size)])}")
        self.put(f"{made} = {self.bind(op.crc.of)}(p[:{end}])")
        if self.trace:
            self.put(f"tr.append(('load', {op.number}, {end}, {op.wire.size}))")
        with self.block(f"if {seen} != {made}:"):
            self.fail(f"checksum({self.bind(op.crc)}, {end}, {seen}, {made})")
        with self.inside(end):
            self.body(op.body)
        self.settle()
        self.flush()
        with self.block(f"if o < {end}:"):
            self.put(f"w += (('unused_bytes', o, {end}, f'{{{end} - o}} bytes before the checksum'),)")
        self.put(f"o = {self.limit}")
        self.moved()

    # ---- what nobody declared

    def unknown(self, op: Choose, before: str, values: Sequence[str]) -> None:
        """No case fits: an error, or the end of the block that stands around, or of what is left."""
        said = f"{self.bind(op)}, {self.place(op, before)}, {', '.join(values)}"
        if op.unknown == "raise" or not self.trace:
            self.fail(f"unknown({said})")
        elif op.block is not None:
            self.fail(f"stop(st, ({op.block}, b{op.block}), {said})")
        else:
            self.flush()
            self.skip("unknown_block", before, self.end_of(op.room), f"faults.unfamiliar({said})")

    def place(self, op: Choose, before: str) -> str:
        """Where the value switched on was read: here, or by the field that it comes from."""
        if op.source is None or not self.trace:
            return before
        return f"at_{op.source} if at_{op.source} is not None else {before}"

    def skip(self, code: str, start: str, end: str, text: str) -> None:
        """The cursor moves to the end, with a warning; it never moves back."""
        self.put(f"w += (({code!r}, {start}, max(o, {end}), {text}),)")
        self.put(f"o = max(o, {end})")

    def begin(self, block: int, code: str, start: str, end: str, leave: str) -> None:
        """The beginning of a block: where it turned out that something in it is unknown, it is left out."""
        with self.block(f"if ({block}, o) in st:"):
            self.skip(code, start, end, f"st[{block}, o]")
            self.put(leave)
        self.put(f"b{block} = o")
