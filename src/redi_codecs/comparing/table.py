"""The table of pairs that somebody has confirmed, beside the declaration: JSON Lines, one line a pair.

``vendors/elsys/ers.py`` has its pairs in ``vendors/elsys/ers.pairs.jsonl``::

    {"device": "elsys/ers", "ours": "battery_voltage", "theirs": "vdd", "factor": "1000"}
    {"device": "elsys/ers", "ours": "water_leak", "theirs": "waterleak", "labels": [[false, 0], [true, 1]]}

``factor`` and ``offset`` are exact (``"9/5"``), ``labels`` are ours and theirs, a list where several of theirs are one
of ours; ``"truth": true`` says that theirs is 0 for no and anything else for yes. A line without ``device`` goes for
all devices of the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from redi_codecs.comparing.javascript import ComparisonError
from redi_codecs.comparing.likeness import How
from redi_codecs.comparing.pairing import Pair
from redi_codecs.files import write_whole
from redi_codecs.layout.device import Device

__all__ = ["add", "line", "read", "table_of"]


def table_of(device: Device) -> Path:
    """Where the table of a device's pairs is, or would be."""
    return Path(device.where.file).with_suffix(".pairs.jsonl")


def read(device: Device) -> list[Pair]:
    """The confirmed pairs of a device; none if there is no table."""
    file = table_of(device)
    if not file.is_file():
        return []
    found: dict[tuple[str, str], Pair] = {}
    for number, text in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not text.strip():
            continue
        try:
            entry = json.loads(text)
            pair = _pair(entry)
            if entry.get("device", device.id) == device.id:
                found[pair.ours, pair.theirs] = pair
        except (AttributeError, KeyError, TypeError, ValueError, ZeroDivisionError) as error:
            raise ComparisonError(
                f"{file}:{number}: a line has ours and theirs, and may have device, factor, offset, labels, truth; "
                f"saw {text.strip()[:80]} ({error})"
            ) from None
    return list(found.values())


def add(device: Device, pairs: Iterable[Pair]) -> Path:
    """Write pairs into a device's table; what is there stays."""
    file = table_of(device)
    there = {one.ours for one in read(device)}
    lines = [line(device.id, one) for one in pairs if one.ours not in there]
    before = file.read_text(encoding="utf-8") if file.is_file() else ""
    if before and not before.endswith("\n"):
        before += "\n"
    if lines:
        write_whole(file, before + "".join(one + "\n" for one in lines))
    return file


def _pair(entry: Mapping[str, Any]) -> Pair:
    ours, theirs = entry["ours"], entry["theirs"]
    if not isinstance(ours, str) or not isinstance(theirs, str):
        raise TypeError("ours and theirs are texts")
    labels = entry.get("labels")
    words = None if labels is None else {own: tuple(one) if isinstance(one, list) else (one,) for own, one in labels}
    how = How(
        Fraction(entry.get("factor", 1)), Fraction(entry.get("offset", 0)), words, truth=bool(entry.get("truth", False))
    )
    return Pair(ours, theirs, how, confirmed=True)


def line(id: str, one: Pair) -> str:
    """A pair as the table has it."""
    entry: dict[str, Any] = {"device": id, "ours": one.ours, "theirs": one.theirs}
    if one.how.labels is not None:
        entry["labels"] = [[own, words[0] if len(words) == 1 else list(words)] for own, words in one.how.labels.items()]
    if one.how.factor != 1:
        entry["factor"] = str(one.how.factor)
    if one.how.offset:
        entry["offset"] = str(one.how.offset)
    if one.how.truth:
        entry["truth"] = True
    return json.dumps(entry, ensure_ascii=False)
