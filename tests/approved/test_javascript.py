"""The JavaScript of layouts with every node and of commands with every part."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

import pytest

from approved import approved
from approved.commands import COMMANDS
from approved.shapes import PARTS, codec_of, kept
from layouts import commanded
from redi_codecs import Codec
from redi_codecs.runtimes.javascript import NoJavaScript, javascript
from redi_codecs.runtimes.javascript.helpers import NAMES

#: The name of what a part of a file is.
_NAMED = re.compile(r"^function (\w+)", re.M)


def pieces(text: str, *, whole: bool, seen: set[str]) -> Iterator[str]:
    """The parts of a file; of helpers, of what has stood before and of functions, unless it is whole, checksums."""
    left: dict[str, list[str]] = {}
    for part in text.rstrip("\n").split("\n\n"):
        name = found[1] if (found := _NAMED.search(part)) else ""
        if part in seen or name in NAMES or (name and not whole):
            left.setdefault(f"{zlib.crc32(part.encode()):08x}", []).append(name or part.split(";")[0][:40])
        else:
            yield part
        seen.add(part)
    if left:
        yield "// and " + ", ".join(f"{' '.join(names)} {checksum}" for checksum, names in left.items())


def uplink(name: str) -> str:
    codec = codec_of(name)
    try:
        return javascript(codec.device, codec.plan, "1", sensitive=len(name) % 2 == 0)
    except NoJavaScript as error:
        return str(error)


def downlink(name: str) -> str:
    device = commanded(COMMANDS[name])
    return javascript(device, Codec(device).plan, "1")


@pytest.mark.parametrize("part", PARTS)
def test_uplinks(part: str) -> None:
    seen: set[str] = set()
    found = [kept(name, "\n".join(pieces(uplink(name), whole=True, seen=seen))) for name in PARTS[part]]
    approved(f"javascript/{part}", "\n".join(found))


#: Those in whose functions most is.
WHOLE = ("numbers", "words", "joined", "in a frame", "checked", "choices")


def test_downlinks() -> None:
    seen: set[str] = set()
    found = [(f"// ---- {name}", *pieces(downlink(name), whole=name in WHOLE, seen=seen)) for name in COMMANDS]
    approved("javascript/downlinks", "\n\n".join("\n".join(each) for each in found))
