"""The map of a payload, drawn from a Plan as SVG: bytes and bits as boxes, tags as rows, branches as cards.

A row stands for what is read at once. Its boxes are bytes (or, where a byte is shared out, bits, the most significant
one first), and beside them stands what they say, with the words of the declaration. Rows carry the field they begin
with as ``data-field``, the ports on which and the selectors behind which they come as ``data-port`` and ``data-after``
(in hexadecimal): a page lights up what a payload has, as generated JavaScript names a field with all it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from itertools import product
from typing import Final

from redi_codecs.layout.expr import Const, Expr, Known
from redi_codecs.layout.nodes import Key
from redi_codecs.layout.transform import Affine, Choice
from redi_codecs.plan.plan import (
    Call,
    Case,
    Choose,
    Clip,
    Derive,
    Guard,
    If,
    Load,
    Loop,
    Lost,
    Name,
    Op,
    Part,
    Plan,
    TagLoop,
    Take,
    Within,
    every,
)
from redi_codecs.symbols import symbol

__all__ = ["Keep", "byte_map", "measures", "settings"]

WIDTH: Final = 440
_BOX, _ROW, _LINE, _PAD = 16, 22, 15, 8
#: So many characters of a label fit into a pixel's width of the font that labels are set in.
_CHARACTER: Final = 6.7
_MOST_BOXES: Final = 8

Keep = Callable[[Case], bool]


def measures(case: Case) -> bool:
    """Whether a branch or a tag says more than settings: a reading, a time, a record."""
    ops = list(every(case.body))
    slots = [part.slot for op in ops for part in _parts(op) if part.slot is not None]
    slots += [slot for op in ops if isinstance(op, Call) for slot in op.slots]
    return any(slot.role != "attribute" for slot in slots)


def settings(case: Case) -> bool:
    """Whether a branch or a tag is one of settings, or has such in it."""
    inside = [one for op in every(case.body) if isinstance(op, Choose | TagLoop) for one in op.cases]
    return not measures(case) or any(not measures(one) for one in inside)


def byte_map(plan: Plan, keep: Keep = lambda case: True) -> str:
    """The drawing of a Plan; of the tags only those to keep.

    >>> from redi_codecs import codec
    >>> drawn = byte_map(codec("browan/tbms100").plan)
    >>> drawn[:4], "battery_voltage" in drawn
    ('<svg', True)
    """
    drawing = _Drawing(keep)
    drawing.body(plan.ops, 0)
    height = drawing.y + 1
    said = escape("|".join(sorted(drawing.selectors)))
    head = f'<svg class="bytemap" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" role="img"'
    inside = "".join(drawing.out)
    return f'{head} data-selectors="{said}" xmlns="http://www.w3.org/2000/svg">{inside}</svg>'


class _Drawing:
    """Rows below each other; cards around those that belong together."""

    def __init__(self, keep: Keep) -> None:
        self.keep = keep
        self.y = 0
        self.out: list[str] = []
        #: The fields that cases are chosen by.
        self.selectors: set[str] = set()
        self._colour = 0
        self._behind: tuple[str, str] = ("", "")

    # ---- what follows what

    def body(self, ops: Sequence[Op], depth: int) -> None:
        for op in ops:
            self.op(op, depth)

    def op(self, op: Op, depth: int) -> None:
        match op:
            case Load():
                self.load(op, depth)
            case Take():
                self.take(op, depth)
            case Derive(expr, part) if part.slot is not None:
                self.note(f"{part.label} = {expr}", depth)
            case If(cond, body):
                self.card((f"if {cond}", f"wenn {cond}"), body, depth)
            case Choose():
                self.choose(op, depth)
            case TagLoop():
                self.tags(op, depth)
            case Loop():
                self.card(_turns(op), op.body, depth)
            case Within(size, body):
                self.card((f"inside {size} bytes", f"in {size} Bytes"), body, depth)
            case Guard(crc, wire, body):
                self.body(body, depth)
                self.row([("", "structure")] * wire.size, f"checksum {crc.name}", depth, "checksum")
            case Name(message):
                self.heading(message, depth)
            case Call(node):
                self.note(f"{node.name}: {', '.join(slot.name for slot in op.slots)}", depth)
            case Clip() | Lost() | Derive():
                pass

    def choose(self, op: Choose, depth: int) -> None:
        for load in op.loads:
            self.load(load, depth)
        on = " ".join(_said(one) for one in op.on)
        for case in op.cases:
            if self.keep(case):
                shown = f"{on} = {_key(case.key, isinstance(op.on[0], Known))}"
                with self.behind(case, op.loads, ports=on == "fPort"):
                    self.card((shown, shown), case.body, depth)
        if op.otherwise:
            self.card(("otherwise", "sonst"), op.otherwise, depth)

    def tags(self, op: TagLoop, depth: int) -> None:
        kept = [case for case in op.cases if self.keep(case)]
        if not kept:
            return
        top = self.open(("tags, one after the other", "Kennungen, eine nach der anderen"), depth)
        for case in kept:
            self.tag(op, case, depth)
        self.close(top, depth)

    def tag(self, op: TagLoop, case: Case, depth: int) -> None:
        with self.behind(case, op.loads, "tag"):
            boxes = [(_hex(match, load.size), "tag") for match, load in zip(case.key, op.loads, strict=False)]
            if op.size is not None:
                boxes.append(("n", "structure"))
            match case.body:
                case (Load(parts=(part,)) as load,) if len(boxes) + load.size <= _MOST_BOXES:
                    self.row(
                        [*boxes, *[("", self.colour(part))] * load.size], _label(part, load), depth + 1, part.label
                    )
                case ():
                    self.row(boxes, "–", depth + 1)
                case body:
                    inner = self.open(None, depth + 1)
                    self.row(boxes, "", depth + 1)
                    self.body(body, depth + 2)
                    self.close(inner, depth + 1)

    # ---- rows

    def load(self, load: Load, depth: int) -> None:
        if len(load.parts) == 1 and load.parts[0].bits >= 8 * load.size:
            part = load.parts[0]
            self.row([("", self.colour(part))] * load.size, _label(part, load), depth, part.label)
            return
        self.bits(load, depth)

    def take(self, take: Take, depth: int) -> None:
        size = take.size
        count = size.value if isinstance(size, Const) and isinstance(size.value, int) else None
        boxes = [("", self.colour(take.part))] * min(count or 3, _MOST_BOXES)
        if count is None or count > _MOST_BOXES:
            boxes[-1] = ("…", boxes[-1][1])
        many = f"{count} bytes" if count is not None else "to the end" if size is None else f"{size} bytes"
        self.row(boxes, f"{take.part.label}  {many}", depth, take.part.label)

    def bits(self, load: Load, depth: int) -> None:
        """A row a byte, eight boxes each, and a line for each part."""
        x, top = _x(depth), self.y
        owners: dict[int, tuple[Part, str]] = {}
        for part in load.parts:
            colour = self.colour(part)
            for shift, width in part.spans:
                owners |= dict.fromkeys(range(shift, shift + width), (part, colour))
        drawn = [self.group(load.parts[0].label)]
        for byte in range(load.size):
            for column in range(8):
                number = _bit(load, byte, column)
                part, colour = owners.get(number, (None, "structure"))
                left = column == 0 or owners.get(_bit(load, byte, column - 1), (None, ""))[0] is not part
                drawn.append(_box(x + column * _BOX, top + byte * _ROW, "", f"{colour} bit{' first' if left else ''}"))
        y = top + 13
        for part in sorted(load.parts, key=lambda part: -max(shift for shift, _ in part.spans) if part.spans else 0):
            at = ", ".join(str(s) if w == 1 else f"{s + w - 1}…{s}" for s, w in part.spans)
            dim = " dim" if part.slot is None else ""
            drawn.append(_text(x + 8 * _BOX + 8, y, f"{at:<5} {_label(part, load, bare=True)}", f"label{dim}", depth))
            y += _LINE
        self.out += [*drawn, "</g>"]
        self.y = max(top + load.size * _ROW, y - 13 + 4)

    def row(self, boxes: Sequence[tuple[str, str]], label: str, depth: int, field: str | None = None) -> None:
        x = _x(depth)
        shown = boxes if len(boxes) <= _MOST_BOXES else [*boxes[: _MOST_BOXES - 1], ("…", boxes[-1][1])]
        drawn = [self.group(field)]
        for text, colour in shown:
            width = _BOX if len(text) < 2 else 22
            drawn.append(_box(x, self.y, text, colour, width))
            x += width
        x = max(x + 8, _x(depth) + (8 * _BOX + 8 if len(boxes) > 5 else 92))
        dim = " dim" if boxes and boxes[-1][1] == "structure" else ""
        drawn.append(_text(x, self.y + 13, label, f"label{dim}", depth))
        self.out += [*drawn, "</g>"]
        self.y += _ROW

    def note(self, text: str, depth: int) -> None:
        self.out.append(f'<g class="load">{_text(_x(depth), self.y + 13, text, "label derived", depth)}</g>')
        self.y += _ROW - 2

    def heading(self, text: str, depth: int) -> None:
        self.out.append(_text(_x(depth), self.y + 13, f"“{text}”", "message", depth))
        self.y += _ROW - 2

    def card(self, title: tuple[str, str], body: Sequence[Op], depth: int) -> None:
        top = self.open(title, depth)
        self.body(body, depth + 1)
        self.close(top, depth)

    def open(self, title: tuple[str, str] | None, depth: int) -> tuple[int, int]:
        """Begin a card; it is drawn when it closes, below what it holds."""
        self.y += 3
        card = self.y, len(self.out)
        self.out.append("")
        if title is not None:
            english, german = title
            for language, text in (("en", english), ("de", german)) if english != german else (("", english),):
                self.out.append(_text(_x(depth) + 6, self.y + 14, text, "title", depth, language))
        self.y += 20 if title is not None else 4
        return card

    def close(self, card: tuple[int, int], depth: int) -> None:
        top, at = card
        self.y += 4
        x = _x(depth) - 2
        self.out[at] = f'<rect class="card" x="{x}" y="{top}" width="{WIDTH - 2 * x}" height="{self.y - top}" rx="5"/>'
        self.y += 3

    @contextmanager
    def behind(self, case: Case, loads: Sequence[Load], label: str = "", *, ports: bool = False) -> Iterator[None]:
        """Rows that come only on these ports, or behind these selectors."""
        before = self._behind
        if ports:
            said = " ".join(_one(match, True).replace("…", "-") for match in case.key[0])
            self._behind = said, before[1]
        elif loads:
            self.selectors.add(label or loads[0].parts[0].label)
            self._behind = before[0], _bytes(case.key, loads)
        yield
        self._behind = before

    def group(self, field: str | None) -> str:
        if field is None:
            return "<g>"
        port, after = self._behind
        known = {"field": field, "port": port, "after": after}
        marks = "".join(f' data-{mark}="{escape(text)}"' for mark, text in known.items() if text)
        return f'<g class="load"{marks}>'

    def colour(self, part: Part) -> str:
        if part.slot is None:
            return "structure"
        if part.slot.role == "attribute":
            return "attribute"
        self._colour = self._colour % 5 + 1
        return f"value{self._colour}"


def _x(depth: int) -> int:
    return 4 + depth * _PAD


def _box(x: int, y: int, text: str, colour: str, width: int = _BOX) -> str:
    inside = f'<text class="hex" x="{x + width / 2:g}" y="{y + 12.5:g}">{escape(text)}</text>' if text else ""
    return f'<rect class="box {colour}" x="{x}" y="{y}" width="{width}" height="18"/>{inside}'


def _text(x: int, y: int, text: str, kind: str, depth: int, language: str = "") -> str:
    """A line that ends where the card does; the whole of it is its title."""
    room = int((WIDTH - x - depth * _PAD - 6) / _CHARACTER)
    shown = text if len(text) <= room else f"{text[: room - 1]}…"
    whole = f"<title>{escape(text)}</title>" if shown != text else ""
    spoken = f' lang="{language}"' if language else ""
    return f'<text class="{kind}" x="{x}" y="{y}"{spoken}>{whole}{escape(shown)}</text>'


def _label(part: Part, load: Load, bare: bool = False) -> str:
    """``temperature  i16le / 10 °C``: the name, how it is written, and its unit."""
    if part.slot is None:
        wanted = "" if part.constant is None else f" = 0x{part.constant:0{(part.bits + 3) // 4}X}"
        return f"{part.label}{wanted}"
    wire = "" if bare else str(load.wire)
    shown = wire
    match part.transform:
        case Choice(labels):
            shown = " | ".join(label for _, label in labels)
        case Affine() as affine if not affine.plain or not bare:
            shown = affine.show(wire or ("raw" if not part.signed else "signed"))
        case transform if not bare:
            shown = transform.show(wire)
    unit = symbol(part.slot.field.unit)
    return f"{part.slot.name.replace('{}', 'n')}  {shown}{f' {unit}' if unit else ''}".rstrip()


def _bit(load: Load, byte: int, column: int) -> int:
    """The number of the bit in this column of this byte, 0 being the least significant one of the word."""
    size = load.size
    place = {"big": size - 1 - byte, "little": byte, "words": byte ^ 1}[load.wire.order]
    return 8 * place + 7 - column


def _said(on: Expr) -> str:
    return "fPort" if isinstance(on, Known) and on.name == "f_port" else str(on)


def _key(key: Key, decimal: bool) -> str:
    return " ".join(" | ".join(_one(match, decimal) for match in matches) for matches in key)


def _one(match: object, decimal: bool) -> str:
    if isinstance(match, range):
        return f"{_one(match.start, decimal)}…{_one(match.stop - 1, decimal)}"
    return (
        f"0x{match:02X}"
        if isinstance(match, int) and not isinstance(match, bool) and not decimal and match > 9
        else str(match)
    )


def _hex(matches: Sequence[object], size: int) -> str:
    """A byte of a tag as it stands in the payload; several as the first and dots."""
    match = matches[0] if matches else None
    if isinstance(match, range):
        match = match.start
        return f"{match:0{2 * size}X}…"
    if not isinstance(match, int):
        return "··"
    return f"{match:0{2 * size}X}{'…' if len(matches) > 1 else ''}"


def _bytes(key: Key, loads: Sequence[Load]) -> str:
    """All the bytes by which a case may be chosen; empty where these are ranges, or parts of bytes."""
    if any(len(load.parts) != 1 or load.parts[0].bits != 8 * load.size or load.wire.order == "words" for load in loads):
        return ""
    if len(key) != len(loads) or not all(isinstance(match, int) for part in key for match in part):
        return ""
    written = [
        [
            int(str(match)).to_bytes(load.size, "little" if load.wire.order == "little" else "big").hex()
            for match in part
        ]
        for part, load in zip(key, loads, strict=True)
    ]
    return " ".join("".join(one) for one in product(*written))


def _turns(op: Loop) -> tuple[str, str]:
    """How often a body comes, and whether each turn is a record of a history."""
    if isinstance(op.count, Const) and op.count.value == 1:
        many = "a record", "ein Datensatz"
        return many if op.record is not None else ("once", "einmal")
    many = ("again and again", "immer wieder") if op.count is None else (f"{op.count} times", f"{op.count}-mal")
    return many if op.record is None else (f"a record, {many[0]}", f"ein Datensatz, {many[1]}")


def _parts(op: Op) -> Iterator[Part]:
    match op:
        case Load():
            yield from op.parts
        case Take() | Derive():
            yield op.part
