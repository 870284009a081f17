"""The loops in C by themselves: in the core, what one of them gets wrong is put right by a slower way, and not seen."""

from __future__ import annotations

import ctypes
import random
import shutil
import subprocess
from pathlib import Path

import pytest

import redi_codecs
from redi_codecs.layout import CRC16_CCITT, CRC16_KERMIT, CRC16_MODBUS, Crc

KERNELS = next(Path(redi_codecs.__file__).parent.rglob("_kernels.h"), None)
COMPILER = shutil.which("cc") or shutil.which("gcc") or shutil.which("clang")
OPENED = """
#include <stdint.h>
#include "{kernels}"
void checks(uint32_t *out, const uint8_t **at, int32_t m, int64_t n, const int64_t *plain)
{{
    struct redi_crc crc;
    redi_crc_of(&crc, plain);
    redi_crcs(out, at, m, n, &crc);
}}
void words(uint32_t *raw, const uint8_t **at, int64_t off, int32_t m, int32_t load)
{{
    redi_words(raw, (void *)at, off, m, load);
}}
void join(uint32_t *joined, const uint32_t *raw, int32_t m, int32_t shift, int32_t bits)
{{
    redi_join(joined, (void *)raw, m, shift, bits);
}}
"""


@pytest.fixture(scope="module")
def loops(tmp_path_factory: pytest.TempPathFactory) -> ctypes.CDLL:
    if KERNELS is None or COMPILER is None:
        pytest.skip("the loops can be compiled by themselves where there are their source and a compiler")
    folder = tmp_path_factory.mktemp("loops")
    (folder / "loops.c").write_text(OPENED.format(kernels=KERNELS))
    command = [COMPILER, "-O1", "-w", "-shared", "-fPIC", "-o", str(folder / "loops.so"), str(folder / "loops.c")]
    subprocess.run(command, check=True)
    return ctypes.CDLL(str(folder / "loops.so"))


CHECKS = [
    CRC16_CCITT,
    CRC16_KERMIT,
    CRC16_MODBUS,
    Crc("8", 8, 0x07, 0x55),
    Crc("8, mirrored", 8, 0x31, reflected=True),
    Crc("24", 24, 0x864CFB, 0xB704CE),
    Crc("24, mirrored", 24, 0x00065B, 0x555555, reflected=True),
    Crc("32", 32, 0x04C11DB7, 0xFFFFFFFF, final=0xFFFFFFFF),
    Crc("32, mirrored", 32, 0x04C11DB7, 0xFFFFFFFF, reflected=True, final=0xFFFFFFFF),
]


@pytest.mark.parametrize("crc", CHECKS, ids=lambda crc: crc.name)
def test_checks_of_many_payloads(loops: ctypes.CDLL, crc: Crc) -> None:
    """Four bytes of four payloads at a time, and what is left over of both."""
    chance = random.Random(crc.name)
    start = int(f"{crc.initial:0{crc.bits}b}"[::-1], 2) if crc.reflected else crc.initial
    plain = (ctypes.c_int64 * 260)(crc.bits, start, crc.reflected, crc.final, *crc.table())
    for rows, size in ((1, 9), (3, 4), (4, 8), (9, 0), (9, 3), (9, 4), (9, 11), (8, 40)):
        payloads = [chance.randbytes(size) for _ in range(rows)]
        kept = [ctypes.create_string_buffer(one, size + 4) for one in payloads]
        at = (ctypes.c_void_p * (rows + 1))(*map(ctypes.addressof, kept), ctypes.addressof(kept[0]))
        out = (ctypes.c_uint32 * (rows + 1))(*[77] * (rows + 1))
        loops.checks(out, at, rows, ctypes.c_int64(size), plain)
        assert list(out) == [*map(crc.of, payloads), 77], "no row more, and none less"


@pytest.mark.parametrize(("shift", "bits"), [(0, 1), (3, 7), (0, 31), (1, 31), (0, 32)])
def test_parts_put_together(loops: ctypes.CDLL, shift: int, bits: int) -> None:
    chance = random.Random(bits)
    rows = 37
    raw, before = ([chance.getrandbits(32) for _ in range(rows)] for _ in range(2))
    joined = (ctypes.c_uint32 * rows)(*before)
    loops.join(joined, (ctypes.c_uint32 * rows)(*raw), rows, shift, bits)
    mask = (1 << bits) - 1
    expected = [(old << bits | word >> shift & mask) & 0xFFFFFFFF for old, word in zip(before, raw, strict=True)]
    assert list(joined) == expected


@pytest.mark.parametrize("off", [0, 1, 2, 5])
@pytest.mark.parametrize(("size", "order"), [(size, order) for size in (1, 2, 3, 4) for order in (0, 1, 2)])
def test_words_of_every_size_and_order(loops: ctypes.CDLL, size: int, order: int, off: int) -> None:
    """Big, little, and words of two bytes of which the lower comes first; fields seldom come this way."""
    chance = random.Random(size)
    rows = 9
    payloads = [chance.randbytes(off + size) for _ in range(rows)]
    kept = [ctypes.create_string_buffer(one, off + size) for one in payloads]
    at = (ctypes.c_void_p * rows)(*map(ctypes.addressof, kept))
    raw = (ctypes.c_uint32 * (rows + 1))(*[77] * (rows + 1))
    loops.words(raw, at, ctypes.c_int64(off), rows, size + 16 * order)
    expected = []
    for payload in payloads:
        word = payload[off:]
        if order == 2 and size == 4:
            word = word[2:] + word[:2]
        expected.append(int.from_bytes(word, "little" if order == 1 else "big"))
    assert list(raw) == [*expected, 77]
