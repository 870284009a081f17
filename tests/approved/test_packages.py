"""What servers' repositories are given: all files but the codec itself, and what is said of radio profiles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from approved import approved, grouped
from redi_codecs.device_codec import Codec
from redi_codecs.errors import RediCodecsError
from redi_codecs.kinds import battery, co2, humidity, latitude, report_interval, temperature, time
from redi_codecs.layout import (
    attribute,
    command,
    derived,
    device,
    example,
    expect,
    hexadecimal,
    history,
    i8,
    i16,
    message,
    optional,
    received_at,
    remaining,
    switch,
    u8,
    u16,
    u32,
    vector,
)
from redi_codecs.packages import chirpstack, things_stack
from redi_codecs.packages.examples import plain_values

#: Messages with few values, with four, with more; values that are none; records; commands with arguments and without.
GIVEN = device(
    "acme/t-1.b",
    name='T "1"', source="manual, é", f_port=2,
    uplink=switch(u8, {
        1: (message("four"), temperature(i8, invalid=127), humidity(u8), battery(u8), co2(u8)),
        2: (message("five"), temperature(i8), humidity(u8), battery(u8), co2(u8), attribute(level=u8, more=u8)),
        3: (message("log"), history(time(u32), temperature(i8))),
        4: (time(derived(received_at - 7)), latitude(i16 / 100)),
        5: (),
        6: optional(remaining > 0, attribute(name=hexadecimal(2))),
    }),
    downlink={
        "report_interval": command(3, expect(u8, 1), report_interval(u16), examples=[
            example("01003c", source="manual", report_interval=60),
            example("01003d", source="manual", report_interval=(61, "s")),
        ]),
        "level": command(3, expect(u8, 2), attribute(level=u8, default=7), examples=[
            example("0207", source="manual"), example("0208", source="manual", level=8),
        ]),
        "reboot": command(3, expect(u8, 3), examples=[example("03", source="manual")], disruptive="it is away"),
        "ask": command(4, expect(u8, 4), examples=[example("04", source="manual")]),
        "unproven": command(4, expect(u8, 5)),
    },
    vectors=[
        vector("01 15 40 64 07", source="manual", message="four", temperature=21, humidity=64, battery=100, co2=7),
        vector("01 7f 40 64 07", source="manual", message="four", temperature=None, humidity=64, battery=100, co2=7),
        vector("02 15 40 64 07 01 02", source="manual", f_port=9, message="five", temperature=21, humidity=64,
               battery=100, co2=7, level=1, more=2),
        vector("03 00000009 15", source="manual", message="log", records=[{"time": 9, "temperature": 21}]),
        vector("03 00000009 15 0000000a 16", source="manual", message="log", records=[]),
        vector("04 1234", source="manual", received_at=1_700_000_000, latitude=46.6),
        vector("05", source="manual"),
        vector("06 abcd", source="manual", name="abcd"),
        vector("", source="manual"),
    ],
)  # fmt: skip
PLAIN = device("acme/plain", name="Plain", source="manual", f_port=1, uplink=temperature(i8))
GOOD: dict[str, Any] = {
    "region": "EU868", "mac_version": "1.0.3", "reg_params_revision": "A", "supports_otaa": True,
    "supports_class_b": False, "supports_class_c": False, "max_eirp": 16,
}  # fmt: skip
TABLES = {
    "abp": {"rx1_delay": 15, "rx1_dr_offset": 7, "rx2_dr": 15, "rx2_freq": 1 << 40},
    "class_b": {"timeout_secs": 1 << 40, "ping_slot_nb_k": 7, "ping_slot_dr": 15, "ping_slot_freq": 1 << 40},
    "class_c": {"timeout_secs": 1 << 40},
}


def profile(values: dict[str, Any], **tables: dict[str, Any]) -> str:
    """A radio profile as a text."""
    lines = ["[profile]", *(f"{name} = {json.dumps(value)}" for name, value in values.items())]
    for table, numbers in tables.items():
        lines += [f"[profile.{table}]", *(f"{name} = {json.dumps(value)}" for name, value in numbers.items())]
    return "\n".join([*lines, ""])


def of_files() -> Iterator[str]:
    codecs = [Codec(GIVEN), Codec(PLAIN)]
    radio = {"EU868.toml": profile(GOOD), "all.toml": profile(GOOD, **TABLES)}
    made = {
        "chirpstack": chirpstack(codecs),
        "chirpstack, with profiles": chirpstack(codecs[:1], profiles=radio, firmware='1.2 "é"', sensitive=True),
        "the things stack": things_stack(codecs),
        "the things stack, of all": things_stack(codecs[:1], sensitive=True),
    }
    shown: set[str] = set()
    for name, files in made.items():
        for path, text in files.items():
            yield f"# {name}: {path}"
            if not path.endswith(".js") and text not in shown:
                yield text.rstrip("\n")
            shown.add(text)
    at = datetime(2026, 3, 9, 12, tzinfo=UTC)
    yield f"{plain_values({'at': at, 'key': b'ab', 'interval': (60, 's'), 'on': True, 'none': None})}"


def of_profiles() -> Iterator[str]:
    """What each value of a profile is refused for."""

    def said(name: str, text: str) -> str:
        try:
            chirpstack([], profiles={name: text})
        except RediCodecsError as error:
            return re.sub(r"(is not TOML): .*", r"\1", str(error))  # the rest is Python's, of one version or another
        return "good"

    texts = {"eu.txt": profile(GOOD), "no.toml": "[", "other.toml": "a = 1", "three.toml": "profile = 3"}
    yield from (f"{name}: {said(name, text)}" for name, text in texts.items())
    for name in GOOD:
        tried = ("x", "EU868", "AS923-2", "RU864", "1.0.0", "1.1.0", "B", "RP002-1.0.4", True, False, 0, 1, -1, 1.5)
        found = [(f"{value}", said("a.toml", profile(GOOD | {name: value}))) for value in tried]
        gone = {key: value for key, value in GOOD.items() if key != name}
        yield f"{name}:"
        yield from grouped([*found, ("nothing", said("a.toml", profile(gone)))])
    for table, numbers in TABLES.items():
        for name in numbers:
            numbers_of = ((f"{number}", numbers | {name: number}) for number in (-1, 0, 7, 8, 15, 16, 1 << 50, True))
            gone = {key: value for key, value in numbers.items() if key != name}
            yield f"{table}.{name}:"
            yield from grouped(
                (what, said("a.toml", profile(GOOD, **{table: each})))
                for what, each in (*numbers_of, ("nothing", gone))
            )
        yield f"{table}: {said('a.toml', profile(GOOD | {table: 3}))}"


@pytest.mark.parametrize("of", [of_files, of_profiles], ids=lambda of: of.__name__)
def test_packages(of: Any) -> None:
    approved(f"packages/{of.__name__}", "\n".join(of()))
