"""What the shell offers when the Tab key is pressed: ids, quantities, names of values and commands.

A completer gets what was typed so far and the arguments before it. It runs at every press of the key, so it reads the
index rather than the declarations wherever that will do.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar, get_args

__all__ = [
    "commands",
    "completed",
    "devices",
    "given_commands",
    "names",
    "networks",
    "places",
    "quantities",
    "vendors",
]

Words = Iterable[str] | Mapping[str, str]
Completer = Callable[..., Words]
Action = TypeVar("Action", bound=argparse.Action)


def completed(action: Action, completer: Completer) -> Action:
    """The argument, which the shell completes so."""
    action.completer = completer  # type: ignore[attr-defined]
    return action


def devices(prefix: str, **_: Any) -> Words:
    from redi_codecs.vendors._index import ALIASES, INDEX

    return [id for id in (*INDEX, *ALIASES) if id.startswith(prefix)]


def vendors(prefix: str, **_: Any) -> Words:
    return sorted({id.partition("/")[0] for id in devices(prefix)})


def quantities(prefix: str, **_: Any) -> Words:
    from redi_codecs.quantities import QUANTITIES

    return {key: one.label for key, one in QUANTITIES.items() if key.startswith(prefix)}


def places(prefix: str, **_: Any) -> Words:
    from redi_codecs.layout.nodes import Place

    return [place for place in get_args(Place) if place.startswith(prefix)]


def commands(prefix: str, parsed_args: argparse.Namespace, **_: Any) -> Words:
    import redi_codecs
    from redi_codecs.errors import UnknownDevice

    try:
        known = redi_codecs.codec(parsed_args.device).device.downlink if parsed_args.device else {}
    except UnknownDevice:
        return []
    return [name for name in known if name.startswith(prefix)]


def given_commands(prefix: str, parsed_args: argparse.Namespace, **_: Any) -> Words:
    """Commands as they are given: with a sign of equality where a value follows, and by argument where several do."""
    import redi_codecs
    from redi_codecs.errors import UnknownDevice

    try:
        known = redi_codecs.commands(parsed_args.device)
    except (UnknownDevice, TypeError):  # no device so far
        return []
    forms = (
        form
        for one in known
        for form in (
            [one.name]
            if not one.arguments
            else [f"{one.name}="]
            if len(one.arguments) == 1
            else [f"{one.name}.{argument.name}=" for argument in one.arguments]
        )
    )
    return [form for form in forms if form.startswith(prefix)]


def networks(prefix: str, **_: Any) -> Words:
    from redi_codecs.networks.downlinks import ROUTES

    return {one.network: one.to for one in reversed(ROUTES) if one.network.startswith(prefix)}


def names(prefix: str, parsed_args: argparse.Namespace, **_: Any) -> Words:
    """The values that a device sends, or the arguments of a command of its, each with its sign of equality."""
    from redi_codecs.cli.encode import kinds
    from redi_codecs.errors import UnknownDevice

    try:
        found = kinds(parsed_args.device, parsed_args.downlink)
    except UnknownDevice:
        return []
    return [f"{name}=" for name in found if name.startswith(prefix)]
