"""Programs with one number changed: refused, or harmless. Run by test_verify.py, in a process that may crash.

``python mutants.py LAYOUT… [--most N]`` changes each number of each instruction of a layout's program to what is likely
to hurt, and runs what is not refused. Payloads end where the memory ends that may be read. What crashes, hangs or is
refused without naming the instruction is printed, a line each.
"""

from __future__ import annotations

import argparse
import ctypes
import mmap
import os
import random
import signal
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, fields, replace
from importlib import import_module
from typing import Any

from layouts import MADE, made
from redi_codecs import Codec
from redi_codecs.batch.inputs import Inputs
from redi_codecs.batch.memory import Chunk
from redi_codecs.results import no_value
from redi_codecs.runtimes.core import native
from redi_codecs.runtimes.core.lower import lower
from redi_codecs.runtimes.core.program import Instr, Op, Program
from redi_codecs.runtimes.core.verify import InvalidProgram

_FAR = (1 << 31) - 1
#: Seconds after which a run that should take a millisecond does not end.
_PATIENCE = 2


@dataclass(frozen=True)
class Mutant:
    """One changed number."""

    at: int
    name: str
    value: int

    def of(self, program: Program) -> Program:
        code = list(program.code)
        code[self.at] = replace(code[self.at], **{self.name: self.value})
        return replace(program, code=code)


def mutants(program: Program, chance: random.Random, most: int) -> list[Mutant]:
    """The changes to try: neighbours, ends of ranges, and every register."""
    found = []
    for at, instr in enumerate(program.code):
        for one in fields(Instr):
            old = getattr(instr, one.name)
            values = {-2, -1, 0, 1, 2, old - 1, old + 1, 64, 255, 256, len(program.code), -_FAR - 1, _FAR}
            values |= set(chance.sample(range(program.registers), min(4, program.registers)))
            if one.name == "op":
                values |= {int(op) for op in Op}
            found += [Mutant(at, one.name, value) for value in sorted(values - {old})]
    return chance.sample(found, min(most, len(found)))


class Fence:
    """Payloads each of which ends where a page ends behind which nothing may be read."""

    def __init__(self, payloads: list[bytes]) -> None:
        page = mmap.PAGESIZE
        self._memory = mmap.mmap(-1, 2 * page * len(payloads))
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        protect = ctypes.CDLL(None, use_errno=True).mprotect
        protect.argtypes = [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int]
        self.chunks = []
        for number, payload in enumerate(payloads):
            end = (2 * number + 1) * page
            self._memory[end - len(payload) : end] = payload
            if protect(start + end, page, 0) != 0:
                raise OSError(ctypes.get_errno(), "mprotect")
            width = len(payload)
            self.chunks.append(Chunk(1, "fixed", start + end - width, 0, width, 0, 0, (), self))


def payloads_of(name: str) -> list[bytes]:
    chance = random.Random(name)
    known = [bytes.fromhex(payload) for payload in MADE[name].good]
    cut = [payload[:end] for payload in known for end in range(len(payload))]
    random_ones = [chance.randbytes(chance.randint(1, 24)) for _ in range(12)]
    return [*known, *cut, *random_ones, b"\xff" * 12, b"\0" * 12, b"\x7f" * 3]


def run(program: Program, inputs: list[Inputs]) -> None:
    """All payloads through a program, with and without shapes, and what came of it."""
    core = import_module("redi_codecs.runtimes.core._vm")
    machine = core.Machine(program)
    for one in inputs:
        native.decode_columns(machine, one, threads=1)
    single = core.Single(machine, lambda *_: None, [no_value("fault")] * 256, lambda *_, **__: None, None)
    for payload in (b"", b"\xff" * 12, b"\1\2\3"):
        single(payload, 1)


def outcome(program: Program, one: Mutant, inputs: list[Inputs]) -> str | None:
    """What is wrong with how a mutant is taken; None where nothing is."""
    changed = one.of(program)
    try:
        run(changed, inputs)
    except InvalidProgram as refused:
        if f"instruction {one.at} " not in str(refused) and f"instruction {one.at}:" not in str(refused):
            # A loop is refused at the instruction that closes it, what nobody makes any more where it is met.
            elsewhere = ("takes no byte", "is no end here", "has begun here", "is the end of a part")
            named = any(words in str(refused) for words in elsewhere)
            return None if named else f"refused at another place: {refused}"
    except (MemoryError, IndexError):
        pass  # bounds that Python itself keeps
    return None


def work(name: str, most: int) -> Iterator[str]:
    """What is wrong with the mutants of one layout."""
    codec = Codec(made(MADE[name].uplink, port=None))
    program = lower(codec.plan)
    chance = random.Random(name)
    todo = mutants(program, chance, most)
    payloads = payloads_of(name)
    fence = Fence(payloads)
    inputs = [
        Inputs(len(payloads), fence.chunks, 1, None),
        Inputs(
            400, [Chunk(1, one.kind, one.data, 0, one.width, 0, 0, (), fence) for one in fence.chunks[:1] * 400], 1, 0
        ),
    ]
    run(deepcopy(program), inputs)
    at = 0
    while at < len(todo):
        said, told = os.pipe()
        child = os.fork()
        if child == 0:
            status = 1
            try:
                for number in range(at, len(todo)):
                    signal.alarm(_PATIENCE)
                    problem = outcome(program, todo[number], inputs)
                    os.write(told, f"{number} {problem or ''}\n".encode())
                status = 0
            finally:
                os._exit(status)
        os.close(told)
        with os.fdopen(said) as lines:
            for line in lines:
                tried, _, problem = line.rstrip("\n").partition(" ")
                at = int(tried) + 1
                if problem:
                    yield described(name, program, todo[at - 1], problem)
        _, status = os.waitpid(child, 0)
        if status == 0:
            break
        ended = f"signal {signal.Signals(status & 127).name}" if status & 127 else "an exception"
        yield described(name, program, todo[at], f"accepted, then {ended}")
        at += 1


def described(name: str, program: Program, one: Mutant, problem: str) -> str:
    instr: Any = program.code[one.at]
    return (
        f"{name}: instruction {one.at} ({Op(instr.op).name}), {one.name} {getattr(instr, one.name)} "
        f"changed to {one.value}: {problem}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layouts", nargs="*", metavar="LAYOUT")
    parser.add_argument("--most", type=int, default=1 << 30, help="mutants of each layout (default: all)")
    given = parser.parse_args()
    wrong = 0
    for name in given.layouts or MADE:
        for line in work(name, given.most):
            print(line, flush=True)
            wrong += 1
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
