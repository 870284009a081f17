"""Corners of the drawings: rules between boxes, words that share bytes, long runs, what breaks and where."""

from __future__ import annotations

import re

import pytest

from layouts import made
from redi_codecs import explain
from redi_codecs.explaining.diagram import diagram, drawn
from redi_codecs.kinds import battery, humidity, latitude, motion, temperature
from redi_codecs.layout import (
    Body,
    V,
    attribute,
    bit,
    bits,
    derived,
    f_port,
    history,
    let,
    message,
    packed,
    raw,
    reserved,
    switch,
    u8,
    u16,
    u16le,
    u32ws,
    word,
)

DRAWN: dict[str, tuple[Body, str, str]] = {
    "a part that goes on in the next byte": (
        word(u16, motion(bit(0)), temperature(bits(1, 11, signed=True) / 10), reserved(bits(12, 15))),
        "21af",
        """
acme/t1, fPort 1, 2 bytes
byte  hex   7 6 5 4 3 2 1 0   bits   field        raw  meaning
           ┌───────┬───────┐
   0  21   │0 0 1 0│0 0 0 1│  12–15  reserved     0x2  ignored
           │       │       │  1–11   temperature  215  21.5 °C
           ├───────┘     ┌─┤
   1  af   │1 0 1 0 1 1 1│1│  0      motion       1    yes
           └─────────────┴─┘
""",
    ),
    "a little-endian word": (
        word(u16le, temperature(bits(0, 11) / 10), battery(bits(12, 15))),
        "af21",
        """
acme/t1, fPort 1, 2 bytes
byte  hex   7 6 5 4 3 2 1 0   bits   field        raw  meaning
           ┌───────────────┐
   0  af   │1 0 1 0 1 1 1 1│  0–11   temperature  431  43.1 °C
           ├───────┐       │
   1  21   │0 0 1 0│0 0 0 1│  12–15  battery      2    2 %
           └───────┴───────┘
""",
    ),
    "a word whose halves are swapped": (
        word(u32ws, temperature(bits(0, 19) / 10), battery(bits(20, 31))),
        "00d70000",
        """
acme/t1, fPort 1, 4 bytes
byte  hex   7 6 5 4 3 2 1 0   bits   field        raw  meaning
           ┌───────────────┐
   0  00   │0 0 0 0 0 0 0 0│  0–19   temperature  215  21.5 °C
   1  d7   │1 1 0 1 0 1 1 1│
           ├───────────────┤
   2  00   │0 0 0 0 0 0 0 0│  20–31  battery      0    0 %
           │       ┌───────┤
   3  00   │0 0 0 0│0 0 0 0│         temperature       continued
           └───────┴───────┘
""",
    ),
    "a long run": (
        (attribute(blob=raw(13)), humidity(u8)),
        "000102030405060708090a0b0c28",
        """
acme/t1, fPort 1, 14 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field     raw  meaning
           ┌───────────────┐
   0  00   │0 0 0 0 0 0 0 0│        blob           000102030405060708090a0b0c
   1  01   │0 0 0 0 0 0 0 1│
   2  02   │0 0 0 0 0 0 1 0│
   3  03   │0 0 0 0 0 0 1 1│
   ⋮  ⋮    │      ⋮        │
  11  0b   │0 0 0 0 1 0 1 1│
  12  0c   │0 0 0 0 1 1 0 0│
           ├───────────────┤
  13  28   │0 0 1 0 1 0 0 0│        humidity  40   40 %
           └───────────────┘
""",
    ),
    "a run that is not long": (
        (attribute(blob=raw(12)), humidity(u8)),
        "00000000000000000000000028",
        """
acme/t1, fPort 1, 13 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field     raw  meaning
           ┌───────────────┐
   0  00   │0 0 0 0 0 0 0 0│        blob           000000000000000000000000
   1  00   │0 0 0 0 0 0 0 0│
   2  00   │0 0 0 0 0 0 0 0│
   3  00   │0 0 0 0 0 0 0 0│
   4  00   │0 0 0 0 0 0 0 0│
   5  00   │0 0 0 0 0 0 0 0│
   6  00   │0 0 0 0 0 0 0 0│
   7  00   │0 0 0 0 0 0 0 0│
   8  00   │0 0 0 0 0 0 0 0│
   9  00   │0 0 0 0 0 0 0 0│
  10  00   │0 0 0 0 0 0 0 0│
  11  00   │0 0 0 0 0 0 0 0│
           ├───────────────┤
  12  28   │0 0 1 0 1 0 0 0│        humidity  40   40 %
           └───────────────┘
""",
    ),
    "what is derived": (
        (let(a=u8), humidity(derived(V.a / 2))),
        "28",
        """
acme/t1, fPort 1, 1 byte
byte  hex   7 6 5 4 3 2 1 0   bits  field     raw  meaning
           ┌───────────────┐
   0  28   │0 0 1 0 1 0 0 0│        a         40
           │               │  =     humidity       20 %
           └───────────────┘
""",
    ),
    "what is derived before the first byte": (
        (humidity(derived(f_port / 2)), temperature(u8)),
        "15",
        """
acme/t1, fPort 1, 1 byte
byte  hex   7 6 5 4 3 2 1 0   bits  field        raw  meaning
                              =     humidity          0.5 %
           ┌───────────────┐
   0  15   │0 0 0 1 0 1 0 1│        temperature  21   21 °C
           └───────────────┘
""",
    ),
    "a byte that is missing": (
        (humidity(u8), temperature(u16)),
        "28",
        """
acme/t1, fPort 1, 1 byte
byte  hex   7 6 5 4 3 2 1 0   bits  field        raw  meaning
           ┌───────────────┐
   0  28   │0 0 1 0 1 0 0 0│        humidity     40   40 %
           ├───────────────┤
   1  ··   │? ? ? ? ? ? ? ?│  ✗     temperature       2 bytes needed, none left
           └───────────────┘
✗ byte 1: temperature: 2 bytes needed, none left
""",
    ),
    "a byte too few": (
        (humidity(u8), temperature(u16)),
        "2801",
        """
acme/t1, fPort 1, 2 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field           raw  meaning
           ┌───────────────┐
   0  28   │0 0 1 0 1 0 0 0│        humidity        40   40 %
           ├───────────────┤
   1  01   │0 0 0 0 0 0 0 1│        not understood
           │               │  ✗     temperature          2 bytes needed, 1 left
           └───────────────┘
✗ byte 1: temperature: 2 bytes needed, 1 left
""",
    ),
    "bytes after the end": (
        humidity(u8),
        "280102",
        """
acme/t1, fPort 1, 3 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field           raw  meaning
           ┌───────────────┐
   0  28   │0 0 1 0 1 0 0 0│        humidity        40   40 %
           ├───────────────┤
   1  01   │0 0 0 0 0 0 0 1│        not understood       after the end of the message
   2  02   │0 0 0 0 0 0 1 0│
           └───────────────┘
! trailing_bytes, byte 1: 2 bytes after the end of the message
""",
    ),
    "what is hidden": (
        (latitude(u8), word(u8, latitude(bits(0, 3), place="probe"), reserved(bits(4, 7)))),
        "2813",
        """
acme/t1, fPort 1, 2 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field           raw  meaning
           ┌───────────────┐
   0  ··   │· · · · · · · ·│        latitude             (hidden)
           ├───────┬───────┤
   1  ··   │· · · ·│· · · ·│  4–7   reserved        0x1  ignored
           │       │       │  0–3   latitude_probe       (hidden)
           └───────┴───────┘
""",
    ),
    "words that share a byte": (
        packed(let(n=bits(0, 3)), history(temperature(bits(0, 9) / 10), count=2)),
        "2aa555",
        """
acme/t1, fPort 1, 3 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field                    raw  meaning
           ┌───────┬───────┐
   0  2a   │0 0 1 0│1 0 1 0│  4–7   n                        2
           │       │       │  2–11  history 1 · temperature  681  68.1 °C
           ├───────┘   ┌───┤
   1  a5   │1 0 1 0 0 1│0 1│  0–9   history 2 · temperature  341  34.1 °C
           ├───────────┘   │
   2  55   │0 1 0 1 0 1 0 1│
           └───────────────┘
""",
    ),
    "a word that ends too early": (
        packed(let(n=bits(0, 3)), history(temperature(bits(0, 9) / 10), count=2)),
        "2aa5",
        """
acme/t1, fPort 1, 2 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field                    raw  meaning
           ┌───────┬───────┐
   0  2a   │0 0 1 0│1 0 1 0│  4–7   n                        2
           │       │       │  2–11  history 1 · temperature  681  68.1 °C
           ├───────┘   ┌───┤
   1  a5   │1 0 1 0 0 1│0 1│  ✗     temperature                   2 bytes needed, 1 left
           └───────────┴───┘
✗ byte 1: temperature: 2 bytes needed, 1 left
""",
    ),
    "nothing": (
        humidity(u8),
        "",
        """
acme/t1, fPort 1, 0 bytes
byte  hex   7 6 5 4 3 2 1 0   bits  field     raw  meaning
           ┌───────────────┐
   0  ··   │? ? ? ? ? ? ? ?│  ✗     humidity       1 byte needed, none left
           └───────────────┘
✗ byte 0: humidity: 1 byte needed, none left
""",
    ),
    "no message": (
        switch(u8, {1: (message("data"), humidity(u8))}),
        "03",
        """
acme/t1, fPort 1, 1 byte
byte  hex   7 6 5 4 3 2 1 0   bits  field           raw  meaning
           ┌───────────────┐
   0  03   │0 0 0 0 0 0 1 1│        not understood
           │               │  ✗     message type         0x03 is unknown here; known: 0x01
           └───────────────┘
✗ byte 0: message type: 0x03 is unknown here; known: 0x01
""",
    ),
}


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_drawn(name: str) -> None:
    body, payload, expected = DRAWN[name]
    assert diagram(explain(made(body), payload, 1)) == expected.strip("\n")


TEXTS: dict[str, tuple[Body, str, str]] = {
    "words, runs and what is left": (
        (word(u16, motion(bit(0)), battery(bits(1, 7)), reserved(bits(8, 15))), attribute(blob=raw(9))),
        "00c8000102030405060708ff",
        """
acme/t1, fPort 1, 12 bytes
bytes       hex               field           raw     meaning
0…1         00c8              word            0x00c8
  bit 0                       motion          0       no
  bit 1–7                     battery         100     100 %
  bit 8–15                    reserved        0x00    ignored
2…10        0001020304050607  blob                    000102030405060708
            08
11          ff                not understood          after the end of the message
! trailing_bytes, byte 11: 1 byte after the end of the message
""",
    ),
    "a history that ends too early": (
        (let(a=u8), history(temperature(u16), humidity(u8))),
        "0100152801",
        """
acme/t1, fPort 1, 5 bytes
bytes  hex   field                    raw  meaning
0      01    a                        1
1…2    0015  history 1 · temperature  21   21 °C
3      28    history 1 · humidity     40   40 %
4      01    not understood
✗ byte 4: temperature: 2 bytes needed, 1 left
""",
    ),
    "what is hidden": (
        (latitude(u8), word(u8, latitude(bits(0, 3), place="probe"), reserved(bits(4, 7)))),
        "2813",
        """
acme/t1, fPort 1, 2 bytes
bytes      hex  field           raw  meaning
0          ··   latitude             (hidden)
1          ··   word
  bit 0–3       latitude_probe       (hidden)
  bit 4–7       reserved        0x1  ignored
""",
    ),
}


@pytest.mark.parametrize("name", TEXTS)
def test_it_is_told(name: str) -> None:
    body, payload, expected = TEXTS[name]
    assert explain(made(body), payload, 1).text() == expected.strip("\n")


def test_colours_follow_what_a_field_is() -> None:
    body = word(u8, motion(bit(0)), reserved(bits(1, 7))), humidity(derived(f_port / 2))
    one = explain(made(body), "03ff", 1)
    assert diagram(one, color=True).replace("\x1b[", "<").replace("<0m", ">").splitlines() == [
        "<1macme/t1, fPort 1, 2 bytes>",
        "<4mbyte  hex   7 6 5 4 3 2 1 0   bits  field           raw   meaning>",
        "           <2m┌─────────────┬─┐>",
        "   0  03   <2m│0 0 0 0 0 0 1│><32m1><2m│  1–7   reserved        0x01  ignored>",
        "           <2m│             │ │  ><32m0     motion          ><2m1     ><32myes>",
        "           <2m│             │ │  ><3m=     humidity              0.5 %>",
        "           <2m├─────────────┴─┤>",
        "   1  ff   <2m│><31m1 1 1 1 1 1 1 1><2m│  ><31m      not understood        after the end of the message>",
        "           <2m└───────────────┘>",
        "<33m! trailing_bytes, byte 1: 1 byte after the end of the message>",
    ]
    assert one.text(color=True).replace("\x1b[", "<").replace("<0m", ">").splitlines() == [
        "acme/t1, fPort 1, 2 bytes",
        "<4mbytes      hex  field           raw   meaning>",
        "<2m0          03   word            0x03>",
        "<1m  bit 0         motion          1     yes>",
        "<2m  bit 1–7       reserved        0x01  ignored>",
        "<3m                humidity              0.5 %>",
        "<31m1          ff   not understood        after the end of the message>",
        "<33m! trailing_bytes, byte 1: 1 byte after the end of the message>",
    ]


def cells(page: str) -> list[list[str]]:
    """Of each row its cells: how many rows one is high (~) or columns wide (_), its paper, and a wall before it."""
    rows = []
    for row in re.findall(r"<tr>(.*?)</tr>", page)[1:]:
        found = re.findall(r'<td(?: (rowspan|colspan)="(\d+)")?(?: style="([^"]*)")?>(.*?)</td>', row)
        rows.append(
            [
                ("~" * int(size) if span == "rowspan" else "_" * int(size or 0))
                + "".join(re.findall(r"background:(#\w+)", style))
                + ("|" if "border-left" in style else "")
                + text
                for span, size, style, text in found
            ]
        )
    return rows


def test_a_page_has_a_cell_for_each_bit() -> None:
    body = word(u8, motion(bit(0)), latitude(bits(1, 7))), humidity(u8)
    page = drawn(explain(made(body), "03", 1))
    green, blue, red = "#cdeedd", "#c9e6f0", "#fad4d4"
    assert cells(page) == [
        ["~~0", "~~··", f"~~{green}|·", *[f"~~{green}·"] * 6, f"~~{blue}|·", "1–7", f"{green}latitude", "", "(hidden)"],
        ["0", f"{blue}motion", "1", "yes"],
        ["~1", "~··", f"~{red}|?", *[f"~{red}?"] * 7, "✗", f"{red}humidity", "", "1 byte needed, none left"],
    ]
    assert page.endswith('<div style="color:#b00020">✗ byte 1: humidity: 1 byte needed, none left</div>')
    assert re.findall(r"<th[^>]*>(.*?)</th>", page) == ["byte", "hex", *"76543210", "bits", "field", "raw", "meaning"]
    openly = drawn(explain(made(body), "03", 1), sensitive=True)
    assert cells(openly)[0][:10] == ["~~0", "~~03", f"~~{green}|0", *[f"~~{green}0"] * 5, f"~~{green}1", f"~~{blue}|1"]
    before = cells(drawn(explain(made((humidity(derived(f_port / 2)), temperature(u8))), "15", 1)))
    assert before == [
        ["_" * 10, "=", "#e4ecfahumidity", "", "0.5 %"],
        [
            "~0",
            "~15",
            f"~{green}|0",
            *(f"~{green}{bit}" for bit in "0010101"),
            "",
            f"{green}temperature",
            "21",
            "21 °C",
        ],
    ]
    odd = drawn(explain(made(humidity(u8)), "28ff", 1))
    assert '<div style="color:#8a6d00">! trailing_bytes, byte 1: 1 byte after the end of the message</div>' in odd
