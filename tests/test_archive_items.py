"""Messages out of texts of every form, broken ones too."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commandline import tts
from redi_codecs.archive.item import LONGEST
from redi_codecs.archive.items import items
from redi_codecs.archive.stream import Rejected


def found(text: str | bytes) -> list[tuple[int, Any]]:
    """What is in a text: each message with its line, or else its text."""
    return [(item.line, item.text if item.message is None else item.message) for item in items(text.splitlines(True))]


class TestMessages:
    def test_objects_over_several_lines_one_after_another(self) -> None:
        text = json.dumps({"a": {"b": [{}]}}, indent=2) + "\n" + json.dumps({"c": 1}, indent=4) + "\n"
        assert [(item.line, item.message) for item in items(text.splitlines(True))] == [
            (1, {"a": {"b": [{}]}}),
            (8, {"c": 1}),
        ]

    @pytest.mark.parametrize("indent", [None, 2])
    def test_an_array(self, indent: int | None) -> None:
        text = "\n" + json.dumps([{"a": 1}, {"b": [2, {}]}], indent=indent)
        assert [item.message for item in items(text.splitlines(True))] == [{"a": 1}, {"b": [2, {}]}]

    def test_a_cut_array_gives_what_is_whole(self) -> None:
        seen = list(items('[\n{"a": 1},\n{"b": 2},\n{"c":'.splitlines(True)))
        assert [(item.line, item.message) for item in seen] == [(2, {"a": 1}), (3, {"b": 2}), (4, None)]
        assert seen[-1].problem == "not JSON: Expecting value at character 6 of the message"
        assert seen[-1].text == '{"c":'
        assert next(reversed(list(items(['[{"a": 1}'])))).problem == "the array of messages has no end"

    @pytest.mark.parametrize("broken", ['{"a":', "noise", '{"a": 1} 2', "[1, 2", "17", '"text"', "{"])
    def test_a_broken_line_hides_no_other(self, broken: str) -> None:
        seen = list(items(['{"a": 1}\n', f"{broken}\n", '{"b": 2}\n', "\n", '{"c": 3}\n']))
        assert [(item.line, item.message) for item in seen] == [
            (1, {"a": 1}),
            (2, None),
            (3, {"b": 2}),
            (5, {"c": 3}),
        ]
        assert seen[1].problem
        assert seen[1].one_line == broken

    def test_a_broken_first_line_hides_no_other(self) -> None:
        assert [item.message for item in items(['{"a": \n', '{"b": 2}\n'])] == [None, {"b": 2}]

    def test_an_object_without_end_does_not_fill_the_memory(self) -> None:
        seen = list(items(["{\n", *[" " * 9_999 + "\n"] * (2 * LONGEST // 10_000), '{"b": 2}\n']))
        assert seen[0].message is None
        assert len(seen[0].text) <= LONGEST
        assert seen[-1].message == {"b": 2}

    def test_lines_are_read_as_they_are_asked_for(self) -> None:
        def endless() -> Any:
            while True:
                yield '{"a": 1}\n'

        stream = items(endless())
        assert [next(stream).line for _ in range(3)] == [1, 2, 3]

    def test_pretty_objects_with_a_broken_one_between(self) -> None:
        whole = json.dumps({"a": {"b": [{}]}}, indent=2)
        cut = "\n".join(whole.splitlines()[:-2])
        assert [line for line, _ in found(f"{whole}\n{cut}\n{whole}\nnoise\nnoise\n{whole}\n")] == [
            1,
            8,
            13,
            20,
            21,
            22,
        ]

    def test_two_broken_lines_are_two(self) -> None:
        assert found('{"a": [\n{"a": \nnoise\n"noise"\n17\n') == [
            (1, '{"a": ['),
            (2, '{"a":'),
            (3, "noise"),
            (4, '"noise"'),
            (5, "17"),
        ]

    def test_a_mark_of_bytes_at_the_beginning(self) -> None:
        assert found(b'\xef\xbb\xbf{"a": 1}\n') == [(1, {"a": 1})]
        assert found(b"\xef\xbb\xbf[1]") == [(1, "1")]
        assert found(b"\n\xef\xbb\xbf\n") == []

    def test_bytes_that_are_no_text(self) -> None:
        first, second, third = items([b'{"a": "\xe9"}\n', b'{"a": "\xc3\xa9"}\n', b"[\xff\n"])
        assert (first.problem, first.text) == ("not UTF-8: byte 0xe9 at position 8", '{"a": "\udce9"}')
        assert second.message == {"a": "é"}
        assert third.problem.startswith("not UTF-8")

    def test_messages_that_were_parsed_before(self) -> None:
        assert [(item.line, item.message) for item in items([{"a": 1}, '{"b": 2}', {"c": 3}])] == [
            (1, {"a": 1}),
            (2, {"b": 2}),
            (3, {"c": 3}),
        ]

    def test_nesting_without_end(self) -> None:
        (item,) = items(['{"a":' * 100_000])
        assert item.message is None
        assert "not JSON" in item.problem

    def test_nothing(self) -> None:
        assert found("") == found("\n \n") == []


class TestArrays:
    GOOD = tuple(tts(f"{number:04x}") for number in range(4))

    @pytest.mark.parametrize("indent", [None, 2])
    @pytest.mark.parametrize("broken", ['{"a": [{"b": 1}, {"c": 2}', "noise", '{"a": 1 "b": {}}', '{"a": "x}'])
    def test_a_broken_one_hides_no_other(self, indent: int | None, broken: str) -> None:
        one, two, three, four = (json.dumps(one, indent=indent) for one in self.GOOD)
        seen = found(f"[{one}, {two}, {broken}, {three},\n{four}]")
        assert [message for _, message in seen if isinstance(message, dict)] == list(self.GOOD)
        assert [text for _, text in seen if isinstance(text, str)] == [broken]

    def test_pages_one_after_another(self) -> None:
        one, two, three, _ = map(json.dumps, self.GOOD)
        assert [message for _, message in found(f"[{one},\n{two}]\n[]\n[{three}]\n")] == list(self.GOOD[:3])

    def test_what_is_behind_it(self) -> None:
        assert found("[]\n]") == [(2, "")]
        assert [item.problem for item in items(["[] noise"])] == [
            "not JSON: Expecting value at character 1 of the message"
        ]

    def test_lines(self) -> None:
        text = "[\n" + ",\n".join(json.dumps(one) for one in self.GOOD) + "\n]"
        assert [line for line, _ in found(text)] == [2, 3, 4, 5]

    @pytest.mark.parametrize("size", [1, 7, 100])
    def test_pieces_of_a_line(self, size: int) -> None:
        """A line that is too long for the memory comes in pieces, which share its number."""
        from redi_codecs.archive.arrays import array_items

        text = json.dumps([{"a": "ü😀", "b": [1.5, True, None]}, {"c": "\\u00e9"}] * 50, ensure_ascii=False)
        pieces = ((3, text[at : at + size]) for at in range(0, len(text), size))
        seen = list(array_items(pieces, "x"))
        assert [item.message for item in seen] == json.loads(text)
        assert {item.line for item in seen} == {3}

    def test_a_broken_one_without_end_does_not_fill_the_memory(self) -> None:
        longest = 0

        def text() -> Iterator[str]:
            yield "[\n"
            for _ in range(4 * LONGEST // 10_000):
                yield '{"a": ' + " " * 9_990 + "\n"
            yield f"{json.dumps(self.GOOD[0])}\n]"

        for item in items(text()):
            longest = max(longest, len(item.one_line))
        assert item.message == self.GOOD[0]
        assert longest <= LONGEST + (1 << 17)


class TestXml:
    ONE = '<?xml version="1.0"?>\n<up xmlns="a">\n  <DevEUI>1</DevEUI>\n</up>'

    def test_one_after_another(self) -> None:
        text = f"{self.ONE}\n<up><a/></up>\n{self.ONE}\n"
        assert found(text) == [(1, self.ONE), (5, "<up><a/></up>"), (6, self.ONE)]

    def test_a_broken_one_hides_no_other(self) -> None:
        cut = "\n".join(self.ONE.splitlines()[:-1])
        assert found(f"{cut}\n{self.ONE}\n" + '{"a": 1}\n') == [(1, cut), (4, self.ONE), (8, {"a": 1})]


class TestRejectedAgain:
    def reject(self, text: str) -> str:
        return Rejected("then.jsonl", 17, text, "a sentence").to_json()

    @pytest.mark.parametrize("text", ['{"a": [1.0, "é"]}', '{"a": ', "noise", "<up>1</up>", "caf\udce9", '"text"', ""])
    def test_it_is_itself(self, text: str) -> None:
        (item,) = items([self.reject(text)])
        assert (item.source, item.line) == ("then.jsonl", 17)
        assert item.message == (json.loads(text) if text.startswith('{"a": [') else text if "<" in text else None)
        if not isinstance(item.message, dict):
            assert item.text == text
            assert self.reject(item.one_line) == self.reject(text)

    @given(st.text(st.characters(codec="utf-8") | st.sampled_from("\udc80\udcff"), max_size=30))
    def test_any_text(self, text: str) -> None:
        line = self.reject(text)
        assert "\n" not in line
        assert json.loads(line.encode())["message"] in (text, _object(text))


def _object(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


@given(st.lists(st.text() | st.binary(), max_size=6))
def test_any_lines_give_items_and_no_exception(lines: list[str | bytes]) -> None:
    for item in items(lines):
        assert (item.message is None) == bool(item.problem)


@pytest.mark.parametrize("blank", ["\n", " ", ",\n", "[", "{"])
def test_a_text_of_blanks_takes_no_time(blank: str) -> None:
    """It has to be looked for the next message in it, from each of its places."""
    before = time.perf_counter()
    assert not any(isinstance(item.message, dict) for item in items(["{\n", f' "a": {blank * LONGEST}', "\n"]))
    assert time.perf_counter() - before < 20
