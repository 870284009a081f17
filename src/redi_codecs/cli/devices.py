"""``redi-codecs devices``: which devices there are and what they measure, and everything about one of them."""

from __future__ import annotations

import argparse
import difflib
import json
import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, get_args

from redi_codecs.cli import completers
from redi_codecs.cli.completers import completed
from redi_codecs.cli.text import columns, folded
from redi_codecs.cli.usage import UsageError, add_command, add_json, add_load, known_device

if TYPE_CHECKING:
    from redi_codecs.cli.usage import Commands
    from redi_codecs.registry import Listed

__all__ = ["add"]

DESCRIPTION = """\
The devices that are known, and what they measure. Words are looked for in ids, names, and quantities, which may be
called as they are in English or German; a device is listed if it has them all. The filters narrow it further."""
EXAMPLE = """\
redi-codecs devices motion --vendor milesight-iot --vendor browan --quantity temperature
redi-codecs devices --show browan/tbms100"""


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "devices",
        help="the devices that are known, and what they measure",
        description=DESCRIPTION,
        example=EXAMPLE,
    )
    parser.add_argument("words", nargs="*", metavar="WORD", help="part of an id, a name or a quantity")
    filters = {
        "vendor": ("only this vendor's; several may be given", completers.vendors),
        "quantity": ("only those that measure this, and all of them if several are given", completers.quantities),
        "place": ("only those that measure there: soil, water, surface, probe…", completers.places),
    }
    for name, (help, completer) in filters.items():
        option = parser.add_argument(f"--{name}", metavar=name.upper(), action="append", default=[], help=help)
        completed(option, completer)
    parser.add_argument("--downlink", action="store_true", help="only those whose commands are known")
    parser.add_argument("--command", dest="takes", metavar="NAME", help="only those that take this command")
    show = parser.add_argument("--show", metavar="VENDOR/MODEL", help="everything about this device")
    completed(show, completers.devices)
    parser.add_argument("--inventory", metavar="FILE", help="which devices of this list are known (ids, or a CSV)")
    parser.add_argument(
        "--where", metavar="COLUMN=VALUE", action="append", default=[], help="of an inventory only the rows that say so"
    )
    add_json(parser, "JSON Lines, one device a line")
    add_load(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from redi_codecs.registry import listed

    if args.show:
        return _show(args)
    if args.inventory:
        return _inventory(args)
    if args.where:
        raise UsageError("--where is about an inventory: --inventory FILE")
    known = listed()
    _check_filters(args, known)
    found = [device for device in known if _passes(args, device)]
    matching = [device for device in found if all(_matches(word, device) for word in args.words)]
    if not matching:
        print(f"redi-codecs devices: {_nothing(args.words, found)}", file=sys.stderr)
        return 1
    if args.json:
        for device in matching:
            row = {"id": device.id, "name": device.name, "quantities": list(device.quantities), "source": device.source}
            print(json.dumps(row, ensure_ascii=False))
    else:
        print("\n".join(_table(matching)))
    return 0


def _table(found: Sequence[Listed]) -> list[str]:
    """A line a device; at a terminal what it measures is folded below itself, elsewhere the first of it is named."""
    if not sys.stdout.isatty():
        return [f"{device.id}  {device.name}  {_few(device.quantities)}" for device in found]
    rows = [(device.id, device.name, ", ".join(device.quantities)) for device in found]
    width = shutil.get_terminal_size().columns
    beside = width - sum(max(map(len, column)) + 2 for column in list(zip(*rows, strict=True))[:2])
    if beside >= 30:
        return columns(folded(rows, 2, beside))
    lines = []
    for id, name, quantities in rows:
        lines += textwrap.wrap(f"{id}  {name}", width, subsequent_indent="  ", break_on_hyphens=False)
        lines += textwrap.wrap(quantities, width, initial_indent="    ", subsequent_indent="    ")
    return lines


def _few(quantities: Sequence[str]) -> str:
    """The first six, and how many there are besides; ``--json`` has them all."""
    more = len(quantities) - 6
    return ", ".join([*quantities[:6], *([f"and {more} more"] if more > 0 else [])])


# ---- filters


def _check_filters(args: argparse.Namespace, known: Iterable[Listed]) -> None:
    """A filter that nothing can pass is a slip of the pen."""
    from redi_codecs.quantities import QUANTITIES

    for what, given, there in (
        ("vendor", args.vendor, sorted({device.vendor for device in known})),
        ("quantity", args.quantity, list(QUANTITIES)),
        ("place", args.place, _places() if args.place else []),
    ):
        for one in given:
            if one not in there:
                near = difflib.get_close_matches(one, there, n=3)
                few = f"; there are {', '.join(there)}" if len(there) < 30 else ""
                hint = f"; did you mean {' or '.join(near)}?" if near else few
                raise UsageError(f"no {what} is called {one!r}{hint}")


def _places() -> list[str]:
    from redi_codecs.layout.nodes import Place  # the language takes its time to load

    return list(get_args(Place))


def _passes(args: argparse.Namespace, device: Listed) -> bool:
    return (
        (not args.vendor or device.vendor in args.vendor)
        and set(args.quantity) <= set(device.quantities)
        and set(args.place) <= set(device.places)
        and (not args.downlink or bool(device.commands))
        and (args.takes is None or args.takes in device.commands)
    )


# ---- search


def _plain(text: str) -> str:
    """Text as it is searched: no capitals, CO₂ as CO2, and an umlaut as who has none on the keyboard writes it.

    >>> _plain("CO₂ Fühler")
    'co2 fuehler'
    """
    return unicodedata.normalize("NFKC", text).casefold().translate(_UMLAUTS)


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


def _close(text: str) -> str:
    """An id or word without hyphens and the like, so that em300th finds em300-th."""
    return re.sub(r"[\W_]", "", _plain(text))


def _matches(word: str, device: Listed) -> bool:
    said = [device.id, device.name, *(word for key in device.quantities for word in _called(key))]
    return any(_plain(word) in _plain(text) for text in said) or (
        bool(_close(word)) and _close(word) in _close(device.id)
    )


@cache
def _called(key: str) -> tuple[str, ...]:
    """What people call a quantity, in the spelling that is searched."""
    from redi_codecs.quantities import QUANTITIES
    from redi_codecs.quantities.words import words_for

    return tuple(map(_plain, words_for(QUANTITIES[key])))


def _nothing(words: Sequence[str], passed: Sequence[Listed]) -> str:
    """Why nothing is listed, and what may have been meant."""
    if not passed:
        return "no device passes all these filters"
    lost = [word for word in words if not any(_matches(word, device) for device in passed)]
    if not lost:
        return f"no device has all of {', '.join(map(repr, words))}"
    near = _near(lost[0], passed)
    return f"no device matches {lost[0]!r}" + (f"; did you mean {' or '.join(near)}?" if near else "")


def _near(word: str, passed: Iterable[Listed]) -> list[str]:
    """Ids, models, quantities and words of names that look like it, nearest first."""
    from redi_codecs.quantities import QUANTITIES
    from redi_codecs.quantities.words import words_for

    there: dict[str, str] = {}
    for device in passed:
        for text in (device.id, device.model, device.vendor):
            there.setdefault(_close(text), text)
        for key in device.quantities:
            for text in words_for(QUANTITIES[key]):
                there.setdefault(_close(text), text)
        for text in re.findall(r"\w{4,}", device.name):
            there.setdefault(_close(text), text)
    found = difflib.get_close_matches(_close(word), there, n=3, cutoff=0.7)
    return list(dict.fromkeys(there[one] for one in found))


# ---- a list of one's own


def _inventory(args: argparse.Namespace) -> int:
    from redi_codecs.cli.inventory import inventory

    if args.words or args.vendor or args.quantity or args.place or args.downlink or args.takes:
        raise UsageError("--inventory is about the devices of a list: leave words and filters out")
    return inventory(args.inventory, args.where, as_json=args.json)


# ---- one device


def _show(args: argparse.Namespace) -> int:
    from redi_codecs.cli.portrait import portrait, portrait_dict

    if args.words or args.vendor or args.quantity or args.place or args.downlink or args.takes:
        raise UsageError("--show is about one device: leave words and filters out")
    device = known_device(args.show)
    if args.json:
        print(json.dumps(portrait_dict(device), ensure_ascii=False))
    else:
        print("\n".join(portrait(device)))
    return 0
