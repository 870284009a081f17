"""Helpers of generated JavaScript, reading: errors and warnings, bytes and bits, values and records."""

from __future__ import annotations

from typing import Final

__all__ = ["CHECK", "READING"]

#: In the place of ``CHECK``: what is read has to be there, and what is put goes by its name.
CHECK: Final = """  //[ unsized
  if (size > end - at) fail(name, at, count(size) + " needed, " + (at < end ? end - at : "none") + " left");
  //]
  //[ sized
  if (!(size >= 0 && size <= end - at)) {
    fail(name, at, count(size || 0) + " needed, " + (at < end ? end - at : "none") + " left");
  }
  //]
  //[ named
  field = name;
  //]
"""

READING: Final = r"""function fail(name, offset, problem) {
  //[ refused
  refuse(name, problem, ", byte " + offset);
  //]
  //[ nameless
  throw new Error(DEVICE + (name ? ", field " + name : "") + ", byte " + offset + ": " + problem);
  //]
  //[ unnameless
  throw new Error(DEVICE + ", field " + name + ", byte " + offset + ": " + problem);
  //]
}

function warn(code, offset, text) {
  warnings.push(code + ", byte " + offset + ": " + text);
}

function count(number) {
  return number + (number === 1 ? " byte" : " bytes");
}

function need(size, name) {
CHECK
}

function skip(size, name) {
  //[ needed
  need(size, name);
  //]
  //[ unneeded
CHECK
//]
  at += size;
}

function hex(number, digits) {
  //[ short
  return (number < 16 ? "0x0" : "0x") + number.toString(16);
  //]
  //[ long
  var text = Math.abs(number).toString(16);
  while (text.length < (digits || 2) - (number < 0)) text = "0" + text;
  return (number < 0 ? "-0x" : "0x") + text;
  //]
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

//[ limits
//]
function put(value, low, high) {
  //[ again
  if (odd) delete data[field + "_status"];
  //]
  data[field] = value;
  //[ limits
  if (value < low || value > high) ODDdata[field + "_status"] = "implausible";
  //]
}

function set(name, value, low, high) {
  field = name;
  put(value, low, high);
}

function none(status) {
  data[field] = null;
  ODDdata[field + "_status"] = status;
}

function known(value, low, high) {
  if (value === null) none("unknown");
  else put(value, low, high);
}

function finite(value, low, high) {
  if (isFinite(value)) put(value, low, high);
  else none("fault");
}

// What is computed, where it can be.
function computed(name, value, low, high) {
  field = name;
  if (value === null) none("fault");
  else put(value, low, high);
}

function flag(name, bit) {
  data[name] = ((word >> bit) & 1) === 1;
}

function usual(value, wanted, size, code) {
  if (value !== wanted) warn(code, at - size, field + " " + hex(value) + " where this device sends " + hex(wanted));
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

// A float with so many bits for its exponent and its mantissa, and maybe a sign and a hidden bit; null if it is none.
function small(raw, exponent, mantissa, sign, hidden) {
  var top = (1 << exponent) - 1, one = 1 << mantissa, power = (raw >>> mantissa) & top, value = (raw & (one - 1)) / one;
  if (hidden && power === top) return null;
  if (hidden && power) value += 1;
  power = hidden ? (power || 1) - (top >> 1) : power - top;
  for (; power > 0; power--) value *= 2;
  for (; power < 0; power++) value /= 2;
  return sign && raw >>> (exponent + mantissa) ? -value : value;
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

function over(value, divisor, factor) {
  return value === null ? null : (value * (factor || 1)) / divisor;
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
  for (i = at - size; i < at; i++) value += (256 + bytes[i]).toString(16).slice(1);
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

// The check of the first bytes: width, polynomial, start, both mirrored or not, what is added in the end; from which
// byte on, and how many of its bits are sent, where that is not all.
function crc(stop, width, polynomial, value, mirrored, final, start, sent) {
  var i, j, top = width === 32 ? 0x80000000 : 1 << (width - 1), mask = 2 * top - 1;
  for (i = start || 0; i < stop; i++) {
    value ^= mirrored ? bytes[i] : bytes[i] * Math.floor((top * 2) / 256);
    for (j = 0; j < 8; j++) {
      if (mirrored) value = value & 1 ? (value >>> 1) ^ polynomial : value >>> 1;
      else value = value & top ? (value << 1) ^ polynomial : value << 1;
    }
    if (width < 32) value &= mask;
  }
  value = (value ^ final) >>> 0;
  return sent ? value % Math.pow(2, sent) : value;
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
  //[ any
  time = CLOCK(time);
  if (time !== null) data.time = time;
  //]
  //[ unany
  if (time !== null) data.time = CLOCK(time);
  //]
  records.push(data);
}

// The record that a turn of a history by columns adds to.
function row(rows, turn) {
  while (rows.length <= turn) rows.push({});
  return rows[turn];
}

// What a custom function found: [number of a field, value, turn], where the turns are records of one kind. Of a field
// there are its name, its limits and whether it is a count or a state; a time has no name, what is left out has none.
function gather(found, fields, kind, time) {
  var now = data, turns = [], times = {}, i, item, row;
  for (i = 0; i < found.items.length; i++) {
    item = found.items[i];
    row = fields[item[0]];
    data = item[2] === null ? now : turns[item[2]] || {};
    if (row === "time") times[item[2]] = item[1];
    else if (item[2] !== null) turns[item[2]] = data;
    if (row && row !== "time") hold(row[0], item[1], row[1], row[2], row[3]);
  }
  for (i = 0; i < turns.length; i++) {
    data = turns[i];
    if (data) record(kind, times[i] === undefined ? null : times[i]);
  }
  data = now;
  at = found.end;
  return times["null"] === undefined || times["null"] === null ? time : times["null"];
}

// A value as its field holds it; a fraction is no count.
function hold(name, value, low, high, type) {
  field = name;
  if (value === null || value.status) none(value ? value.status : "fault");
  else if (type === "time") known(CLOCK(value));
  else if (type === "int" && value % 1) none("unknown");
  else put(type === "bool" ? !!value : value, low, high);
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
  //[ computed
  if (name === null) return seen + " at byte " + offset + " is unknown";
  //]
  return name + " " + seen + " at byte " + offset + " is unknown";
}

// A block in which something is unknown is left out: what came before it is read once more.
function stop(block, start, name, offset, seen, known) {
  if (stops.count === 64) unfit(name, offset, seen, known);
  stops[block + "@" + start] = unfamiliar(name, offset, seen);
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
