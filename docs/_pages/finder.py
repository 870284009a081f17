"""The list of all devices, to be narrowed by vendor, quantity, place and commands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from redi_codecs.layout import Device
from redi_codecs.quantities import QUANTITIES

from .names import both, box_name, german_name, vendor_name
from .page import search_words

__all__ = ["finder", "setting"]

_OUTDOOR: Final = frozenset(
    (
        *(key for key in QUANTITIES if key.startswith(("rain", "wind_", "soil_", "leaf_"))),
        "solar_radiation",
        "snow_depth",
    )
)

_INDOOR: Final = frozenset(
    (
        "co2",
        "iaq",
        "tvoc",
        "tvoc_mass",
        "tvoc_index",
        "air_quality_index",
        "formaldehyde",
        "target_temperature",
        "smoke",
    )
)
#: Looked after, not looked for.
_ASIDE: Final = frozenset(("battery", "battery_voltage", "low_battery"))


def setting(device: Device) -> tuple[str, ...]:
    """Where a device is put up, ``indoor`` or ``outdoor``, as far as its name and what it measures tell.

    >>> from redi_codecs.registry import find
    >>> setting(find("milesight-iot/am103")), setting(find("sensecap/sensecap-s2120-8-in-1"))
    (('indoor',), ('outdoor',))
    """
    own, said = set(device.quantities), device.name.casefold()
    found = []
    if own & _INDOOR or any(word in said for word in ("indoor", "room", "desk", "office")):
        found.append("indoor")
    if own & _OUTDOOR or any(word in said for word in ("outdoor", "weather", "soil", "river", "road")):
        found.append("outdoor")
    return tuple(found)


def finder(devices: Sequence[Device]) -> str:
    """The HTML of the page: the filters, and a row a device."""
    vendors = sorted({one.vendor for one in devices}, key=lambda vendor: vendor_name(vendor).casefold())
    measured = sorted(
        {key for one in devices for key in one.quantities} - _ASIDE, key=lambda key: QUANTITIES[key].label
    )
    chosen = [
        _select(
            "vendor",
            ("Vendor", "Hersteller"),
            [(vendor, vendor_name(vendor), vendor_name(vendor)) for vendor in vendors],
        ),
        _select(
            "quantity", ("Measures", "Misst"), [(k, QUANTITIES[k].label, QUANTITIES[k].label_de) for k in measured]
        ),
        _select("place", ("Where", "Wo"), [("indoor", "indoors", "innen"), ("outdoor", "outdoors", "außen")]),
        _select("commands", ("Commands", "Befehle"), [("yes", "takes commands", "nimmt Befehle")]),
    ]
    rows = "\n".join(_row(one) for one in devices)
    return f"""<div class="finder">
<label class="finder-text">{both("Name, id or what it measures", "Name, Kennung oder was es misst")}
<input type="search" autocomplete="off" spellcheck="false"></label>
<div class="finder-filters">{"".join(chosen)}</div>
<p class="finder-count" aria-live="polite"><span>{len(devices)}</span> {both("devices", "Geräte")}</p>
<table class="finder-rows" data-search-exclude><tbody>
{rows}
</tbody></table>
</div>"""


def _select(name: str, title: tuple[str, str], options: Iterable[tuple[str, str, str]]) -> str:
    shown = "".join(_option(*one) for one in (("", "all", "alle"), *options))
    return f'<label>{both(*title)}<select name="{name}">{shown}</select></label>'


def _option(value: str, english: str, german: str) -> str:
    said = f'data-en="{escape(english)}" data-de="{escape(german)}"'
    return f'<option value="{escape(value)}" {said}>{escape(english)}</option>'


def _row(device: Device) -> str:
    own = [key for key in device.quantities if key not in _ASIDE] or list(device.quantities)
    chips = "".join(
        f'<span class="chip">{both(QUANTITIES[key].label, QUANTITIES[key].label_de)}</span>' for key in own[:8]
    )
    if len(own) > 8:
        chips += f'<span class="chip">+{len(own) - 8}</span>'
    facts = {
        "vendor": device.vendor,
        "quantity": " ".join(device.quantities),
        "place": " ".join(setting(device)),
        "commands": "yes" if device.downlink else "",
        "words": " ".join(search_words(device)).casefold(),
    }
    data = " ".join(f'data-{key}="{escape(value)}"' for key, value in facts.items())
    return (
        f'<tr {data}><td><a href="../devices/{escape(device.id)}/">{escape(box_name(device))}</a>'
        f"<small>{escape(vendor_name(device.vendor))}</small></td>"
        f"<td>{both(device.name, german_name(device))}<div>{chips}</div></td></tr>"
    )
