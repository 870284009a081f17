"""The formats in JavaScript: in node's V8, and in QuickJS as network servers embed it."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from by_hand import Format, Values
from packed import Packed

_NODE_SIDE: Final = Path(__file__).parent / "node_side.js"


#: Node decodes everything so often at a time, for its garbage collector to have its share in every round.
TURNS: Final = 5


def has_node() -> bool:
    return shutil.which("node") is not None


def has_quickjs() -> bool:
    return find_spec("quickjs") is not None


class InNode:
    """A format's decoder in a node process of its own, which stays warm and takes its own times.

    Node gets the payloads once, as Buffers, and keeps what it decodes in an array.
    """

    def __init__(self, one: Format, packed: Packed, folder: Path) -> None:
        script = folder / f"{one.name}{''.join(f'-{value}' for value in one.constants.values())}.js"
        script.write_text(one.javascript, encoding="utf-8")
        self._node = subprocess.Popen(
            ["node", str(_NODE_SIDE), str(script)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        self._ask("load " + json.dumps([[payload.hex(), f_port] for payload, f_port in packed.uplinks]))

    def run(self) -> int:
        """Decode all payloads ``TURNS`` times; nanoseconds, by node's clock."""
        return int(self._ask(f"run {TURNS}"))

    def values(self) -> list[Values | None]:
        return [_said(one) for one in json.loads(self._ask("values"))]

    def close(self) -> None:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.close()
        self._node.wait()
        self._node.stdout.close()

    def _ask(self, request: str) -> str:
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(request + "\n")
        self._node.stdin.flush()
        answer = self._node.stdout.readline()
        if not answer:
            raise RuntimeError(f"node ended with {self._node.wait()} when asked to {request[:20]}")
        return answer


#: What a host does around a codec: bytes in, JSON out. QuickJS takes and gives plain texts and numbers.
_HOSTED: Final = """
function hosted(text, fPort) {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = parseInt(text.substr(2 * i, 2), 16);
  const values = decode(bytes, fPort);
  if (values.rest !== undefined) values.rest = Array.from(values.rest);
  return JSON.stringify(values);
}
"""


def quickjs_warm(one: Format) -> Callable[[bytes, int], Any]:
    """A decoder in a QuickJS context that is made once."""
    import quickjs

    context = quickjs.Context()
    context.eval(one.javascript + _HOSTED)
    hosted = context.get("hosted")
    return lambda payload, f_port: json.loads(hosted(payload.hex(), f_port))


def quickjs_fresh(one: Format) -> Callable[[bytes, int], Any]:
    """A decoder in a new QuickJS context for every payload, as ChirpStack runs its codecs.

    A context keeps nothing of the one before; the source is read again each time.
    """
    import quickjs

    source = one.javascript + _HOSTED

    def decode(payload: bytes, f_port: int) -> Any:
        context = quickjs.Context()
        context.eval(source)
        return json.loads(context.get("hosted")(payload.hex(), f_port))

    return decode


def quickjs_values(one: Format, payload: bytes, f_port: int) -> Values | None:
    """What a payload says; None where it is refused."""
    import quickjs

    try:
        return _said(quickjs_fresh(one)(payload, f_port))
    except quickjs.JSException:
        return None


def _said(values: Values | None) -> Values | None:
    if values is not None and "rest" in values:
        values["rest"] = bytes(values["rest"])
    return values
