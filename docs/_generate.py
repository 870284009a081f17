"""Writes what is a table of what the library knows, pages and ``kinds.py``: ``python docs/_generate.py``.

A test holds them against this script, so that they are never stale.
"""

from __future__ import annotations

import importlib
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from pathlib import Path
from typing import Final

from redi_codecs.checking.vectors import vectors_of
from redi_codecs.cli.fields import ports_of
from redi_codecs.layout import Device, choice, raw, text, u8
from redi_codecs.layout.kind import kind
from redi_codecs.layout.wire import Source
from redi_codecs.quantities import QUANTITIES, Quantity
from redi_codecs.registry import find
from redi_codecs.symbols import symbol
from redi_codecs.vendors._index import COMMANDS, INDEX

HERE: Final = Path(__file__).parent
SECTIONS: Final = ("climate", "air", "movement", "level", "electric", "status")
_SOURCES: Final[Mapping[str, Source]] = {"enum": choice(u8, {}), "text": text(1), "bytes": raw(1)}

_QUANTITIES = """\
---
hide: [toc]
---

# Quantities

<!-- Written by docs/_generate.py. -->

What can be measured. Every quantity is a kind of the same name, `from redi_codecs.kinds import temperature`;
[the language](language.md) says what a kind takes.

- **Unit**: the UCUM code that readings carry, and the usual symbol where it is another.
- **Role**: a *reading* is a measurement, an *attribute* stands in `decoded.attributes`. What is *sensitive* is left out
  of `to_dict()`, `normalized()`, tables and explanations unless asked for.
- **Normalized payload**: the path in The Things Network's vocabulary; in parentheses the statistics that take it, where
  it is not the last value alone.
"""

_DEVICES = """\
---
hide: [toc]
---

# Devices

<!-- Written by docs/_generate.py. -->

{count} devices of {vendors} vendors, under their ids in The Things Network's device repository. At the terminal:

```sh
redi-codecs devices
redi-codecs devices --vendor browan
redi-codecs devices --quantity co2
```

From Python it is `redi_codecs.devices(vendor=…, quantity=…)`, a sequence of devices with their name, quantities, source
and vectors. What a device measures is listed by [quantity](quantities.md); settings, identity and states come besides.
**Vectors** are payloads with their values that it is tested by, **quirks** the differences from the vendor's decoder
that are meant.
"""

_COMMANDS = """\
---
hide: [toc]
---

# Commands

<!-- Written by docs/_generate.py. -->

Which device takes which command. What the common names mean is told in [the language](language.md#downlinks). A
device's commands are listed with arguments, limits and units by `redi-codecs command VENDOR/MODEL` and
`redi_codecs.commands(device)`, the devices that take one by `redi-codecs devices --command report_interval` and
`redi_codecs.devices(command="report_interval")`.

{devices} of {count} devices take commands, {interval} of them a report interval.

## The common ones

{common}
## Vendor by vendor

{own}
## Devices without

Whose downlinks a source describes or names, and why they are not here:

{documented}
Whose sources say that there is nothing to take:

{nothing}
Whose published examples have other bytes than are written here:

{differences}
Of the others nothing that says what they take has been found, which is not to say that they take nothing:

{unknown}"""

_ALONE = """
## Known from a single source

Of these {count} the vendor's published decoder is all there is to go by: no manual that we have bears out their format,
and no example of a payload the values. A device of one's own and its display tell more: whoever has one is welcome to
say whether it agrees.

{devices}
"""

_KINDS = '''\
"""The kinds: one word of the language for each quantity, with its unit (or type, where it has none).

>>> from redi_codecs.kinds import temperature
>>> from redi_codecs.layout import i16
>>> temperature(i16 / 10).name
'temperature'
"""

# Written by docs/_generate.py from redi_codecs.quantities.

from redi_codecs.layout.kind import kind as _kind

'''


def role(one: Quantity) -> str:
    """What a field of this kind is in the results: ``reading``, ``attribute`` or ``time``."""
    return kind(one.key)(_SOURCES.get(one.type, u8)).role


def quantities() -> str:
    """The page of all quantities, a table for each part of the registry."""
    parts = [_QUANTITIES]
    for name in SECTIONS:
        module = importlib.import_module(f"redi_codecs.quantities.{name}")
        title = (module.__doc__ or "").partition("\n")[0].partition(":")[0].rstrip(".")
        rows = (
            (f"`{one.key}`", _unit(one), one.type, _role(one), one.label, one.label_de, _paths(one))
            for one in module.TABLE
        )
        head = ("Kind", "Unit", "Type", "Role", "English", "German", "Normalized payload")
        parts += [f"\n## {title}\n\n", _table(head, rows)]
    return "".join(parts)


def devices() -> str:
    """The page of all devices, a table for each vendor."""
    known = [find(id) for id in sorted(INDEX)]
    vendors = [(vendor, list(models)) for vendor, models in groupby(known, lambda one: one.vendor)]
    parts = [_DEVICES.format(count=len(known), vendors=len(vendors))]
    for vendor, models in vendors:
        parts += [f"\n## {vendor}\n\n", _table(_DEVICE_HEAD, map(_device, models))]
    alone = [f"`{one.id}`" for one in known if _rests_on_a_decoder(one)]
    return "".join([*parts, _ALONE.format(count=len(alone), devices=", ".join(alone))])


def commands() -> str:
    """The page of all commands: which device takes the common ones, then each vendor's."""
    known = {id: COMMANDS[row[-1]] for id, row in sorted(INDEX.items())}
    alike: dict[tuple[str, tuple[bool, ...]], list[str]] = {}
    vendors: dict[str, Counter[str]] = {}
    for id, names in known.items():
        if names:
            vendor, _, model = id.partition("/")
            takes = tuple(any(map(asked.fullmatch, names)) for asked in _COMMON.values())
            alike.setdefault((vendor, takes), []).append(model)
            vendors.setdefault(vendor, Counter()).update(names)
    rows = (
        (vendor, ", ".join(models), *("●" if one else "" for one in takes)) for (vendor, takes), models in alike.items()
    )
    own = (
        (vendor, ", ".join(f"`{name}` ({count})" for name, count in sorted(names.items())))
        for vendor, names in vendors.items()
    )
    lacking = [
        (vendor, list(ids)) for vendor, ids in groupby((id for id, names in known.items() if not names), _vendor)
    ]
    why = tomllib.loads((HERE / "_without_commands.toml").read_text(encoding="utf-8"))
    return _COMMANDS.format(
        documented=_table(_WITHOUT, _reasons(lacking, why["documented"])),
        nothing=_table(_WITHOUT, _reasons(lacking, why["nothing"])),
        differences=_table(("Vendor", "What is different, and why"), why["differences"].items()),
        unknown=_table(
            ("Vendor", "Devices"),
            ((one, _models(ids)) for one, ids in lacking if one not in why["documented"] | why["nothing"]),
        ),
        devices=sum(map(bool, known.values())),
        count=len(known),
        interval=sum("report_interval" in names for names in known.values()),
        common=_table(("Vendor", "Devices", *_COMMON), rows),
        own=_table(("Vendor", "Commands, and how many devices take each"), own),
    )


_WITHOUT: Final = ("Vendor", "Devices", "Why")


def _vendor(id: str) -> str:
    return id.partition("/")[0]


def _models(ids: Iterable[str]) -> str:
    return ", ".join(id.partition("/")[2] for id in ids)


def _reasons(lacking: Iterable[tuple[str, list[str]]], why: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    return ((vendor, _models(ids), why[vendor]) for vendor, ids in lacking if vendor in why)


#: What people ask for first, by the names of the commands that do it.
_COMMON: Final = {
    title: re.compile(names)
    for title, names in {
        "`report_interval`": "report_interval",
        "`collection_interval`": "collection_interval",
        "`request_status`": "request_status",
        "`reboot`": "reboot",
        "`set_time` `sync_time`": "(set|sync)_time",
        "`…_history`": "(request|clear)_history",
        "`…threshold`": ".*threshold",
        "`…calibration`": ".*calibration",
        "`factory_reset`": "factory_reset",
    }.items()
}


def kinds() -> str:
    """The module of kinds, a line each, with type or unit and what it is."""
    lines = (f'{key} = _kind("{key}")  # {_remark(one)}\n' for key, one in sorted(QUANTITIES.items()))
    return _KINDS + "".join(lines)


#: What is written, by its path from here.
PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "quantities.md": quantities,
    "devices.md": devices,
    "commands.md": commands,
    "../src/redi_codecs/kinds.py": kinds,
}


def _remark(one: Quantity) -> str:
    """What somebody who looks for a kind wants to know: ``°C · Temperature``."""
    return f"{symbol(one.unit) or one.type} · {one.label}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, ("---",) * len(head), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


_DEVICE_HEAD: Final = ("Device", "Name", "Measures", "Port", "Commands", "Vectors", "Quirks", "Source")


def _device(one: Device) -> tuple[str, ...]:
    ports = ", ".join(map(str, ports_of(one))) or "any"
    counts = (len(one.downlink), len(vectors_of(one)), len(one.quirks))
    return f"`{one.id}`", one.name, ", ".join(one.quantities), ports, *(str(n or "") for n in counts), one.source


def _rests_on_a_decoder(one: Device) -> bool:
    """Whether format and values alike are known from what the vendor's decoder does, and from nothing else."""
    return all("decoder" in source for source in (one.source, *(vector.source or "" for vector in vectors_of(one))))


def _unit(one: Quantity) -> str:
    shown = symbol(one.unit)
    return "" if not one.unit else f"`{one.unit}`" if shown == one.unit else f"`{one.unit}` {shown}"


def _role(one: Quantity) -> str:
    shown = {"time": "the message's time"}.get(role(one), role(one))
    return f"{shown}, sensitive" if one.sensitive else shown


def _paths(one: Quantity) -> str:
    statistics: dict[str, list[str]] = {}
    for place, path in one.ttn.items():
        statistics.setdefault(path, []).append(place.partition(":")[2] or "last")
    shown = (f"`{path}`" + (f" ({', '.join(of)})" if of != ["last"] else "") for path, of in statistics.items())
    return ", ".join(shown)


if __name__ == "__main__":
    for page, written in PAGES.items():
        (HERE / page).write_text(written(), encoding="utf-8")
