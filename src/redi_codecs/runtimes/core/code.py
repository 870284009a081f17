"""Lowering, the lowest part: instructions and the places between them, registers, and pools of numbers."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Any

from redi_codecs.plan.plan import Plan
from redi_codecs.plan.schema import ERROR_CODES, schema
from redi_codecs.runtimes.core.program import ENDS, JUMPS, LENGTH, MOST_ERRORS, MOST_STATUSES, NONE, Instr, Op, Program

__all__ = ["CodeBuilder", "Label", "NotLowered"]

#: Stands for "continue there" until the places are known; no program has one.
_JUMP = -2
_LARGEST = 1 << 61  # beyond it arithmetic could leave 64 bits


class NotLowered(Exception):
    """The plan has something that no program can hold."""


class Label:
    """A place in the code, known once it is reached."""

    at: int = NONE


class CodeBuilder:
    """A program being written; :mod:`redi_codecs.runtimes.core.alu` adds values, and expressions over them."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.program = Program(schema(plan))
        self.limit = LENGTH
        self.used: frozenset[str] = frozenset()
        self._variables: dict[str, int] = {}
        self._constants: dict[int, int] = {}
        self._patches: list[tuple[Instr | list[int], Any, Label]] = []
        self._jumps: dict[int, Label] = {}
        self._errors: dict[tuple[int, str | None], int] = {}
        self._pools: dict[tuple[int, ...], int] = {}
        #: Each switch: the places of its fixed targets, of its first listed one, and how many are listed.
        self._switches: dict[int, tuple[tuple[int, ...], int, int]] = {}

    def finish(self) -> Program:
        """The program, with every place known and nothing in it that is never reached."""
        program = self.program
        code = program.code
        if len(program.errors) > MOST_ERRORS or len(program.schema.statuses) > MOST_STATUSES:
            raise NotLowered("more errors or statuses than there are numbers for")

        def final(at: int) -> int:
            while at in self._jumps:
                at = self._jumps[at].at
            return at

        for holder, place, label in self._patches:
            if isinstance(holder, Instr):
                setattr(holder, place, final(label.at))
            else:
                holder[place] = final(label.at)
        for instr in code:
            if instr.next >= 0:
                instr.next = final(instr.next)
        self._compact(final(0))
        always = ("selector_", "mask_", "lost ", "count ")  # set before they are met, whatever happens
        program.cleared = sorted(
            register
            for name, register in self._variables.items()
            if name.startswith("at ") or (name in self.used and not name.startswith(always))
        )
        return program

    def _compact(self, start: int) -> None:
        """Drop what is never reached; the code then starts at 0."""
        program = self.program
        code, switches = program.code, self._switches
        reached: dict[int, int] = {}
        waiting = [start]
        while waiting:
            at = waiting.pop()
            if at in reached:
                continue
            reached[at] = len(reached)
            waiting += reversed(list(self.follow(code[at], switches)))
        program.code = [code[at] for at in reached]
        for instr in program.code:
            if instr.next >= 0:
                instr.next = reached[instr.next]
            if instr.op in JUMPS:
                instr.b = reached[instr.b]
        for heads, first, count in switches.values():
            for place in (*heads, *range(first, first + count)):
                program.ints[place] = reached.get(program.ints[place], NONE)

    def follow(self, instr: Instr, switches: dict[int, tuple[tuple[int, ...], int, int]]) -> Sequence[int]:
        """Where an instruction may continue."""
        if instr.op in ENDS:
            return ()
        if instr.op == Op.SWITCH:
            heads, first, count = switches[instr.a]
            return [self.program.ints[place] for place in (*heads, *range(first, first + count))]
        return (instr.next, instr.b) if instr.op in JUMPS else (instr.next,)

    # ---- code

    def emit(self, instr: Instr) -> Instr:
        code = self.program.code
        if instr.op not in ENDS and instr.op != Op.SWITCH:
            instr.next = len(code) + 1
        code.append(instr)
        return instr

    def patch(self, holder: Instr | list[int], place: Any, label: Label) -> None:
        self._patches.append((holder, place, label))

    def place(self, label: Label) -> None:
        label.at = len(self.program.code)

    def jump(self, label: Label) -> None:
        self._jumps[len(self.program.code)] = label
        self.emit(Instr(_JUMP))

    def step_switch(self, register: int, edges: list[tuple[int, Label]], below: Label, none: Label) -> None:
        """Go where the last edge says that does not exceed the register."""
        ints, at = self.program.ints, len(self.program.ints)
        merged: list[tuple[int, Label]] = []
        for start, label in edges:
            if label is not (merged[-1][1] if merged else below):
                merged.append((start, label))
        edges = merged
        self.emit(Instr(Op.SWITCH, reg=register, a=at))
        heads: tuple[tuple[int, Label], ...]
        if edges and edges[-1][0] - edges[0][0] <= 512:
            low, high = edges[0][0], edges[-1][0]
            row: list[Label] = []
            for (start, label), (stop, _) in itertools.pairwise(edges):
                row += [label] * (stop - start)
            ints += [0, low, high - low, NONE, NONE, NONE, *([NONE] * len(row))]
            heads = ((3, below), (4, edges[-1][1]), (5, none))
            targets = row
            first = at + 6
        else:
            ints += [1, len(edges), NONE, NONE, *(start for start, _ in edges), *([NONE] * len(edges))]
            heads = ((2, below), (3, none))
            targets = [label for _, label in edges]
            first = at + 4 + len(edges)
        for place, label in heads:
            self.patch(ints, at + place, label)
        for place, label in enumerate(targets):
            self.patch(ints, first + place, label)
        self._switches[at] = tuple(at + place for place, _ in heads), first, len(targets)

    # ---- registers

    def lasting(self) -> int:
        self.program.registers += 1
        return self.program.registers - 1

    temporary = lasting

    def variable(self, name: str) -> int:
        if name not in self._variables:
            self._variables[name] = self.lasting()
        return self._variables[name]

    def constant_register(self, value: int) -> int:
        if not -_LARGEST < value < _LARGEST:
            raise NotLowered(f"the number {value} is too large")
        if value not in self._constants:
            self._constants[value] = self.lasting()
            self.program.constants.append((self._constants[value], value))
        return self._constants[value]

    def set_constant(self, register: int, value: int) -> None:
        self.emit(Instr(Op.MOVE, reg=register, a=self.constant_register(value)))

    # ---- pools

    def pool(self, numbers: list[int]) -> int:
        key = tuple(numbers)
        if key not in self._pools:
            self._pools[key] = len(self.program.ints)
            self.program.ints.extend(numbers)
        return self._pools[key]

    def error(self, kind: str, label: str | None) -> int:
        key = ERROR_CODES[kind], label
        if key not in self._errors:
            self._errors[key] = len(self._errors)
            self.program.errors.append(key)
        return self._errors[key]

    def warning(self, code: str) -> int:
        return self.program.schema.warnings.index(code)
