"""The bit stream of Watteco's batches: numbers and Huffman symbols, from the least significant bit of byte 0 on.

A number of more than 8 bits comes as bytes, the most significant and possibly partial one first.

>>> writer = BitWriter()
>>> writer.put(0x2FF, 10)
>>> writer.symbol(4, table=0)
>>> writer.payload().hex()
'fe27'
>>> reader = BitReader(writer.payload())
>>> hex(reader.take(10, "number")), reader.symbol(0, "symbol"), reader.position
('0x2ff', 4, 14)
"""

from functools import cache
from typing import Final

from redi_codecs.errors import DecodeError, TruncatedPayload, UnexpectedValue

__all__ = ["CODES", "BitReader", "BitWriter"]

CODES: Final = tuple(
    tuple(codes.split())
    for codes in (
        "00 01 11 101 1001 10001 100001 1000001 10000001 1000000000 "
        "10000000010 10000000011 10000000100 10000000101 10000000110 10000000111",
        "1101111 11010 1100 011 111 10 00 010 110110 110111011 "
        "110111001 1101110101 1101110100 1101110000 11011100011 11011100010",
        "1001 101 00 01 11 10001 100001 1000001 10000001 1000000000 "
        "10000000010 10000000011 10000000100 10000000101 10000000110 10000000111",
    )
)
"""Three Huffman tables of 16 symbols, symbol 0 first; each code in the order of its bits in the stream."""

_LONGEST: Final = 11


@cache
def _symbols(table: int) -> tuple[tuple[int, int], ...]:
    """By the next 11 bits of the stream: the symbol and how many of them it takes. The codes leave no gap."""
    found = [(0, 0)] * (1 << _LONGEST)
    for symbol, code in enumerate(CODES[table]):
        for index in range(int(code[::-1], 2), 1 << _LONGEST, 1 << len(code)):
            found[index] = symbol, len(code)
    return tuple(found)


class BitReader:
    """A payload as one integer, and how many of its bits were taken."""

    __slots__ = ("_bits", "_length", "payload", "position")

    def __init__(self, payload: bytes) -> None:
        self.payload = payload
        self.position = 0
        self._bits = int.from_bytes(payload, "little")
        self._length = 8 * len(payload)

    def fault(self, problem: str, what: str, error: type[DecodeError] = UnexpectedValue) -> DecodeError:
        """An error about the place where the reader stands."""
        offset, bit = divmod(self.position, 8)
        return error(f"{problem} (batch, at bit {bit} of the byte)", field=what, offset=offset, payload=self.payload)

    def take(self, count: int, what: str) -> int:
        """The next ``count`` bits as an unsigned number."""
        if self.position + count > self._length:
            problem = f"{count} bits needed, {self._length - self.position} left"
            raise self.fault(problem, what, TruncatedPayload)
        bits = self._bits >> self.position & (1 << count) - 1
        self.position += count
        if count <= 8:
            return bits
        head = count % 8 or 8
        rest = (bits >> head).to_bytes((count - head) // 8, "little")
        return (bits & (1 << head) - 1) << count - head | int.from_bytes(rest, "big")

    def symbol(self, table: int, what: str) -> int:
        """The next Huffman symbol, 0…15."""
        if table >= len(CODES):
            raise self.fault(f"Huffman table {table} does not exist, only 0, 1 and 2 do", what)
        symbol, count = _symbols(table)[self._bits >> self.position & (1 << _LONGEST) - 1]
        if self.position + count > self._length:
            raise self.fault("the payload ends inside a Huffman code", what, TruncatedPayload)
        self.position += count
        return symbol


class BitWriter:
    """A stream under construction, as one integer."""

    __slots__ = ("_bits", "length")

    def __init__(self) -> None:
        self._bits = 0
        self.length = 0

    def put(self, number: int, count: int) -> None:
        """Append an unsigned number of ``count`` bits."""
        tail = (count - 1) // 8
        rest = (number & (1 << 8 * tail) - 1).to_bytes(tail, "big")
        head = count - 8 * tail
        self._append(number >> 8 * tail | int.from_bytes(rest, "little") << head, count)

    def symbol(self, symbol: int, table: int) -> None:
        """Append a Huffman symbol."""
        code = CODES[table][symbol]
        self._append(int(code[::-1], 2), len(code))

    def payload(self) -> bytes:
        """The bytes so far, the last one filled up with zeros."""
        return self._bits.to_bytes((self.length + 7) // 8, "little")

    def _append(self, bits: int, count: int) -> None:
        self._bits |= bits << self.length
        self.length += count
