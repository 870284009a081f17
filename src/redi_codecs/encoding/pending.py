"""Open values: a payload being written, some of whose bits are settled only by what comes after them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from redi_codecs.encoding.given import Given, Scope
from redi_codecs.errors import EncodeError
from redi_codecs.layout.expr import BitSet, Cond, Expr
from redi_codecs.plan import plan as pl
from redi_codecs.plan.bits import limits, pack, spread, with_sign
from redi_codecs.plan.evaluate import Beyond, Contradiction, Open, Solver, evaluate


@dataclass(slots=True)
class Pending:
    """A variable that is written already, and may still take bits."""

    chunk: int
    part: pl.Part
    bits: int = 0
    mask: int = 0
    preferred: Any = None
    #: How many bytes it has, where it is a run of bytes.
    length: Expr | None = None

    def copy(self) -> Pending:
        return Pending(self.chunk, self.part, self.bits, self.mask, self.preferred, self.length)


@dataclass(slots=True)
class State:
    """How far the writing is; copied where a choice may have to be taken back."""

    chunks: list[bytes | tuple[pl.Load, int]] = field(default_factory=list)
    size: int = 0
    variables: dict[str, Any] = field(default_factory=dict)
    pending: dict[str, Pending] = field(default_factory=dict)
    aliases: dict[str, Expr] = field(default_factory=dict)
    scope: Scope = field(default_factory=lambda: Scope({}))
    records: list[Scope] = field(default_factory=list)
    message: str | None = None
    named: bool = False
    #: Whether an entry of tags has said the time of the message.
    timed: bool = False
    f_port: int | None = None
    index: int | None = None
    hint: int | None = None
    counts: dict[int, int] = field(default_factory=dict)
    #: Conditions that are not to hold, if that is still open when all is said.
    avoided: list[Cond] = field(default_factory=list)
    #: How far what is written is off what was asked for, as parts of each value.
    off: float = 0.0

    @property
    def left(self) -> int:
        """How many values and records are not written yet."""
        return len(self.scope.values) + len(self.records)

    def copy(self) -> State:
        pending = {name: one.copy() for name, one in self.pending.items()}
        records = [one.copy() for one in self.records]
        return State(
            list(self.chunks), self.size, dict(self.variables), pending, dict(self.aliases), self.scope.copy(), records,
            self.message, self.named, self.timed, self.f_port, self.index, self.hint, dict(self.counts),
            list(self.avoided), self.off,
        )  # fmt: skip

    def restore(self, kept: State) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(kept, name))


class OpenValues:
    """What is written so far, and which of it may still change."""

    def __init__(self, plan: pl.Plan, wanted: Given) -> None:
        self.plan = plan
        self.exact = wanted.exact
        self.state = State(
            scope=wanted.current.copy(), records=[one.copy() for one in wanted.records], message=wanted.message
        )
        #: How often the value being written has come, while its channel is worked out.
        self.occurrence: int | None = None

    # ---- what is known

    def solver(self, *, nearest: bool = False) -> Solver:
        state = self.state
        known = {"f_port": state.f_port, "index": state.index, "occurrence": self.occurrence}
        return Solver(self.lookup, known, self.set_value, self.set_bits, self.prefer, nearest=nearest)

    def lookup(self, name: str) -> Any:
        state = self.state
        if name in state.aliases:
            return self.solver().value(state.aliases[name])
        if name in state.variables:
            return state.variables[name]
        raise Open(name)

    def set_value(self, name: str, value: Any) -> None:
        state = self.state
        if name == "f_port":
            state.f_port = value
        elif name in state.pending:
            part = state.pending[name].part
            try:
                raw = part.transform.encode(value)
            except ValueError as error:
                raise Contradiction(f"{name}: {error}") from None
            if isinstance(raw, bytes):
                self.set_bytes(name, raw)
                return
            self.check_fits(raw, part)
            self.set_bits(name, (1 << part.bits) - 1, raw & (1 << part.bits) - 1)
        else:
            raise Contradiction(f"{name} is not written")

    def set_bytes(self, name: str, data: bytes) -> None:
        """A run of bytes that only steers is what its place asks for."""
        state, one = self.state, self.state.pending[name]
        assert one.length is not None
        size = self.known(one.length)
        if size is None:
            self.solver().solve(one.length, len(data))
        elif len(data) > size:
            raise Contradiction(f"{name} would have {len(data)} bytes, not {size}")
        del state.pending[name]
        data = data.ljust(size or 0, b"\0")
        state.chunks[one.chunk] = data
        state.size += len(data)
        state.variables[name] = one.part.transform.decode(data)

    @staticmethod
    def check_fits(raw: int, part: pl.Part) -> None:
        low, high = limits(part)
        if not low <= raw <= high:
            raise Beyond(f"{part.label} would have to be {raw}, beyond {part.bits} bits")

    def set_bits(self, name: str, mask: int, bits: int) -> None:
        state = self.state
        if name in state.aliases:
            inner = state.aliases[name]
            for number in range(mask.bit_length()):
                if mask >> number & 1:
                    self.solver().assume(BitSet(inner, number), bool(bits >> number & 1))
            return
        one = state.pending.get(name)
        if one is None:
            raise Contradiction(f"{name} is not open")
        if (one.bits ^ bits) & one.mask & mask:
            raise Contradiction(f"{name} would need two values")
        if bits >> one.part.bits:
            raise Contradiction(f"{name} is beyond {one.part.bits} bits")
        one.bits |= bits
        one.mask |= mask
        if one.mask == (1 << one.part.bits) - 1:
            state.variables.setdefault(name, one.part.transform.decode(with_sign(one.bits, one.part)))

    def prefer(self, name: str, value: Any) -> None:
        if name in self.state.pending:
            self.state.pending[name].preferred = value

    def known(self, expr: Expr) -> Any:
        """The value of an expression, or None while it is open."""
        try:
            return self.solver().value(expr)
        except (Open, TypeError, ZeroDivisionError):
            return None

    def avoid(self, cond: Cond) -> None:
        """Keep a condition from holding, if it would where nothing more is said."""
        if self.stands(cond):
            with suppress(Contradiction):  # whether it matters is seen when the payload is decoded
                self.solver().assume(cond, False)

    def stands(self, cond: Cond) -> bool:
        """Whether a condition that is open holds if nothing more is said of what is open."""
        if self.known(cond) is not None:
            return False
        try:
            return bool(evaluate(cond, self.unsaid, self.solver().known))
        except (Open, TypeError):
            return False

    def unsaid(self, name: str) -> Any:
        """The value of a variable if nothing more is said of it."""
        one = self.state.pending.get(name)
        if one is None or (not one.mask and one.preferred is not None):
            return self.lookup(name) if one is None else one.preferred
        return one.part.transform.decode(with_sign(one.bits, one.part))

    def payload(self) -> bytes:
        for name in list(self.state.pending):
            self.close(name)
        written, shared = bytearray(), False
        for chunk in self.state.chunks:
            data = chunk if isinstance(chunk, bytes) else pack(chunk[1], chunk[0].wire)
            if shared:
                written[-1] |= data[0]
            written += data[shared:]
            shared = not isinstance(chunk, bytes) and chunk[0].tail > 0
        self.state.chunks[:] = [bytes(written)]
        return bytes(written)

    def close(self, name: str) -> None:
        """Nothing more can be asked of an open variable: its bits are written."""
        avoided = self.state.avoided
        mine = [cond for cond in avoided if name in pl.names(cond)]
        avoided[:] = [cond for cond in avoided if name not in pl.names(cond)]  # not by ==, which makes a condition
        for cond in mine:
            self.avoid(cond)
        one = self.state.pending.get(name)
        if one is not None and one.length is not None:
            self.must(lambda: self.set_bytes(name, b""), name)
            return
        if one is not None and not one.mask and (preferred := one.preferred) is not None:
            self.must(lambda: self.set_value(name, preferred), name)
        one = self.state.pending.pop(name, None)
        if one is not None:
            chunk = self.state.chunks[one.chunk]
            assert not isinstance(chunk, bytes)
            self.state.chunks[one.chunk] = chunk[0], chunk[1] | spread(one.bits, one.part)

    def must(self, action: Callable[[], None], label: str) -> None:
        try:
            action()
        except Contradiction as error:
            raise EncodeError(str(error), field=label) from None

    def append(self, chunk: bytes | tuple[pl.Load, int], size: int) -> None:
        self.state.chunks.append(chunk)
        self.state.size += size
