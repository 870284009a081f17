"""Generated JavaScript, helpers and tables that are used so seldom that they are longer than what they save.

What they do stands where they would be called.
"""

from __future__ import annotations

import json
import re

from redi_codecs.runtimes.javascript.helpers import reader
from redi_codecs.runtimes.javascript.text import Script, member

__all__ = ["dates_in_place", "flags_in_place", "helpers_in_place", "tables_in_place", "uses"]

#: A line with a table in it has at most so many characters.
_FITS = 112
#: So many flags are worth a helper.
_FLAGS = 5
#: A refusal of what nobody declared, with what is known; up to so many are worth no helper.
_UNFIT = re.compile(r'unfit\((.*), "((?:[^"\\]|\\.)*")\);')
_FEW = 3
#: A byte that is looked at in advance.
_PEEKED = re.compile(r"(?<== )peek\((-?\d+), 1\);")
_FLAG = re.compile(r' *flag\(("[^"]*"), (\d+)\);$')
#: A number with a sign that is read, and whether it stands alone.
_SIGNED = r"(?P<before>\(|= )?\b{}(?P<given>\((?:[^()\"]|\"[^\"]*\")*\))(?(before)(?P<after>[),;])?)"
_SHIFTS = {"8": " << 24 >> 24", "16": " << 16 >> 16", "24": " << 8 >> 8", "32": " | 0"}
_READER = re.compile(r"i(8|16|24|32)(le|ws)?")


def helpers_in_place(decode: str, script: Script) -> str:
    """The functions that decode with what few helpers would do."""
    return _signs(_peeks(_refusals(decode, script), script), script)


def flags_in_place(script: Script) -> list[str]:
    """The lines of the decoder; a few flags are spelled out, for which the helper is longer than what it saves."""
    flags = [line for line in script.lines if _FLAG.match(line)]
    if len(flags) >= _FLAGS:
        return script.lines
    script.helpers.discard("flag")
    return [
        f"{member('data', json.loads(found[1]))} = {_bit(int(found[2]))};" if (found := _FLAG.match(line)) else line
        for line in script.lines
    ]


def _refusals(decode: str, script: Script) -> str:
    """The functions with a few refusals spelled out, for which the helper is longer than what it saves."""
    found = len(_UNFIT.findall(decode))
    if "unfit" not in script.helpers or "stop" in script.helpers or not decode.count("unfit(") == found <= _FEW:
        return decode
    script.helpers.discard("unfit")
    script.use("fail")
    return _UNFIT.sub(r'fail(\1 + " is unknown here; known: \2);', decode)


def _peeks(decode: str, script: Script) -> str:
    """The functions with bytes that are looked at in advance spelled out, where these are few."""
    found = _PEEKED.findall(decode)
    if not decode.count("peek(") == len(found) <= _FEW:
        return decode
    script.helpers.discard("peek")

    def told(found: re.Match[str]) -> str:
        offset = int(found[1])
        place = f"{offset}" if offset >= 0 else f"bytes.length - {-offset}"
        return f"bytes.length {'>' if offset >= 0 else '>='} {abs(offset)} ? bytes[{place}] : null;"

    return _PEEKED.sub(told, decode)


def tables_in_place(lines: list[str], script: Script) -> list[str]:
    """The lines with the names that are used once, and fit, where they are used."""
    for value, name in list(script.tables.items()):
        used = [at for at, line in enumerate(lines) if uses(line, name)]
        fits = len(used) == 1 and len(lines[used[0]].strip()) + len(value) - len(name) <= _FITS
        if fits and value.startswith(('["', "{")):
            before, after = re.split(rf"\b{name}\b", lines[used[0]], maxsplit=1)
            lines[used[0]] = before + value + after
            del script.tables[value]
    return lines


def _signs(decode: str, script: Script) -> str:
    """The functions with numbers that have a sign made of those that have none, where they are few."""
    for name in sorted(script.helpers):
        found = _READER.fullmatch(name)
        if found is None or len(re.findall(rf"\b{name}\b", decode)) != len(re.findall(rf"\b{name}\(", decode)):
            continue
        unsigned, shifts = f"u{name[1:]}", _SHIFTS[found[1]]

        def told(found: re.Match[str], unsigned: str = unsigned, shifts: str = shifts) -> str:
            value = f"{unsigned}{found['given']}{shifts}"
            alone = found["before"] and found["after"]
            return f"{found['before'] or ''}{value if alone else f'({value})'}{found['after'] or ''}"

        spelled = re.sub(_SIGNED.format(name), told, decode)
        if len(spelled) - len(decode) < len(reader(name)) and not re.search(rf"\b{name}\(", spelled):
            decode = spelled
            script.helpers.discard(name)
            script.use(unsigned)
    return decode


def dates_in_place(decode: str) -> str | None:
    """The functions that decode without ``iso`` around each ``calendar``, if no other time is there; else None."""
    parts = decode.split("iso(calendar(")
    if len(parts) < 2 or any(re.search(r"\b(?:iso|calendar)\(", part) for part in parts):
        return None
    for at, part in enumerate(parts[1:], 1):
        depth, end = 1, 0
        while depth:
            depth += (part[end] == "(") - (part[end] == ")")
            end += 1
        if part[end] != ")":
            return None
        parts[at] = part[:end] + part[end + 1 :]
    return "calendar(".join(parts)


def _bit(shift: int) -> str:
    return f"(word & {1 << shift if shift < 4 else hex(1 << shift)}) !== 0"


def uses(text: str, name: str) -> bool:
    """Whether a name stands in a text, other than as a property or in a comment."""
    return re.search(rf"(?<![\w.]){name}\b(?! *:)", re.sub(r"//[^\n]*", "", text)) is not None
