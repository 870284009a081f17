"""Measurements that say their own width, decimals and place: read, and written with as little as they need."""

from __future__ import annotations

from typing import Any

import pytest

from layouts import MADE, made
from redi_codecs import codec
from redi_codecs.errors import EncodeError
from redi_codecs.kinds import humidity, temperature
from redi_codecs.layout import V, attribute, derived, hexadecimal, i8, i16, let, lookup, record, repeat, switch, u8

STATED = codec(made(MADE["measurements that say their width, their decimals and where they are"].uplink))


def written(values: dict[str, Any]) -> str:
    return STATED.encode_uplink(values).payload.hex()


@pytest.mark.parametrize(
    ("values", "payload"),
    [
        ({"temperature": 21}, "0401" "15"),
        ({"temperature": 300}, "0402" "012c"),
        ({"temperature": 21.5}, "0502" "00d7"),
        ({"temperature": -1.25}, "0601" "83"),
        ({"temperature": 1.125}, "0702" "0465"),
        ({"temperature": 21.5, "motion": True}, "0801" "01" "0502" "00d7"),
        ({"temperature": 21.5, "humidity": 40}, "001107" "28" "0502" "00d7"),
    ],
)  # fmt: skip
def test_written_with_as_few_decimals_and_bytes_as_needed(values: dict[str, Any], payload: str) -> None:
    assert written(values) == payload


def test_records_keep_their_order_whatever_width_they_need() -> None:
    records = [{"temperature": 300.0, "at_place": "0102"}, {"temperature": -2.0, "at_place": "09"}]
    payload = written({"temperature": 21.5, "records": records})
    assert payload == "00220102012c001109fe050200d7"
    said = STATED.decode(payload, 1)
    assert [one.attributes["at_place"].value for one in said.records] == ["0102", "09"]
    assert STATED.encode_uplink(said).payload.hex() == payload


def test_what_no_width_holds_is_refused() -> None:
    with pytest.raises(EncodeError, match="temperature: 40000"):
        written({"temperature": 40000})


def test_what_no_decimals_say_is_rounded_as_little_as_can_be() -> None:
    assert written({"temperature": 1.12345}) == "07020463"


def test_a_text_that_only_steers_fits_the_bytes_that_are_there() -> None:
    fixed = codec(made((let(model=hexadecimal(2)), switch(V.model, {"0a0b": temperature(i8), "0c": humidity(u8)}))))
    assert fixed.encode_uplink({"temperature": 21}).payload.hex() == "0a0b15"
    long = codec(made((let(model=hexadecimal(1)), switch(V.model, {"0a0b": temperature(i8), "0c": humidity(u8)}))))
    assert long.encode_uplink({"humidity": 40}).payload.hex() == "0c28"
    with pytest.raises(EncodeError):
        long.encode_uplink({"temperature": 21})


def test_in_a_turn_the_last_one_of_a_choice_counts() -> None:
    assert STATED.decode("0401150401160402012c", 1).get("temperature") == 300


def test_numbers_of_one_measurement_share_their_decimals() -> None:
    shared = codec(
        made(
            (
                let(divisor=lookup(u8, {0: 1, 1: 10}), size=u8),
                switch(V.size, {2: (let(a=i8), let(b=i8)), 4: (let(a=i16), let(b=i16))}),
                temperature(derived(V.a / V.divisor)),
                humidity(derived(V.b / V.divisor)),
            )
        )
    )
    assert shared.encode_uplink({"temperature": 21, "humidity": 40}).payload.hex() == "00021528"
    assert shared.encode_uplink({"temperature": 21, "humidity": 4.5}).payload.hex() == "010400d2002d"


def test_a_record_says_again_what_was_read_before_it() -> None:
    one = codec(made(repeat(let(at=u8), record(attribute(place_seen=derived(V.at)), temperature(i8)))))
    records = [{"temperature": 21, "place_seen": 3}, {"temperature": 22, "place_seen": 4}]
    assert one.encode_uplink({"records": records}).payload.hex() == "03150416"


def test_a_factor_of_nothing_is_no_number() -> None:
    one = codec(made((let(whole=u8, part=u8), temperature(derived(V.part * 100 / V.whole)))))
    assert one.decode("0200", 1).get("temperature") == 0
    with pytest.raises(EncodeError, match="temperature: 0 cannot be said"):
        one.encode_uplink({"temperature": 0})
