"""Which devices there are, and where each is declared.

The index is generated (``python -m redi_codecs.registry``), so that a device's module is loaded when it is first needed
and no earlier; ``--check`` fails where the index is not what the modules say.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import textwrap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import ModuleType

from redi_codecs.errors import DeclarationError, UnknownDevice
from redi_codecs.layout.device import Device
from redi_codecs.vendors._index import ALIASES, INDEX

_PACKAGE = "redi_codecs.vendors"
_GROUP = "redi_codecs.devices"
_added: dict[str, Device] = {}
#: Called when some id belongs to another declaration now.
changed: list[Callable[[], None]] = []


def find(id: str) -> Device:
    """The device with this id (``vendor/model``, as in The Things Network's device repository).

    >>> find("browan/tbms100").name
    'PIR motion sensor'
    >>> find("cayenne/lp")
    Traceback (most recent call last):
        ...
    redi_codecs.errors.UnknownDevice: no device has the id 'cayenne/lp'; did you mean cayenne/lpp?
    """
    if id in _added:
        return _added[id]
    if id in INDEX:
        return _members(INDEX[id][0])[id]
    if id in ALIASES:
        return find(ALIASES[id])
    found = _outside().get(id)
    if found is None:
        ids = [*INDEX, *ALIASES, *_added, *_outside()] if isinstance(id, str) else []
        import difflib  # slow to load, and only needed here

        raise UnknownDevice(id, difflib.get_close_matches(str(id), ids, n=3, cutoff=0.6))
    return found


def known(id: str) -> bool:
    """Whether there is a device of this id, without loading it.

    >>> known("browan/tbms100"), known("browan/tbms1000")
    (True, False)
    """
    return id in _added or id in INDEX or id in ALIASES or id in _outside()


def devices(*, vendor: str | None = None, quantity: str | None = None) -> Sequence[Device]:
    """All devices, or those of a vendor, or those that measure a quantity, sorted by id."""
    ids = [
        id
        for id, (_, quantities) in INDEX.items()
        if (vendor is None or id.split("/")[0] == vendor) and (quantity is None or quantity in quantities)
    ]
    found = {id: find(id) for id in ids}
    for id, one in (_outside() | _added).items():
        if (vendor is None or one.vendor == vendor) and (quantity is None or quantity in one.quantities):
            found[id] = one
    return tuple(found[id] for id in sorted(found))


def load(path: str | Path) -> Sequence[Device]:
    """Add the devices declared in a Python file; they go before those of the same id that came with the library."""
    file = Path(path)
    spec = importlib.util.spec_from_file_location(f"redi_codecs_loaded.{file.stem.replace('-', '_')}", file)
    if spec is None or spec.loader is None or not file.is_file():
        raise DeclarationError("there is no Python file here", file=str(file), line=0)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    found = list(declared(module))
    if not found:
        raise DeclarationError("no device is declared here: NAME = device(…) is missing", file=str(file), line=1)
    for one in found:
        for model in _models(one):
            _added[model.id] = model
    for forget in changed:
        forget()
    return tuple(found)


def declared(module: ModuleType) -> Iterator[Device]:
    """The devices that a module declares itself, in its order."""
    for value in list(vars(module).values()):
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, Device) and one.where.file == module.__file__:
                yield one


def _models(one: Device) -> Iterator[Device]:
    """The device itself, and the other models of its declaration."""
    yield one
    for id, name in one.also.items():
        yield replace(one, id=id, name=name, also={}, aliases=())


@cache
def _members(module: str) -> dict[str, Device]:
    loaded = importlib.import_module(f"{_PACKAGE}.{module}")
    return {model.id: model for one in declared(loaded) for model in _models(one)}


@cache
def _outside() -> dict[str, Device]:
    """Devices of other packages, by the entry-point group ``redi_codecs.devices``."""
    from importlib.metadata import entry_points  # slow to load, and only needed here

    found: dict[str, Device] = {}
    for entry in entry_points(group=_GROUP):
        loaded = entry.load()
        for one in declared(loaded) if isinstance(loaded, ModuleType) else [loaded]:
            found |= {model.id: model for model in _models(one)}
    return found


# ---- the index ------------------------------------------------------------------------------------------------------


_INDEX_HEAD = '''\
"""Which module declares which device, and what it measures: written by ``python -m redi_codecs.registry``."""

# fmt: off
INDEX: dict[str, tuple[str, tuple[str, ...]]] = {'''


def _index() -> str:
    """The text of ``vendors/_index.py`` as the modules say."""
    root = Path(__file__).parent / "vendors"
    entries: dict[str, str] = {}
    aliases: dict[str, str] = {}
    for file in sorted(root.glob("*/*.py")):
        if file.stem.startswith("_"):
            continue
        module = f"{file.parent.name}.{file.stem}"
        for one in declared(importlib.import_module(f"{_PACKAGE}.{module}")):
            aliases |= dict.fromkeys(one.aliases, one.id)
            for model in _models(one):
                if model.id in entries:
                    one.where.refuse(f"{model.id} is declared twice")
                entries[model.id] = _wrapped(f'"{model.id}": ("{module}", {_strings(model.quantities)}),')
    lines = [_INDEX_HEAD, *(entries[id] for id in sorted(entries)), "}"]
    lines += ["ALIASES: dict[str, str] = {", *(f'    "{alias}": "{aliases[alias]}",' for alias in sorted(aliases)), "}"]
    return "\n".join(lines).replace("= {\n}", "= {}") + "\n"


def _wrapped(entry: str) -> str:
    """An entry in lines of at most 120 characters."""
    return textwrap.fill(
        entry,
        120,
        initial_indent=" " * 4,
        subsequent_indent=" " * 8,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _strings(values: Sequence[str]) -> str:
    shown = ", ".join(f'"{value}"' for value in values)
    return f"({shown},)" if len(values) == 1 else f"({shown})"


def _main(arguments: Sequence[str]) -> int:
    file = Path(__file__).parent / "vendors" / "_index.py"
    wanted = _index()
    if "--check" in arguments:
        if file.read_text(encoding="utf-8") != wanted:
            print("vendors/_index.py is stale: run python -m redi_codecs.registry", file=sys.stderr)
            return 1
        return 0
    file.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
