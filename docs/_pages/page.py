"""A device's page: what it measures, how its payload is laid out, and a box to try one in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Any, Final

from redi_codecs import codec
from redi_codecs.checking.vectors import examples_of, vectors_of
from redi_codecs.cli.fields import Described, fields_of, messages_of, ports_of
from redi_codecs.layout import Device
from redi_codecs.layout.device import Vector
from redi_codecs.quantities import QUANTITIES
from redi_codecs.quantities.words import words_for
from redi_codecs.symbols import symbol

from .bytemap import byte_map, measures, settings
from .names import PLACES, both, box_name, german_name, vendor_name

__all__ = ["device_page", "search_words"]

#: So many payloads are offered in the box, and so many more are listed.
_SAMPLES: Final = 12
_LISTED: Final = 40


def device_page(device: Device, kin: Sequence[Device], *, javascript: str | None) -> str:
    """The HTML below the page's title; ``kin`` are the models of the same declaration, this one among them.

    The codec stands in the page, as a page that lies on a disk may not read the file beside it.
    """
    parts = [
        f'<p class="device-lead">{both(device.name, german_name(device))} · {escape(vendor_name(device.vendor))} · '
        f"<code>{escape(device.id)}</code></p>",
        _measured(device),
        f'<div class="device-pair">{_box(device, javascript)}{_map(device)}</div>',
        _frames(device),
        _commands(device),
        _quirks(device),
        _vectors(device),
        _code(device, javascript),
        _about(device, kin),
        f'<p class="search-words">{escape(" ".join(search_words(device)))}</p>',
    ]
    return "\n".join(part for part in parts if part)


def search_words(device: Device) -> list[str]:
    """What somebody may type who looks for this device: spellings of its name, what it measures in two languages."""
    model = device.model.partition("@")[0]
    spellings = [device.id, model, model.upper(), model.replace("-", ""), *device.aliases]
    meant = [word for one in device.quantities for word in words_for(QUANTITIES[one])]
    return list(dict.fromkeys([*spellings, *meant]))


def _section(english: str, german: str, body: str, kind: str = "") -> str:
    return f'<section class="device-part {kind}">\n<h2>{both(english, german)}</h2>\n{body}\n</section>' if body else ""


def _table(head: Sequence[tuple[str, str]], rows: Iterable[Sequence[str]]) -> str:
    lines = ["".join(f"<td>{cell}</td>" for cell in row) for row in rows]
    if not lines:
        return ""
    top = "".join(f"<th>{both(*cell)}</th>" for cell in head)
    body = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<div class="device-table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>'


def _folded(title: str, body: str, unfolded: bool = False) -> str:
    return f"<details data-search-exclude{' open' if unfolded else ''}><summary>{title}</summary>{body}</details>"


# ---- what it measures


def _measured(device: Device) -> str:
    own = set(device.quantities)
    keys = {slot.name: slot.field.kind.key for slot in codec(device).plan.slots if slot.field.kind is not None}
    found = [one for one in fields_of(device) if one.role == "reading"]
    rows = [_row(keys[one.name], one) for one in found if keys.get(one.name) in own]
    head = (
        ("Reading", "Messwert"),
        ("Name", "Name"),
        ("Range", "Bereich"),
        ("Unit", "Einheit"),
        ("Plausible", "Plausibel"),
    )
    return _section("Measures", "Misst", _table(head, rows))


def _row(key: str, one: Described) -> Sequence[str]:
    known = QUANTITIES[key]
    label = both(known.label, known.label_de)
    if one.place != "air":
        label += f" ({both(*PLACES[one.place])})"
    empty = f' <span class="dim">({", ".join(map(escape, one.statuses))})</span>' if one.statuses else ""
    spread = both(one.range_text, one.range_text.replace(" by ", " in ").replace("yes, no", "ja, nein"))
    return label, f"<code>{escape(one.name)}</code>", spread + empty, escape(one.unit), escape(one.limits_text)


# ---- trying a payload


def _box(device: Device, javascript: str | None) -> str:
    samples = [_sample(one) for one in _distinct(device.vectors or vectors_of(device))[:_SAMPLES]]
    if javascript is None or not samples:
        return ""
    units = {one.name: one.unit for one in fields_of(device) if one.unit}
    labels = {
        slot.name: [_placed(said, slot.field.place, language) for language, said in enumerate(words)]
        for slot in codec(device).plan.slots
        if slot.field.kind and (words := (slot.field.kind.label, slot.field.kind.label_de))
    }
    data = {"samples": samples, "units": units, "labels": labels}
    options = "".join(f'<option value="{at}">{escape(one["hex"])}</option>' for at, one in enumerate(samples))
    first = samples[0]
    known = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return _section(
        "Decode a payload",
        "Eine Nutzlast lesen",
        f"""<div class="payload-box">
<label>{both("Payload, hexadecimal or base64", "Nutzlast, hexadezimal oder Base64")}
<textarea class="payload-text" rows="2" spellcheck="false" autocomplete="off">{first["hex"]}</textarea></label>
<div class="payload-row">
<label>fPort <input class="payload-port" type="number" min="0" max="255" value="{first["f_port"]}"></label>
<label>{both("Examples", "Beispiele")} <select class="payload-samples">{options}</select></label></div>
<div class="payload-bytes" aria-live="polite"></div>
<div class="payload-result" aria-live="polite"></div>
<script type="application/json" class="payload-data">{known}</script>
<script type="text/plain" class="payload-codec">{javascript.replace("</", "<" + chr(92) + "/")}</script>
</div>""",
        "no-print",
    )


def _placed(label: str, place: str, language: int) -> str:
    return label if place == "air" else f"{label} ({PLACES[place][language]})"


def _sample(one: Vector) -> dict[str, Any]:
    return {"hex": one.payload.hex(" ").upper(), "f_port": one.f_port if one.f_port is not None else 1}


def _distinct(vectors: Sequence[Vector]) -> list[Vector]:
    found = {(one.payload, one.f_port): one for one in vectors}
    return list(found.values())


# ---- the map


def _map(device: Device) -> str:
    plan = codec(device).plan
    drawn = byte_map(plan, measures)
    body = f'<div class="map" data-search-exclude>{drawn}</div>'
    rest = byte_map(plan, settings)
    if "data-field" in rest and _has_settings(rest, drawn):
        title = both("Settings, identity and answers", "Einstellungen, Kennung und Antworten")
        body += _folded(title, f'<div class="map">{rest}</div>')
    return _section("The payload", "Die Nutzlast", body)


def _has_settings(rest: str, drawn: str) -> bool:
    """Whether there is a row in the second drawing that the first one lacks."""
    return any(row not in drawn for row in _loads(rest))


def _loads(drawn: str) -> Iterator[str]:
    for piece in drawn.split('data-field="')[1:]:
        yield f'data-field="{piece.partition(">")[0]}'


def _frames(device: Device) -> str:
    ports, messages = ports_of(device), messages_of(device)
    facts = [f"{both('Ports', 'Ports')}: {', '.join(ports) or both('any', 'beliebig')}"]
    if messages:
        facts.append(
            f"{both('Messages', 'Nachrichten')}: {', '.join(f'<code>{escape(one)}</code>' for one in messages)}"
        )
    return _section("Ports and messages", "Ports und Nachrichten", "".join(f"<p>{fact}</p>" for fact in facts))


def _commands(device: Device) -> str:
    head = (("Command", "Befehl"), ("fPort", "fPort"), ("Arguments", "Argumente"), ("Example", "Beispiel"))
    rows, examples = [], examples_of(device)
    for one in codec(device).commands:
        arguments = "<br>".join(
            f"<code>{escape(each.name)}</code> {escape(each.range_text)} {escape(symbol(each.unit))}"
            for each in one.arguments
        )
        first = examples[one.name][:1]
        shown = "".join(f"<code>{each.payload.hex().upper()}</code>" for each in first)
        rows.append((f"<code>{escape(one.name)}</code>", str(one.f_port), arguments or "–", shown))
    return _section("Commands", "Befehle", _table(head, rows))


def _quirks(device: Device) -> str:
    head = (("Payload", "Nutzlast"), ("fPort", "fPort"), ("Where", "Wo"), ("Why", "Warum"))
    rows = (
        (
            f"<code>{one.payload.hex(' ').upper()}</code>",
            str(one.f_port),
            ", ".join(map(escape, one.keys)),
            escape(one.reason),
        )
        for one in device.quirks
    )
    return _section("Where the vendor's decoder errs", "Wo der Decoder des Herstellers irrt", _table(head, rows))


def _vectors(device: Device) -> str:
    known = _distinct(vectors_of(device))
    if not known:
        return ""
    head = (("Payload", "Nutzlast"), ("fPort", "fPort"), ("Values", "Werte"), ("Source", "Quelle"))
    rows = (
        (
            f"<code>{one.payload.hex(' ').upper()}</code>",
            str("" if one.f_port is None else one.f_port),
            "<br>".join(f"{escape(name)} = {escape(_shown(value))}" for name, value in one.values.items()),
            escape(one.source or device.source),
        )
        for one in known[:_LISTED]
    )
    count = f"{len(known)}"
    title = both(f"{count} payloads with their values", f"{count} Nutzlasten mit ihren Werten")
    table = _table(head, rows)
    return _section("Tested by", "Geprüft an", _folded(title, table))


def _shown(value: object) -> str:
    if isinstance(value, tuple) and len(value) == 2:
        return f"{value[0]} ({value[1]})"
    return f"{value:.10g}" if isinstance(value, float) else str(value)


# ---- how it is used


def _code(device: Device, javascript: str | None) -> str:
    vectors = device.vectors or vectors_of(device)
    if not vectors:
        return ""
    payload, port = vectors[0].payload.hex().upper(), vectors[0].f_port if vectors[0].f_port is not None else 1
    python = f'import redi_codecs\n\ndecoded = redi_codecs.decode("{device.id}", "{payload}", f_port={port})\n'
    python += "for reading in decoded.readings:\n    print(reading.name, reading.value, reading.unit)"
    shell = f"redi-codecs decode --device {device.id} --f-port {port} {payload}"
    live = f"mosquitto_sub -t '#' -F %j | redi-codecs decode --device {device.id} -"
    parts = [("Python", python), ("Command line", shell), ("MQTT", live)]
    body = "".join(_folded(name, f"<pre><code>{escape(text)}</code></pre>", name == "Python") for name, text in parts)
    if javascript is not None:
        script = f"<pre><code>redi-codecs export javascript {device.id}</code></pre>"
        words = both("Download the codec", "Codec herunterladen")
        script += f'<p><a class="md-button" download href="{escape(device.model)}.js">{words}</a></p>'
        body += _folded("JavaScript", script)
    return _section("Use it", "So wird es benutzt", body)


def _about(device: Device, kin: Sequence[Device]) -> str:
    lines = [f"<p>{both('Source', 'Quelle')}: {escape(device.source)}</p>"]
    others = [one for one in kin if one.id != device.id]
    versions = [one for one in others if one.model.partition("@")[0] == device.model.partition("@")[0]]
    for (english, german), group in (
        (("Other versions", "Andere Versionen"), versions),
        (
            ("Models with the same format", "Modelle mit demselben Format"),
            [one for one in others if one not in versions],
        ),
    ):
        if group:
            lines.append(f"<p>{both(english, german)}: {', '.join(map(link, group))}</p>")
    return _section("Declaration", "Deklaration", "".join(lines))


def link(device: Device) -> str:
    """A link from one device's page to another's."""
    return f'<a href="../../{escape(device.id)}/">{escape(box_name(device))}</a>'
