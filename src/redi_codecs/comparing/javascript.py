"""A vendor's decoder, run: in QuickJS, with limits of time and memory, and without files or a network.

Each payload gets an engine of its own, as it does at a network server: decoders keep values in global variables, and
what one payload leaves there must not become the value of the next.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from redi_codecs.comparing.host import BEFORE, CALL
from redi_codecs.errors import RediCodecsError

__all__ = ["RECEIVED_AT", "Answer", "ComparisonError", "JavaScript"]

SECONDS: Final = 1.0
BUDGET: Final = 20.0
ENDED: Final = 3
"""How often a decoder may be ended before it is not asked any more: one that hangs hangs on most payloads."""
MEMORY: Final = 64 << 20
STACK: Final = 512 << 10
RECEIVED_AT: Final = datetime(2026, 3, 9, 6, 0, tzinfo=UTC)
"""The reception time that both sides are told, for what they compute from it."""

MISSING: Final = "decoders in JavaScript are run by QuickJS, which is missing: pip install 'redi-codecs[javascript]'"
#: Words of modules that a script cannot have; what they stand before is declared all the same.
_EXPORT: Final = re.compile(
    r"^(\s*)export\s+(?:default\s+)?(?=(?:async\s+)?function\b|class\b|const\b|let\b|var\b)", re.M
)
_EXPORT_LIST: Final = re.compile(r"^\s*export\s*\{[^}]*\}\s*;?", re.M)
_EXPORT_VALUE: Final = re.compile(r"^\s*export\s+default\b", re.M)


_ENDED: Final = "it took more than"


class ComparisonError(RediCodecsError):
    """A comparison that cannot be made: no engine, no decoder, a table that is broken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decoder makes of a payload: its values, bare as it gave them, or why there are none."""

    values: Any = None
    refusal: str = ""


class JavaScript:
    """A decoder in JavaScript, in any of the usual forms.

    That is ``decodeUplink(input)``, ``Decode(fPort, bytes, variables)``, ``Decoder(bytes, port)``, or a function of one
    of these names in ``module.exports``. ``form`` tells which it is; ``encoder`` names the function for downlinks.
    A call may take ``seconds``, all of them together ``budget``; after that, ``spent`` says so and all is refused.
    """

    def __init__(self, source: str, *, seconds: float = SECONDS, memory: int = MEMORY, budget: float = BUDGET) -> None:
        text = _EXPORT_LIST.sub("", _EXPORT.sub(r"\1", source))
        self._source = _EXPORT_VALUE.sub("module.exports =", text)
        self._seconds, self._memory, self._budget = seconds, memory, budget
        self._used, self._ended = 0.0, 0
        answer = self._run(None, 0)
        if isinstance(answer, str):
            raise ComparisonError(f"the decoder cannot be loaded: {answer}")
        if answer["form"] is None:
            raise ComparisonError(
                "there is no decoder in this JavaScript: a function decodeUplink(input), Decode(fPort, bytes) or "
                "Decoder(bytes, port) is needed, or one of these in module.exports"
            )
        self.form: str = answer["form"]
        self.encoder: str | None = answer["encoder"]

    @property
    def spent(self) -> str:
        """Why it is not asked any more; empty as long as it is."""
        if self._ended >= ENDED:
            return f"it was ended {self._ended} times for taking more than {self._seconds:g} s"
        if self._used > self._budget:
            return f"it took {self._used:.0f} s already"
        return ""

    def decode(self, payload: bytes, f_port: int) -> Answer:
        """What the decoder makes of a payload; it never raises for what the decoder does."""
        return self._asked(payload, f_port, None)

    def encode(self, arguments: Mapping[str, Any], f_port: int) -> Answer:
        """The bytes that the encoder makes of an object, as ``values``."""
        answer = self._asked(b"", f_port, arguments)
        return answer if answer.refusal else _bytes(answer.values)

    def asked(self) -> list[str]:
        """The names that the encoder asks an object for which has none of them."""
        answer = self._run(b"", 1, "null") if self.encoder and not self.spent else ""
        return [] if isinstance(answer, str) else [name for name in answer["gave"] if name != "toJSON"]

    def _asked(self, payload: bytes, f_port: int, arguments: Mapping[str, Any] | None) -> Answer:
        if self.spent:
            return Answer(refusal=f"it was not run: {self.spent}")
        answer = self._run(payload, f_port, None if arguments is None else json.dumps(arguments, default=str))
        if isinstance(answer, str):
            return Answer(refusal=answer)
        if "thrown" in answer:
            return Answer(refusal=_reason(answer["thrown"], self._seconds, self._memory))
        return _answer(answer.get("gave"))

    def _run(self, payload: bytes | None, f_port: int, command: str | None = None) -> dict[str, Any] | str:
        """The host's answer; a text where there is none, and why."""
        began = time.process_time()
        try:
            answer = self._called(payload, f_port, command)
        finally:
            self._used += time.process_time() - began
        said = answer if isinstance(answer, str) else str(answer.get("thrown", ""))
        self._ended += said.startswith(_ENDED) or "interrupted" in said
        return answer

    def _called(self, payload: bytes | None, f_port: int, command: str | None) -> dict[str, Any] | str:
        try:
            import quickjs
        except ImportError:
            raise ComparisonError(MISSING) from None
        now = RECEIVED_AT.timestamp() * 1000
        context = quickjs.Context()
        context.set_memory_limit(self._memory)
        context.set_time_limit(self._seconds)
        context.set_max_stack_size(STACK)
        try:
            context.eval(BEFORE)(now)
            context.eval(self._source)
            host = context.eval(CALL)
            said = host(None if payload is None else payload.hex(), f_port, now, command)
        except quickjs.JSException as error:
            return _reason(str(error), self._seconds, self._memory)
        made: dict[str, Any] = json.loads(said)
        return made


def _reason(said: str, seconds: float, memory: int) -> str:
    """What the engine or the decoder raised, in a line."""
    first, *trace = said.strip().splitlines() or [""]
    if "interrupted" in first:
        return f"{_ENDED} {seconds:g} s and was ended"
    if "out of memory" in first:
        return f"it asked for more than {memory >> 20} MB of memory"
    if "call stack" in first:
        return "it called itself without end"
    place = re.search(r"<input>:(\d+)", trace[0]) if trace and first.startswith("SyntaxError") else None
    return f"it threw {first}" + (f" (line {place[1]})" if place else "")


def _answer(gave: Any) -> Answer:
    """The values in what a decoder returned, whichever way it wraps them."""
    if isinstance(gave, dict):
        for key in ("errors", "error", "err"):
            if told := gave.get(key):
                parts = told if isinstance(told, list) else [told]
                if key == "errors" or not _values(gave):
                    return Answer(
                        refusal="it says: "
                        + "; ".join(one if isinstance(one, str) else json.dumps(one) for one in parts)
                    )
        if "data" in gave and set(gave) <= {"data", "warnings", "errors", "error", "normalized", "fPort"}:
            gave = gave["data"]
    if gave is None or gave in ({}, []):
        return Answer(refusal="it gives no values")
    return Answer(gave)


def _values(gave: dict[str, Any]) -> bool:
    return any(value not in (None, {}, []) for key, value in gave.items() if key not in ("error", "err", "warnings"))


def _bytes(gave: Any) -> Answer:
    """The bytes in what an encoder returned."""
    found = gave.get("bytes") if isinstance(gave, dict) else gave
    if isinstance(found, list) and all(isinstance(one, int | float) for one in found):
        return Answer(bytes(int(one) & 0xFF for one in found)) if found else Answer(refusal="it gives no bytes")
    if isinstance(found, str) and re.fullmatch(r"(?:[0-9a-fA-F]{2})+", found):
        return Answer(bytes.fromhex(found))
    return Answer(refusal="it gives no bytes")
