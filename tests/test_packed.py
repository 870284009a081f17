"""Numbers side by side without regard to bytes: both ways, and as they are explained."""

from __future__ import annotations

import pytest

from layouts import MADE, made
from redi_codecs import codec
from redi_codecs.checking.comparing import said
from redi_codecs.errors import EncodeError, TruncatedPayload
from redi_codecs.explaining.diagram import diagram
from redi_codecs.kinds import battery, co2, latitude, temperature
from redi_codecs.layout import V, attribute, bits, history, index, let, packed, repeat, u16

NAMES = [
    name for name in MADE if name.startswith(("numbers side", "turns of twelve", "turns of nine", "turns of whole"))
]


@pytest.mark.parametrize(("name", "payload"), [(name, one) for name in NAMES for one in MADE[name].good])
def test_they_are_written_again(name: str, payload: str) -> None:
    of, data = codec(made(MADE[name].uplink)), bytes.fromhex(payload)
    seen = of.decode(data, 1)
    assert said(of.decode(of.encode_uplink(seen).payload, 1)) == said(seen)
    spans = of.explain(data, 1).spans
    assert [byte for span in spans for byte in range(span.start, span.end)] == list(range(len(data)))


def test_a_map_of_bits_shows_where_a_number_begins() -> None:
    of = codec(made(packed(let(n=bits(0, 3)), repeat(battery(bits(0, 9), channel=index), count=2))))
    assert diagram(of.explain("2190C8", 1)).splitlines()[2:] == [
        "           ┌───────┬───────┐",
        "   0  21   │0 0 1 0│0 0 0 1│  4–7   n          2",
        "           │       │       │  2–11  battery_0  100  100 %",
        "           ├───────┘   ┌───┤",
        "   1  90   │1 0 0 1 0 0│0 0│  0–9   battery_1  200  200 % (implausible)",
        "           ├───────────┘   │",
        "   2  c8   │1 1 0 0 1 0 0 0│",
        "           └───────────────┘",
    ]


def test_a_byte_shared_with_a_sensitive_number_is_hidden() -> None:
    of = codec(made(packed(let(n=bits(0, 3)), history(latitude(bits(0, 11) / 100), battery(bits(12, 21)), count=V.n))))
    told = of.explain("1FFF1900", 1)
    assert [span.sensitive for span in told.spans] == [True, True]
    assert "f" not in "".join(line.split()[1] for line in str(told).splitlines()[2:] if line[0].isdigit())
    more = codec(
        made(packed(let(n=bits(0, 3)), history(latitude(bits(0, 11) / 100), battery(bits(12, 21)), count=1)), co2(u16))
    )
    spans = more.explain("1FFF19000190", 1).spans
    assert [(span.label, span.sensitive) for span in spans] == [("word", True), ("word", True), ("co2", False)]


def test_a_count_that_the_payload_has_no_room_for() -> None:
    of = codec(made(packed(let(n=bits(0, 3)), history(temperature(bits(0, 9) / 10), count=V.n))))
    with pytest.raises(TruncatedPayload) as cut:
        of.decode("30FF3FC0", 1)
    assert cut.value.field == "temperature"
    assert cut.value.partial is not None
    assert len(cut.value.partial.records) == 2
    with pytest.raises(EncodeError):
        of.encode_uplink({"records": [{"name": "history", "temperature": 1}] * 16})


def test_a_number_that_goes_on_in_the_byte_after_it() -> None:
    of = codec(made(packed(attribute(kind=bits(0, 6)), repeat(temperature(bits(0, 8), channel=index), count=1))))
    assert of.encode_uplink({"kind": 5, "temperature_0": 300}).payload.hex() == "0b2c"
