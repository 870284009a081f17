"""Mistakes in Cython and C that are built in and off until they are switched on: one build is enough for many."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mutants.source import Mutant

#: Says whether a mistake is on, and remembers that somebody asked: numbers in memory of the process that has loaded it,
#: which is named, as one that it starts has other memory.
#: What is written behind the end of memory ends the process when that memory is given back, and what nobody has written
#: to yet is not zero by chance: as under the sanitizers.
C_CODE = """
    #ifndef REDI_MISTAKE
    #include <malloc.h>
    #include <stdlib.h>
    #include <string.h>
    #include <unistd.h>
    static volatile int redi_none[1 << 16], *redi_mistakes = redi_none;
    __attribute__((constructor)) static void redi_find_mistakes(void) {
        char *at = getenv("REDI_MISTAKES");
        if (at && strtoull(at, &at, 10) == (unsigned long long)getpid())
            redi_mistakes = (volatile int *)strtoull(at + 1, NULL, 10);
    }
    #define REDI_MISTAKE(k) (redi_mistakes[k] = 1, redi_mistakes[0] == (k))
    static void *redi_fenced(void *at, size_t size) {
        if (at) {
            size_t room = malloc_usable_size(at) - sizeof(size);
            memset((char *)at + size, 0x5A, room - size);
            memcpy((char *)at + room, &size, sizeof(size));
        }
        return at;
    }
    static void *redi_checked(void *at) {
        if (at) {
            size_t room = malloc_usable_size(at) - sizeof(size_t), size;
            memcpy(&size, (char *)at + room, sizeof(size));
            if (size >= room) abort();
            for (; size < room; size++)
                if (((unsigned char *)at)[size] != 0x5A) abort();
        }
        return at;
    }
    static void *redi_used(void *at, size_t size) {
        if (at) memset(at, 0xBE, size < 4096 ? size : 4096);
        return redi_fenced(at, size);
    }
    #define malloc(size) redi_used((malloc)((size) + 16), size)
    #define calloc(count, size) redi_fenced((calloc)(1, (count) * (size) + 16), (count) * (size))
    #define realloc(at, size) redi_fenced((realloc)(redi_checked(at), (size) + 16), size)
    #define free(at) (free)(redi_checked(at))
    static int redi_memalign(void **at, size_t page, size_t size) {
        int failed = posix_memalign(at, page, size + 16);
        if (!failed) redi_used(*at, size);
        return failed;
    }
    #define posix_memalign(at, page, size) redi_memalign(at, page, size)
    #endif
"""
CODE = f"""
cdef extern from *:
    '''
{C_CODE}
    '''
    bint REDI_MISTAKE(int) noexcept nogil
"""
#: Where a comment begins, in Cython and in C.
COMMENT = (re.compile(r"(?:^|\s+)#\s"), re.compile(r"(?:^|\s+)//\s|\s*/\*"))
_DECLARED = re.compile(r"cdef (?:inline )?[\w.]+(?: \w+)? \**\w+ = ")
_DECLARED_C = re.compile(r"(?:const )?\w+ \*?\w+ = ")
_HEADER = re.compile(r"\s*(\} )?(else )?(if|for|while|REDI_EACH) ?\(.*\)$")
_BLOCK = re.compile(r"(?:cdef|cpdef|ctypedef) (?:enum|struct|union|extern|packed|class|cppclass)\b|class\b")


def switched(text: bytes, mutants: Sequence[tuple[int, Mutant]]) -> tuple[bytes, list[int]]:
    """A file with mistakes built in, each under its number; and the numbers of those that cannot be."""
    lines = text.decode().splitlines()
    by_line: dict[int, list[tuple[int, Mutant]]] = {}
    for number, one in mutants:
        by_line.setdefault(one.line, []).append((number, one))
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    left = []
    c = bool(mutants) and mutants[0][1].file.endswith(".h")
    whole = _whole(lines, c)
    for at, members in by_line.items():
        line = lines[at - 1]
        made = None
        if whole[at - 1]:
            changed = []
            for number, one in members:
                (edit,) = one.edits
                start = edit.start - starts[at - 1]
                changed.append((number, line[:start] + edit.text + line[start + edit.end - edit.start :]))
            made = (_c if c else _cython)(line, changed)
        if made is None:
            left += [number for number, _ in members]
        else:
            lines[at - 1] = made
    return ("\n".join(lines) + "\n").encode(), left


def _whole(lines: Sequence[str], c: bool) -> list[bool]:
    """Which lines are whole statements of a function."""
    codes = [COMMENT[c].split(one, maxsplit=1)[0].rstrip().removesuffix("\\").rstrip() for one in lines]
    if c:
        ended = [True, *(code.endswith((";", "{", "}", ":")) or bool(_HEADER.match(code)) for code in codes)]
        return [
            code.startswith(" ") and code.count("(") == code.count(")") and before
            for code, before in zip(codes, ended, strict=False)
        ]
    found, depth, first, blocks, quoted = [], 0, 0, [(-1, False)], False
    for code in codes:
        if quoted or code.count('"""') == 1:
            quoted ^= code.count('"""') == 1
            found.append(False)
            continue
        code = re.sub(r"\"[^\"]*\"|'[^']*'", '""', code)
        before, depth = depth, depth + sum(map(code.count, "([{")) - sum(map(code.count, ")]}"))
        if code and before == 0:
            first = len(code) - len(code.lstrip())
            while blocks[-1][0] >= first:
                blocks.pop()
        found.append(bool(code) and before == depth == 0 and first > 0 and not blocks[-1][1])
        if depth == 0 and code.endswith(":"):
            blocks.append((first, before == 0 and bool(_BLOCK.match(code.strip()))))
    return found


def _choice(texts: Sequence[tuple[int, str]], right: str, form: str) -> str:
    """One of several expressions: those that differ, each under its number."""
    made = f"({right})"
    for number, text in texts:
        if text != right:
            made = form.format(n=number, new=text, old=made)
    return made


_CYTHON, _IN_C = "(({new}) if REDI_MISTAKE({n}) else {old})", "(REDI_MISTAKE({n}) ? ({new}) : {old})"


def _end(text: str, ends: str, start: int = 0) -> int:
    """Where one of some characters stands outside of brackets and texts; -1 where none does."""
    depth = 0
    for found in re.finditer(r"\"(?:\\.|[^\"])*\"|'(?:\\.|[^'])*'|.", text[start:]):
        one = found.group()
        if depth == 0 and one in ends:
            return start + found.start()
        depth += (one in "([{") - (one in ")]}")
    return -1


def _same_around(line: str, changed: Sequence[tuple[int, str]], start: int, end: int) -> bool:
    """Whether all changes are between two places of a line."""
    behind = len(line) - end
    return all(new[:start] == line[:start] and (not behind or new[-behind:] == line[-behind:]) for _, new in changed)


def _middle(line: str, changed: Sequence[tuple[int, str]], start: int, end: int, form: str) -> str | None:
    """The line with a choice between two places, if all changes are there."""
    if end < 0 or not _same_around(line, changed, start, end):
        return None
    behind = len(line) - end
    parts = [(number, new[start : len(new) - behind]) for number, new in changed]
    return line[:start] + _choice(parts, line[start:end], form) + line[end:]


def _cython(line: str, changed: Sequence[tuple[int, str]]) -> str | None:
    line, changed = _bare(line, changed, c=False)
    start = len(line) - len(line.lstrip())
    body = line[start:]
    word = re.match(r"(if|elif|while|for \w+ in range\()\b ?", body) or re.match(r"for \w+ in range\(", body)
    if word and word.group().startswith("for"):
        at = start + word.end()
        while (end := _end(line, ",)", at)) >= 0:
            made = _middle(line, changed, at, end, _CYTHON)
            if made:
                return made
            if line[end] == ")":
                return None
            at = end + 2
        return None
    if word:
        end = _end(line, ":", start + word.end())
        made = _middle(line, changed, start + word.end(), end, _CYTHON)
        if made or word.group(1) == "elif" or end < 0 or end + 1 >= len(line):
            return made
        if not _same_around(line, changed, end + 2, len(line)):
            return None
        inner = " " * (start + 4)
        rest = [(number, inner + new[end + 2 :]) for number, new in changed]
        after = _cython(inner + line[end + 2 :], rest)
        return after and f"{line[: end + 1]}\n{after}"
    declared = _DECLARED.match(body)
    if declared:
        if _end(line, ",", start + declared.end()) >= 0:
            return None
        return _middle(line, changed, start + declared.end(), len(line), _CYTHON)
    if re.match(
        r"(cdef|cpdef|def|class|else|with|for|try|except|@|\"|del|global|import|from)\b", body
    ) or line.endswith((":", ",", "\\")):
        return None
    space = line[:start]
    tests = [f"if REDI_MISTAKE({number}): {new.strip()}" for number, new in changed]
    return "\n".join([*(f"{space}{'el' * bool(at)}{one}" for at, one in enumerate(tests)), f"{space}else: {body}"])


def _c(line: str, changed: Sequence[tuple[int, str]]) -> str | None:
    tail = " \\" if line.rstrip().endswith("\\") else ""
    if tail:
        line = line.rstrip()[:-1].rstrip()
        changed = [(number, new.rstrip()[:-1].rstrip()) for number, new in changed]
    line, changed = _bare(line, changed, c=True)
    start = len(line) - len(line.lstrip())
    made = _c_statement(line, changed, start)
    return made and made + tail


def _c_statement(line: str, changed: Sequence[tuple[int, str]], start: int) -> str | None:
    body = line[start:]
    word = re.match(r"(\} )?(else )?(if|while|for|REDI_EACH) ?\(|\} else |else ", body)
    if word:
        at = start + word.end()
        if not word.group().endswith("("):
            return _c_statement(line, changed, at)
        while word.group(3) != "REDI_EACH" and (end := _end(line, ";)", at)) >= 0:
            first = _DECLARED_C.match(line[at:])
            made = _middle(line, changed, at + (first.end() if first else 0), end, _IN_C)
            if made:
                return made
            if line[end] == ")":
                break
            at = end + 2
        end = _end(line, ")", start + word.end())
        rest = line[end + 1 :].lstrip()
        return _c_statement(line, changed, len(line) - len(rest)) if end >= 0 and rest not in ("", "{") else None
    several = re.match(r"\{ |case \w+: |default: ", body)
    if several or body.count(";") > 1:
        at = start + (several.end() if several else 0)
        while (end := _end(line, ";", at)) >= 0:
            if _same_around(line, changed, at, end + 1):
                behind = len(line) - end - 1
                parts = [(number, new[at : len(new) - behind]) for number, new in changed]
                made = _c_statement(line[at : end + 1], parts, 0)
                return made and line[:at] + made + line[end + 1 :]
            at = end + 2
        return None
    if not body.endswith(";") or "{" in body or not _same_around(line, changed, start, len(line)):
        return None
    declared = _DECLARED_C.match(body)
    if declared and not body.startswith("return"):
        if _end(body, ",", declared.end()) >= 0:
            return None
        return _middle(line, changed, start + declared.end(), len(line) - 1, _IN_C)
    made = body
    for number, new in changed:
        made = f"if (REDI_MISTAKE({number})) {{ {new[start:]} }} else {{ {made} }}"
    return f"{line[:start]}{{ {made} }}"


def _bare(line: str, changed: Sequence[tuple[int, str]], c: bool) -> tuple[str, list[tuple[int, str]]]:
    """Without comments."""
    return COMMENT[c].split(line, maxsplit=1)[0], [
        (number, COMMENT[c].split(new, maxsplit=1)[0]) for number, new in changed
    ]


def prepared(source: str) -> str:
    """A module that can ask whether a mistake is on."""
    at = min(found.start() for found in re.finditer(r"^(cdef|include|cimport|from|import|def)\b", source, re.MULTILINE))
    future = source.startswith("from __future__", at)
    if future:
        at = source.index("\n", at) + 1
    return source[:at] + CODE + source[at:]


def prepared_header(source: str) -> str:
    """Loops in C that can ask whether a mistake is on, wherever they are compiled."""
    return C_CODE + source
