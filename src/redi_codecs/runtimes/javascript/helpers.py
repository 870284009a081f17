"""The helpers of generated JavaScript: small functions, of which a file has those that it calls.

Each is ECMAScript 5.1, and so is what they are made with; the state that they share is one payload's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

__all__ = ["NAMES", "called", "chosen", "reader"]

_SOURCE: Final = r"""
function fail(name, offset, problem) {
  throw new Error(DEVICE + (name ? ", field " + name : "") + ", byte " + offset + ": " + problem);
}

function warn(code, offset, text) {
  warnings.push(code + ", byte " + offset + ": " + text);
}

function count(number) {
  return number + (number === 1 ? " byte" : " bytes");
}

// So many bytes have to be there; what is put then goes by the name.
function need(size, name) {
  var left = end - at, are = size === 1 ? " is" : " are";
  if (!(size >= 0 && size <= left)) {
    fail(name, at, count(size || 0) + are + " needed, " + (left > 0 ? count(left) : "none") + " left");
  }
  field = name;
}

function skip(size, name) {
  need(size, name);
  at += size;
}

function hex(number, digits) {
  var text = Math.abs(number).toString(16);
  while (text.length < (digits || 2) - (number < 0)) text = "0" + text;
  return (number < 0 ? "-0x" : "0x") + text;
}

// A text as an error shows it, in quotes, with escapes for what cannot be printed.
function shown(value) {
  var quote, text, i, one, code;
  if (value === null) return "None";
  quote = value.indexOf("'") >= 0 && value.indexOf('"') < 0 ? '"' : "'";
  text = quote;
  for (i = 0; i < value.length; i++) {
    one = value.charAt(i);
    code = value.charCodeAt(i);
    if (one === "\\" || one === quote) text += "\\" + one;
    else if (one === "\t") text += "\\t";
    else if (one === "\n") text += "\\n";
    else if (one === "\r") text += "\\r";
    else if (code < 32 || (code > 126 && code < 161) || code === 173) text += "\\x" + hex(code).slice(2);
    else text += one;
  }
  return text + quote;
}

// The value of the field, and a status where it is beyond the limits of its kind.
function put(value, low, high) {
  if (data[field] !== undefined) delete data[field + "_status"];
  data[field] = value;
  if (value < low || value > high) data[field + "_status"] = "implausible";
}

function set(name, value, low, high) {
  field = name;
  put(value, low, high);
}

// No value, and why.
function none(status) {
  data[field] = null;
  data[field + "_status"] = status;
}

function known(value, low, high) {
  if (value === null) none("unknown");
  else put(value, low, high);
}

function finite(value, low, high) {
  if (isFinite(value)) put(value, low, high);
  else none("fault");
}

// One bit of the word.
function flag(name, bit) {
  data[name] = ((word >> bit) & 1) === 1;
}

function expect(value, wanted, size, name) {
  if (value !== wanted) {
    fail(name || field, at - size, "the constant " + hex(wanted) + " is expected here, not " + hex(value));
  }
}

function signed(raw, half) {
  return raw < half ? raw : raw - 2 * half;
}

// Some bits of a wide word: `shift` of them stand below.
function bits(start, size, shift, width) {
  var value = 0, i;
  for (i = shift + width - 1; i >= shift; i--) {
    value = value * 2 + ((bytes[start + size - 1 - (i >> 3)] >> (i & 7)) & 1);
  }
  return value;
}

function bitsle(start, size, shift, width) {
  var value = 0, i;
  for (i = shift + width - 1; i >= shift; i--) value = value * 2 + ((bytes[start + (i >> 3)] >> (i & 7)) & 1);
  return value;
}

// The bits of a number from `low` on, also of one with more than 32 bits.
function part(number, low, width) {
  var i;
  for (i = 0; i < low; i++) number = Math.floor(number / 2);
  for (i = 0, low = 1; i < width; i++) low *= 2;
  return number - low * Math.floor(number / low);
}

function uint(start, size) {
  var value = 0, i;
  for (i = 0; i < size; i++) value = value * 256 + bytes[start + i];
  return value;
}

function uintle(start, size) {
  var value = 0;
  while (size--) value = value * 256 + bytes[start + size];
  return value;
}

function peek(start, size, read) {
  if (start < 0) start += bytes.length;
  return start < 0 || start + size > bytes.length ? null : (read || uint)(start, size);
}

// IEEE 754 from its bits.
function ieee(negative, exponent, mantissa, widest, hidden) {
  if (exponent === 2 * widest + 1) return mantissa ? NaN : negative ? -Infinity : Infinity;
  if (exponent) mantissa += hidden;
  mantissa /= hidden;
  for (exponent = (exponent || 1) - widest; exponent > 0; exponent--) mantissa *= 2;
  for (; exponent < 0; exponent++) mantissa /= 2;
  return negative ? -mantissa : mantissa;
}

function float32(raw) {
  return ieee(raw >= 0x80000000, (raw >>> 23) & 0xff, raw & 0x7fffff, 127, 0x800000);
}

function float64(high, low) {
  return ieee(high >= 0x80000000, (high >>> 20) & 0x7ff, (high & 0xfffff) * 0x100000000 + low, 1023, 0x10000000000000);
}

function named(names, raw) {
  return names[raw] || "unknown_" + raw;
}

// A table of pieces [first raw number, factor, summand]: the last piece that begins before the number counts.
function piece(table, raw) {
  var i = 0;
  while (i + 3 < table.length && table[i + 3] <= raw) i += 3;
  return table[i + 1] === null ? null : raw * table[i + 1] + table[i + 2];
}

function sum(one, other) {
  return one === null || other === null ? null : one + other;
}

function over(value, divisor) {
  return value === null ? null : value / divisor;
}

// Latin-1 without the NULs at its end.
function text(size, name) {
  var value = "", i;
  skip(size, name);
  for (i = at - size; i < at; i++) value += String.fromCharCode(bytes[i]);
  return value.replace(/\0+$/, "");
}

function hexes(size, name) {
  var value = "", i;
  skip(size, name);
  for (i = at - size; i < at; i++) value += (bytes[i] < 16 ? "0" : "") + bytes[i].toString(16);
  return value;
}

// Bytes that are read in advance, by one of these.
function ahead(start, size, read) {
  var kept = at, name = field, value;
  if (start < 0) start += bytes.length;
  if (start < 0 || start + size > bytes.length) return null;
  at = start;
  value = read(Math.min(size, end - at), "");
  at = kept;
  field = name;
  return value;
}

// Whole seconds since 1970 as a time in UTC; null where the calendar has none.
function iso(seconds) {
  if (seconds === null || !(seconds >= -62135596800 && seconds <= 253402300799)) return null;
  return new Date(seconds * 1000).toISOString().slice(0, 19) + "Z";
}

// The same with microseconds.
function instant(seconds) {
  var whole, micro, floor, text;
  if (seconds === null) return null;
  whole = Math.floor(seconds);
  micro = (seconds - whole) * 1e6;
  floor = Math.floor(micro);
  micro = micro - floor > 0.5 || (micro - floor === 0.5 && floor % 2) ? floor + 1 : floor;
  if (micro === 1e6) {
    whole += 1;
    micro = 0;
  }
  text = iso(whole);
  return text && micro ? text.slice(0, 19) + "." + String(1e6 + micro).slice(1) + "Z" : text;
}

// When a payload arrived, a Date or a text of ISO 8601, in seconds since 1970.
function arrived(time) {
  var parts, sign, seconds;
  if (time && time.getTime) return time.getTime() / 1000;
  parts = /^(\d+)-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6})\d*)?(?:Z|([+-])(\d\d):?(\d\d))$/.exec(time);
  if (!parts) return null;
  seconds = calendar(+parts[1], +parts[2], +parts[3], +parts[4], +parts[5], +parts[6], 0);
  sign = parts[8] === "-" ? -60 : 60;
  if (seconds === null) return null;
  seconds -= sign * (60 * (parts[9] || 0) + +(parts[10] || 0));
  return (seconds * 1e6 + +((parts[7] || "") + "000000").slice(0, 6)) / 1e6;
}

// Seconds since 1970 of a date in UTC; null where it is none.
function calendar(year, month, day, hour, minute, second, offset) {
  var date = new Date(0), seconds;
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  if (!(year > 0 && year <= 9999) || date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1) return null;
  if (date.getUTCDate() !== day || date.getUTCHours() !== hour || date.getUTCMinutes() !== minute) return null;
  if (date.getUTCSeconds() !== second || offset === null || offset % 1) return null;
  if (!(offset > -86400 && offset < 86400)) return null;
  seconds = date.getTime() / 1000 - offset;
  return seconds >= -62135596800 && seconds <= 253402300799 ? seconds : null;
}

// Two decimal digits, four bits each.
function bcd(raw) {
  return raw >> 4 < 10 && (raw & 15) < 10 ? (raw >> 4) * 10 + (raw & 15) : null;
}

// GPS seconds, which know no leap seconds, as seconds since 1970.
function gps(raw) {
  var leaps = 0;
  while (leaps < LEAPS.length && LEAPS[leaps] <= raw) leaps++;
  return raw + 315964800 - leaps;
}

// The remainder has the sign of the divisor, and the quotient is rounded down.
function modulo(value, divisor) {
  var rest = value % divisor;
  return rest ? (rest < 0 !== divisor < 0 ? rest + divisor : rest) : 0;
}

function quotient(value, divisor) {
  var rest = value % divisor, whole = (value - rest) / divisor, floor;
  if (rest && rest < 0 !== divisor < 0) whole -= 1;
  floor = Math.floor(whole);
  return whole - floor > 0.5 ? floor + 1 : floor;
}

// What is computed from a value that is missing is missing, too.
function attempt(compute) {
  try {
    return compute();
  } catch (error) {
    return null;
  }
}

function given(value) {
  if (value === null) throw new Error("there is no value");
  return value;
}

function divisor(value) {
  if (given(value) === 0) throw new Error("nothing is divided by 0");
  return value;
}

// Integers beyond 2^53, as seven decimal digits a place, the lowest first; the highest has the sign.
function carried(places) {
  var i, carry = 0;
  for (i = 0; i < places.length || (carry !== 0 && carry !== -1); i++) {
    carry += places[i] || 0;
    places[i] = carry - 1e7 * Math.floor(carry / 1e7);
    carry = Math.floor(carry / 1e7);
  }
  if (carry) places[i - 1] -= 1e7;
  return places;
}

function wide(number) {
  return carried([number]);
}

function plus(one, other, sign) {
  var places = [], i;
  for (i = 0; i < one.length || i < other.length; i++) places[i] = (one[i] || 0) + (sign || 1) * (other[i] || 0);
  return carried(places);
}

function times(one, other) {
  var places = [], i, j;
  for (i = 0; i < one.length; i++) {
    for (j = 0; j < other.length; j++) places[i + j] = (places[i + j] || 0) + one[i] * other[j];
    places = carried(places);
  }
  return places;
}

// The integer in the bytes.
function whole(start, size, little, negative) {
  var places = [0], i;
  for (i = 0; i < size; i++) places = plus(times(places, [256]), [bytes[little ? start + size - 1 - i : start + i]]);
  if (!negative || bytes[little ? start + size - 1 : start] < 128) return places;
  for (i = 0, negative = [1]; i < size; i++) negative = times(negative, [256]);
  return plus(places, negative, -1);
}

// The nearest number to a quotient of such an integer, of which the last digit stands for all that follow.
function ratio(places, divisor, exponent) {
  var sign = places[places.length - 1] < 0 ? -1 : 1, text = "", rest = 0, more, i, one;
  if (sign < 0) places = plus([0], places, -1);
  places = places.slice();
  for (more = divisor > 1 ? 5 : 0; more > 0; more--) {
    places.unshift(0);
    exponent -= 7;
  }
  for (i = places.length - 1; i >= 0; i--) {
    one = rest * 1e7 + places[i];
    rest = one % divisor;
    text += String(1e7 + (one - rest) / divisor).slice(1);
  }
  return sign * Number(text + (rest ? "1e" + (exponent - 1) : "e" + exponent));
}

// An integer: a number, or from 2^53 on its digits.
function integer(places) {
  var sign = places[places.length - 1] < 0 ? "-" : "", text = "", i;
  if (sign) places = plus([0], places, -1);
  for (i = places.length - 1; i >= 0; i--) text += String(1e7 + places[i]).slice(1);
  text = text.replace(/^0+(?=\d)/, "");
  return Number(text) <= 9007199254740991 ? Number(sign + text) : sign + text;
}

// The check of the first bytes: width, polynomial, start, both mirrored or not, what is added in the end.
function crc(stop, width, polynomial, value, mirrored, final) {
  var i, j, top = width === 32 ? 0x80000000 : 1 << (width - 1), mask = 2 * top - 1;
  for (i = 0; i < stop; i++) {
    value ^= mirrored ? bytes[i] : bytes[i] * Math.floor((top * 2) / 256);
    for (j = 0; j < 8; j++) {
      if (mirrored) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
      else value = value & top ? (value << 1) ^ polynomial : value << 1;
    }
    if (width < 32) value &= mask;
  }
  return (value ^ final) >>> 0;
}

// The bits above all that are set.
function above(bits) {
  var all = -1;
  while (bits & all) all <<= 1;
  return all;
}

// The data are those of an earlier time, in seconds since 1970.
function record(name, time) {
  data.name = name;
  time = CLOCK(time);
  if (time !== null) data.time = time;
  records.push(data);
}

// The record that a turn of a history by columns adds to.
function row(rows, turn) {
  while (rows.length <= turn) rows.push({});
  return rows[turn];
}

// The values of the last record into those of now.
function merge() {
  var from = records.pop(), name;
  delete from.name;
  delete from.time;
  for (name in from) {
    delete data[name + "_status"];
    data[name] = from[name];
  }
}

function unfit(name, offset, seen, known) {
  fail(name, offset, seen + " is unknown here; known: " + known);
}

function unfamiliar(name, offset, seen) {
  return name + " " + seen + " at byte " + offset + " is unknown";
}

// A block in which something is unknown is left out: what came before it is read once more.
function stop(block, name, offset, seen, known) {
  if (stops.count === 64) unfit(name, offset, seen, known);
  stops[block] = unfamiliar(name, offset, seen);
  stops.count += 1;
  throw AGAIN;
}

// Whether a block is one of those.
function leftOut(block, code, start, stop) {
  var text = stops.count && stops[block + "@" + at];
  if (text) unknown(code, start, stop, text);
  return text;
}

function unknown(code, start, stop, text) {
  warn(code, start, text);
  at = Math.max(at, stop);
}
"""

#: The leap seconds stand with the transform; here is where they go.
_FUNCTION: Final = re.compile(r"((?:^//[^\n]*\n)*^function (\w+)\(.*?^\}\n)", re.M | re.S)
_ALL: Final = {name: source for source, name in _FUNCTION.findall(_SOURCE)}
NAMES: Final = frozenset(_ALL)
_READER: Final = re.compile(r"([ui])(8|16|24|32|40|48)(le|ws)?")


@cache
def reader(name: str, loop: str = "") -> str:
    """The source of a function that reads a number, called as its wire type is; ``loop`` is one that adds up bytes.

    >>> print(reader("u16le"))
    function u16le(name) {
      skip(2, name);
      return bytes[at - 1] * 0x100 + bytes[at - 2];
    }
    <BLANKLINE>
    >>> print(reader("i8"))
    function i8(name) {
      return (u8(name) << 24) >> 24;
    }
    <BLANKLINE>
    """
    found = _READER.fullmatch(name)
    assert found is not None, name
    sign, width, order = found.groups()
    size = int(width) // 8
    if sign == "i":
        read, spare = f"u{width}{order or ''}(name)", 32 - int(width)
        signed = f"({read} << {spare}) >> {spare}" if spare > 0 else f"signed({read}, {1 << 8 * size - 1:#x})"
        signed = f"{read} | 0" if spare == 0 else signed
        return f"function {name}(name) {{\n  return {signed};\n}}\n"
    if loop:
        return f"function {name}(name) {{\n  skip({size}, name);\n  return {loop}(at - {size}, {size});\n}}\n"
    places = list(range(size, 0, -1))
    ordered = {None: places, "le": places[::-1], "ws": places[2:] + places[:2]}[order]
    terms = [
        f"bytes[at - {place}]" + (f" * {1 << 8 * (size - 1 - rank):#x}" if rank < size - 1 else "")
        for rank, place in enumerate(ordered)
    ]
    return f"function {name}(name) {{\n  skip({size}, name);\n  return {' + '.join(terms)};\n}}\n"


_CALLED: Final = re.compile(r"\b(\w+)(?=\(|\)\(start)")


def called(source: str) -> set[str]:
    """The helpers that a source calls."""
    code = re.sub(r"//[^\n]*", "", source)
    return {one for one in _CALLED.findall(code) if one in NAMES or _READER.fullmatch(one)}


def chosen(names: Iterable[str]) -> dict[str, str]:
    """The sources of these helpers and of all that they call, in one order for all files."""
    wanted = _needed(set(names))
    for loop, order in (
        ("uint", ""),
        ("uintle", "le"),
    ):  # one that adds up bytes, where it is no longer than what it saves
        long = {name for name in wanted if _long(name, order)}
        if loop in wanted or len(long) > 1:
            for name in long:
                wanted[name] = reader(name, loop)
            wanted |= _needed({loop})
    ranks = {name: rank for rank, name in enumerate(_ALL, 1)}
    return dict(sorted(wanted.items(), key=lambda pair: (ranks.get(pair[0], 0), pair[0])))


def _long(name: str, order: str) -> bool:
    """Whether a helper reads an unsigned number of several bytes."""
    found = None if name in NAMES else _READER.fullmatch(name)
    return found is not None and found[1] == "u" and int(found[2]) > 16 and (found[3] or "") == order


def _needed(left: set[str]) -> dict[str, str]:
    wanted: dict[str, str] = {}
    while left:
        name = left.pop()
        if name not in wanted:
            wanted[name] = _ALL[name] if name in _ALL else reader(name)
            left |= called(wanted[name])
    return wanted
