"""Files as chirpstack/chirpstack-device-profiles has them: vendor, device, codec with its tests, and radio profiles.

What a radio profile holds no declaration knows. Profiles are given as they are, or a template says what
is to be filled in.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from redi_codecs.device_codec import Codec
from redi_codecs.errors import RediCodecsError
from redi_codecs.packages.examples import examples, file_name, sent

__all__ = ["ProfileError", "chirpstack"]

_ADMITTED: Final[Mapping[str, tuple[str, ...]]] = {
    "region": (
        "EU868", "US915", "CN779", "EU433", "AU915", "CN470", "AS923", "AS923-2", "AS923-3", "AS923-4", "KR920",
        "IN865", "RU864",
    ),
    "mac_version": ("1.0.0", "1.0.1", "1.0.2", "1.0.3", "1.0.4", "1.1.0"),
    "reg_params_revision": ("A", "B", "RP002-1.0.0", "RP002-1.0.1", "RP002-1.0.2", "RP002-1.0.3", "RP002-1.0.4"),
}  # fmt: skip
_FLAGS: Final = ("supports_otaa", "supports_class_b", "supports_class_c")
#: The tables that a profile may have: numbers all of which are needed then, and how far they go.
_TABLES: Final[Mapping[str, Mapping[str, int | None]]] = {
    "abp": {"rx1_delay": 15, "rx1_dr_offset": 7, "rx2_dr": 15, "rx2_freq": None},
    "class_b": {"timeout_secs": None, "ping_slot_nb_k": 7, "ping_slot_dr": 15, "ping_slot_freq": None},
    "class_c": {"timeout_secs": None},
}
_TEMPLATE: Final = "\n".join(
    [
        "# A radio profile: what the manual says of LoRaWAN, a file a region. Nothing of this is known here: fill in",
        "# what stands behind each =, save it as a .toml beside this file, and name it under profiles= of the device.",
        "[profile]",
        *(f"{name} = # one of {', '.join(map(json.dumps, values))}" for name, values in _ADMITTED.items()),
        *(f"{name} = # true or false" for name in _FLAGS),
        "max_eirp = # in dBm",
        "vendor_profile_id = 0 # of LoRa Alliance's TR005, if the vendor has one",
        "",
        "# [profile.abp] is for devices without OTAA: rx1_delay, rx1_dr_offset, rx2_dr, rx2_freq (Hz).",
        "# [profile.class_b] is for class B: timeout_secs, ping_slot_nb_k, ping_slot_dr, ping_slot_freq (Hz).",
        "# [profile.class_c] is for class C: timeout_secs.",
        "",
    ]
)


class ProfileError(RediCodecsError):
    """A radio profile that ChirpStack would not take; the text says where and why."""


def chirpstack(
    codecs: Sequence[Codec],
    *,
    profiles: Mapping[str, str] | None = None,
    firmware: str = "any",
    sensitive: bool = False,
) -> dict[str, str]:
    """Texts by path, below the root of the repository; ``profiles`` are TOML by file name.

    >>> from redi_codecs import codec
    >>> print(*chirpstack([codec("browan/tbms100")]), sep="\\n")
    vendors/browan/vendor.toml
    vendors/browan/profiles/template.toml.txt
    vendors/browan/codecs/tbms100.js
    vendors/browan/codecs/test_decode_tbms100.json
    vendors/browan/codecs/test_encode_tbms100.json
    vendors/browan/devices/tbms100.toml
    """
    for name, text in (profiles or {}).items():
        _check(name, text)
    files: dict[str, str] = {}
    for codec in codecs:
        device, model = codec.device, file_name(codec.device.id)
        folder = f"vendors/{device.vendor}"
        files[f"{folder}/vendor.toml"] = _vendor(device.vendor)
        for name, text in (profiles or {"template.toml.txt": _TEMPLATE}).items():
            files[f"{folder}/profiles/{name}"] = text
        files[f"{folder}/codecs/{model}.js"] = source = codec.to_javascript(sensitive=sensitive)
        files[f"{folder}/codecs/test_decode_{model}.json"] = _tests(codec, source, sensitive)
        if encoded := _encode_tests(codec, source):
            files[f"{folder}/codecs/test_encode_{model}.json"] = encoded
        files[f"{folder}/devices/{model}.toml"] = _device(codec, model, list(profiles or ()), firmware)
    return files


def _tests(codec: Codec, source: str, sensitive: bool) -> str:
    found = [
        {"name": one.description, "input": one.given, "expected": one.said}
        for one in examples(codec, source, sensitive=sensitive)
    ]
    return "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in found) + "\n]\n"


def _encode_tests(codec: Codec, source: str) -> str:
    found = [
        {
            "name": one.description,
            "input": {"data": one.data},
            "expected": {"fPort": one.f_port, "bytes": list(one.payload)},
        }
        for one in sent(codec, source)
    ]
    return "[\n" + ",\n".join(map(json.dumps, found)) + "\n]\n" if found else ""


def _id(of: str) -> str:
    """An id that stays the same however often a device is exported."""
    return str(uuid5(NAMESPACE_URL, f"redi-codecs:{of}"))


def _vendor(vendor: str) -> str:
    lines = ["[vendor]", f"id = {_text(_id(vendor))}", f"name = {_text(vendor)}"]
    return "\n".join([*lines, "# vendor_id and ouis are known to the vendor alone", ""])


def _device(codec: Codec, model: str, profiles: list[str], firmware: str) -> str:
    device = codec.device
    lines = [
        "[device]",
        f"id = {_text(_id(device.id))}",
        f"name = {_text(device.name)}",
        f"description = {_text(f'{device.id}; source: {device.source}')}",
        "",
        "[[device.firmware]]",
        f"version = {_text(firmware)}",
        *([] if profiles else ["# the files in profiles/ that hold for it, one a region"]),
        f"profiles = [{', '.join(map(_text, profiles))}]",
        f"codec = {_text(f'{model}.js')}",
        "",
    ]
    return "\n".join(lines)


def _text(value: str) -> str:
    """A basic string of TOML."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _check(name: str, text: str) -> None:
    """Whether ChirpStack takes a profile, and would not stop at it."""
    try:
        profile: Any = tomllib.loads(text).get("profile")
    except tomllib.TOMLDecodeError as error:
        raise ProfileError(f"{name} is not TOML: {error}") from None
    if not name.endswith(".toml"):
        raise ProfileError(f"a profile is a .toml file, and {name} is not called so")
    if not isinstance(profile, dict):
        raise ProfileError(f"{name} has no table [profile]")
    for key, admitted in _ADMITTED.items():
        if profile.get(key) not in admitted:
            raise ProfileError(f"{key} in {name} is {profile.get(key)!r}; one of {', '.join(admitted)} is needed")
    for key in _FLAGS:
        if not isinstance(profile.get(key), bool):
            raise ProfileError(f"{key} in {name} is {profile.get(key)!r}; true or false is needed")
    _number(name, "max_eirp", profile.get("max_eirp"), None, " of dBm")
    for table, numbers in _TABLES.items():
        found = profile.get(table, {})
        if not isinstance(found, dict):
            raise ProfileError(f"{table} in {name} is {found!r}; a table [profile.{table}] is needed")
        for key, most in numbers.items() if table in profile else ():
            _number(name, f"{table}.{key}", found.get(key), most)


def _number(name: str, key: str, value: object, most: int | None, unit: str = "") -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0 or (most is not None and value > most):
        limits = f", 0 … {most}," if most is not None else ""
        raise ProfileError(f"{key} in {name} is {value!r}; a whole number{unit}{limits} is needed")
