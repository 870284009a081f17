"""The Python that is generated for layouts with every node, quick and careful."""

from __future__ import annotations

import struct
import zlib
from types import MethodType
from typing import Any

import pytest

from approved import approved
from approved.shapes import PARTS, SHAPES, codec_of, kept
from redi_codecs.plan.plan import Call, every
from redi_codecs.results import Null
from redi_codecs.runtimes.python.generated import Generated, _source


def said(value: Any) -> str:
    """What a name of the source is bound to, without where it lies in memory."""
    if isinstance(value, tuple) and len(value) == 256:
        return f"256 values of checksum {zlib.crc32(repr(value).encode()):08x}: {value[:4]} … {value[-1]}"
    if isinstance(value, type(abs)):  # a method of Struct or of a dict, or a function in C
        owner = getattr(value, "__self__", None)
        of = owner.format if isinstance(owner, struct.Struct) else owner if isinstance(owner, dict) else ""
        return f"{value.__name__} {of}".strip()
    if isinstance(value, MethodType):
        return f"{value.__name__} of {type(value.__self__).__name__}"
    plain = isinstance(value, tuple | dict | int | Null)
    return repr(value) if plain else getattr(value, "__qualname__", type(value).__name__)


def generated(name: str) -> str:
    plan = codec_of(name).plan
    made = Generated(plan)
    lines = []
    for function in ("decode", "decode_slowly"):
        names = dict(made._given)
        lines.append(_source(plan, names, function))
        lines += [f"{key} = {said(one)}" for key, one in names.items() if key not in made._given]
    if any(isinstance(op, Call) for op in every(plan.ops)):  # whose items are sorted into the steps
        trace: list[Any] = []
        made.traced(bytes.fromhex(SHAPES[name].good[0]), 1, None, trace)
        lines += map(repr, trace)
    return "\n".join([*lines, ""]).replace("    ", "\t")


@pytest.mark.parametrize("part", PARTS)
def test_generated_python(part: str) -> None:
    approved(f"python/{part}", "\n".join(kept(name, generated(name)) for name in PARTS[part]))
