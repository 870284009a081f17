"""Which device stands behind a DevEUI: from a dict, a CSV file or a YAML file."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from redi_codecs.dev_eui import eui_digits
from redi_codecs.errors import RediCodecsError
from redi_codecs.layout.device import Device
from redi_codecs.needed import of_type

__all__ = ["DeviceMap", "DeviceMapError", "Devices"]

_HEX = re.compile(r"[0-9a-f]*")
_COMMENT = re.compile(r"\s#.*")


_MOST_MADE = 8
#: Maps made of mappings, with what these held then.
_made: dict[int, tuple[dict[str, Any], DeviceMap]] = {}


class DeviceMapError(RediCodecsError):
    """A map of devices with mistakes; ``.problems`` holds all of them, each with its place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        head = f"{count} mistakes in the map of devices:\n  " if count > 1 else ""
        super().__init__(head + "\n  ".join(self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.problems,)


class _Entry(NamedTuple):
    """One entry as it is written, and where."""

    where: str
    eui: object
    device: object


class DeviceMap:
    """Devices by DevEUI, in any spelling; ``70b3d57ed0*`` stands for every DevEUI that begins so.

    The DevEUI itself goes before a wildcard, and a longer wildcard before a shorter one. All entries are checked when
    the map is made, and a :class:`DeviceMapError` names everything that is wrong with them. A path is that of a file,
    which is read as :meth:`read` does.

    >>> devices = DeviceMap(
    ...     {
    ...         "70B3D57ED0*": "browan/tbms100",
    ...         "70:B3:D5:7E:D0:00:00:2A": "milesight-iot/em300-th",
    ...     }
    ... )
    >>> devices.get("70b3d57ed000002a"), devices.get("70b3d57ed0000001"), devices.get("0011223344556677")
    ('milesight-iot/em300-th', 'browan/tbms100', None)
    """

    __slots__ = ("_exact", "_prefixes")

    def __init__(self, devices: Mapping[str, str | Device] | str | os.PathLike[str] | None = None) -> None:
        if isinstance(devices, str | os.PathLike):
            self._take(_entries(devices))
        elif devices is None or isinstance(devices, Mapping):
            self._take(_Entry(repr(eui), eui, device) for eui, device in (devices or {}).items())
        else:
            raise DeviceMapError([f"expected a mapping of DevEUIs to devices, or the path of a file, saw {devices!r}"])

    @classmethod
    def read(cls, path: str | os.PathLike[str]) -> DeviceMap:
        """The map in a file: CSV with the columns ``dev_eui`` and ``device``, or YAML where its name says so.

        A ``#`` at the beginning of a line, or behind a device, begins a comment. CSV may be separated by comma,
        semicolon or tab and have further columns. YAML is ``DevEUI: device``, or ``DevEUI: {device: …}`` with whatever
        else (and needs the extra ``yaml``).
        """
        return cls(path)

    @classmethod
    def of(cls, devices: Devices) -> DeviceMap:
        """The map that is meant: itself, the file at a path, or a mapping."""
        if isinstance(devices, DeviceMap):
            return devices
        if isinstance(devices, str | os.PathLike):
            return cls.read(devices)
        # A service hands the same mapping over with each message: the map is made again only where it has changed.
        known = _made.get(id(devices))
        if known is not None and known[0] == devices:
            return known[1]
        made = cls(devices)
        if len(_made) >= _MOST_MADE:
            _made.clear()
        _made[id(devices)] = dict(devices or {}), made
        return made

    def _take(self, entries: Iterable[_Entry]) -> None:
        wrong = cache(_wrong_id)  # an id is looked up once, however many devices have it
        taken: dict[tuple[str, bool], _Entry] = {}
        problems = []
        for entry in entries:
            eui = _checked_eui(entry.eui)
            if isinstance(eui, str):
                problems.append(f"{entry.where}: {eui}")
                continue
            first = taken.setdefault(eui, entry)
            device = entry.device
            if problem := wrong(device) if isinstance(device, str) else _wrong_object(device):
                problems.append(f"{entry.where}: {entry.eui}: {problem}")
            elif first.device != device:
                problems.append(f"{entry.where}: {entry.eui} is {device} here and {first.device} at {first.where}")
        if problems:
            raise DeviceMapError(problems)
        self._exact: dict[str, Any] = {eui: entry.device for (eui, wild), entry in taken.items() if not wild}
        prefixes: dict[int, dict[str, Any]] = {}
        for (eui, wild), entry in taken.items():
            if wild:
                prefixes.setdefault(len(eui), {})[eui] = entry.device
        self._prefixes = sorted(prefixes.items(), reverse=True)

    def get(self, dev_eui: str) -> str | Device | None:
        """The device behind a DevEUI, or None."""
        of_type(dev_eui, str, "a DevEUI as a text")
        found: str | Device | None = self._exact.get(dev_eui)
        if found is not None:
            return found
        digits = eui_digits(dev_eui)
        if digits in self._exact:
            found = self._exact[digits]
        for length, prefixes in self._prefixes:
            if found is not None:
                break
            found = prefixes.get(digits[:length])
        return found

    def __contains__(self, dev_eui: object) -> bool:
        return isinstance(dev_eui, str) and self.get(dev_eui) is not None

    def __len__(self) -> int:
        return len(self._exact) + sum(len(prefixes) for _, prefixes in self._prefixes)

    def __repr__(self) -> str:
        wild = len(self) - len(self._exact)
        return f"<DeviceMap of {len(self._exact)} DevEUIs and {wild} wildcards>"


#: What is taken as a map of devices: a :class:`DeviceMap`, a mapping, or the path of a file.
Devices = DeviceMap | Mapping[str, str | Device] | str | os.PathLike[str] | None


def _entries(path: str | os.PathLike[str]) -> Iterator[_Entry]:
    file = Path(path)
    try:
        text = file.read_text(encoding="utf-8-sig", errors="replace")
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise DeviceMapError([f"the map of devices cannot be read: {path}: {why}"]) from None
    return (_yaml if file.suffix.lower() in (".yaml", ".yml") else _csv)(str(path), text)


def _checked_eui(eui: object) -> tuple[str, bool] | str:
    """The digits and whether they are a wildcard's, or else what is wrong."""
    if not isinstance(eui, str):
        return f"expected a DevEUI as a text, saw {eui!r}"
    digits = eui_digits(eui)
    stem = digits.removesuffix("*")
    wild = stem != digits
    if _HEX.fullmatch(stem) and (len(stem) < 16 if wild else len(stem) == 16):
        return stem, wild
    if "*" in stem:
        return f"a wildcard stands at the end, such as 70b3d57ed0*, saw {eui!r}"
    if wild:
        return f"expected up to 15 hex digits before the *, saw {eui!r}"
    count = f" ({len(digits)} digits)" if _HEX.fullmatch(digits) else ""
    return f"expected a DevEUI, 16 hex digits, saw {eui!r}{count}"


def _wrong_id(id: str) -> str:
    """What is wrong with a device's id; nothing as a rule."""
    from redi_codecs.registry import exactly, unknown

    if not id:
        return "no device is given"
    return "" if exactly(id) else str(unknown(id))


def _wrong_object(device: object) -> str:
    known = isinstance(device, Device)
    return "" if known else f"expected a device's id such as milesight-iot/em300-th, saw {device!r}"


def _csv(path: str, text: str) -> Iterator[_Entry]:
    numbered = enumerate(text.splitlines(), 1)
    lines = ((number, line) for number, line in numbered if line.strip() and not line.lstrip().startswith("#"))
    first, header = next(lines, (1, ""))
    delimiter = max(",;\t", key=header.count)
    columns = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if not {"dev_eui", "device"} <= set(columns):
        raise DeviceMapError([f"{path}:{first}: expected a header with dev_eui and device, saw {header.strip()!r}"])
    at = columns.index("dev_eui"), columns.index("device")
    for number, line in lines:
        # A line a row: a quote that is never closed costs its own row and none after it.
        cells = next(csv.reader([line], delimiter=delimiter), [])
        if any(map(str.strip, cells)):
            eui, device = (_COMMENT.sub("", cells[column]).strip() if column < len(cells) else "" for column in at)
            yield _Entry(f"{path}:{number}", eui, device)


def _yaml(path: str, text: str) -> Iterator[_Entry]:
    try:
        import yaml
    except ImportError:
        raise RediCodecsError(
            f"{path}: reading YAML needs PyYAML: pip install 'redi-codecs[yaml]' (or write the map as CSV)"
        ) from None
    # The nodes, not the values: they know their lines, and an all-digit DevEUI is not taken for a number.
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else path
        raise DeviceMapError([f"{where}: not YAML: {getattr(error, 'problem', None) or error}"]) from None
    if root is None:
        return
    if not isinstance(root, yaml.MappingNode):
        where = f"{path}:{root.start_mark.line + 1}"
        raise DeviceMapError([f"{where}: expected lines of DEVEUI: vendor/model, saw a {root.tag.rpartition(':')[2]}"])
    for key, value in root.value:
        if isinstance(value, yaml.MappingNode):
            named = {name.value: inner for name, inner in value.value if isinstance(name, yaml.ScalarNode)}
            value = named.get("device")
        device = value.value if isinstance(value, yaml.ScalarNode) else ""
        eui = key.value if isinstance(key, yaml.ScalarNode) else "a list or mapping"
        yield _Entry(f"{path}:{key.start_mark.line + 1}", eui, device)
