"""Which devices there are, and where each is declared.

The index is generated (``python -m redi_codecs.registry``), so that a device's module is loaded when it is first needed
and no earlier; ``--check`` fails where the index is not what the modules say.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys
import textwrap
import threading
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.machinery import SourceFileLoader
from os import PathLike
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, NamedTuple

from redi_codecs.errors import DeclarationError, PluginWarning, RediCodecsError, UnknownDevice
from redi_codecs.files import write_whole
from redi_codecs.keeping import Changes, Kept, kept
from redi_codecs.vendors._index import ALIASES, COMMANDS, INDEX

if TYPE_CHECKING:  # a list of devices takes no declaration, nor the language of one
    from importlib.metadata import EntryPoint

    from redi_codecs.layout.device import Device

_PACKAGE = "redi_codecs.vendors"
_GROUP = "redi_codecs.devices"
#: Devices that were loaded, by their ids and aliases.
_added: dict[str, Device] = {}
#: Called when some id belongs to another declaration now.
changed = Changes()


def find(id: str) -> Device:
    """The device with this id (``vendor/model``, as in The Things Network's device repository).

    Capitals and the vendor may be as people type them, where one device only can be meant.

    >>> find("browan/tbms100").name
    'PIR motion sensor'
    >>> find("EM300-TH").id
    'milesight-iot/em300-th'
    >>> find("cayenne/lp")
    Traceback (most recent call last):
        ...
    redi_codecs.errors.UnknownDevice: no device has the id 'cayenne/lp'; did you mean cayenne/lpp?
    """
    found = exactly(id)
    if found is None and isinstance(id, str) and len(ids := _typed().get(id.casefold(), ())) == 1:
        found = exactly(ids[0])
    if found is None:
        raise UnknownDevice(id, _nearest[id[:_LONGEST]] if isinstance(id, str) else ())
    return found


def exactly(id: str) -> Device | None:
    """The device of just this id or alias; what is kept for years, such as a map of devices, is held to that."""
    for known in (id, ALIASES.get(id, id)):
        if known in _added:
            return _added[known]
        if known in INDEX:
            return _members(INDEX[known][0])[known]
    return _outside().get(id)


def unknown(id: str) -> UnknownDevice:
    """That there is no device of just this id, with those that may be meant."""
    return UnknownDevice(id, _nearest[id[:_LONGEST]])


def known(id: str) -> bool:
    """Whether there is a device of this id, without loading it.

    >>> known("browan/tbms100"), known("browan/tbms1000")
    (True, False)
    """
    return id in _added or id in INDEX or id in ALIASES or id in _outside()


_LONGEST = 100
"""Letters of an unknown id that are compared with those of devices."""


def meant(id: str) -> tuple[str, ...]:
    """The ids that somebody may mean who writes capitals, leaves hyphens out, or leaves the vendor out.

    >>> meant("Milesight-IoT/EM300TH"), meant("tbms100")
    (('milesight-iot/em300-th',), ('browan/tbms100',))
    """
    return _spellings().get(_close(id), ())


def _close(id: str) -> str:
    return "".join(filter(str.isalnum, id.casefold()))


@kept
def _spellings() -> dict[str, tuple[str, ...]]:
    """Ids by how they look without capitals and hyphens, with and without the vendor."""
    return _written(_close)


def _written(seen: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for id in (*INDEX, *ALIASES, *_added, *_outside()):
        known = _added[id].id if id in _added else ALIASES.get(id, id)
        for spelling in (id, id.partition("/")[2]):
            found.setdefault(seen(spelling), {})[known] = None
    return {spelling: tuple(ids) for spelling, ids in found.items()}


@kept
def _typed() -> dict[str, tuple[str, ...]]:
    """Ids by how people type them: in capitals as on the box, with and without the vendor."""
    return _written(str.casefold)


def _alike(id: str) -> tuple[str, ...]:
    """The ids that look most like one that is unknown."""
    import difflib  # slow to load, and only needed here

    typed = _typed()
    close = difflib.get_close_matches(id.casefold(), sorted(typed), n=6, cutoff=0.6)
    return meant(id) or tuple(dict.fromkeys(id for spelling in close for id in typed[spelling]))[:3]


#: Remembered, since whole archives ask for the same one.
_nearest = Kept(_alike, most=1024)


def devices(*, vendor: str | None = None, quantity: str | None = None, command: str | None = None) -> Sequence[Device]:
    """All devices, or those of a vendor, that measure a quantity, that take a command, sorted by id."""
    found = {}
    for id, (_, quantities, *_, taken) in INDEX.items():
        if (
            (vendor is None or id.split("/")[0] == vendor)
            and (quantity is None or quantity in quantities)
            and (command is None or command in COMMANDS[taken])
        ):
            found[id] = find(id)
    for one in (_outside() | _added).values():
        found.pop(one.id, None)
        if (
            (vendor is None or one.vendor == vendor)
            and (quantity is None or quantity in one.quantities)
            and (command is None or command in tuple(one.downlink))
        ):
            found[one.id] = one
    return tuple(found[id] for id in sorted(found))


class Listed(NamedTuple):
    """What a list says of a device: the index has it, so that no declaration is loaded."""

    id: str
    quantities: tuple[str, ...]
    name: str
    source: str
    places: tuple[str, ...]
    commands: tuple[str, ...]

    @property
    def vendor(self) -> str:
        return self.id.partition("/")[0]

    @property
    def model(self) -> str:
        return self.id.partition("/")[2]


def listed() -> Sequence[Listed]:
    """All devices as a list shows them, sorted by id.

    >>> [one.name for one in listed() if one.id == "browan/tbms100"]
    ['PIR motion sensor']
    """
    found = {id: Listed(id, *row[1:-1], COMMANDS[row[-1]]) for id, row in INDEX.items()}
    found |= {one.id: _listed(one) for one in (_outside() | _added).values()}
    return tuple(found[id] for id in sorted(found))


def _listed(one: Device) -> Listed:
    places = sorted({field.place for field in one.fields if field.role == "reading"})
    return Listed(one.id, one.quantities, one.name, one.source, tuple(places), tuple(one.downlink))


class _AsItIs(SourceFileLoader):
    """Reads a file that somebody works on: kept bytecode would hide a change within a second."""

    def get_code(self, fullname: str) -> CodeType:
        path = self.get_filename(fullname)
        return self.source_to_code(self.get_data(path), path)


def load(path: str | Path) -> Sequence[Device]:
    """Add the devices declared in a Python file; they go before those of the same id that came with the library."""
    if not isinstance(path, str | PathLike):
        raise TypeError(f"the path of a Python file is needed, not {type(path).__name__}")
    file = Path(path)
    name = f"redi_codecs_loaded.{file.stem.replace('-', '_')}"
    spec = importlib.util.spec_from_file_location(name, file, loader=_AsItIs(name, str(file.absolute())))
    if spec is None or spec.loader is None or file.suffix != ".py" or not file.is_file():
        raise DeclarationError("there is no Python file here", file=str(file), line=0)
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except RediCodecsError:
        raise
    except SyntaxError as error:
        raise DeclarationError(f"this is no Python: {error.msg}", file=str(file), line=error.lineno or 1) from error
    except (Exception, SystemExit) as error:
        why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        raise DeclarationError(f"the file breaks off: {why}", file=str(file), line=_line(error, file)) from error
    found = list(declared(module))
    if not found:
        raise DeclarationError("no device is declared here: NAME = device(…) is missing", file=str(file), line=1)
    named: dict[str, Device] = {}
    for one in found:
        _name(one, named)
    for one in found:
        _name(one, _added, INDEX, ALIASES, _outside())
    for forget in changed:
        forget()
    return tuple(found)


def _line(error: BaseException, file: Path) -> int:
    """The line of a file that an exception came by last; 1 where it has not."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return lines[-1] or 1 if lines else 1


def declared(module: ModuleType) -> Iterator[Device]:
    """The devices that a module declares itself, in its order."""
    from redi_codecs.layout.device import Device

    for value in list(vars(module).values()):
        for one in value if isinstance(value, list | tuple) else (value,):
            if isinstance(one, Device) and one.where.file == module.__file__:
                yield one


def _models(one: Device) -> Iterator[Device]:
    """The device itself, and the other models of its declaration."""
    yield one
    for id, name in one.also.items():
        lacks = one.lacks.get(id)
        taken = {name: each for name, each in one.downlink.items() if name not in lacks} if lacks else one.downlink
        yield replace(one, id=id, name=name, downlink=taken, also={}, aliases=(), model_of=one.id)


def _name(one: Device, named: dict[str, Device], *others: Mapping[str, object]) -> None:
    """Add the models of a declaration under their ids, the first one under its aliases too.

    An id may be another's, whose place it takes; an alias is one more name for a device and takes nobody's.
    """
    for alias in one.aliases:
        owner = named.get(alias) or next((other[alias] for other in others if alias in other), None)
        known = owner if isinstance(owner, str) else getattr(owner, "id", alias)
        if owner is not None and known != one.id:
            one.where.refuse(f"the alias {alias} is taken: it is {known if known != alias else 'a device'} already")
    for model in _models(one):
        named[model.id] = model
    named |= dict.fromkeys(one.aliases, one)


@kept
def _members(module: str) -> dict[str, Device]:
    loaded = importlib.import_module(f"{_PACKAGE}.{module}")
    return {model.id: model for one in declared(loaded) for model in _models(one)}


@kept
def _outside() -> dict[str, Device]:
    """Devices of other packages, by the entry-point group ``redi_codecs.devices``; a broken package is left out."""
    from importlib.metadata import entry_points  # slow to load, and only needed here

    found: dict[str, Device] = {}
    for entry in entry_points(group=_GROUP):
        named: dict[str, Device] = {}
        try:
            for one in _offered(_loaded(entry)):
                _name(one, named, INDEX, ALIASES, found)
        except (Exception, SystemExit) as error:
            why = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
            warnings.warn(
                f"the devices of {entry.name} ({entry.value}) are left out, for they cannot be loaded: {why}",
                PluginWarning,
                stacklevel=2,
            )
            continue
        found |= named
    return found


_PATIENCE = 10.0
"""Seconds that another package has to load; one that hangs must not keep the devices of all others waiting."""


def _loaded(entry: EntryPoint) -> object:
    """What an entry point names, or the error that loading it ends with."""
    found: list[object] = []
    wrong: list[BaseException] = []

    def load() -> None:
        try:
            found.append(entry.load())
        except BaseException as error:
            wrong.append(error)

    thread = threading.Thread(target=load, name=f"loading {entry.name}", daemon=True)
    try:
        thread.start()
    except RuntimeError:  # no threads here, as in a browser
        load()
    else:
        thread.join(_PATIENCE)
    if wrong:
        raise wrong[0] if isinstance(wrong[0], Exception | SystemExit) else RuntimeError(repr(wrong[0]))
    if not found:
        raise TimeoutError(f"it has not come to an end after {_PATIENCE:g} s")
    return found[0]


def _offered(loaded: object) -> Iterable[Device]:
    """The devices of an entry point: a module, a device, or several."""
    if isinstance(loaded, ModuleType):
        return declared(loaded)
    from redi_codecs.layout.device import Device

    several = loaded if isinstance(loaded, list | tuple) else (loaded,)
    for one in several:
        if not isinstance(one, Device):
            raise TypeError(f"a module, a device or a list of devices is needed, not {type(one).__name__}")
    return several


changed.tell(_spellings.cache_clear)
changed.tell(_typed.cache_clear)
changed.tell(_nearest.cache_clear)


# ---- the index ------------------------------------------------------------------------------------------------------


_INDEX_HEAD = '''\
"""Which module declares which device, and what a list says of it: written by ``python -m redi_codecs.registry``.

Of each id: its module, the quantities, name and source, where it measures, and whose ``COMMANDS`` it takes.
"""

# fmt: off
INDEX: dict[str, tuple[str, tuple[str, ...], str, str, tuple[str, ...], str]] = {'''


def _index() -> str:
    """The text of ``vendors/_index.py`` as the modules say."""
    root = Path(__file__).parent / "vendors"
    entries: dict[str, str] = {}
    aliases: dict[str, str] = {}
    taken: dict[tuple[str, ...], str] = {(): ""}
    for file in sorted(root.glob("*/*.py")):
        if file.stem.startswith("_"):
            continue
        module = f"{file.parent.name}.{file.stem}"
        for one in declared(importlib.import_module(f"{_PACKAGE}.{module}")):
            for id in (*(model.id for model in _models(one)), *one.aliases):
                if id in entries or id in aliases:
                    one.where.refuse(f"{id} is declared twice")
            aliases |= dict.fromkeys(one.aliases, one.id)
            for model in _models(one):
                _, quantities, name, source, places, commands = _listed(model)
                said = f"{_strings(quantities)}, {_string(name)}, {_string(source)}, {_strings(places)}"
                owner = taken.setdefault(commands, model.id)
                entries[model.id] = _wrapped(f'"{model.id}": ("{module}", {said}, "{owner}"),')
    lines = [_INDEX_HEAD, *(entries[id] for id in sorted(entries)), "}", "COMMANDS: dict[str, tuple[str, ...]] = {"]
    owned = sorted((owner, commands) for commands, owner in taken.items())
    lines += [*(_wrapped(f'"{owner}": {_strings(commands)},') for owner, commands in owned), "}"]
    lines += ["ALIASES: dict[str, str] = {", *(f'    "{alias}": "{aliases[alias]}",' for alias in sorted(aliases)), "}"]
    return "\n".join(lines).replace("= {\n}", "= {}") + "\n"


def _wrapped(entry: str) -> str:
    """An entry in lines of at most 120 characters, broken between its texts only."""
    lines = textwrap.fill(
        entry,
        120,
        initial_indent=" " * 4,
        subsequent_indent=" " * 8,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return lines.replace(_JOINED, " ")


_JOINED = "\0"


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace(" ", _JOINED)


def _strings(values: Sequence[str]) -> str:
    shown = ", ".join(map(_string, values))
    return f"({shown},)" if len(values) == 1 else f"({shown})"


def _main(arguments: Sequence[str]) -> int:
    file = Path(__file__).parent / "vendors" / "_index.py"
    wanted = _index()
    if "--check" in arguments:
        if file.read_text(encoding="utf-8") != wanted:
            print("vendors/_index.py is stale: run python -m redi_codecs.registry", file=sys.stderr)
            return 1
        return 0
    write_whole(file, wanted)
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
