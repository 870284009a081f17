"""Identifiers that were planted in every spelling come out nowhere: of messages, tables, exports, reasons."""

from __future__ import annotations

import base64
import copy
import json
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import network_messages
import redi_codecs
from commandline import Run, lines
from privacy_examples import EUI, KEY, P, spellings
from redi_codecs.errors import PrivacyError
from test_privacy_messages import tts

MESSAGES = {
    name: found.message for name, found in vars(network_messages).items() if isinstance(found, network_messages.Example)
} | {"composed": tts()}

PHONE, SERIAL, NAME, ADDRESS = "491701234567", "6412345678901234", "Erika-Mustermann", "3C:5A:B4:12:34:56"
PLACES = (48.7654321, 8.2345678)
#: Everything that may say whose a sensor is, as a value of JSON.
SECRETS: list[Any] = [
    *spellings(EUI),
    *spellings(bytes.fromhex(EUI)[::-1].hex()),
    int(EUI, 16),
    int.from_bytes(bytes.fromhex(EUI), "little"),
    list(bytes.fromhex(EUI)),
    {"type": "Buffer", "data": list(bytes.fromhex(EUI))},
    base64.b64encode(bytes.fromhex(EUI)[::-1]).decode(),
    *(PHONE, f"+{PHONE}", int(PHONE), SERIAL, int(SERIAL)),
    *(NAME, ADDRESS, ADDRESS.replace(":", ""), int(ADDRESS.replace(":", ""), 16)),
    int("01012A07", 16),
    *(list(PLACES), {"x": PLACES[0], "y": PLACES[1]}, {"lat_deg": PLACES[0]}, {"lat_e7": int(PLACES[0] * 1e7)}),
    {"type": "Point", "coordinates": list(PLACES)},
    {"zone": "32U", "easting": 451234.5, "northing": 5402345.6},
    f"POINT({PLACES[0]} {PLACES[1]})",
    *PLACES,
]
#: Keys of which some server has one somewhere, and keys that nobody has.
KEYS = [
    "type",
    "class",
    "event",
    "version",
    "network",
    "channel",
    "brand_id",
    "model_id",
    "name",
    "id",
    "gps",
    "position",
    "coordinates",
    "geo",
    "utm",
    "serial",
    "phone",
    "mac",
    "dev_addr",
    "owner",
    "note",
    "tags",
    "status",
    "time",
    "data",
    "value",
    "message",
    "payload",
    "body",
    "object",
    "rssi",
    "snr",
    "datr",
    "freq",
    "fPort",
    "fCnt",
]
KEYS += [NAME, EUI, PHONE, ADDRESS]
TRACE = re.compile(
    "|".join(
        [
            *(re.escape(str(one)) for one in SECRETS if isinstance(one, str | int | float)),
            r"W?_?".join(re.findall("..", EUI)),
            r"48\.76|8\.234|487654321|451234|5402345",
            re.escape(", ".join(map(str, bytes.fromhex(EUI)))),
            re.escape(",".join(map(str, bytes.fromhex(EUI)))),
        ]
    ),
    re.IGNORECASE,
)


def places_in(content: Any) -> list[dict[str, Any]]:
    """Every object of a message."""
    if isinstance(content, dict):
        return [content, *(found for value in content.values() for found in places_in(value))]
    return [found for value in content for found in places_in(value)] if isinstance(content, list) else []


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.thorough if at % 3 else ()) for at, name in enumerate(MESSAGES)]
)
def test_nothing_that_was_planted_comes_out_of_a_message(name: str) -> None:
    message = MESSAGES[name]
    uplink = redi_codecs.parse_uplink(message)
    count = len(places_in(message))
    assert not TRACE.search(str(P.message(message)))
    for number, secret in enumerate(SECRETS):
        for place in range(count):
            made = copy.deepcopy(message)
            at = places_in(made)[place]
            taken = {re.sub("[^a-z0-9]", "", key.lower()) for key in at}
            free = [key for key in KEYS if re.sub("[^a-z0-9]", "", key.lower()) not in taken]
            if isinstance(secret, int | float) and secret < 2**32:  # what may be a counter or a signal stays as such
                free = [key for key in free if key not in ("rssi", "snr", "datr", "freq", "fCnt")]
            at.update(dict.fromkeys(free[number % 3 :: 3], secret))
            if isinstance(secret, str):
                at[secret] = 1
            try:
                read = redi_codecs.parse_uplink(made)
            except redi_codecs.UplinkError:
                continue
            if read.payload != uplink.payload:
                continue  # it was planted as the payload
            hidden = P.message(made)
            assert not TRACE.search(str(hidden)), f"{secret!r} in {place}: {TRACE.search(str(hidden))}"
            assert not TRACE.search(repr(P.uplink(read)))


def test_what_is_dropped_is_not_in_a_log() -> None:
    assert NAME not in repr(P.message({**tts(), NAME: 1}))


@pytest.mark.parametrize("depth", [40, 700, 850, 980, 5000])
def test_depth(depth: int) -> None:
    """Deep messages are pseudonymous, or refused with a sentence."""
    text = json.dumps(tts())
    for deep in ("[" * depth + "]" * depth, '{"data":' * depth + "1" + "}" * depth):
        for key in ("extra", "data", "payload"):
            with suppress(redi_codecs.UplinkError):
                assert deep not in str(P.message(f'{text[:-1]}, "{key}": {deep}}}'))
    xml = network_messages.THINGPARK_XML
    at = xml.rindex("</")
    deep = "<a>" * 100_000 + "1" + "</a>" * 100_000
    assert "DevEUI" in P.message(xml[:at] + deep + xml[at:]).content["DevEUI_uplink"]


def test_a_model_that_is_known_stays_and_no_other() -> None:
    assert P.uplink(redi_codecs.parse_uplink(tts())).device == "milesight-iot/em300-th"
    other = tts(version_ids={"brand_id": "erika", "model_id": "mustermann"})
    assert P.uplink(redi_codecs.parse_uplink(other)).device is None
    assert "erika" not in str(P.message(other))


def test_a_gateway_has_one_pseudonym() -> None:
    gateway = "02AA5BFFFE000001"
    message = tts(rx_metadata=[{"gateway_ids": {"eui": gateway}}])
    (seen,) = redi_codecs.parse_uplink(P.message(message).content).gateways
    assert seen.id == P.identifier(gateway) == P.uplink(redi_codecs.parse_uplink(message)).gateways[0].id


@pytest.mark.parametrize("id", ["\ud800", "caf\udce9"])
def test_half_a_character_in_an_id(id: str, run: Run, tmp_path: Path) -> None:
    message = tts(rx_metadata=[{"gateway_ids": {"gateway_id": id}}])
    assert len(P.identifier(id)) == 16
    assert len(P.address(id)) == 8
    P.message(message)
    key = tmp_path / "secret"
    key.write_text(KEY)
    code, out, err = run("decode", "--json", "--pseudonyms", key, stdin=lines(message, tts()))
    assert (code, len(out.splitlines())) == (0, 2), err


@pytest.mark.parametrize(
    "key",
    [
        *(
            "/path/of/the/key",
            "./pseudonyms-of-2026",
            "../keys/of-the-city",
            "~/pseudonyms.key",
            "C:\\keys\\city-of-2026",
        ),
        *("pseudonyms-2026.key", "keys/pseudonyms-2026.txt", "\\\\server\\share\\pseudonyms"),
    ],
)
def test_a_path_is_no_key(key: str) -> None:
    with pytest.raises(PrivacyError, match="looks like the path of a file") as caught:
        redi_codecs.pseudonymize(key)
    assert key not in str(caught.value)
    assert redi_codecs.pseudonymize(key.encode())


def test_a_key_is_the_same_however_an_editor_kept_it(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    for content in (KEY, f"{KEY}\n", f"{KEY} \r\n", f"\ufeff{KEY}\n", f"  {KEY}\t\n\n"):
        file.write_text(content, encoding="utf-8")
        assert redi_codecs.pseudonymize(file)(EUI) == P(EUI) == redi_codecs.pseudonymize(content)(EUI)
    file.write_bytes(KEY.encode("utf-16"))
    with pytest.raises(PrivacyError, match="UTF-16"):
        redi_codecs.pseudonymize(file)
    binary = bytes(range(200, 232)) + b" "
    file.write_bytes(binary)
    assert redi_codecs.pseudonymize(file)(EUI) == redi_codecs.pseudonymize(binary)(EUI)


def test_nothing_goes_along_with_a_table() -> None:
    pandas = pytest.importorskip("pandas")
    pyarrow = pytest.importorskip("pyarrow")
    frame = pandas.DataFrame({"dev_eui": [EUI], "value": [1.5]}, index=[EUI])
    frame.attrs = {"of": EUI}
    hidden = P.table(frame)
    assert (hidden.attrs, list(hidden.index), list(hidden["dev_eui"])) == ({}, [0], [P(EUI)])
    times = frame.set_index(pandas.DatetimeIndex(["2026-03-09"], name="time"))
    assert list(P.table(times).index) == list(times.index)
    schema = pyarrow.schema(
        [
            pyarrow.field("dev_eui", pyarrow.string(), metadata={"of": EUI}),
            pyarrow.field("x", "int64", metadata={"o": EUI}),
        ],
        metadata={"of": EUI},
    )
    for table in (pyarrow.table([[EUI], [1]], schema=schema), pyarrow.record_batch([[EUI], [1]], schema=schema)):
        made = P.table(table)
        assert EUI.encode() not in made.schema.serialize().to_pybytes()
        assert made.to_pydict() == {"dev_eui": [P(EUI)], "x": [1]}


def test_reasons_at_the_terminal_quote_nothing(run: Run, tmp_path: Path) -> None:
    key = tmp_path / "secret"
    key.write_text(KEY)
    broken = [
        {**tts(), "end_device_ids": {"dev_eui": f"{EUI} of {NAME}"}},
        {**tts(), NAME: 1, "end_device_ids": None},
        tts(frm_payload=f"{NAME}*"),
        tts(version_ids={"brand_id": NAME, "model_id": SERIAL}),
        tts(frm_payload=base64.b64encode(SERIAL.encode()).decode()),
        {NAME: EUI, PHONE: SERIAL},
        f'{{"{NAME}": ',
    ]
    _, out, err = run("decode", "--pseudonyms", key, stdin=lines(*broken))
    assert len(err.splitlines()) == len(broken) + 1
    assert not TRACE.search(out + err), err
