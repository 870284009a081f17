"""What stands on the box, in English and German: vendors, models, places, and the words of a page."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Final

from redi_codecs.layout import Device
from redi_codecs.quantities import QUANTITIES

__all__ = ["PLACES", "both", "box_name", "german_name", "vendor_name"]

#: Vendors whose name is not their id with a capital letter.
_VENDORS: Final[Mapping[str, str]] = {
    "arwin-technology": "Arwin Technology",
    "atim": "ATIM",
    "atomsenses": "AtomSenses",
    "digital-matter": "Digital Matter",
    "elv": "ELV",
    "enless-wireless": "Enless Wireless",
    "espeasy": "ESPEasy",
    "globalsat": "GlobalSat",
    "imbuildings": "IMBUILDINGS",
    "inbiot": "inBiot",
    "mcci": "MCCI",
    "mclimate": "MClimate",
    "milesight-iot": "Milesight",
    "n-fuse": "n-fuse",
    "nke-watteco": "nke Watteco",
    "radio-bridge": "Radio Bridge",
    "rakwireless": "RAKwireless",
    "rivercity-innovations": "RiverCity Innovations",
    "sensecap": "SenseCAP",
    "southerniot": "SouthernIoT",
    "stmicroelectronics": "STMicroelectronics",
    "teneo-iot": "Teneo IoT",
    "the-things-industries": "The Things Industries",
    "the-things-products": "The Things Products",
    "twtg": "TWTG",
    "uradmonitor": "uRADMonitor",
}

PLACES: Final[Mapping[str, tuple[str, str]]] = {
    "air": ("air", "Luft"),
    "soil": ("soil", "Boden"),
    "water": ("water", "Wasser"),
    "surface": ("surface", "Oberfläche"),
    "probe": ("probe", "Fühler"),
    "board": ("inside the device", "im Gerät"),
    "outdoor": ("outdoors", "außen"),
    "indoor": ("indoors", "innen"),
}

#: What is looked after rather than measured: it does not name a sensor.
_ASIDE: Final = ("battery", "battery_voltage", "low_battery", "digital_input", "pulse_count", "case_open", "tamper")


def both(english: str, german: str) -> str:
    """A text in either language; the page shows one of them.

    >>> both("ports", "Ports")
    'ports'
    >>> both("commands", "Befehle")
    '<span lang="en">commands</span><span lang="de">Befehle</span>'
    """
    if english.casefold() == german.casefold():
        return escape(english)
    return f'<span lang="en">{escape(english)}</span><span lang="de">{escape(german)}</span>'


def vendor_name(vendor: str) -> str:
    return _VENDORS.get(vendor) or vendor.replace("-", " ").title()


def box_name(device: Device) -> str:
    """The model as it stands on the box.

    >>> from redi_codecs.registry import find
    >>> box_name(find("milesight-iot/em300-th")), box_name(find("nexelec/origin-plus"))
    ('EM300-TH', 'Origin Plus')
    """
    model, _, version = device.model.partition("@")
    name = _written(device.name.replace(",", " ").replace(":", " ").split(), _close(model)) or _capital(model)
    return f"{name}, {version}" if version else name


def _written(words: list[str], model: str) -> str | None:
    """The words of a device's name that are its model."""
    for count in (1, 2, 3):
        for at in range(len(words) - count + 1):
            written = " ".join(words[at : at + count])
            if _close(written) == model and written != written.lower():
                return written
    return None


def _capital(model: str) -> str:
    """An article number in capitals, a name as a name."""
    parts = model.split("-")
    short = all(len(part) <= 4 for part in parts)
    return model.upper() if short or any(map(str.isdigit, model)) else " ".join(map(str.title, parts))


def german_name(device: Device) -> str:
    """What a device measures, as its name in German: ``Sensor für Temperatur und Luftfeuchte``."""
    known = [one for one in device.quantities if one not in _ASIDE] or list(device.quantities)
    labels = list(dict.fromkeys(QUANTITIES[one].label_de for one in known))
    if len(labels) > 6:
        labels = [*labels[:5], "mehr"]
    said = labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} und {labels[-1]}" if labels else "Zustände"
    return f"Sensor für {said}"


def _close(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
