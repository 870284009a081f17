"""Commands in generated JavaScript: their tables, and which of the functions' sections these need."""

from __future__ import annotations

import re
import zlib

from approved import approved
from approved.forms import beside, devices
from redi_codecs.runtimes.javascript.downlinks import in_javascript
from redi_codecs.runtimes.javascript.text import Script

#: What stands in every table.
USUAL = re.compile(r'^//.*\n|^var COMMANDS = .*\n|^\};\n|,$|^  two: \[.?"02.*\n', re.M)


def test_forms() -> None:
    """A command's digits with brackets, in each of its forms, or its parts; the sections, and the functions' checksum.

    That they write and read what Python does is asked in ``tests/javascript/test_command_forms.py``.
    """
    lines = []
    for name, device in devices().items():
        script = Script("acme/one")
        made = in_javascript(device, script)
        table = USUAL.sub("", made.table(script))
        functions = zlib.crc32(made.functions().encode()) if made.entries else 0
        lines += [f"{name}: {' '.join(sorted(made.sections))} {functions:08x}", *table.rstrip().splitlines()]
        lines += [f"  without {one}: {why}" for one, why in made.without.items()]
    approved("javascript/forms", "\n".join(lines))


def test_functions() -> None:
    """The functions' checksums, by what a command takes and by what stands beside it."""
    lines = []
    for name, device in beside().items():
        made = in_javascript(device, Script("acme/one"))
        why = "".join(f", without {one}: {why}" for one, why in made.without.items())
        functions = made.functions() if made.entries else ""
        lines.append(f"{name}: {' '.join(sorted(made.sections))} {zlib.crc32(functions.encode()):08x}{why}")
    approved("javascript/functions", "\n".join(lines))
