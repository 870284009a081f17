"""A decoded payload as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from redi_codecs.symbols import symbol

if TYPE_CHECKING:
    from redi_codecs.readings import Attribute, Decoded, Reading

__all__ = ["page"]

_HEAD = ("name", "value", "unit", "status", "time")


def page(decoded: Decoded) -> str:
    """The readings with their units, the attributes and records below them, and what is odd; nothing sensitive."""
    about = f"{decoded.device}, fPort {decoded.f_port}" + (f", {decoded.message}" if decoded.message else "")
    rows = [*_rows(decoded.readings), *_part("attributes", decoded.attributes.values())]
    for record in decoded.records:
        title = record.name + (f", {record.time:%Y-%m-%d %H:%M:%S}" if record.time else ", at an unknown time")
        rows += _part(title, (*record.readings, *record.attributes.values()))
    head = "".join(f"<th>{name}</th>" for name in _HEAD)
    odd = "".join(f"<li>{escape(text)}</li>" for text in _odd(decoded))
    table = f"<table><caption>{escape(about)}</caption><tr>{head}</tr>{''.join(rows)}</table>"
    return table + (f"<ul>{odd}</ul>" if odd else "")


def _part(title: str, ones: Iterable[Reading | Attribute]) -> list[str]:
    rows = list(_rows(ones))
    return [f'<tr><th colspan="{len(_HEAD)}">{escape(title)}</th></tr>', *rows] if rows else []


def _rows(ones: Iterable[Reading | Attribute]) -> Iterator[str]:
    for one in ones:
        if not one.field.sensitive:
            value = "–" if one.value is None else one.value.hex() if isinstance(one.value, bytes) else str(one.value)
            status = f"<b>{escape(one.status)}</b>" if one.status else ""
            time = f"{one.time:%Y-%m-%d %H:%M:%S}" if one.time else ""
            cells = (escape(one.name), escape(value), escape(symbol(one.unit)), status, time)
            yield f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _odd(decoded: Decoded) -> Iterator[str]:
    for one in decoded.warnings:
        yield f"byte {one.offset}: {one.text} ({one.code})"
    if size := len(decoded.rest):
        rest = decoded.told_rest()
        what = f"{size} byte{'s' if size > 1 else ''} not understood"
        yield f"{what}: {rest}" if rest is not None else f"{what}, hidden since they may be something sensitive"
