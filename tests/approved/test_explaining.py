"""Explanations of payloads of layouts with every node, whole, cut and spoilt: as text, as a map of bits, as a page."""

from __future__ import annotations

import pytest

from approved import approved
from approved.asked import ASKED
from layouts import CORNERS, MADE, made
from redi_codecs.device_codec import codec
from redi_codecs.encoding.drawing import NotDrawn, Seeded, draw
from redi_codecs.explaining.diagram import diagram, drawn
from redi_codecs.explaining.explanation import Explanation
from redi_codecs.kinds import altitude, battery, co2, latitude, longitude, serial_number, temperature
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    V,
    attribute,
    bit,
    bits,
    checksum,
    derived,
    expect,
    f_port,
    hexadecimal,
    history,
    i8,
    i16,
    let,
    packed,
    raw,
    remaining,
    reserved,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u16le,
    u32ws,
    word,
)
from redi_codecs.results import moment

#: What no other layout has: what identifies somebody, long runs, words in every order, bits that two words share.
MORE: dict[str, tuple[Body, tuple[str, ...]]] = {
    "what locates somebody": (
        (
            battery(u8),
            latitude(i16 / 100),
            let(high=u8, low=u8),
            longitude(derived(V.high * 256 + V.low)),
            altitude(u16),
        ),
        ("64 1234 0102 0003 07", "64 12", "64 1234 01"),
    ),
    "what identifies somebody, with a checksum": (
        checksum(CRC16_MODBUS, u16, serial_number(hexadecimal(2)), battery(u8)),
        ("abcd 64 0000", "abcd 64 1aeb", "abcd"),
    ),
    "what identifies somebody, by tags": (
        tags(u8, {1: battery(u8), 2: serial_number(hexadecimal(4)), 3: history(temperature(i16), latitude(u8))}),
        ("0164 02abcdef01", "0164 02abcd", "0164 0907", "03 0001 07 0002 08", "01"),
    ),
    "what identifies somebody, behind one of two sizes": (
        (switch(u8, {1: temperature(i8), 2: temperature(i16)}), serial_number(hexadecimal(4))),
        ("02 15", "02", "01 15 abcdef01"),
    ),
    "words in every order": (
        (
            word(u16le, temperature(bits(0, 11)), reserved(bits(12, 15))),
            word(
                u32ws, battery(bits(0, 6)), attribute(high=bits(7, 20)), expect(bits(21, 24), 3), reserved(bits(25, 31))
            ),
            word(u16, attribute(one=bit(0), two=bits(3, 12)), reserved(bits(1, 2)), reserved(bits(13, 15))),
        ),
        ("af21 01020304 8765", "af21 01020304", "af21 0102", "af"),
    ),
    "bits that two words share": (
        packed(
            (let(n=bits(0, 2)), latitude(bits(3, 18) / 1000)),
            history(temperature(bits(0, 8)), count=V.n),
        ),
        ("21afabcd", "21af", "21afab", "21afabcd07"),
    ),
    "what locates somebody, and what does not": (
        (latitude(i16 / 100), co2(u16), battery(u8)),
        ("1234 01", "1234 0102", "12", "1234 0102 64 00"),
    ),
    "what has no bytes": (
        (temperature(derived(f_port * 2)), altitude(derived(f_port + 1), valid=remaining > 0)),
        ("", "01"),
    ),
    "what has no bytes before what has": ((temperature(derived(f_port * 2)), battery(u8)), ("64", "")),
    "a port that is unknown": (switch(f_port, {3: battery(u8)}), ("64", "")),
    "a message that is unknown": (switch(u8, {3: battery(u8)}, unknown="raise"), ("0364", "0464", "")),
    "a constant that is another": (
        (word(u8, expect(bits(0, 3), 5), battery(bits(4, 7))), expect(u16, 7), attribute(last=u8)),
        ("64 0007 01", "65 0007 01", "65 0008 01"),
    ),
    "a checksum with bytes behind it": (
        (sized(u8, checksum(CRC16_MODBUS, u16, battery(u8))), co2(u8)),
        ("03 64 ab00 0007", "03 64 2bc0 0007", "03 64 2b"),
    ),
    "long runs": (
        (attribute(name=text(14), blob=raw(13), short=raw(12)), sized(3, battery(u8)), attribute(tail=raw())),
        ("41" * 14 + "00" * 13 + "0102" * 6 + "64ffff" + "07", "41" * 14 + "ff" * 13, "0a1b" * 7),
    ),
}
BODIES: dict[str, tuple[Body, tuple[str, ...], int]] = {
    **{name: (one.uplink, one.good, one.ports[0]) for name, one in MADE.items()},
    **{name: (body, (payload,), 1) for name, (body, payload) in CORNERS.items()},
    **{f"asked: {name}": (body, (), 1) for name, (body, port, _) in ASKED.items()},
}
PARTS = {f"{at:02}": list(BODIES)[at::6] for at in range(6)}


def explained(body: Body, payload: bytes, port: int) -> Explanation:
    return codec(made(body)).explain(payload, port, received_at=moment(1_700_000_000))


def payloads(body: Body, known: tuple[str, ...]) -> list[bytes]:
    """The first one, whole and cut; or one that is drawn."""
    if known:
        whole = bytes.fromhex(known[0])
        return [whole, whole[: len(whole) // 2]]
    for seed in range(9):
        try:
            return [draw(codec(made(body)).plan, Seeded(seed), 1)[0]]
        except NotDrawn:
            continue
    return []


@pytest.mark.parametrize("part", PARTS)
def test_texts(part: str) -> None:
    lines = []
    for name in PARTS[part]:
        body, known, port = BODIES[name]
        for payload in payloads(body, known):
            lines += [name, str(explained(body, payload, port)), ""]
    approved(f"explaining/texts_{part}", "\n".join(lines))


#: What every cell of a page has in its style.
STYLES = {
    ' style="text-align:left;white-space:pre;padding:1px 8px"': "",
    "text-align:left;white-space:pre;padding:1px 8px": "…",
    "color:#111;text-align:center;": "",
    "padding:1px 5px": "",
}


def page(one: Explanation, sensitive: bool = False) -> str:
    """A page with a row a line, without what all its cells have."""
    text_ = (drawn(one, sensitive=True) if sensitive else one._repr_html_()).replace("<tr", "\n<tr")
    for style, shorter in STYLES.items():
        text_ = text_.replace(style, shorter)
    return text_


def test_maps() -> None:
    lines, pages = [], []
    chosen = {name: BODIES[name][:2] for name in list(BODIES)[::9]}
    for name, (body, known) in (MORE | chosen).items():
        for at, text_ in enumerate(known if name in MORE else known[:1]):
            one = explained(body, bytes.fromhex(text_), 1)
            lines += [name, repr(one), diagram(one), ""]
            if name in MORE:
                lines += [one.text(sensitive=True), diagram(one, sensitive=True).partition("\n")[2], ""]
                if at == 0:
                    pages += [f"<h2>{name}</h2>", page(one)]
    first = explained(MORE["words in every order"][0], bytes.fromhex("af21 01020304"), 1)
    lines += [repr(first.text(color=True)), repr(diagram(first, color=True))]
    approved("explaining/maps", "\n".join(lines))
    pages.append(page(explained(MORE["what locates somebody"][0], bytes.fromhex("641234010200"), 1), sensitive=True))
    approved("explaining/pages", "\n".join(pages))
