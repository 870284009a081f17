"""JavaScript engines: each takes a codec's source and calls, and gives what the codec said, as JSON has it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from typing import Any, Final

import pytest

#: The function to call, and its input, in which bytes are hex and ``recvTime`` is a text.
Call = tuple[str, dict[str, Any]]
Engine = Callable[[str, Sequence[Call]], list[Any]]

#: What every engine runs after the source; ES5.1, as the codec is.
_HOST: Final = """
(function (name, input) {
  var bytes = [], i, call;
  if (typeof input.bytes === "string") {
    for (i = 0; i < input.bytes.length; i += 2) bytes.push(parseInt(input.bytes.substr(i, 2), 16));
    input.bytes = bytes;
  }
  if (input.date) input.recvTime = new Date(input.date);
  call = {
    decodeUplink: typeof decodeUplink === "function" ? decodeUplink : null,
    normalizeUplink: typeof normalizeUplink === "function" ? normalizeUplink : null,
    decodeDownlink: typeof decodeDownlink === "function" ? decodeDownlink : null,
    encodeDownlink: typeof encodeDownlink === "function" ? encodeDownlink : null
  }[name];
  return JSON.stringify(call(input));
})
"""
_NODE: Final = """
const vm = require("vm");
const lines = require("readline").createInterface({input: process.stdin});
lines.on("line", (line) => {
  const [source, host, calls] = JSON.parse(line);
  const context = vm.createContext({});
  vm.runInContext(source, context);
  const run = vm.runInContext(host, context);
  console.log(JSON.stringify(calls.map(([name, input]) => {
    try { return JSON.parse(run(name, input)); } catch (error) { return {thrown: String(error)}; }
  })));
});
"""


@cache  # a process that nobody ends while tests ask it
def node() -> Engine | None:
    """V8, in one process; each codec has a context of its own."""
    path = shutil.which("node") or shutil.which("nodejs")
    if path is None:
        return None
    process = subprocess.Popen([path, "-e", _NODE], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def run(source: str, calls: Sequence[Call]) -> list[Any]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(json.dumps([source, _HOST, calls]) + "\n")
        process.stdin.flush()
        answer: list[Any] = json.loads(process.stdout.readline())
        return answer

    return run


def quickjs() -> Engine | None:
    """QuickJS, as ChirpStack runs it: a fresh context for each call."""
    if find_spec("quickjs") is None:
        return None
    import quickjs

    def one(source: str, call: Call) -> Any:
        context = quickjs.Context()
        context.eval(source)
        name, given = call
        return json.loads(context.eval(f"({_HOST.strip()})({json.dumps(name)}, {json.dumps(given)})"))

    return lambda source, calls: [one(source, call) for call in calls]


def duktape() -> Engine | None:
    """Duktape, which knows ECMAScript 5.1 and little more."""
    if find_spec("dukpy") is None:
        return None
    import dukpy

    def run(source: str, calls: Sequence[Call]) -> list[Any]:
        interpreter = dukpy.JSInterpreter()
        interpreter.evaljs(source + "\n;null")
        said = "dukpy.calls.map(function (call) { return JSON.parse((" + _HOST.strip() + ")(call[0], call[1])); })"
        answer: list[Any] = interpreter.evaljs(said, calls=list(calls))
        return answer

    return run


ENGINES: Final[dict[str, Callable[[], Engine | None]]] = {"V8": node, "QuickJS": quickjs, "Duktape": duktape}


def in_turn(of: Iterable[tuple[Any, ...]], quick: int | None = None) -> list[Any]:
    """Parameters of a test, the name of each engine behind them: of one in the quick run, of another for the next.

    ``quick``: of how many of them there are some in the quick run.
    """
    found = []
    for turn, one in enumerate(of):
        for at, name in enumerate(ENGINES):
            marks = () if at == turn % len(ENGINES) and turn < (quick or turn + 1) else (pytest.mark.thorough,)
            found.append(pytest.param(*one, name, id=f"{name}-{one[0]}", marks=marks))
    return found


def in_parts(calls: Sequence[Call], size: int = 500) -> Iterator[Sequence[Call]]:
    """Calls in parts that an engine takes at once."""
    for at in range(0, len(calls), size):
        yield calls[at : at + size]
