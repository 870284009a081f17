"""Generated JavaScript, put together: statements, and their lines, of which what is short is one."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Statement", "parsed", "written"]

#: A line has at most so many characters, if what stands in it can be parted.
_WIDTH = 112


@dataclass(eq=False)
class Statement:
    """A line, or what stands in braces: heads, each with a body."""

    arms: list[tuple[str, list[Statement]]]

    @property
    def head(self) -> str:
        return self.arms[0][0]

    @property
    def line(self) -> bool:
        """Whether it is a line by itself."""
        return not self.head.endswith("{")

    @property
    def label(self) -> bool:
        """Whether it is the beginning of a case."""
        return self.line and self.head.endswith(":")

    @cached_property
    def text(self) -> str:
        """What tells whether two do the same."""
        return "\n".join(part for head, body in self.arms for part in (head, *(one.text for one in body), "}"))

    def forget(self) -> None:
        """Something in it is another by now."""
        self.__dict__.pop("text", None)

    @cached_property
    def leaves(self) -> frozenset[str]:
        """The ways in which it leaves what stands around it."""
        if self.line:
            return frozenset(re.findall(r"\b(break|continue);", self.head)) | ({"label"} if self.label else frozenset())
        found = frozenset(way for _, body in self.arms for one in body for way in one.leaves)
        if self.head.startswith(("for", "while")):
            return frozenset()
        return found - {"break", "label"} if self.head.startswith("switch") else found


def parsed(lines: Sequence[str]) -> list[Statement]:
    """Statements of lines, whose braces stand at their ends and beginnings.

    >>> (one,) = parsed(["if (a) {", "b();", "} else {", "c();", "}"])
    >>> [head for head, _ in one.arms]
    ['if (a) {', 'else {']
    """
    stack: list[list[Statement]] = [[]]
    for text in map(str.strip, lines):
        if text.startswith("}"):
            stack.pop()
            if text == "}":
                continue
            arm: tuple[str, list[Statement]] = (text[2:], [])
            stack[-1][-1].arms.append(arm)
        else:
            arm = (text, [])
            stack[-1].append(Statement([arm]))
        if text.endswith("{"):
            stack.append(arm[1])
    return stack[0]


def written(body: Sequence[Statement], depth: int) -> Iterator[str]:
    """The lines of statements."""
    before = "  " * depth
    at = 0
    while at < len(body):
        one = body[at]
        if one.label:
            at = yield from _case(body, at, depth)
            continue
        at += 1
        if one.line:
            yield before + one.head
            continue
        short = [_short(arm, depth) for arm in one.arms]
        if not one.head.startswith("switch") and None not in short:
            yield from (text for text in short if text is not None)
            continue
        opened = before
        for head, inner in [arm for arm in one.arms if arm[1] or arm[0] != "else {"]:
            yield opened + head
            yield from written(inner, depth if head.startswith("switch") else depth + 1)  # its cases are indented
            opened = before + "} "
        yield before + "}"


def _short(arm: tuple[str, list[Statement]], depth: int) -> str | None:
    """A head and its only line in one, where that is clear and fits."""
    head, inner = arm
    if len(inner) != 1 or not inner[0].line or inner[0].head.startswith("if "):
        return None
    text = f"{'  ' * depth}{head[:-1]}{inner[0].head}"
    return text if len(text) <= _WIDTH else None


def _case(body: Sequence[Statement], at: int, depth: int) -> Generator[str, None, int]:
    """A case with all its labels, in a line if it fits; where the next one begins."""
    first = at
    while at < len(body) and body[at].label:
        at += 1
    labels = [one.head for one in body[first:at]]
    inside = at
    while at < len(body) and not body[at].label:
        at += 1
    inner = body[inside:at]
    before = "  " * depth
    line = before + " ".join([*labels, *(one.head for one in inner)])
    simple = len(inner) <= 2 and all(one.line and not one.head.startswith("if ") for one in inner)
    if simple and len(line) <= _WIDTH:
        yield line
        return at
    text = before + " ".join(labels)
    if len(text) <= _WIDTH:
        yield text
    else:
        yield from (before + label for label in labels)
    yield from written(inner, depth + 1)
    return at
