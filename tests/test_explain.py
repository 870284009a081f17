"""Explanations: every byte once, in order, with its meaning, whatever the payload is."""

from __future__ import annotations

import html.parser
import re
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from declared import DECLARED, in_part
from redi_codecs import DecodeError, explain, kinds
from redi_codecs import codec as codec_of
from redi_codecs import layout as ly
from redi_codecs.explaining.diagram import diagram
from redi_codecs.explaining.explanation import NOT_UNDERSTOOD, Explanation, Span
from redi_codecs.layout import V, any_channel, bits, i16, i16le, index, u8, u16, u16le, u24, u32
from redi_codecs.layout.device import Device
from redi_codecs.layout.nodes import Body, Item
from redi_codecs.readings import Decoded
from redi_codecs.symbols import symbol


def made(*uplink: Body) -> Device:
    return ly.device("test/device", name="Test", source="test", f_port=1, uplink=uplink)


def explained(device: Device, payload: str, f_port: int = 1) -> Explanation:
    one = explain(device, payload, f_port)
    assert_covered(one)
    return one


def assert_covered(one: Explanation) -> None:
    at = 0
    for span in one.spans:
        assert span.start == at, one
        assert span.end >= at, one
        at = span.end
        if span.bits:
            numbers = sorted(number for bit in span.bits for number in range(bit.low, bit.high + 1))
            assert numbers == list(range(8 * (span.end - span.start))), one
    assert at == len(one.payload), one


def rows(one: Explanation) -> list[tuple[int, int, str, str, str]]:
    return [
        (span.start, span.end, f"{span.record} · {span.label}" if span.record else span.label, span.raw, span.meaning)
        for span in one.spans
    ]


def bit_rows(span: Span) -> list[tuple[int, int, str, str, str]]:
    return [(bit.high, bit.low, bit.label, bit.raw, bit.meaning) for bit in span.bits]


def read_counts(payload: bytes, start: int, end: int, received_at: float | None) -> tuple[Sequence[Item], int]:
    """A count, then so many temperatures, of which all but the first are older by an hour each."""
    if start >= end:
        raise ly.Corrupt("1 byte needed, none left", offset=start, field="count", truncated=True)
    count = payload[start]
    if start + 1 + count > end:
        raise ly.Corrupt(f"{count} temperatures do not fit", offset=start + 1, field="temperature")
    base = 1_700_000_000.0
    values = payload[start + 1 : start + 1 + count]
    items: list[Item] = [(0, value / 2, at - 1 if at else None) for at, value in enumerate(values)]
    items += [(1, base - 3600 * at, at - 1) for at in range(1, count)]
    return items, start + 1 + count


WORD = made(
    ly.word(
        u16,
        kinds.motion(bits(0, 0)),
        kinds.temperature(ly.concat(bits(4, 7), bits(8, 11), signed=True) / 2),
        ly.attribute(mode=ly.choice(bits(12, 13), {0: "off", 1: "on"})),
        ly.reserved(bits(14, 15)),
        ly.expect(bits(1, 1), 1),
        ly.reserved(bits(2, 3)),
    )
)
MSB0 = made(ly.word(u8, kinds.motion(bits(0, 0)), kinds.battery(bits(1, 7)), msb0=True))
TAGGED = {
    (0x01, 0x75): kinds.battery(u8, invalid=0xFF),
    (any_channel, 0x67): kinds.temperature(i16le / 10, place="probe"),
    (0x05, 0x00): kinds.motion(u8 == 1),
    (0x09, 0x01): kinds.latitude(u24 / 100_000),
}
STOP = made(ly.tags((u8, u8), TAGGED))
RAISE = made(ly.tags((u8, u8), TAGGED, unknown="raise"))
SKIP = made(ly.tags(u8, {1: kinds.temperature(i16 / 10), 2: kinds.humidity(u8 / 2)}, size=u8, unknown="skip"))
GROUPS = {0: kinds.temperature(i16 / 10), 3: kinds.humidity(u8 / 2)}
PRESENCE = made(ly.presence(u8, GROUPS, ignore=[7]), kinds.battery(u8))
REPEAT = made(ly.let(count=u8), ly.repeat(kinds.temperature(i16 / 10, channel=index + 1), count=V.count))
NEWEST_FIRST = made(ly.history(kinds.temperature(i16 / 10), kinds.humidity(u8 / 2), newest="first"))
NEWEST_LAST = made(ly.history(kinds.time(u32), kinds.temperature(i16 / 10), newest="last"))
TRAILING_TIME = made(
    ly.history(kinds.temperature(i16 / 10), time=ly.peek(-4, u32) - index * 600),
    kinds.time(u32),
)
SIZED = made(ly.sized(u8, kinds.temperature(i16 / 10), kinds.humidity(u8 / 2)), kinds.battery(u8))
CHECKED = made(ly.checksum(ly.CRC16_MODBUS, u16le, kinds.temperature(i16 / 10), kinds.humidity(u8 / 2)))
TEXT = made(kinds.serial_number(ly.hexadecimal(2)), ly.attribute(note=ly.text()))
CUSTOM = made(
    kinds.battery(u8),
    ly.Custom("counted", (kinds.temperature(ly.f32), kinds.time(u32)), read_counts, lambda items: b"", "history"),
    kinds.humidity(u8),
)
SWITCH = made(
    ly.switch(
        u8,
        {1: ly.message("periodic", kinds.temperature(i16 / 10)), 2: ly.message("alarm", kinds.motion(u8))},
    )
)
MIXED = made(
    ly.model_id(u8, 0x42),
    kinds.battery_voltage(ly.f32),
    ly.let(flags=u8),
    ly.optional(V.flags.bit(0), kinds.temperature(i16 / 10, place="surface")),
    kinds.humidity(u8, valid=V.flags.bit(1)),
    kinds.illuminance(ly.u32ws),
    kinds.people_count(ly.derived(V.flags * 2)),
    ly.reserved(2),
)
ALL = {
    "word": WORD, "msb0": MSB0, "stop": STOP, "raise": RAISE, "skip": SKIP, "presence": PRESENCE, "repeat": REPEAT,
    "newest_first": NEWEST_FIRST, "newest_last": NEWEST_LAST, "trailing_time": TRAILING_TIME, "sized": SIZED,
    "checked": CHECKED, "text": TEXT, "custom": CUSTOM, "switch": SWITCH, "mixed": MIXED,
}  # fmt: skip


class TestNodes:
    def test_bits_of_a_word(self) -> None:
        one = explained(WORD, "18F3")
        assert rows(one) == [(0, 2, "word", "0x18f3", "")]
        assert bit_rows(one.spans[0]) == [
            (0, 0, "motion", "1", "yes"),
            (7, 4, "temperature", "-8", "-4 °C"),
            (11, 8, "temperature", "", "its lower bits"),
            (13, 12, "mode", "1", "on"),
            (15, 14, "reserved", "0x0", "ignored"),
            (1, 1, "constant", "0x1", "as expected"),
            (3, 2, "reserved", "0x0", "ignored"),
        ]

    def test_a_word_with_a_wrong_constant_says_what_came_before_it(self) -> None:
        one = explained(WORD, "18F1")
        assert one.fault is not None
        assert (one.fault.error, one.fault.offset) == ("UnexpectedValue", 0)
        assert (1, 1, "constant", "0x0", "0x1 is expected here") in bit_rows(one.spans[0])
        assert (0, 0, "motion", "1", "yes") in bit_rows(one.spans[0])

    def test_a_field_behind_a_wrong_constant_is_not_reached(self) -> None:
        device = made(ly.word(u8, ly.expect(bits(4, 7), 3), ly.let(mode=bits(2, 3)), kinds.motion(bits(0, 1) == 1)))
        (span,) = explained(device, "41").spans
        assert [row[4] for row in bit_rows(span)] == ["0x3 is expected here", "not reached", "not reached"]

    def test_words_counted_from_the_most_significant_bit(self) -> None:
        (span,) = explained(MSB0, "85").spans
        assert bit_rows(span) == [(7, 7, "motion", "1", "yes"), (6, 0, "battery", "5", "5 %")]

    def test_tags(self) -> None:
        assert rows(explained(STOP, "01755C 0367D8FF 050000")) == [
            (0, 2, "tag", "0x0175", "channel 1"),
            (2, 3, "battery", "92", "92 %"),
            (3, 5, "tag", "0x0367", "channel 3"),
            (5, 7, "temperature_probe_3", "-40", "-4 °C"),
            (7, 9, "tag", "0x0500", "channel 5"),
            (9, 10, "motion", "0", "no"),
        ]

    def test_a_sentinel_says_its_status(self) -> None:
        assert rows(explained(STOP, "0175FF"))[1] == (2, 3, "battery", "255", "– (fault)")

    def test_an_implausible_value_says_so(self) -> None:
        assert rows(explained(STOP, "0167FF7F"))[1][4] == "3276.7 °C (implausible)"

    def test_an_unknown_tag_stops(self) -> None:
        one = explained(STOP, "01755C 0999AABB")
        assert rows(one)[2:] == [(3, 7, NOT_UNDERSTOOD, "", "tag 09 99 is unknown")]
        assert one.fault is None
        assert [warned.code for warned in one.warnings] == ["unknown_tag"]

    def test_an_unknown_tag_raises(self) -> None:
        one = explained(RAISE, "01755C 0999AABB")
        assert rows(one)[1:] == [(2, 3, "battery", "92", "92 %"), (3, 7, NOT_UNDERSTOOD, "", "")]
        assert one.fault is not None
        assert (one.fault.error, one.fault.offset) == ("UnknownMessage", 3)

    def test_unknown_tags_are_skipped_one_by_one(self) -> None:
        assert rows(explained(SKIP, "0703AABBCC 0801DD 020164")) == [
            (0, 5, NOT_UNDERSTOOD, "", "tag 07 is unknown"),
            (5, 8, NOT_UNDERSTOOD, "", "tag 08 is unknown"),
            (8, 9, "tag", "0x02", ""),
            (9, 10, "length", "1", ""),
            (10, 11, "humidity", "100", "50 %"),
        ]

    def test_presence(self) -> None:
        assert rows(explained(PRESENCE, "89 0100 64 05")) == [
            (0, 1, "mask", "0x89", "bits 0, 3, 7"),
            (1, 3, "temperature", "256", "25.6 °C"),
            (3, 4, "humidity", "100", "50 %"),
            (4, 5, "battery", "5", "5 %"),
        ]
        assert rows(explained(PRESENCE, "0005"))[0] == (0, 1, "mask", "0x00", "no bit")

    def test_a_group_nobody_declared(self) -> None:
        one = explained(PRESENCE, "05 0100 AAAA 05")
        assert [row[:3] for row in rows(one)] == [
            (0, 1, "mask"), (1, 3, "temperature"), (3, 5, NOT_UNDERSTOOD), (5, 6, "battery"),
        ]  # fmt: skip

    def test_repeat(self) -> None:
        assert rows(explained(REPEAT, "02 0001 0002")) == [
            (0, 1, "count", "2", ""),
            (1, 3, "temperature_1", "1", "0.1 °C"),
            (3, 5, "temperature_2", "2", "0.2 °C"),
        ]

    def test_history_newest_first(self) -> None:
        assert [row[2] for row in rows(explained(NEWEST_FIRST, "000164 000265 000366"))] == [
            "temperature", "humidity",
            "history 1 · temperature", "history 1 · humidity",
            "history 2 · temperature", "history 2 · humidity",
        ]  # fmt: skip

    def test_history_newest_last(self) -> None:
        one = explained(NEWEST_LAST, "63466E9E0001 63467E9E0002")
        assert rows(one) == [
            (0, 4, "history 1 · time", "1665560222", "2022-10-12 07:37:02 UTC"),
            (4, 6, "history 1 · temperature", "1", "0.1 °C"),
            (6, 10, "time", "1665564318", "2022-10-12 08:45:18 UTC"),
            (10, 12, "temperature", "2", "0.2 °C"),
        ]

    def test_a_time_that_trails_the_history(self) -> None:
        one = explained(TRAILING_TIME, "0001 0002 63466E9E")
        assert [row[:3] for row in rows(one)] == [
            (0, 2, "history 1 · temperature"),
            (2, 2, "history 1 · time"),
            (2, 4, "history 2 · temperature"),
            (4, 4, "history 2 · time"),
            (4, 8, "time"),
        ]
        assert [row[4] for row in rows(one) if row[2].endswith("time")] == [
            "2022-10-12 07:37:02 UTC", "2022-10-12 07:27:02 UTC", "2022-10-12 07:37:02 UTC",
        ]  # fmt: skip

    def test_records_are_numbered_as_decoded(self) -> None:
        for device, payload in ((NEWEST_FIRST, "000164000265000366"), (NEWEST_LAST, "63466E9E000163467E9E0002")):
            names = {span.record for span in explained(device, payload).spans if span.record}
            assert len(names) == len(codec_of(device).decode(payload, 1).records)

    def test_sized(self) -> None:
        assert rows(explained(SIZED, "05 0001 64 AABB 5C")) == [
            (0, 1, "length", "5", ""),
            (1, 3, "temperature", "1", "0.1 °C"),
            (3, 4, "humidity", "100", "50 %"),
            (4, 6, NOT_UNDERSTOOD, "", "2 bytes after the end of a part"),
            (6, 7, "battery", "92", "92 %"),
        ]

    def test_checksum(self) -> None:
        body = bytes.fromhex("000164")
        check = ly.CRC16_MODBUS.of(body)
        one = explained(CHECKED, (body + check.to_bytes(2, "little")).hex())
        assert rows(one)[-1] == (3, 5, "checksum", f"{check:#06x}", "CRC-16/MODBUS, right")
        assert [row[2] for row in rows(one)] == ["temperature", "humidity", "checksum"]

    def test_a_wrong_checksum(self) -> None:
        one = explained(CHECKED, "000164 0000")
        wanted = ly.CRC16_MODBUS.of(bytes.fromhex("000164"))
        assert rows(one) == [
            (0, 3, NOT_UNDERSTOOD, "", ""),
            (3, 5, "checksum", "0x0000", f"CRC-16/MODBUS, wrong: {wanted:#06x} is that of the bytes before it"),
        ]
        assert one.fault is not None
        assert one.fault.error == "ChecksumMismatch"

    def test_text_cannot_send_control_codes_to_a_terminal(self) -> None:
        one = explained(TEXT, "ABCD" + b"a\x1b[31m<b>".hex())
        assert rows(one)[1] == (2, 11, "note", "", r"'a\x1b[31m<b>'")
        assert "\x1b" not in str(one)

    def test_custom(self) -> None:
        one = explained(CUSTOM, "5C 02 28 2A 32")
        assert rows(one) == [
            (0, 1, "battery", "92", "92 %"),
            (1, 4, "counted", "", ""),
            (4, 4, "temperature", "", "20 °C"),
            (4, 4, "history 1 · temperature", "", "21 °C"),
            (4, 4, "history 1 · time", "", "2023-11-14 21:13:20 UTC"),
            (4, 5, "humidity", "50", "50 %"),
        ]

    def test_a_custom_node_that_finds_its_bytes_corrupt(self) -> None:
        one = explained(CUSTOM, "5C 09 28 2A 32")
        assert rows(one) == [(0, 1, "battery", "92", "92 %"), (1, 5, NOT_UNDERSTOOD, "", "")]
        assert str(one).endswith("✗ byte 2: temperature: 9 temperatures do not fit")

    def test_messages(self) -> None:
        one = explained(SWITCH, "02 01")
        assert one.message == "alarm"
        assert rows(one) == [(0, 1, "message type", "0x02", ""), (1, 2, "motion", "1", "yes")]
        assert rows(explained(SWITCH, "07 01")) == [(0, 2, NOT_UNDERSTOOD, "", "")]

    def test_the_rest_of_the_language(self) -> None:
        one = explained(MIXED, "41 40600000 01 FFF6 30 00020001 0000")
        assert rows(one) == [
            (0, 1, "constant", "0x41", "0x42 is expected here"),
            (1, 5, "battery_voltage", "3.5", "3.5 V"),
            (5, 6, "flags", "1", ""),
            (6, 8, "temperature_surface", "-10", "-1 °C"),
            (8, 9, "humidity", "48", "– (not valid here)"),
            (9, 13, "illuminance", "65538", "65538 lx"),
            (13, 13, "people_count", "", "2"),
            (13, 15, "reserved", "0x0000", "ignored"),
        ]
        assert [warned.code for warned in one.warnings] == ["model_mismatch"]
        assert "! model_mismatch, byte 0: " in str(one)


class TestBroken:
    def test_a_truncated_payload_says_where_and_why(self) -> None:
        one = explained(STOP, "01755C 0367D8")
        assert rows(one)[2:] == [(3, 5, "tag", "0x0367", "channel 3"), (5, 6, NOT_UNDERSTOOD, "", "")]
        assert one.fault is not None
        assert (one.fault.offset, one.fault.error) == (5, "TruncatedPayload")
        last = str(one).splitlines()[-1]
        assert last.startswith("✗ byte 5: temperature_probe:")
        assert last.endswith(": 2 bytes needed, 1 left")

    def test_half_a_tag(self) -> None:
        assert rows(explained(STOP, "03")) == [(0, 1, "tag", "0x03", "channel 3")]

    def test_an_unknown_port_is_no_fault_of_a_byte(self) -> None:
        device = made(ly.switch(ly.f_port, {1: kinds.battery(u8)}))
        one = explained(device, "5C", 2)
        assert one.fault is not None
        assert (one.fault.error, one.fault.offset) == ("UnknownPort", None)
        assert str(one).endswith("✗ nothing is sent on fPort 2; known: 1")

    def test_an_empty_payload(self) -> None:
        one = explained(made(kinds.battery(u8)), "")
        assert one.spans == ()
        assert one.fault is not None
        assert (one.fault.field, one.fault.offset) == ("battery", 0)
        assert str(explained(STOP, "")) == "test/device, fPort 1, 0 bytes"

    def test_trailing_bytes(self) -> None:
        one = explained(made(kinds.battery(u8)), "5C AABB")
        assert rows(one)[1] == (1, 3, NOT_UNDERSTOOD, "", "after the end of the message")
        assert [warned.code for warned in one.warnings] == ["trailing_bytes"]


class TestDrawings:
    def test_terminal(self) -> None:
        assert str(explained(WORD, "18F3AA")).splitlines() == [
            "test/device, fPort 1, 3 bytes",
            "bytes        hex   field           raw     meaning",
            "0…1          18f3  word            0x18f3",
            "  bit 0            motion          1       yes",
            "  bit 4–7          temperature     -8      -4 °C",
            "  bit 8–11         temperature             its lower bits",
            "  bit 12–13        mode            1       on",
            "  bit 14–15        reserved        0x0     ignored",
            "  bit 1            constant        0x1     as expected",
            "  bit 2–3          reserved        0x0     ignored",
            "2            aa    not understood          after the end of the message",
            "! trailing_bytes, byte 2: 1 byte after the end of the message",
        ]

    def test_long_runs_are_folded(self) -> None:
        lines = explained(STOP, "0999" + "AB" * 15).text(sensitive=True).splitlines()[2:]
        assert [line.split()[:2] for line in lines] == [
            ["0…16", "0999abababababab"], ["abababababababab"], ["ab"],
        ]  # fmt: skip

    def test_color_is_only_on_request(self) -> None:
        one = explained(STOP, "01755C0367")
        assert "\x1b" not in str(one)
        assert re.sub(r"\x1b\[[0-9;]*m", "", one.text(color=True)) == str(one)
        assert one.text(color=True) != str(one)

    def test_sensitive_values_are_hidden(self) -> None:
        position = explained(STOP, "0901 4DD3A1")
        assert "(hidden)" in str(position)
        for drawing in (str(position), position._repr_html_(), position.text(color=True), repr(position)):
            assert "4dd3a1" not in drawing
            assert "51.00" not in drawing
            assert str(0x4DD3A1) not in drawing
        assert "4dd3a1" in position.text(sensitive=True)
        assert str(0x4DD3A1) in position.text(sensitive=True)

    def test_half_a_sensitive_value_is_hidden_too(self) -> None:
        one = explained(STOP, "01755C 0901 4DD3")
        assert "4dd3" not in str(one)
        assert "4dd3" in one.text(sensitive=True)
        assert "5c" in str(one)

    def test_what_is_not_understood_may_be_a_sensitive_value(self) -> None:
        one = explained(STOP, "0999 4DD3A1")
        for drawing in (str(one), one._repr_html_(), one.text(color=True)):
            assert "4dd3a1" not in drawing
            assert "tag 09 99 is unknown" in drawing
        assert "4dd3a1" in one.text(sensitive=True)

    def test_half_a_value_that_is_not_sensitive_is_shown(self) -> None:
        assert str(explained(STOP, "0367 0A")).splitlines()[-2].split()[:2] == ["2", "0a"]

    def test_sensitive_bits_hide_their_word(self) -> None:
        device = made(ly.word(u16, kinds.altitude(bits(0, 14)), kinds.motion(bits(15, 15))))
        one = explained(device, "81C8")
        assert "1c8" not in str(one)
        assert "456" not in str(one)
        assert "yes" in str(one)
        assert "456 m" in one.text(sensitive=True)

    def test_what_a_sensitive_value_is_computed_from_is_hidden(self) -> None:
        device = made((
            ly.let(degrees=u16, minutes=u8, probes=u8),
            kinds.latitude(ly.derived((V.degrees * 60 + V.minutes) / 60)),
            ly.attribute(probe_count=ly.derived(V.probes + 0)),
        ))  # fmt: skip
        one = explained(device, "0031 21 02")
        for drawing in (str(one), one._repr_html_(), diagram(one)):
            assert not re.search(r"0031|\b(49|21|33)\b", drawing), drawing
        assert ["3", "02", "probes", "2"] in [line.split() for line in str(one).splitlines()]
        assert "49.55" in one.text(sensitive=True)
        half = explained(device, "31")
        assert "31" not in str(half).split()
        assert "31" in half.text(sensitive=True).split()

    def test_notebook(self) -> None:
        class Balanced(html.parser.HTMLParser):
            def __init__(self) -> None:
                super().__init__()
                self.open: list[str] = []
                self.cells: list[str] = []

            def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
                self.open.append(tag)

            def handle_endtag(self, tag: str) -> None:
                assert self.open.pop() == tag

            def handle_data(self, data: str) -> None:
                self.cells.append(data)

        parser = Balanced()
        drawing = explained(made(ly.attribute(note=ly.text(8)), kinds.battery(u8)), b"<script>".hex())._repr_html_()
        parser.feed(drawing)
        assert not parser.open
        assert "<script>" not in drawing
        assert "<script>" in parser.cells
        assert any(cell.startswith("✗ byte 8: battery: ") for cell in parser.cells)

    def test_a_notebook_sees_the_bits(self) -> None:
        page = explain("browan/tbms100", "010B", 102)._repr_html_()
        first = page.partition("<tr><td rowspan")[2].partition("</tr>")[0]
        assert "".join(re.findall(r"center;[^>]*>([01])<", first)) == "00000001"
        assert first.count("border-left") == 2  # the edge of the byte, and the wall between reserved bits and motion

    def test_repr_is_short(self) -> None:
        assert repr(explained(STOP, "01755C")) == "<Explanation test/device, fPort 1, 3 bytes: 2 spans>"


@pytest.mark.parametrize("name", ALL)
@given(payload=st.binary(max_size=40))
def test_any_payload_is_covered_and_agrees_with_decode(name: str, payload: bytes) -> None:
    assert_consistent(ALL[name], payload, 1)


STARTS = {
    "word": "18F3", "msb0": "85", "stop": "01755C0367D8FF050000", "raise": "01755C0367D8FF050000",
    "skip": "0703AABBCC0801DD020164", "presence": "8901006405", "repeat": "0200010002",
    "newest_first": "000164000265000366", "newest_last": "63466E9E000163467E9E0002",
    "trailing_time": "0001000263466E9E", "sized": "05000164AABB5C", "checked": "000164", "text": "ABCD4142",
    "custom": "5C02282A32", "switch": "010102", "mixed": "414060000001FFF630000200010000",
}  # fmt: skip


@pytest.mark.parametrize("name", ALL)
@given(data=st.data())
def test_truncations_and_flips_of_good_payloads_are_covered(name: str, data: st.DataObject) -> None:
    good = bytearray.fromhex(STARTS[name])
    if name == "checked":
        good += ly.CRC16_MODBUS.of(bytes(good)).to_bytes(2, "little")
    at = data.draw(st.integers(0, len(good) - 1))
    good[at] ^= data.draw(st.integers(0, 255))
    assert_consistent(ALL[name], bytes(good[: data.draw(st.integers(0, len(good)))]), 1)


def outcome(device: Device, payload: bytes, f_port: int, now: datetime) -> Decoded | DecodeError:
    try:
        return codec_of(device).decode(payload, f_port, received_at=now)
    except DecodeError as error:
        return error


def assert_consistent(device: Device, payload: bytes, f_port: int) -> None:
    """The bytes are covered, and an explanation and a decoding say the same."""
    now = datetime(2025, 1, 1, tzinfo=UTC)
    one = codec_of(device).explain(payload, f_port, received_at=now)
    assert_covered(one)
    one._repr_html_()
    one.text(color=True, sensitive=True)
    decoded = outcome(device, payload, f_port, now)
    if isinstance(decoded, DecodeError):
        assert one.fault is not None
        assert (one.fault.error, one.fault.text) == (type(decoded).__name__, decoded.problem)
        assert one.fault.offset in (None, decoded.offset)
        return
    assert one.fault is None
    assert one.warnings == decoded.warnings
    assert one.message == decoded.message
    rest = b"".join(payload[span.start : span.end] for span in one.spans if span.kind == "rest")
    assert rest == decoded.rest
    labels = {span.label for span in one.spans} | {bit.label for span in one.spans for bit in span.bits}
    assert labels >= {reading.name for reading in decoded.readings}


@pytest.mark.parametrize("device", in_part(DECLARED, 4))
def test_every_vector_and_its_truncations_are_covered(device: Device) -> None:
    for vector in device.vectors:
        port = vector.f_port
        assert port is not None
        for size in range(len(vector.payload) + 1):
            assert_consistent(device, vector.payload[:size], port)


def test_symbols() -> None:
    shown = [symbol(unit) for unit in ("Cel", "[ppm]", "ug/m3", "%", "")]
    assert shown == ["°C", "ppm", "µg/m³", "%", ""]
