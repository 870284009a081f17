"""Statements of JavaScript written anew: on one line or several, shared as functions, with fewer variables."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence

import pytest

from approved import approved
from layouts import commanded, made
from redi_codecs.kinds import battery, humidity, temperature
from redi_codecs.layout import (
    CRC16_MODBUS,
    Body,
    attribute,
    checksum,
    command,
    expect,
    history,
    i8,
    index,
    message,
    raw,
    remaining,
    repeat,
    reserved,
    sized,
    switch,
    tags,
    u8,
    u16le,
)
from redi_codecs.plan.planner import plan
from redi_codecs.runtimes.javascript import file, in_place
from redi_codecs.runtimes.javascript.repeating import repeating
from redi_codecs.runtimes.javascript.sharing import shared
from redi_codecs.runtimes.javascript.statements import Statement, parsed, written
from redi_codecs.runtimes.javascript.temporaries import assigned_where_used, lend, sets_first
from redi_codecs.runtimes.javascript.text import Script


def lines_of(text: str) -> list[str]:
    """The lines of a short form: ``{`` and ``}`` open and close, ``;`` and ``:`` end a line."""
    for old in (" } else", " }", "{ ", "; ", ": ", "} "):
        text = text.replace(old, "\n" + old[1:] if old.startswith(" ") else old[0] + "\n")
    return text.replace("}\nelse", "} else").split("\n")


WRITTEN = (
    "a();",
    "if (a) { b(); }",
    "if (a) { b(); } else { c(); }",
    "if (a) { b(); c(); } else { c(); }",
    "if (a) { if (b) c(); }",
    "if (a) { if (b) { c(); } }",
    "if (a) { b(); } else if (c) { d(); } else { }",
    "for (;;) { if (a) { break; } }",
    "while (a) { b(); continue; }",
    "switch (a) { case 1: b(); break; case 2: case 3: c(); d(); break; case 4: default: e(); f(); g(); }",
    "switch (a) { case 1: if (b) c(); break; case 2: break; }",
    "switch (a) { case 1: switch (b) { case 2: c(); break; } break; }",
    *(f"if (a) {{ {'b' * size}(); }}" for size in (100, 101, 102, 103)),
    *(f"if (a) {{ if (b) {{ {'c' * size}(); d(); }} }}" for size in (100, 110)),
    *(f"switch (a) {{ case {'1' * size}: b(); break; }}" for size in (92, 93, 94, 95)),
    *(f"switch (a) {{ case {'1' * size}: case {'2' * size}: b(); c(); d(); }}" for size in (47, 48, 49, 50)),
    *(f"switch (a) {{ case {'1' * size}: case {'2' * 50}: b(); c(); d(); }}" for size in (47, 48, 49)),
)


def _all(body: Sequence[Statement]) -> Iterator[Statement]:
    for one in body:
        yield one
        for _, inner in one.arms:
            yield from _all(inner)


def test_lines() -> None:
    lines = []
    for text in WRITTEN:
        body = parsed(lines_of(text))
        for depth in (0, 1):
            lines += written(body, depth)
        lines.append(f"// {'; '.join(f'{one.head} {sorted(one.leaves)}' for one in _all(body))}")
    approved("javascript/statements", shorter("\n".join(lines)))


def shorter(text: str) -> str:
    """Long words by how long they are."""
    return re.sub(r"(\w)\1{19,}", lambda found: f"{found[1]}…{len(found[0])}", text)


def told(texts: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """What becomes of a body, and the functions for what stood in it several times."""
    body = parsed([line for text in texts for line in lines_of(text)])
    found = shared(body, set(taken))
    lines = [f"  {line}" for line in written(body, 0)]
    return lines + [f"  {name}: {' '.join(written(inner, 0))}" for name, inner in found]


def words(count: int, size: int, end: str = "") -> list[str]:
    """Statements that differ in nothing, each so long."""
    return [f"{'x' * (size - 3)}();{end}"] * count


SIZES = (
    (1, 200),
    (2, 140),
    (2, 141),
    (2, 142),
    (2, 143),
    (3, 80),
    (3, 81),
    (3, 82),
    (3, 83),
    (9, 30),
    (9, 38),
    (9, 40),
)
V60, V90, W = "v" * 60, "v" * 90, "w" * 150
KINDS = (("a", "u8", "one", 1), ("b", "i16le", "two", 2), ("c", "u8", "one", 1), ("d", "u24", "two", 0x10))
BOTH = f"b{V90}(); c{V90}();"
REPEATED: dict[str, list[str]] = {
    **{f"{count} of {size}": words(count, size) for count, size in SIZES},
    **{f"names of {size}": [f"data.{name} = {'y' * size}(u8());" for name in "abc"] for size in (80, 90, 95, 100, 110)},
    "kinds": [f'data.{name} = {V60}({read}(), "{word}", {number});' for name, read, word, number in KINDS],
    "five that differ": [f'go("{a}1", "{a}2", "{a}3", "{a}4", "{a}5", {W});' for a in "abc"],
    "four that differ": [f'go("{a}1", "{a}2", "{a}3", "{a}4", {W});' for a in "abc"],
    "beginnings": [f'data.{a}_low = go("{a}_low", {W}); data.{a}_high = go("{a}_high");' for a in ("x", "yy", "z")],
    "a beginning that comes once": [f"data.{a}_low = go({W});" for a in ("x", "yy", "z")],
    "keys": [f'go({{ a:1, "b":2, {W}:{number} }});' for number in (1, 2, 3)],
    "what leaves": [f"if ({W}) {{ break; }}"] * 3,
    "what does not": [f"for (;;) {{ if ({W}) {{ break; }} a(); }}"] * 3,
    "parameters": [f"go(name, {W});"] * 3,
    "runs": [f"{one}{'v' * 30}();" for _ in range(3) for one in "abcd"],
    "runs that overlap": [*words(2, 60), "a();", *words(5, 60)],
    "inside": [f"if (a) {{ {BOTH} }}", f"if (d) {{ {BOTH} }}", "e();"],
    "labels": [f"switch (a) {{ case 1: {BOTH} break; case 2: {BOTH} break; }}"],
    **{f"{count} statements": [f"s{at}(word);" for _ in "ab" for at in range(count)] for count in (60, 61)},
    "names that are taken": [f'put(data, "motion", {W});'] * 2,
    "names of values": [f'put(values1, "first"); go({W});'] * 2,
    "numbers": [f"go({number}, {W});" for number in ("1", "0x1F", "2.5", "1")],
    "numbers and texts": [f"go({hole}, {W});" for hole in ("1", '"one"', "2", '"two"')],
    "keys that differ": [f"go({{{key}:1, {W}}});" for key in "ab"],
    "texts and names": [f"go({hole}, {W});" for hole in ('"one"', "data.one", '"two"', "data.two")],
}


def test_shared() -> None:
    lines = []
    for name, texts in REPEATED.items():
        lines += [name, *told(texts, ("read_motion", "name", "read_part") if "taken" in name else ())]
    approved("javascript/shared", shorter("\n".join(lines)))


def alike(*, count: int = 2, more: str = "", hole: str = "", holes: Sequence[str] = ()) -> Callable[[int], list[str]]:
    """So many calls that differ in what stands in each one's holes, with a word so long."""
    given = [*holes, *[hole] * (count - len(holes))]
    return lambda size: [f"{more}go({one}{'w' * size});" for one in given[:count]]


#: What may be a function, by how long a word in it is.
GROWING: dict[str, Callable[[int], list[str]]] = {
    **{f"{count} times": alike(count=count) for count in (2, 3, 4)},
    **{f"{count} times a number": alike(count=count, holes=["1, ", "22, ", "333, ", "1, "]) for count in (2, 3, 4)},
    "twice a text": alike(holes=['"one", ', '"another", ']),
    "twice a text of two words": alike(holes=['"one_low", "one", ', '"two_low", "two", ']),
    "twice a value": alike(holes=["data.one, ", "data.two_more, "]),
    "twice a reading": alike(holes=['u8("one"), ', 'i16("one"), ']),
    "twice two that differ": alike(holes=['1, "a", ', '2, "b", ']),
    "twice two that differ alike": alike(holes=['"a", "a", ', '"b", "b", ']),
    "twice the same number": alike(holes=["1, ", "1, "]),
    "twice two statements": lambda size: ["a(word);", f"b({'w' * size});"] * 2,
    "twice one in braces": lambda size: [f"if (a) {{ b({'w' * size}); c(); }}"] * 2,
    "twice one in braces, with a number": lambda size: [f"if (a) {{ b({'w' * size}, {at}); c(); }}" for at in (1, 2)],
}


def test_worth() -> None:
    """From which length on it is a function: what it saves against what its calls cost."""
    lines = []
    for name, of in GROWING.items():
        first = bisect_left(range(300), True, key=lambda size: told(of(size)) != plainly(of(size)))
        lines.append(f"{name}: from {first} on")
        lines += told(of(first))
    approved("javascript/worth", shorter("\n".join(lines)))


def plainly(texts: Sequence[str]) -> list[str]:
    """What becomes of a body that has no functions."""
    return [f"  {line}" for line in written(parsed([line for text in texts for line in lines_of(text)]), 0)]


LENT = (
    "tag1 = u8(); go(tag1); tag2 = u8(); go(tag2);",
    "tag1 = u8(); tag2 = u8(); go(tag1, tag2);",
    "tag1 = u8(); if (tag1) { tag2 = u8(); go(tag2); } go(tag1);",
    "if (a) { tag1 = u8(); go(tag1); } else { tag2 = u8(); go(tag2); }",
    "if (a) { tag1 = 1; } else { tag1 = 2; } go(tag1); tag2 = 3; switch (tag2) { case 1: tag3 = 1; go(tag3); break; }",
    "tag1 = u8(); switch (tag1) { case 1: b(); break; }",
    "a(); tag1 = u8(); c(); switch (tag1) { case 1: b(); break; }",
    "if (tag1) { go(); } tag1 = 1;",
    'go(x.tag1, "tag1"); tag1 = 1;',
    "go(tag1, tag2);",
    "if (tag1 < tag2) { go(); } tag3 = 1; go(tag3);",
    "while (tag1 < 3) { tag1 = tag1 + 1; }",
    "for (;;) { switch (a) { case 1: tag1 = u8(); go(tag1); tag2 = tag1; break; } go(tag2); }",
    "tag2 = u8(); tag1 = u8(); go(tag1, tag2);",
    "tag3 = u8(); if (tag3) { tag2 = u8(); tag1 = u8(); go(tag1); go(tag2); } go(tag3);",
)  # fmt: skip


def test_variables() -> None:
    lines = []
    for text in LENT:
        for taken in ((), ("tag",), ("tag", "tag2")):
            body = parsed(lines_of(text))
            first = [name for name in ("tag1", "tag2", "tag3") if sets_first(body, name)]
            lent = lend(body, ["tag1", "tag2", "tag3"], "tag", set(taken))
            assigned_where_used(body)
            lines.append(f"{taken}: {' '.join(written(body, 0))} {lent} first {first}")
    approved("javascript/variables", "\n".join(lines))


def script(*lines: str, tables: dict[str, str] | None = None, helpers: Sequence[str] = ()) -> Script:
    one = Script("acme/one")
    one.lines = list(lines)
    one.tables = dict(tables or {})
    one.helpers = set(helpers)
    return one


#: Dates in the text of a decoder, alone and beside other times.
DATES = (
    "put(iso(calendar(1, f(2), 3)));",
    "iso(calendar(1)) + iso(calendar((2)));",
    "iso(calendar(1) + 1);",
    "iso(calendar(1)); iso(3);",
    "iso(calendar(1)); calendar(3);",
    "calendar(1);",
    "undated(1);",
)
#: Numbers with a sign in the text of a decoder, alone, in brackets, in sums, and often.
SIGNED = (
    'x = READ("a");',
    'x = READ("a") + 1;',
    'put(READ("a"), 1);',
    'put((READ("a") / 10));',
    'READ("a(b)");',
    'x = 1 + READ("a");',
    'put(f(READ(g())));',
    'go(READ, READ("a"));',
)  # fmt: skip


def test_in_place() -> None:
    """What a file does without a helper or a table for, where few lines need it."""
    lines = []
    for count in range(1, 9):
        one = script(*(f'  flag("f{at}", {at});' for at in range(count)), "flag(3);", helpers=["flag"])
        lines.append(
            f"{count} flags: {len([line for line in in_place.flags_in_place(one) if 'flag(' in line])} {one.helpers}"
        )
    lines += in_place.flags_in_place(script('  flag("f.g", 0);', '  flag("h", 7);'))
    for count in range(1, 6):
        text = "\n".join(f'unfit("a{at}", "1, 2");' for at in range(count))
        for helpers in ([], ["unfit"], ["unfit", "stop"]):
            one = script(helpers=helpers)
            said = in_place._refusals(text, one)
            lines.append(f"{count} refusals {helpers}: {said.count('unfit(')} {sorted(one.helpers)}")
        text = "\n".join(f"a{at} = peek({at - 2}, 1);" for at in range(count))
        one = script(helpers=["peek"])
        lines.append(f"{count} peeks: {in_place._peeks(text, one)!r} {one.helpers}")
        lines.append(f"  with another: {in_place._peeks(text + 'b = peek(1, 2);', one)!r}")
    for size in (10, 40, 60, 70, 80, 90, 100):
        for start in ('["', "["):
            value = f'{start}{"v" * size}"]'
            one = script("  go(TABLE, 3);", "  other();", tables={value: "TABLE"})
            lines.append(
                f"{value[:3]} {size}: {in_place.tables_in_place(list(one.lines), one)[0][:20]} {len(one.tables)}"
            )
    twice = script("  go(TABLE);", "  go(TABLE);", tables={'["a"]': "TABLE"})
    lines.append(str(in_place.tables_in_place(list(twice.lines), twice)))
    line = script("  go(TABLE, TABLE);", tables={'["a"]': "TABLE"})
    lines.append(str(in_place.tables_in_place(list(line.lines), line)))
    for name in ("a", "b", "c", "d"):
        lines.append(f"uses {name}: {in_place.uses('a = x.b + c; // d', name)} {in_place.uses('({ a: b })', name)}")
    for text in DATES:
        lines.append(f"{text} {in_place.dates_in_place(text)}")
    for text in SIGNED:
        one = script(helpers=["i16", "u8"])
        lines.append(f"{text} {in_place._signs(text.replace('READ', 'i16'), one)} {sorted(one.helpers)}")
    for name in ("i8", "i16", "i24", "i32", "i16le", "i32ws", "i40"):
        spelled = []
        for before, most in (("", 10), ("1 + ", 7)):
            for count in range(1, most):
                one = script(helpers=[name])
                text = in_place._signs(f'x = {before}{name}("a"); ' * count, one)
                spelled.append(f"{count} {sorted(one.helpers)}{text[:30] * (count == 1)}")
        lines.append(f"{name}: {', '.join(spelled)}")
    for names in (["x"], ["x", "y"], ["x", "y", "z"]):
        lines.append(file._too_long(names, "ä" * 1234))
    approved("javascript/in_place", "\n".join(lines))


BODIES: dict[str, Body] = {
    "a number": temperature(i8),
    "a run to the end": (temperature(i8), attribute(a=raw())),
    "a run": attribute(a=raw(3)),
    "tags": tags(u8, {1: temperature(i8), 2: humidity(u8)}),
    "cases": switch(u8, {1: tags(u8, {1: temperature(i8)}), 2: attribute(a=raw())}),
    "cases, one that ends": switch(u8, {1: tags(u8, {1: temperature(i8)}), 2: battery(u8)}),
    "cases that raise": switch(u8, {1: attribute(a=raw())}, unknown="raise"),
    "cases that stop": switch(u8, {1: attribute(a=raw())}, unknown="stop"),
    "cases and otherwise": switch(u8, {1: attribute(a=raw())}, otherwise=attribute(b=raw())),
    "cases and a number": switch(u8, {1: attribute(a=raw())}, otherwise=battery(u8)),
    "messages": switch(
        u8,
        {
            1: message("long", temperature(i8), humidity(u8), battery(u8)),
            2: message("short", temperature(i8)),
            3: message("same", temperature(i8), reserved(2)),
            4: message("own", attribute(a=u8)),
            5: message("logged", history(temperature(i8))),
        },
        otherwise=message("other", humidity(u8)),
    ),
    "messages that are alike": switch(u8, {at: message(f"m{at}", temperature(i8), battery(u8)) for at in (1, 2, 3)}),
    "a history": (battery(u8), history(temperature(i8))),
    "a checksum": checksum(CRC16_MODBUS, u16le, battery(u8)),
    "a part of all that is left": sized(remaining, battery(u8)),
    "a part of a byte": sized(1, battery(u8)),
    "turns": repeat(temperature(i8, channel=index)),
    "turns before another": (repeat(temperature(i8, channel=index)), battery(u8)),
    "a run before another": (attribute(a=raw()), battery(u8)),
}


def test_plans() -> None:
    lines = []
    for name, body in BODIES.items():
        known = plan(one := made(body), one.uplink)
        lines.append(f"{name}: to the end {file._to_the_end(known.ops)}, {repeating(known)}")
    for size in (104, 105, 106):  # a line of variables has 112 characters, with what makes them some
        one = script()
        one.variables = {"v" * (size - 20): "", "w" * 17: "", "x": "0", "y": "null", "z": "null"}
        for functions in ([], [("f()", parsed(["a();"]))]):
            lines += [shorter(line) for line in file._functions(parsed(["f();"]), functions, one).splitlines()]
    approved("javascript/plans", "\n".join(lines))


def test_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a file does without where it would be too long: commands, then messages that only say again others do."""
    reboot = command(1, expect(u8, 1))
    device = commanded({"reboot": reboot, "level": command(1, expect(u8, 2), attribute(level=u8))}, BODIES["messages"])
    known = plan(device, device.uplink)
    sizes = [len(file.javascript(device, known, "1", commands=there)) for there in (True, False)]
    lines = []
    for commands in (None, True, False):
        for most in (sizes[0], sizes[0] - 1, sizes[1] + 160, sizes[1] - 1, sizes[1] - 100, 0):
            monkeypatch.setattr(file, "MOST", most)
            made = file.javascript(device, known, "1", commands=commands)
            told = " ".join(line for line in made.splitlines() if line.startswith("//")).partition("Left out: ")[2]
            what = re.sub(r"[\d.]+ KB", "… KB", told.partition(" // The names")[0])
            lines.append(f"{commands}, {most - sizes[0]} more than all: {'reboot' in made} {what or 'all'}")
    approved("javascript/left_out", "\n".join(lines))
