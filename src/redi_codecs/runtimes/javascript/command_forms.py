"""Commands in generated JavaScript that have a choice in them: as several forms, each without one.

The forms are tried in order, when a command is written those first that take all that was given: so nothing has to be
taken back, and the short form of commands is enough for most devices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from redi_codecs.runtimes.javascript.command_tables import Labels

__all__ = ["Unfit", "forms", "size_of", "without"]

#: So many bits of a word may choose by ranges or by several numbers.
_MOST: Final = 8
_INFINITE: Final = float("inf")


class Unfit(Exception):
    """A part of a command that the short form has no way to say."""


def forms(parts: Sequence[Any], *, joins: bool) -> Iterator[list[Any]]:
    """The parts of a command without choices, once for each case of the only choice that it may have."""
    at = [i for i, one in enumerate(parts) if _chooses(one)]
    if not at:
        yield list(parts)
        return
    before, choice, after = list(parts[: at[0]]), parts[at[0]], list(parts[at[0] + 1 :])
    bodies = [body for _, body in choice["cases"]] if "cases" in choice else [choice["then"]]
    if any(_chooses(one) for one in after) or any(_says(one) for one in after):
        raise Unfit
    if any(_chooses(one) for body in bodies for one in body):
        raise Unfit
    if "cases" in choice:
        yield from _cases(before, choice, after)
    elif not after:
        yield from _optional(before, choice["rest"], choice["then"], joins=joins)
    else:
        raise Unfit


def _optional(before: list[Any], least: int, body: list[Any], *, joins: bool) -> Iterator[list[Any]]:
    """With what is there if so many bytes are left, and without; first the one that is written if both can be.

    Where other commands may follow, what fits none of its bytes must not be taken for them.
    """
    wanted = any("name" in one and not one.keys() & {"preset", "like"} for one in _within(body))
    any_bytes = not any("constant" in one for one in _within(body))
    size = size_of(body)
    if not 1 <= least <= size < _INFINITE or (joins and not (wanted and any_bytes and least == size)):
        raise Unfit
    yield from ([*before, *body], before) if wanted else (before, [*before, *body])


def _within(parts: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """All that is in words."""
    for part in parts:
        yield from [{"constant": part}] if isinstance(part, int) else part.get("of", (part,))


def _chooses(part: Any) -> bool:
    return isinstance(part, Mapping) and bool(part.keys() & {"cases", "then"})


def _says(part: Any) -> bool:
    """Whether something is said there."""
    return any(one.keys() & {"name", "odd"} for one in _within([part]))


def size_of(parts: Sequence[Any]) -> float:
    """The bytes of parts; infinite where they are all that are left."""
    return sum(
        1 if isinstance(one, int) else _INFINITE if "form" in one and "size" not in one else one.get("size", 1)
        for one in parts
    )


def _cases(before: list[Any], choice: Mapping[str, Any], after: list[Any]) -> Iterator[list[Any]]:
    """A form for each case, in which the bits that choose are always the same, or among those of the case."""
    found = [
        (i, j, one)
        for i, word in enumerate(before)
        if isinstance(word, Mapping)
        for j, one in enumerate(word.get("of", (word,)))
        if choice["on"] in (one.get("open"), one.get("name"))
    ]
    if len(found) != 1:
        raise Unfit
    ((i, j, bits),) = found
    width = bits.get("width", 8 * before[i].get("size", 1))
    if bits.keys() & {"none", "preset", "like"} or ("name" in bits and "states" not in bits):
        raise Unfit
    bodies = [body for _, body in choice["cases"]]
    alike = len({size_of(body) for body in bodies}) == 1 and not any(
        "constant" in one for body in bodies for one in _within(body)
    )
    taken: set[int] = set()
    for keys, body in choice["cases"]:
        numbers = _numbers(keys, bits, width, taken)
        if not numbers or (keys is None and "open" in bits and 0 not in numbers):
            raise Unfit  # what is none of the cases is written as zero
        if "open" in bits and len(numbers) == 1:
            told = {**without(bits, "open"), "constant": numbers[0]}
        else:  # what is not among these is in an earlier form, which fits it, if all have one size and no constants
            loose = "open" in bits and alike and len(taken) + len(numbers) == 1 << width
            told = {**bits, "among": frozenset(numbers), "loose": loose}
            told |= {"plus": numbers[0] if keys is not None else 0} if "open" in bits else {}
        taken.update(numbers)
        word = {**before[i], "of": [*before[i]["of"]]} if "of" in before[i] else dict(before[i])
        if "of" in word:
            word["of"][j] = without(told, "open")
        elif "constant" in told:
            order = "little" if word.get("little") else "big"
            yield [*before[:i], *told["constant"].to_bytes(width // 8, order), *before[i + 1 :], *body, *after]
            continue
        else:
            word = {**{key: word[key] for key in ("size", "little") if key in word}, "of": [{"width": width, **told}]}
            word["of"] = [without(word["of"][0], "open", "size", "little")]
        yield [*before[:i], word, *before[i + 1 :], *body, *after]
    labels = {raw for raw, _ in bits["states"].pairs} if "name" in bits else set()
    if not labels <= taken:
        raise Unfit  # one of them that no message has


def _numbers(keys: Any, bits: Mapping[str, Any], width: int, taken: set[int]) -> list[int]:
    """The raw numbers of a case, that which is written first, without those of earlier cases."""
    if keys is None:
        if width > _MOST:
            raise Unfit
        return [one for one in range(1 << width) if one not in taken]
    if "name" in bits:
        states: Labels = bits["states"]
        return [raw for key in keys for raw, label in states.pairs if label == key and raw not in taken]
    if width > _MOST and (len(keys) > 1 or not isinstance(keys[0], int)):
        raise Unfit
    numbers = [one for key in keys for one in ([key] if isinstance(key, int) else range(key[0], key[1] + 1))]
    return [one for one in numbers if one not in taken]


def without(told: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """All that is told but these."""
    return {key: value for key, value in told.items() if key not in keys}
