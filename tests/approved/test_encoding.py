"""What the encoder makes of layouts with every node: of what was decoded, of a little more or less, of nonsense."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from approved import End, approved, grouped
from approved.asked import ASKED
from layouts import CORNERS, MADE, Made, made
from redi_codecs import Codec, Decoded, EncodeError
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw, ways
from redi_codecs.errors import DecodeError
from redi_codecs.plan.planner import plan

ALL = MADE | {name: Made(body, (payload,)) for name, (body, payload) in CORNERS.items()}
#: The layouts in parts, so that each text is short and each test quick.
PARTS = {f"{at:02}": list(ALL)[at * 8 : at * 8 + 8] for at in range((len(ALL) + 7) // 8)}
DRAWN = {part: [(name, ALL[name].uplink) for name in names] for part, names in PARTS.items()}
DRAWN["asked"] = [(name, body) for name, (body, _, _) in ASKED.items()]
WRONG = (None, 1.3)


def outcome(codec: Codec, values: Any, **more: Any) -> str:
    """The payload and the port if it is not 1, or why there is none."""
    try:
        made = codec.encode_uplink(values, **more)
    except EncodeError as error:
        return f"{type(error).__name__} {error.field or '-'}: {error.problem}"
    return made.payload.hex() + (f" port {made.f_port}" if made.f_port != 1 else "")


def plain(one: Decoded) -> dict[str, Any]:
    """The values by name, with what else is known of them."""
    values: dict[str, Any] = {each.name: each.value for each in (*one.readings, *one.attributes.values())}
    values |= {key: value for key, value in (("time", one.time), ("message", one.message)) if value is not None}
    records = [
        {
            "name": each.name,
            **({"time": each.time} if each.time is not None else {}),
            **{part.name: part.value for part in (*each.readings, *each.attributes.values())},
        }
        for each in one.records
    ]
    return values | ({"records": records} if records else {})


def others(values: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What one might say instead: of one value another or none, more and fewer records, another name or time."""
    for name, known in values.items():
        rest = {key: value for key, value in values.items() if key != name}
        yield f"no {name}", rest
        if name == "records":
            yield "records turned round", rest | {name: known[::-1]}
            yield "a record again", rest | {name: [*known, known[0]]}
            yield "a record less", rest | {name: known[1:]}
            for what, record in others(known[0]):
                yield f"in a record {what}", rest | {name: [record, *known[1:]]}
        elif isinstance(known, datetime):
            yield "a second later", rest | {name: known.timestamp() + 1}
        elif name not in ("message", "name"):
            for wrong in WRONG:
                yield f"{name}={wrong!r}", rest | {name: wrong}
    yield "x=1", values | {"x": 1}
    yield "a time", {"time": 1_700_000_000} | values


@pytest.mark.parametrize("part", PARTS)
def test_uplinks(part: str) -> None:
    lines = []
    for name in PARTS[part]:
        one = ALL[name]
        codec = Codec(made(one.uplink))
        for payload in one.good:
            try:
                decoded = codec.decode(payload, one.ports[0])
            except DecodeError as error:
                decoded = error.partial
            said = [("it", outcome(codec, decoded)), ("its dict", outcome(codec, decoded.to_dict()))]
            lines += [f"{name}, {payload}", *grouped([*said, ("its values", outcome(codec, plain(decoded)))])]
            if payload is one.good[0]:
                lines += grouped((what, outcome(codec, values)) for what, values in others(plain(decoded)))
    approved(f"encoding/uplinks_{part}", "\n".join(lines))


@pytest.mark.parametrize("part", ["early", "late"])
def test_asked(part: str) -> None:
    lines = []
    for name in list(ASKED)[part == "late" :: 2]:
        body, port, values = ASKED[name]
        codec = Codec(made(body, port=port))
        lines.append(name)
        for one in values:
            wanted, more = one if isinstance(one, tuple) else (one, {})
            lines.append(f"  {outcome(codec, wanted, **more)} <- {wanted}{f' {more}' if more else ''}")
    approved(f"encoding/asked_{part}", "\n".join(lines))


def drawn(*arguments: Any, **more: Any) -> str:
    try:
        payload, port = draw(*arguments, **more)
    except NotDrawn as error:
        return f"not drawn: {error}"
    return f"{payload.hex()} port {port}"


@pytest.mark.parametrize("part", DRAWN)
def test_drawn(part: str) -> None:
    lines = []
    for name, body in DRAWN[part]:
        device = made(body)
        known = plan(device, device.uplink)
        lines += [name, *(f"  {seed}: {drawn(known, Seeded(seed))}" for seed in range(6))]
        lines += [f"  {most}: {drawn(known, End(most))}" for most in (False, True)]
        for number, way in enumerate(ways(known.ops)):
            lines += [f"  way {number}: {drawn(known, Seeded(number), None, way)}"]
        lines += [f"  taken: {drawn(known, Seeded(1), 2, taken=True)}"]
    approved(f"encoding/drawn_{part}", "\n".join(lines))
