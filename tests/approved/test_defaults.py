"""What the engine takes for granted: the limits in its modules, and what functions do where nothing is given.

Nothing else notices most of these, as a limit that no payload comes near. They change on purpose or not at all.
"""

from __future__ import annotations

import inspect
import os
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from fractions import Fraction
from importlib import import_module
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from approved import HERE, WRITES, approved
from redi_codecs.layout.where import Where

ROOT = Path(redi_codecs.__file__).parent
#: What is the engine's; the others have their own tests.
ROOMS = ("checking", "comparing", "encoding", "explaining", "layout", "plan", "readings", "runtimes")
TOP = ("api", "device_codec", "files", "frozen", "instants", "keeping", "needed", "payload_text", "results",
       "safe_text", "tables")  # fmt: skip


def modules(room: str) -> list[str]:
    """The modules of a room, by their names."""
    places = TOP if room == "top" else [path.relative_to(ROOT) for path in sorted((ROOT / room).rglob("*.py"))]
    return [".".join(Path(place).with_suffix("").parts).removesuffix(".__init__") for place in places]


def functions(owner: Any, name: str, module: str) -> Iterator[tuple[str, Any]]:
    """The functions of a module or a class, with their names."""
    for key, one in vars(owner).items():
        if isinstance(one, classmethod | staticmethod):
            one = one.__func__
        if isinstance(one, type(modules)) and hasattr(one, "__wrapped__"):
            one = inspect.unwrap(one)
        if inspect.isclass(one) and one.__module__ == module and not key.startswith("__"):
            yield from functions(one, f"{name}{key}.", module)
        elif inspect.isfunction(one) and one.__module__ == module and (not key.startswith("__") or key == "__init__"):
            yield f"{name}{key.replace('.__init__', '')}", one


#: How a field is of which nothing is written.
USUAL = "as usual"
#: What is said once and for all, by module, by what it belongs to and by its name.
Granted = dict[str, dict[str, dict[str, str]]]


def usual(function: Any) -> dict[str, str]:
    """The arguments that need not be given."""
    given = inspect.signature(function).parameters.values()
    return {one.name: said(one.default) for one in given if one.default is not one.empty}


def limits(module: Any) -> dict[str, str]:
    """The numbers that a module says once and for all, and its short sets and tables of them."""
    return {
        name: text_
        for name, value in vars(module).items()
        if name.isupper() and (text_ := numbers(value)) and len(text_) < LONG and not {";", "="} & {*text_}
    }


#: Of what is longer, other texts show the parts.
LONG = 300


def numbers(value: Any) -> str:
    """Numbers, alone or in sets and tables with at least one; empty for anything else."""
    if type(value) in (int, float):
        return repr(value)
    if isinstance(value, Fraction):
        return str(value)
    if not isinstance(value, tuple | list | set | frozenset | Mapping) or not value:
        return ""
    parts = list(chain.from_iterable(value.items())) if isinstance(value, Mapping) else list(value)
    told = [repr(one) if isinstance(one, str | bool) or one is None else numbers(one) for one in parts]
    if "" in told or all(isinstance(one, str | bool) or one is None for one in parts):
        return ""
    if isinstance(value, Mapping):
        told = [f"{key}: {meaning}" for key, meaning in zip(told[::2], told[1::2], strict=True)]
    return f"({', '.join(sorted(told) if isinstance(value, set | frozenset) else told)})"


def flags(module: Any) -> Iterator[tuple[str, dict[str, str]]]:
    """The fields of classes that are not shown, compared or given as others are."""
    for key, one in vars(module).items():
        if is_dataclass(one) and inspect.isclass(one) and one.__module__ == module.__name__:
            yield key, {part.name: " ".join(unusual(part)) or USUAL for part in fields(one)}


def unusual(part: Field[Any]) -> list[str]:
    """What goes for a field, and not for others."""
    usual = {"init": True, "repr": True, "compare": True, "kw_only": False}
    told = [f"{name}={getattr(part, name)}" for name, value in usual.items() if getattr(part, name) != value]
    new = None if part.default_factory is MISSING else part.default_factory()
    return told if isinstance(new, list | dict | set | Where | None) else [*told, f"new {new}"]


def said(value: Any) -> str:
    if type(value).__name__ == "_HAS_DEFAULT_FACTORY_CLASS":
        return "new"
    return value.__qualname__ if inspect.isfunction(value) else repr(value)


def granted(room: str) -> Granted:
    found: Granted = {}
    for place in modules(room):
        name = f"redi_codecs.{place}"
        module = import_module(name)
        parts = {"limits": limits(module), **dict(flags(module))}
        parts |= {f"{known}()": usual(one) for known, one in functions(module, "", name)}
        found[place] = parts
    return found


def text(found: Granted) -> str:
    lines = []
    for place, members in found.items():
        lines += [f"{place}:"] * any(members.values())
        for name, told in members.items():
            if told:
                lines.append(f"  {name} {'; '.join(f'{key}={value}' for key, value in told.items())}")
    return "\n".join(lines)


def read(lines: str) -> Granted:
    found: Granted = {}
    for line in lines.splitlines():
        if not line.startswith(" "):
            members = found.setdefault(line[:-1], {})
            continue
        name, _, told = line[2:].partition(" ")
        members[name] = dict(one.split("=", 1) for one in told.split("; "))  # type: ignore[misc]
    return found


@pytest.mark.parametrize("room", [*ROOMS, "top"])
def test_defaults(room: str) -> None:
    """What is new or gone is no mistake: of both, only what stands on both sides is compared."""
    now, file = granted(room), HERE / "defaults" / f"{room}.txt"
    if os.environ.get(WRITES):
        told = {
            place: {
                name: {key: value for key, value in each.items() if value != USUAL} for name, each in members.items()
            }
            for place, members in now.items()
        }
    else:
        told = {
            place: {
                name: {key: now.get(place, {}).get(name, {}).get(key, value) for key, value in each.items()}
                for name, each in members.items()
            }
            for place, members in read(file.read_text(encoding="utf-8")).items()
        }
    approved(f"defaults/{room}", text(told))


def test_another_one_is_noticed() -> None:
    lines = "a.b:\n  limits LONGEST=255\n  made() place='air'; more=(1, 2)\nc:\n  Named.__init__() floor=3"
    assert text(read(lines)) == lines
    assert read(lines)["a.b"]["made()"] == {"place": "'air'", "more": "(1, 2)"}
