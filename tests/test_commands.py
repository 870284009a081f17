"""Commands: declared once, given by name, joined, split, refused beyond their limits, confirmed by an uplink."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import redi_codecs
from layouts import commanded
from redi_codecs import (
    Device,
    EncodeError,
    MissingField,
    OutOfRange,
    UnknownField,
    UnknownMessage,
    codec,
    confirmed_by,
    decode,
    decode_downlink,
    decode_downlinks,
    encode_downlink,
    encode_downlinks,
    registry,
)
from redi_codecs.checking.commanded import commands_go_both_ways, commands_say_what_becomes_of_them
from redi_codecs.checking.declared import examples_of_commands_go_both_ways, is_declared_in_full
from redi_codecs.errors import DeclarationError
from redi_codecs.kinds import differential_pressure, duration, event_time, report_interval, temperature, time
from redi_codecs.layout import (
    Body,
    Command,
    V,
    attribute,
    bcd,
    bits,
    choice,
    command,
    commands,
    curve,
    derived,
    device,
    example,
    expect,
    f32,
    hex_digits,
    let,
    lookup,
    message,
    optional,
    reserved,
    sized,
    switch,
    tags,
    text,
    u8,
    u16,
    u32,
    variant,
    word,
)

EM300 = "milesight-iot/em300-th"


def inside(*body: Body) -> Body:
    return expect(u8, 0x3E), sized(u8, *body)


def tokened(*body: Body) -> Body:
    return expect(u8, 0x3E), word(u8, attribute(token=bits(0, 3), default=0), reserved(bits(4, 7))), body


def made(downlink: dict[str, Command], uplink: Body | None = None) -> Device:
    return commanded(
        downlink, tags(u8, {1: temperature(u8), 2: report_interval(u16 * 60)}) if uplink is None else uplink
    )


TOKENED = made({
    "low": command(6, expect(u8, 1), attribute(low=u8), joins=tokened),
    "high": command(6, expect(u8, 2), attribute(high=u16), joins=tokened),
})  # fmt: skip
INTERVAL = command(2, expect(u8, 1), report_interval(u16 * 60, limits=(60, 86400)), joins=True, answer=True)
REBOOT = command(2, expect(u8, 2), joins=True, disruptive="it forgets its session")
FAN = command(2, expect(u8, 3), attribute(fan=choice(u8, {0: "off", 5: "on"}), level=u8, default=None), joins=True)
STAY = command(3, attribute(hold=duration(u8, default=10)), attribute(label=text(4), default="none"))
ONE = made({"report_interval": INTERVAL, "reboot": REBOOT, "set_fan": FAN, "hold": STAY})


class TestValues:
    def test_one_argument_takes_a_plain_value(self) -> None:
        made = encode_downlink(ONE, report_interval=600)
        assert (made.payload.hex(), made.f_port) == ("01000a", 2)
        assert encode_downlink(ONE, {"report_interval": 600}) == made
        assert encode_downlink(ONE, "report_interval", report_interval=600) == made
        assert encode_downlink(ONE, report_interval={"report_interval": 600}) == made

    def test_several_are_named(self) -> None:
        assert encode_downlink(ONE, set_fan={"fan": "on", "level": 3}).payload.hex() == "030503"
        with pytest.raises(
            EncodeError, match="several arguments: a mapping of them is needed, not 3; it takes fan, level"
        ):
            encode_downlink(ONE, set_fan=3)

    def test_what_has_no_arguments_is_given_by_true(self) -> None:
        assert encode_downlink(ONE, reboot=True, allow_disruptive=True).payload == b"\x02"
        with pytest.raises(EncodeError, match="reboot has no arguments: True gives it, not False"):
            encode_downlink(ONE, reboot=False, allow_disruptive=True)

    def test_a_default_is_said_where_nothing_is_given(self) -> None:
        assert encode_downlink(ONE, "hold").payload == b"\x0anone"
        assert encode_downlink(ONE, "hold", hold=3, label="all").payload == b"\x03all\0"

    def test_a_default_that_is_another_argument(self) -> None:
        least = attribute(least=duration(u8), default="report_interval")
        for body in ((least, report_interval(u8)), (report_interval(u8), least)):
            one = made({"report_interval": command(1, *body)})
            assert encode_downlink(one, report_interval=9).payload == b"\x09\x09"
            assert set(encode_downlink(one, "report_interval", report_interval=9, least=3).payload) == {3, 9}
            with pytest.raises(MissingField, match="needs report_interval"):
                encode_downlink(one, "report_interval", least=3)
            by_name = {argument.name: argument for argument in redi_codecs.commands(one)[0].arguments}
            assert (by_name["least"].default, by_name["least"].required) == ("report_interval", False)
            assert "default" not in by_name["least"].json_schema

    def test_a_default_by_the_id_of_the_device(self) -> None:
        def of(id: str) -> Device:
            kind = attribute(kind=choice(u8, {1: "A", 2: "B"}), default={"acme/a": "A", "acme/b": "B"})
            downlink = {"hold": command(1, kind, attribute(level=u8))}
            return device(id, name="A", source="manual", f_port=2, uplink=temperature(u8), downlink=downlink)

        assert encode_downlink(of("acme/a"), "hold", level=9).payload == b"\x01\x09"
        assert encode_downlink(of("acme/b"), "hold", level=9).payload == b"\x02\x09"
        assert encode_downlink(of("acme/b"), "hold", level=9, kind="A").payload == b"\x01\x09"
        with pytest.raises(MissingField, match="needs kind"):
            encode_downlink(of("acme/c"), "hold", level=9)
        assert encode_downlink("netvox/r712", report_interval=600).payload.hex() == "0101025802580100640064"
        assert encode_downlink("netvox/r718a", report_interval=600).payload.hex() == "010b025802580100640064"

    @pytest.mark.parametrize(
        ("given", "kind", "words"),
        [
            ({"report_interval": 30}, OutOfRange, "30 s is beyond what it takes, 60 … 86400 s"),
            ({"report_interval": True}, OutOfRange, "a number is needed, not True"),
            ({"report_interval": 86460}, OutOfRange, "86460 s is beyond what it takes, 60 … 86400 s"),
            ({"report_interval": 90}, OutOfRange, "90 s cannot be said: it goes in steps of 60 s"),
            ({"report_interval": "soon"}, OutOfRange, "a number is needed, not 'soon'"),
            ({"set_fan": {"fan": "onn", "level": 1}}, OutOfRange, "'onn' is none of off, on; did you mean on"),
            ({"set_fan": {"fan": "unknown_3", "level": 1}}, OutOfRange, "'unknown_3' is none of off, on"),
            ({"set_fan": {"fan": "on", "level": 256}}, OutOfRange, "256 is beyond what it takes, 0 … 255"),
            ({"set_fan": {"fan": "on"}}, MissingField, "the command set_fan needs level"),
            ({"set_fan": {}}, MissingField, "the command set_fan needs fan, level"),
            ({"set_fan": {"fan": "on", "levle": 1}}, UnknownField, "no argument 'levle'; did you mean level"),
            ({"reboot": {"now": 1}}, UnknownField, "no argument 'now'; it takes none"),
            ({"rebot": True}, EncodeError, "there is no command 'rebot'; did you mean reboot"),
            ({"x": True}, EncodeError, "known: report_interval, reboot, set_fan, hold"),
            ({3: True}, EncodeError, "the name of a command is needed, not int"),
            ({}, EncodeError, "a command is needed; known: report_interval"),
        ],
    )  # fmt: skip
    def test_what_is_refused(self, given: dict[Any, Any], kind: type[Exception], words: str) -> None:
        with pytest.raises(kind, match=words):
            encode_downlink(ONE, given, allow_disruptive=True)

    def test_limits_with_an_open_end(self) -> None:
        one = made({"set": command(1, attribute(low=u8, limits=(3, None)), attribute(high=u8, limits=(None, 7)))})
        for low, high, words in ((2, 5, "3 … 255"), (3, 8, "0 … 7")):
            with pytest.raises(OutOfRange, match=words):
                encode_downlink(one, "set", low=low, high=high)
        assert encode_downlink(one, "set", low=3, high=7).payload == b"\x03\x07"
        floating = made({"set": command(1, attribute(level=f32, limits=(None, 1)))})
        with pytest.raises(OutOfRange, match=r"1\.5 is beyond what it takes, at most 1"):
            encode_downlink(floating, {"set": 1.5})

    def test_what_is_derived_says_what_was_asked_for(self) -> None:
        kept = let(number=u8), switch(V.number, {(2, 1): report_interval(u16)}), attribute(kept=derived(V.number == 2))
        one = made({"report_interval": command(1, *kept)})
        assert encode_downlink(one, "report_interval", report_interval=600, kept=True).payload.hex() == "020258"
        with pytest.raises(EncodeError, match="report_interval cannot say kept together with the other arguments"):
            encode_downlink(one, "report_interval", report_interval=600, kept=False)

    def test_numbers_too_large_for_the_wire(self) -> None:
        one = made(
            {
                "set": command(1, attribute(drift=differential_pressure(f32))),
                "half": command(2, attribute(half=f32 / 2)),
            }
        )
        words = (
            r"acme/\w+, field drift: 3\.5e\+38 Pa is beyond what it takes, -3\.402823466e\+38 … 3\.402823466e\+38 Pa$"
        )
        with pytest.raises(OutOfRange, match=words):
            encode_downlink(one, {"set": 3.5e38})
        with pytest.raises(OutOfRange, match=r"half: -2e\+38 is beyond what it takes, -1\.701411733e\+38 … 1\.70"):
            encode_downlink(one, {"half": -2e38})
        assert encode_downlink(one, {"set": 3.4028235e38}).payload.hex() == "7f7fffff"

    def test_limits_of_a_curve(self) -> None:
        digits = report_interval(hex_digits(u16) * 60, limits=(60, 7200))
        one = made(
            {"report_interval": command(1, digits), "range": command(1, attribute(range=lookup(u8, {0: 2, 1: 5})))}
        )
        assert encode_downlink(one, report_interval=7200).payload == b"78"
        assert encode_downlink(one, report_interval=600).payload == b"0A"
        for given, words in (
            ({"report_interval": 7260}, r"7260 s is beyond what it takes, 60 … 7200 s"),
            ({"report_interval": 0}, r"60 … 7200 s"),
            ({"report_interval": 90}, r"90 s cannot be said: the nearest is 120 s"),
            ({"range": 3}, r"3 cannot be said: the nearest is 2"),
        ):
            with pytest.raises(OutOfRange, match=words):
                encode_downlink(one, given)
        ((argument,),) = (known.arguments for known in redi_codecs.commands(one) if known.name == "report_interval")
        assert (argument.low, argument.high) == (60, 7200)

    def test_a_command_says_a_value(self) -> None:
        one = made({"report_interval": command(1, report_interval(hex_digits(u16) * 60))})
        with pytest.raises(OutOfRange, match="the format has no way to say that there is no value"):
            encode_downlink(one, "report_interval", report_interval=None)

    def test_limits_of_a_curve_of_fractions(self) -> None:
        third = curve(u8, lambda raw: Fraction(raw, 3))
        one = made({"low": command(1, attribute(low=temperature(third), limits=(0, 10)))})
        assert encode_downlink(one, low=7).payload == b"\x15"
        with pytest.raises(OutOfRange, match=r"11 °C is beyond what it takes, 0 … 10 °C"):
            encode_downlink(one, low=11)

    def test_steps_of_what_is_computed(self) -> None:
        clock = let(hours=u8, minutes=u8), report_interval(derived(V.hours * 3600 + V.minutes * 60))
        digits = let(high=hex_digits(u16), low=hex_digits(u16)), attribute(level=derived(V.high * 256 + V.low))
        one = made({"report_interval": command(1, clock), "level": command(1, digits)})
        assert encode_downlink(one, report_interval=5400).payload == b"\x01\x1e"
        assert encode_downlink(one, level=300).payload == b"012C"
        for given, words in (
            ({"report_interval": 5430}, "5430 cannot be said: the nearest is 54[0-9]0"),
            ({"level": 70000}, "70000 cannot be said"),
        ):
            with pytest.raises(OutOfRange, match=words):
                encode_downlink(one, given)

    def test_arguments_that_exclude_each_other(self) -> None:
        body = switch(u8, {1: attribute(high=u8), 2: attribute(low=u8)})
        one = made({"set": command(1, body)})
        assert encode_downlink(one, "set", low=3).payload == b"\x02\x03"
        with pytest.raises(UnknownField, match="the command set does not take it together with"):
            encode_downlink(one, "set", low=3, high=4)
        with pytest.raises(MissingField, match="the command set needs high too"):
            encode_downlink(one, "set")

    def test_what_does_not_fit_the_part_that_takes_all_is_said(self) -> None:
        body = switch(u8, {1: attribute(low=u8), 2: attribute(low=u8, high=u8)})
        one = made({"set": command(1, body)})
        with pytest.raises(OutOfRange, match="300 is beyond what it takes, 0 … 255"):
            encode_downlink(one, "set", low=3, high=300)

    def test_optional_arguments(self) -> None:
        body = word(u8, let(flag=bits(0, 0)), reserved(bits(1, 7))), optional(V.flag == 1, attribute(level=u8))
        one = made({"set": command(1, body)})
        assert encode_downlink(one, "set").payload == b"\0"
        assert encode_downlink(one, "set", level=4).payload == b"\x01\x04"

    def test_times(self) -> None:
        one = made({"set_time": command(1, time(u32)), "since": command(2, attribute(start=event_time(u32)))})
        at = "2026-03-01T12:00:00+00:00"
        assert encode_downlink(one, set_time=at).payload == encode_downlink(one, since=at).payload
        assert decode_downlink(one, encode_downlink(one, set_time=at).payload, 1).time.isoformat() == at  # type: ignore[union-attr]
        with pytest.raises(MissingField, match="needs time"):
            encode_downlink(one, "set_time")


class TestSeveral:
    def test_in_the_order_given(self) -> None:
        made = encode_downlink(ONE, {"reboot": True, "report_interval": 60}, allow_disruptive=True)
        assert made.payload.hex() == "02010001"
        told = decode_downlink(ONE, made.payload, 2)
        assert told.message == "reboot, report_interval"
        assert {name: one.value for name, one in told.attributes.items()} == {"report_interval": 60}
        assert [one.message for one in decode_downlinks(ONE, made.payload, 2)] == ["reboot", "report_interval"]

    def test_what_does_not_join_is_several(self) -> None:
        with pytest.raises(EncodeError, match="2 downlinks, for they go on ports 2, 3: encode_downlinks"):
            encode_downlink(ONE, {"report_interval": 60, "hold": 3})
        made = encode_downlinks(ONE, {"report_interval": 60, "hold": {"hold": 3}})
        assert [one.f_port for one in made] == [2, 3]
        apart = {"a": command(1, expect(u8, 1)), "b": command(1, expect(u8, 2), joins=True)}
        other = device("acme/two", name="Two", source="s", uplink=temperature(u8), downlink=apart)
        with pytest.raises(EncodeError, match="they do not join"):
            encode_downlink(other, a=True, b=True)

    def test_as_many_as_fit(self) -> None:
        wanted = {"report_interval": 60, "set_fan": {"fan": "on", "level": 1}, "reboot": True}
        for size, count in ((7, 1), (6, 2), (4, 2), (3, 3)):
            found = encode_downlinks(ONE, wanted, max_size=size, allow_disruptive=True)
            assert (len(found), max(len(one.payload) for one in found) <= size) == (count, True), size
        with pytest.raises(OutOfRange, match="report_interval: 3 bytes are more than 2"):
            encode_downlinks(ONE, wanted, max_size=2, allow_disruptive=True)

    def test_inside_a_frame(self) -> None:
        one = made({
            "low": command(6, expect(u8, 1), attribute(low=u8), joins=inside),
            "high": command(6, expect(u8, 2), attribute(high=u16), joins=inside),
        })  # fmt: skip
        assert encode_downlink(one, low=7).payload.hex() == "3e020107"
        both = encode_downlink(one, low=7, high=256).payload
        assert both.hex() == "3e050107020100"
        told = decode_downlink(one, both, 6)
        assert (told.message, told.attributes["high"].value) == ("low, high", 256)

    def test_what_is_said_around_commands_goes_for_all_of_them(self) -> None:
        both = {"low": {"low": 7, "token": 9}, "high": 256}
        payload = encode_downlink(TOKENED, both).payload
        assert payload.hex() == "3e090107020100"
        assert [one.attributes["token"].value for one in decode_downlinks(TOKENED, payload, 6)] == [9, 9]
        told = decode_downlink(TOKENED, payload, 6)
        assert {name: one.value for name, one in told.attributes.items()} == {"low": 7, "high": 256, "token": 9}
        assert encode_downlink(TOKENED, low=7).payload.hex() == "3e000107", "the value alone, and the default"
        assert encode_downlink(TOKENED, "low", low=7, token=3).payload.hex() == "3e030107"
        assert encode_downlink(TOKENED, "low", low=7, token=3) == encode_downlink(TOKENED, low={"low": 7, "token": 3})

    def test_commands_that_say_it_otherwise_do_not_join(self) -> None:
        both = {"low": {"low": 7, "token": 9}, "high": {"high": 256, "token": 8}}
        assert [one.payload.hex() for one in encode_downlinks(TOKENED, both)] == ["3e090107", "3e08020100"]
        with pytest.raises(EncodeError, match="make 2 downlinks, for they do not join"):
            encode_downlink(TOKENED, both)

    def test_what_is_said_around_commands_is_refused_as_they_are(self) -> None:
        with pytest.raises(OutOfRange, match=r"acme/one, field token: 16 is beyond what it takes, 0 … 15"):
            encode_downlink(TOKENED, "low", low=7, token=16)
        with pytest.raises(UnknownField, match=r"has no argument .tokn.; did you mean token"):
            encode_downlink(TOKENED, "low", low=7, tokn=1)
        arguments = codec(TOKENED).commands[0].arguments
        assert [(one.name, one.required, one.high) for one in arguments] == [("low", True, 255), ("token", False, 15)]

    def test_what_is_said_around_commands_has_a_default(self) -> None:
        with pytest.raises(DeclarationError, match=r"token stands around commands that join.*: default="):
            made({"low": command(6, attribute(low=u8), joins=lambda *body: (attribute(token=u8), body))})

    def test_what_is_no_command_inside_a_frame(self) -> None:
        one = made({"low": command(6, expect(u8, 1), attribute(low=u8), joins=inside)})
        with pytest.raises(UnknownMessage, match="nor several of them after byte 2") as error:
            decode_downlink(one, "3e0101", 6)  # the byte inside is that of the length too
        assert error.value.offset == 2

    def test_what_is_no_command(self) -> None:
        with pytest.raises(UnknownMessage, match="no command of fPort 2, nor several of them after byte 3") as error:
            decode_downlink(ONE, "01000a07", 2)
        assert error.value.offset == 3
        with pytest.raises(UnknownMessage, match="no command of fPort 9; known: none"):
            decode_downlink(ONE, "01", 9)

    def test_one_name_twice(self) -> None:
        with pytest.raises(EncodeError, match="reboot is given twice"):
            encode_downlink(ONE, {"reboot": True}, reboot=True)


class TestSafety:
    def test_what_locks_a_device_out_is_asked_for(self) -> None:
        with pytest.raises(EncodeError, match="could lock the device out: it forgets its session; allow_disruptive"):
            encode_downlink(ONE, reboot=True)
        with pytest.raises(EncodeError, match="allow_disruptive=True"):
            encode_downlinks(ONE, {"reboot": True})


class TestConfirmation:
    def test_an_uplink_that_repeats_the_setting(self) -> None:
        sent = encode_downlink(ONE, report_interval=600)
        assert confirmed_by(ONE, sent, decode(ONE, "0105", 2), decode(ONE, "02000a", 2))
        assert not confirmed_by(ONE, sent, decode(ONE, "02000b", 2))
        assert not confirmed_by(ONE, sent)

    def test_a_command_without_an_answer_is_never_confirmed(self) -> None:
        sent = encode_downlink(ONE, {"report_interval": 600, "reboot": True}, allow_disruptive=True)
        assert not confirmed_by(ONE, sent, decode(ONE, "02000a", 2))

    def test_a_message_that_answers(self) -> None:
        uplink = switch(u8, {1: message("status", temperature(u8)), 2: message("data", temperature(u8))})
        one = made({"request_status": command(2, expect(u8, 1), answer="status")}, uplink)
        sent = encode_downlink(one, request_status=True)
        assert confirmed_by(one, sent, decode(one, "0105", 2))
        assert not confirmed_by(one, sent, decode(one, "0205", 2))

    def test_an_answer_that_says_it_failed(self) -> None:
        one = made({"reset": command(2, expect(u8, 1), answer="done")}, message("done", attribute(success=u8 == 0)))
        sent = encode_downlink(one, reset=True)
        assert confirmed_by(one, sent, decode(one, "00", 2))
        assert not confirmed_by(one, sent, decode(one, "01", 2))

    def test_a_token_tells_of_the_last_downlink_if_it_is_another_one(self) -> None:
        token = attribute(downlink_token=u8, default=0)
        uplink = temperature(u8), attribute(downlink_token=u8)
        one = made({"ring": command(2, expect(u8, 1), token, answer=True)}, uplink)
        before, after = decode(one, "1500", 2), decode(one, "1507", 2)
        assert confirmed_by(one, encode_downlink(one, "ring"), before)  # 0 is in any uplink
        sent = encode_downlink(one, "ring", downlink_token=7)
        assert not confirmed_by(one, sent, before)
        assert confirmed_by(one, sent, before, after)


class TestDescriptions:
    def test_arguments(self) -> None:
        interval, reboot, fan, hold = redi_codecs.commands(ONE)
        (argument,) = interval.arguments
        assert (argument.name, argument.unit, argument.range_text) == ("report_interval", "s", "60 … 86400 by 60")
        assert (interval.answer, interval.joins) == (("report_interval",), True)
        assert reboot.to_dict() == {
            "command": "reboot", "f_port": 2, "arguments": [], "disruptive": "it forgets its session", "joins": True,
        }  # fmt: skip
        assert [(one.range_text, one.required) for one in fan.arguments] == [("off, on", True), ("0 … 255", True)]
        assert [(one.default, one.required) for one in hold.arguments] == [(10, False), ("none", False)]

    def test_json_schema(self) -> None:
        interval, _, fan, _ = redi_codecs.commands(ONE)
        assert interval.json_schema["properties"]["report_interval"] == {
            "type": "integer", "title": "Report interval", "description": "in s", "minimum": 60, "maximum": 86400,
            "multipleOf": 60,
        }  # fmt: skip
        assert fan.json_schema["properties"]["fan"] == {"type": "string", "title": "Fan", "enum": ["off", "on"]}
        assert fan.json_schema["required"] == ["fan", "level"]

    def test_which_devices_take_a_command(self) -> None:
        found = redi_codecs.devices(command="report_interval", vendor="milesight-iot")
        assert EM300 in {one.id for one in found}
        assert all("report_interval" in one.downlink for one in found)


class TestDeclarations:
    @pytest.mark.parametrize(
        ("write", "words"),
        [
            (lambda: report_interval(u8, limits=(5, 300)), "300 is beyond what u8 holds, 0 … 255"),
            (lambda: report_interval(hex_digits(u16), limits=(5, 256)), "256 does not go into 2 hexadecimal digits"),
            (lambda: report_interval(bcd(u8) * 60, limits=(90, 600)), "cannot say 90, the nearest is 120"),
            (lambda: report_interval(hex_digits(bits(0, 3))), "hex_digits are whole bytes"),
            (lambda: report_interval(u8, limits=(5, 3)), "5 is more than 3"),
            (lambda: report_interval(u8, limits=5), "least and the greatest value"),
            (lambda: attribute(a=u8 == 1, limits=(0, 1)), "those of a number"),
            (lambda: report_interval(u8, limits=(5, 30), default=3), "beyond its limits"),
            (lambda: attribute(a=choice(u8, {0: "a"}), default="b"), "'b' is none of a"),
            (lambda: attribute(a=choice(u8, {0: "a"}), default="unknown_4"), "none of its states"),
            (lambda: attribute(a=u8, default="b"), "default= of a is a number, or the name of another argument"),
            (lambda: attribute(a=choice(u8, {0: "a"}), default={"acme/one": "b"}), "'b' is none of a"),
            (lambda: attribute(a=u8, default="a"), "default= of a is a number, or the name of another argument"),
            (lambda: attribute(max_size=u8), "max_size is an argument of encode_downlink"),
            (lambda: attribute(allow_disruptive=u8), "allow_disruptive is an argument of encode_downlink"),
        ],
    )
    def test_what_a_field_cannot_say(self, write: Any, words: str) -> None:
        with pytest.raises(DeclarationError, match=words):
            made({"set": command(1, write())})

    def test_a_further_model_lacks_commands(self) -> None:
        def with_variant(*lacks: str) -> Device:
            return device(
                "acme/three",
                name="Three",
                source="manual",
                uplink=temperature(u8),
                downlink={"reboot": command(2, expect(u8, 2)), "screen": command(2, attribute(screen=u8 == 1))},
                also={"acme/four": variant("Four", lacks=lacks)},
            )

        _, four = registry._models(with_variant("screen"))
        assert (four.id, list(four.downlink)) == ("acme/four", ["reboot"])
        with pytest.raises(EncodeError, match="acme/four: there is no command 'screen'; known: reboot"):
            encode_downlink(four, screen=True)
        with pytest.raises(
            DeclarationError, match="acme/four lacks 'scren', which is no command; it has reboot, screen"
        ):
            with_variant("scren")

    def test_examples_with_a_time(self) -> None:
        def checked(at: int) -> list[Any]:
            proof = example("00000064", f_port=1, time=at, source="manual")
            one = made({"set_time": command(1, time(u32), examples=[proof])})
            return list(examples_of_commands_go_both_ways(one))

        assert not checked(100)
        assert "the payload 1970-01-01T00:01:40+00:00" in str(checked(101)[-1])

    def test_an_example_with_a_value_that_is_none(self) -> None:
        def checked(said: Any) -> list[Any]:
            proof = example("7F", f_port=1, high=said, source="manual")
            body = attribute(high=temperature(u8, invalid={0x7F: "disabled"}))
            return list(examples_of_commands_go_both_ways(made({"high": command(1, body, examples=[proof])})))

        assert not checked("disabled")
        assert "the arguments make 64 on port 1" in str(checked(100)[0])

    def test_an_answer_that_nobody_sends(self) -> None:
        with pytest.raises(DeclarationError, match="answer= of the command set is 'level'"):
            made({"set": command(1, attribute(level=u8), answer=True)})
        with pytest.raises(DeclarationError, match="answer=True stands for the arguments"):
            command(1, expect(u8, 1), answer=True)
        with pytest.raises(DeclarationError, match="joins= is True, or a function"):
            command(1, expect(u8, 1), joins=3)  # type: ignore[arg-type]

    def test_a_table_of_settings_as_commands(self) -> None:
        table: dict[Any, Body] = {
            0x03: report_interval(u16, limits=(10, 600)),
            (0x05, 0x06): attribute(low=u8, high=u8),
        }
        found = commands(1, u8, table, names={(0x05, 0x06): "band"}, answer=True, joins=True)
        one = made(found, tags(u8, table))
        assert (
            encode_downlink(one, {"report_interval": 20, "band": {"low": 1, "high": 2}}).payload.hex() == "030014050102"
        )
        assert one.downlink["band"].answer == ("low", "high")
        for names, words in (({}, "names= gives the command its name"), ({5: "x"}, "says low, high")):
            with pytest.raises(DeclarationError, match=words):
                commands(1, u8, table, names=names)
        with pytest.raises(DeclarationError, match="two entries make a command x"):
            commands(1, u8, table, names={3: "x", (5, 6): "x"})
        with pytest.raises(DeclarationError, match="there is no command y in the table"):
            commands(1, u8, {3: report_interval(u8)}, disruptive={"y": "why"})


class TestTheCheck:
    def test_what_is_said_of_a_command_that_reads_as_another(self) -> None:
        one = made({"a": command(1, attribute(low=u8)), "b": command(1, attribute(high=u8))})
        (problem,) = commands_go_both_ways(one)
        assert "b: " in problem.text
        assert "reads as a" in problem.text

    def test_all_of_the_em300_go_both_ways(self) -> None:
        assert list(commands_go_both_ways(codec(EM300).device)) == []

    def test_what_may_cut_it_off_is_marked(self) -> None:
        (problem,) = commands_say_what_becomes_of_them(made({"rejoin": command(2, expect(u8, 2))}))
        assert problem.text == "rejoin may cut the device off: disruptive= says why, and has it asked for"
        marked = made({"rejoin": command(2, expect(u8, 2), disruptive="it forgets its session")})
        assert list(commands_say_what_becomes_of_them(marked)) == []

    def test_what_an_uplink_says_as_well_is_answered_or_not(self) -> None:
        def said(**more: Any) -> list[str]:
            one = made({"set": command(2, expect(u8, 1), report_interval(u16 * 60), **more)})
            return [problem.text for problem in commands_say_what_becomes_of_them(one)]

        (words,) = said()
        assert words.startswith("set: an uplink has report_interval as well: answer=True if it repeats what was set")
        assert said(answer=False) == said(answer=True) == []

    @pytest.mark.parametrize(
        ("line", "words"),
        [
            (
                '"command": ["report_interval", "reboot"], "payload": "01000A 02", "f_port": 2, "report_interval": 600',
                "",
            ),
            (
                '"command": ["reboot", "report_interval"], "payload": "01000A 02", "f_port": 2, "report_interval": 600',
                "reboot, report_interval: the arguments make 0201000a on port 2, the example is 01000a02 on port 2",
            ),
            ('"command": ["report_interval", "rebot"], "payload": "01", "f_port": 2', "there is no command 'rebot'"),
            ('"command": "report_interval", "refused": {"report_interval": 86460}', ""),
            (
                '"command": "report_interval", "refused": {"report_interval": 600}',
                "report_interval: {'report_interval': 600} is to be refused, and makes 01000a",
            ),
            (
                '"command": "report_interval", "refused": {"interval": 600}',
                "is refused for another reason: the command report_interval has no argument 'interval'",
            ),
        ],
    )  # fmt: skip
    def test_lines_of_several_and_of_what_is_refused(self, line: str, words: str, tmp_path: Path) -> None:
        file = tmp_path / "acme.py"
        file.with_suffix(".jsonl").write_text(f'{{"device": "acme/one", {line}, "source": "manual"}}')
        one = replace(ONE, where=replace(ONE.where, file=str(file)))
        problems = [*is_declared_in_full(one), *examples_of_commands_go_both_ways(one)]
        told = [problem.text for problem in problems if problem.file.endswith(".jsonl")]
        assert words in told[0] if words else not told

    def test_what_is_refused_is_nothing_else(self, tmp_path: Path) -> None:
        file = tmp_path / "acme.py"
        file.with_suffix(".jsonl").write_text(
            '{"device": "acme/one", "command": "reboot", "refused": {}, "f_port": 2, "source": "manual"}'
        )
        one = replace(ONE, where=replace(ONE.where, file=str(file)))
        with pytest.raises(DeclarationError, match="and nothing else"):
            list(examples_of_commands_go_both_ways(one))


def test_settings_of_elsys_are_what_the_vendors_generator_writes() -> None:
    wanted = {"collection_interval": 948, "temperature_period": 0, "send_period": 5}
    sent = encode_downlink("elsys/ers", wanted)
    assert (sent.f_port, sent.payload.hex()) == (6, "3e0f14000003b415000000001f00000005")
    assert decode_downlink("elsys/ers", sent.payload, 6).message == ", ".join(wanted)
    assert confirmed_by("elsys/ers", sent, decode("elsys/ers", sent.payload, 6))
    together = encode_downlink("elsys/ers", report_interval=600, reboot=True)
    assert together.payload.hex() == "3e0b14000002581f00000001fe"
    assert decode_downlink("elsys/ers", together.payload, 6).message == "report_interval, reboot"


def test_an_argument_of_every_variant_is_needed_and_has_the_finest_step() -> None:
    both = switch(u8, {0: report_interval(u8, limits=(10, None)), 1: (report_interval(u8 * 60), attribute(mode=u8))})
    one = made({"report_interval": command(2, both)})
    interval, mode = redi_codecs.commands(one)[0].arguments
    assert (interval.required, interval.step, interval.high) == (True, 1, 15300)
    assert not mode.required
    with pytest.raises(EncodeError, match="the command report_interval needs report_interval"):
        encode_downlink(one, "report_interval", mode=1)
    assert encode_downlink(one, report_interval=200).payload.hex() == "00c8"
    assert encode_downlink(one, "report_interval", report_interval=600, mode=1).payload.hex() == "010a01"


def test_commands_of_nexelec_stand_behind_one_byte() -> None:
    wanted = {"report_interval": 1200, "reboot": True, "request_configuration": True, "co2_change_threshold": 100}
    sent = encode_downlink("nexelec/rise", wanted)
    assert (sent.f_port, sent.payload.hex()) == (56, "5549144a01011005")
    assert decode_downlink("nexelec/rise", sent.payload, 56).message == ", ".join(wanted)
    with pytest.raises(EncodeError, match="beyond what it takes, 600 … 3600 s"):
        encode_downlink("nexelec/rise", report_interval=300)


def test_a_sensor_of_radio_bridge_takes_what_its_kind_takes() -> None:
    sent = encode_downlink("radio-bridge/rbs306-con", events={"short_hold_time": 1, "open_hold_time": 15})
    assert (sent.f_port, sent.payload.hex()) == (2, "07000004003c0000")
    with pytest.raises(EncodeError, match="there is no command 'events'"):
        encode_downlink("radio-bridge/rbs301-tilt", events={"short_hold_time": 1})
