"""The functions of commands in generated JavaScript; a file has those, and the sections, that its commands need.

A section begins with ``//[`` and the names of what it is for, and ends with ``//]``. What a command says is a table: a
number is a byte, an object with ``cases``, ``when``, ``check`` or ``form`` a choice, a part that may be there, a
checksum, a run of bytes, and any other a word, of one number or ``of`` several.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from redi_codecs.runtimes.javascript.sections import sectioned

__all__ = ["NAMES", "functions"]


def functions(sections: Set[str]) -> str:
    """The functions with the sections of these names, and without the others."""
    return sectioned(_SOURCE, sections)


_SOURCE: Final = r"""
// Commands by name, each with its value, or with a mapping of its arguments.
function encodeDownlink(input) {
  var given = input.data || {}, made = [], name, command, last, ports;
  try {
    for (name in given) {
      if (name === "allow_disruptive") continue;
      command = COMMANDS.hasOwnProperty(name) ? COMMANDS[name] : null;
      if (!command) refuse(null, "there is no command " + written(name) + listed(Object.keys(COMMANDS)));
      writeCommand(name, command, argumentsOf(name, command, given[name]), given.allow_disruptive === true);
      //[ joins
      if (last && !last.alone && !command.alone && last.fPort === command.fPort) {
        last.bytes = last.bytes.concat(out.bytes);
        continue;
      }
      //]
      last = { fPort: command.fPort, alone: command.alone, bytes: out.bytes };
      made.push(last);
    }
    if (!last) refuse(null, "a command is needed" + listed(Object.keys(COMMANDS)));
    name = "do not join";
    //[ ports
    ports = made.map(function (one) {
      return one.fPort;
    });
    ports.sort(function (one, other) {
      return one - other;
    });
    ports = ports.filter(function (port, i) {
      return port !== ports[i - 1];
    });
    if (ports.length > 1) name = "go on ports " + ports.join(", ");
    //]
    if (made.length > 1) refuse(null, "these commands make " + made.length + " downlinks, for they " + name);
  } catch (error) {
    return { errors: [error.message] };
  }
  //[ frame
  if (!last.alone) last.bytes = framed(last.bytes);
  //]
  return { fPort: last.fPort, bytes: last.bytes };
}

// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var data = {}, names = [], text = "", furthest = 0, found, i, one;
  bytes = input.bytes;
  out = { port: input.fPort, start: 0, stop: bytes.length, furthest: 0, dead: {} };
  //[ frame
  unframe();
  //]
  found = readAlone(false);
  //[ joins
  if (!found && out.stop > out.start) found = readSeveral(out.start);
  furthest = out.furthest;
  if (furthest) text = ", nor several of them after byte " + furthest;
  //]
  //[ odd check frame
  found = found || readAlone(true);
  //]
  if (!found || !found.length) {
    for (one in COMMANDS) if (COMMANDS[one].fPort === input.fPort) names.push(one);
    text = "this is no command of fPort " + input.fPort + text + listed(names);
    return { errors: [DEVICE + ", byte " + furthest + ": " + text] };
  }
  for (i = 0; i < found.length; i++) {
    one = takenBy(COMMANDS[found[i].name].parts).all;
    data[found[i].name] = one.length > 1 ? found[i].data : one.length ? found[i].data[one[0]] : true;
  }
  return { data: data };
}

// Why something cannot be said.
function refuse(field, problem) {
  throw new Error(DEVICE + (field ? ", field " + field : "") + ": " + problem);
}

function listed(names) {
  return "; known: " + (names.join(", ") || "none");
}

// A value as it was written.
function written(value) {
  return typeof value === "string" ? "'" + value + "'" : JSON.stringify(value);
}

//[ number
function short(value) {
  var size = Math.abs(value);
  if (size < 1e10 && (size >= 1e-4 || !size)) return String(+(+value).toPrecision(10));
  return value.toExponential(9).replace(/\.?0+e/, "e").replace(/-(\d)$/, "-0$1");
}

//]
// The names of the arguments that parts of a command take, and of those that they need.
function takenBy(parts, found) {
  var i, j, of;
  found = found || { all: [], needed: [] };
  for (i = 0; i < parts.length; i++) {
    //[ cases when
    takenBy(parts[i].otherwise || parts[i].then || [], { all: found.all, needed: [] });
    //]
    //[ cases
    for (j = 0; parts[i].cases && j < parts[i].cases.length; j++) {
      takenBy(parts[i].cases[j][1], { all: found.all, needed: [] });
    }
    //]
    //[ check
    takenBy(parts[i].parts || [], found);
    //]
    of = parts[i].of || [parts[i]];
    for (j = 0; j < of.length; j++) {
      if (!of[j].name) continue;
      if (found.all.indexOf(of[j].name) < 0) found.all.push(of[j].name);
      if (of[j].preset === undefined && of[j].like === undefined) found.needed.push(of[j].name);
    }
  }
  return found;
}

// The arguments of a command by their names, whatever form its value has.
function argumentsOf(name, command, value) {
  var takes = takenBy(command.parts).all, given = {};
  if (value !== null && typeof value === "object" && !value.getTime && !value.concat) return value;
  if (takes.length === 1 || takes.indexOf(name) >= 0) given[takes.length > 1 ? name : takes[0]] = value;
  //[ several
  else if (takes.length) {
    given = name + " has several arguments, " + takes.join(", ");
    refuse(name, given + ": a mapping of them is needed, not " + written(value));
  }
  //]
  else if (value !== true) refuse(name, name + " has no arguments: true gives it, not " + written(value));
  return given;
}

function writeCommand(name, command, given, allowed) {
  var takes = takenBy(command.parts), missing, one;
  //[ disruptive
  if (command.disruptive && !allowed) {
    one = "this could lock the device out: " + command.disruptive;
    refuse(name, one + "; allow_disruptive: true gives it all the same");
  }
  //]
  for (one in given) {
    if (takes.all.indexOf(one) >= 0) continue;
    one = "the command " + name + " has no argument " + written(one);
    refuse(name, one + "; it takes " + (takes.all.join(", ") || "none"));
  }
  missing = takes.needed.filter(function (one) {
    return given[one] === undefined;
  });
  if (missing.length) refuse(missing[0], "the command " + name + " needs " + missing.join(", "));
  out = { name: name, bytes: [], given: given, said: {}, open: {}, lacking: [] };
  writeParts(command.parts);
  //[ cases when
  one = leftOver(out)[0];
  if (one === undefined) return;
  if (out.lacking.length) throw out.lacking[0];
  missing = Object.keys(given).filter(function (other) {
    return other !== one;
  });
  missing = missing.join(", ") || "nothing else";
  refuse(one, "the command " + name + " does not take it together with " + missing);
  //]
}

//[ cases when
// The arguments that nothing has said.
function leftOver(state) {
  return Object.keys(state.given).filter(function (name) {
    return !state.said.hasOwnProperty(name);
  });
}

//]
//[ rest
// Whether parts take any of the arguments that are left.
function isWanted(parts) {
  var all = takenBy(parts).all;
  return leftOver(out).some(function (name) {
    return all.indexOf(name) >= 0;
  });
}

//]
function writeParts(parts) {
  var i, one;
  for (i = 0; i < parts.length; i++) {
    one = parts[i];
    if (typeof one === "number") out.bytes.push(one);
    //[ form
    else if (one.form) writeBytes(one);
    //]
    //[ check
    else if (one.check) writeChecked(one);
    //]
    //[ cases
    else if (one.cases) writeChoice(one);
    //]
    //[ when
    else if (one.when) writeParts(one.when(out.said) ? one.then : []);
    //]
    //[ rest
    else if (one.rest) writeParts(isWanted(one.then) ? one.then : []);
    //]
    else writeWord(one);
  }
}

// What was given for an argument, or what is said in its stead.
function argument(bits) {
  var value = out.given[bits.name];
  //[ time
  if (bits.name === "time" && value === null && !bits.date) value = undefined;
  //]
  if (value === undefined) value = bits.preset;
  //[ like
  if (bits.like && out.given[bits.name] === undefined) value = out.given[bits.like];
  //]
  if (value === undefined) refuse(bits.name, "the command " + out.name + " needs " + bits.name + " too");
  //[ time
  if (bits.time && value !== null) value = secondsOf(value);
  //]
  out.said[bits.name] = value;
  return value;
}

function writeWord(word) {
  var of = word.of || [word], place = out.bytes.length, number = 0, i, width, raw;
  for (i = 0; i < of.length; i++) {
    width = of[i].width || 8 * word.size;
    raw = of[i].name ? rawOf(of[i], argument(of[i]), width) : of[i].constant || 0;
    if (raw < 0) raw += Math.pow(2, width);
    //[ cases
    if (of[i].open) out.open[of[i].open] = { word: word, place: place, unit: Math.pow(2, of[i].shift || 0) };
    //]
    //[ spans
    if (of[i].spans) raw = spread(of[i].spans, raw);
    //]
    number += raw * Math.pow(2, of[i].shift || 0);
  }
  addWord(place, word, number);
}

// A number into its bytes, some of which may be there already.
function addWord(place, word, number) {
  var i, at;
  for (i = 0; i < word.size; i++, number = Math.floor(number / 256)) {
    at = word.little ? place + i : place + word.size - 1 - i;
    out.bytes[at] = (out.bytes[at] || 0) + (number % 256);
  }
}

//[ spans
// Bits at their places, the first of them highest, and back.
function spread(spans, raw) {
  var number = 0, i;
  for (i = spans.length - 1; i >= 0; i--) {
    number += (raw % Math.pow(2, spans[i][1])) * Math.pow(2, spans[i][0]);
    raw = Math.floor(raw / Math.pow(2, spans[i][1]));
  }
  return number;
}

function gather(spans, number) {
  var raw = 0, i;
  for (i = 0; i < spans.length; i++) raw = raw * Math.pow(2, spans[i][1]) + some(number, spans[i][0], spans[i][1]);
  return raw;
}

//]
// The raw number of a value, on the steps of the wire.
function rawOf(bits, value, width) {
  var name = bits.name, unit = bits.unit ? " " + bits.unit : "", raw, exact, extent, i;
  //[ none
  for (i = 0; bits.none && i < bits.none.length; i++) {
    if (value === null || value === bits.none[i][2]) return bits.none[i][0];
  }
  //]
  //[ real
  if (bits.real && value === null) return 0x7fc00000;
  //]
  if (value === null) refuse(name, "the format has no way to say that there is no value");
  //[ states
  if (bits.states) {
    for (i = 0; i < bits.states.length; i++) if (bits.states[i][1] === value) return bits.states[i][0];
    exact = bits.states.map(function (one) {
      return one[1];
    });
    refuse(name, written(value) + " is none of " + exact.join(", "));
  }
  //]
  //[ test
  if (bits.is !== undefined || bits.not !== undefined) {
    if (value !== true && value !== false && value !== 1 && value !== 0) {
      refuse(name, "true or false is needed, not " + written(value));
    }
    raw = bits.is === undefined ? bits.not : bits.is;
    return !value === (bits.is === undefined) ? raw : raw === 0 ? 1 : 0;
  }
  //]
  //[ date
  if (bits.date) return dated(bits, value);
  //]
  //[ number
  if (typeof value !== "number" && typeof value !== "boolean") {
    refuse(name, "a number is needed, not " + written(value));
  }
  if (!isFinite(value)) refuse(name, "a finite number is needed, not " + value);
  raw = Math.pow(2, bits.signed ? width - 1 : width) - 1;
  extent = [bits.low, bits.high];
  i = bits.curve || bits.digits || bits.real;
  if (bits.low === undefined && !i) extent[0] = scaled(bits, bits.signed ? -raw - 1 : 0);
  if (bits.high === undefined && !i) extent[1] = scaled(bits, raw);
  if (value < extent[0] || value > extent[1]) {
    exact = extent.map(short).join(" \u2026 ");
    refuse(name, short(value) + unit + " is beyond what it takes, " + exact + unit);
  }
  if (typeof value === "boolean") refuse(name, "a number is needed, not " + value);
  //]
  //[ digits
  if (bits.digits) return spelled(bits, value, width / 8, unit);
  //]
  //[ real
  if (bits.real) return real32(name, value);
  //]
  //[ curve
  if (bits.curve) {
    raw = nearest(bits, value, width);
    exact = bits.curve(raw);
    if (bits.whole && Math.abs(exact - value) > Math.abs(value) / 4096) {
      refuse(name, short(value) + unit + " cannot be said: the nearest is " + short(exact) + unit);
    }
    return raw;
  }
  //]
  //[ number
  exact = (value * (bits.den || 1) - (bits.add || 0)) / (bits.mul || 1);
  raw = Math.floor(exact + 0.5);
  if (Math.abs(exact - raw) > 0.001) {
    exact = short(Math.abs(bits.mul || 1) / (bits.den || 1));
    refuse(name, short(value) + unit + " cannot be said: it goes in steps of " + exact + unit);
  }
  //]
  //[ none
  i = statusOf(bits, raw);
  if (i) refuse(name, value + " would be read as no value (" + i + ")");
  //]
  //[ number
  return raw;
  //]
}

//[ number
function scaled(bits, raw) {
  return (raw * (bits.mul || 1) + (bits.add || 0)) / (bits.den || 1);
}

//]
//[ none
// Why a raw number is no measurement, if it is none.
function statusOf(bits, raw) {
  var i;
  for (i = 0; bits.none && i < bits.none.length; i++) {
    if (raw >= bits.none[i][0] && raw <= bits.none[i][1]) return bits.none[i][2];
  }
  return null;
}

//]
//[ curve
// The raw number of a curve whose value is nearest.
function nearest(bits, value, width) {
  var best = null, said = 0, low = Infinity, high = -Infinity, raw, one, nearer;
  for (raw = 0; raw < Math.pow(2, width); raw++) {
    one = bits.curve(raw);
    if (one === null || one === undefined) continue;
    low = Math.min(low, one);
    high = Math.max(high, one);
    nearer = best === null ? -1 : Math.abs(one - value) - Math.abs(said - value);
    if (nearer > 0 || (nearer === 0 && one <= said)) continue;
    best = raw;
    said = one;
  }
  if (Math.abs(said - value) > Math.abs(said) / 4096 && (value < low || value > high)) {
    refuse(bits.name, value + " is outside " + short(low) + " \u2026 " + short(high));
  }
  return best;
}

//]
//[ real
// The bits of a floating-point number, half to even.
function real32(name, value) {
  var size = Math.abs(value), exponent = 127, raw, over;
  for (; size >= 2; exponent++) size /= 2;
  for (; size < 1 && exponent > 1; exponent--) size *= 2;
  raw = Math.floor(size * 0x800000);
  over = size * 0x800000 - raw;
  if (over > 0.5 || (over === 0.5 && raw % 2)) raw++;
  raw += (exponent - 1) * 0x800000;
  if (raw >= 0x7f800000) refuse(name, "float too large to pack with f format");
  return value < 0 ? raw + 0x80000000 : raw;
}

//]
//[ digits
// A number in hexadecimal digits of ASCII.
function spelled(bits, value, size, unit) {
  var exact = (value * (bits.den || 1) - (bits.add || 0)) / (bits.mul || 1), number = 0, whole, text, i;
  whole = Math.floor(exact + 0.5);
  text = whole.toString(16).toUpperCase();
  if (whole < 0 || text.length > size) {
    refuse(bits.name, short(exact) + " does not go into " + size + " hexadecimal digits");
  }
  exact = scaled(bits, whole);
  if (bits.whole && Math.abs(exact - value) > Math.abs(value) / 4096) {
    refuse(bits.name, short(value) + unit + " cannot be said: the nearest is " + short(exact) + unit);
  }
  while (text.length < size) text = "0" + text;
  for (i = 0; i < size; i++) number = number * 256 + text.charCodeAt(i);
  return number;
}

function unspelled(bits, raw, size) {
  var text = "", i;
  for (i = size - 1; i >= 0; i--) text += String.fromCharCode(some(raw, 8 * i, 8));
  return /^[0-9A-Fa-f]+$/.test(text) ? scaled(bits, parseInt(text, 16)) : null;
}

//]
//[ date
// The numbers of a date at their bits: name, shift, width, what is taken off.
function dated(bits, value) {
  var time = new Date(value * 1000), number = 0, numbers, i, one, raw;
  if (value % 1) refuse(bits.name, "a date of whole seconds is needed, not " + value);
  numbers = {
    year: time.getUTCFullYear(),
    month: time.getUTCMonth() + 1,
    day: time.getUTCDate(),
    hour: time.getUTCHours(),
    minute: time.getUTCMinutes(),
    second: time.getUTCSeconds()
  };
  for (i = 0; i < bits.date.length; i++) {
    one = bits.date[i];
    raw = numbers[one[0]] - one[3];
    if (raw < 0 || raw >= Math.pow(2, one[2])) refuse(bits.name, "the " + one[0] + " cannot be " + numbers[one[0]]);
    number += raw * Math.pow(2, one[1]);
  }
  return number;
}

function undated(bits, raw) {
  var numbers = { year: 0, month: 1, day: 1, hour: 0, minute: 0, second: 0 }, i, one;
  for (i = 0; i < bits.date.length; i++) {
    one = bits.date[i];
    numbers[one[0]] = some(raw, one[1], one[2]) + one[3];
  }
  return iso(calendar(numbers.year, numbers.month, numbers.day, numbers.hour, numbers.minute, numbers.second, 0));
}

//]
//[ time
// A time in seconds since 1970: a number, a Date, a text in ISO 8601.
function secondsOf(time) {
  var seconds = typeof time === "number" ? time : arrived(time);
  if (seconds !== null) return seconds;
  if (typeof time === "string" && !/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/.test(time)) {
    refuse("time", written(time) + " is no ISO 8601 time");
  }
  refuse("time", "a time with its zone is needed, not " + written(time));
}

//]
//[ form
// A run of bytes: hex digits, or Latin-1 that zeros fill up.
function writeBytes(run) {
  var value = argument(run), text = run.form === "text", data = [], i, size;
  if (value === null) refuse(run.name, "the format has no way to say that there is no value");
  if (typeof value !== "string") refuse(run.name, run.form + " is needed, not " + written(value));
  if (!(text ? /^[\x00-\xff]*$/ : /^\s*([0-9a-fA-F]{2}\s*)*$/).test(value)) {
    refuse(run.name, written(value) + " is not " + (text ? "Latin-1 text" : "hex digits"));
  }
  if (!text) value = value.replace(/\s/g, "");
  for (i = 0; i < value.length; i += text ? 1 : 2) {
    data.push(text ? value.charCodeAt(i) : parseInt(value.substr(i, 2), 16));
  }
  size = data.length;
  if (run.size !== undefined && (size > run.size || (!text && size !== run.size))) {
    refuse(run.name, size + " bytes do not fit the " + run.size + " of the field");
  }
  while (data.length < run.size) data.push(0);
  out.bytes = out.bytes.concat(data);
}

//]
//[ check
function writeChecked(one) {
  writeParts(one.parts);
  bytes = out.bytes;
  addWord(bytes.length, one, checked(one, bytes.length));
}

// The checksum of the bytes before `stop`.
function checked(one, stop) {
  return crc(stop, one.check[0], one.check[1], one.check[2], one.check[3], one.check[4]);
}

//]
//[ cases
// One of several bodies: that of a value that was given, or else of those that take most the first that can be written.
function writeChoice(one) {
  var open = out.open[one.on], value = open ? open.raw : out.said[one.on], kept = out, bodies = [];
  var best, first, i, parts;
  if (value !== undefined && value !== null) {
    parts = caseOf(one, value);
    if (!parts) refuse(null, "no message has " + one.on + " = " + value);
    writeParts(parts);
    return;
  }
  for (i = 0; i < one.cases.length; i++) bodies.push(rank(i, one.cases[i][0], one.cases[i][1]));
  if (one.otherwise) bodies.push(rank(i, null, one.otherwise));
  bodies.sort(function (one, other) {
    return other.takes - one.takes || one.number - other.number;
  });
  for (i = 0; i < bodies.length && !(best && !leftOver(best).length); i++) {
    out = copyOf(kept);
    try {
      if (bodies[i].key && open) settle(one.on, bodies[i].key[0]);
      writeParts(bodies[i].parts);
      if (!best || leftOver(out).length < leftOver(best).length) best = out;
    } catch (error) {
      first = first || error;
      if (bodies[i].takes === leftOver(kept).length) kept.lacking.push(error);
    }
  }
  if (!best) throw first;
  out = best;
}

// How many of the arguments that are left a body takes.
function rank(number, key, parts) {
  var all = takenBy(parts).all, left = leftOver(out);
  left = left.filter(function (name) {
    return all.indexOf(name) >= 0;
  });
  return { number: number, key: key, parts: parts, takes: left.length };
}

function copyOf(kept) {
  var copy = { name: kept.name, given: kept.given, said: {}, open: {}, lacking: kept.lacking }, one;
  copy.bytes = kept.bytes.slice();
  for (one in kept.said) copy.said[one] = kept.said[one];
  for (one in kept.open) copy.open[one] = kept.open[one];
  return copy;
}

// Bits that were open, for the body that is written.
function settle(name, key) {
  var open = out.open[name], raw = typeof key === "object" ? key[0] : key;
  out.open[name] = { word: open.word, place: open.place, unit: open.unit, raw: raw };
  addWord(open.place, open.word, raw * open.unit);
}

// The body of the case that a value has.
function caseOf(one, value) {
  var i, j, key;
  for (i = 0; i < one.cases.length; i++) {
    for (j = 0; j < one.cases[i][0].length; j++) {
      key = one.cases[i][0][j];
      if (key === value || (typeof key === "object" && value >= key[0] && value <= key[1])) return one.cases[i][1];
    }
  }
  return one.otherwise;
}

//]
// The first command that is all of the payload; one with something odd in it is taken last.
function readAlone(odd) {
  var name, found, start, stop;
  for (name in COMMANDS) {
    start = out.start;
    stop = out.stop;
    //[ frame
    if (COMMANDS[name].alone) {
      start = 0;
      stop = bytes.length;
    }
    //]
    found = COMMANDS[name].fPort === out.port ? readCommand(name, start, stop) : null;
    //[ frame
    if (found && out.sized && !COMMANDS[name].alone && found.end < stop) {
      found.odd = true;
      found.end = stop;
    }
    //]
    if (found && found.end === stop && found.odd === odd) return [found];
  }
  return null;
}

//[ joins
// Commands that join, from a byte on.
function readSeveral(start) {
  var name, found, rest;
  if (start === out.stop) return [];
  if (out.dead[start]) return null;
  for (name in COMMANDS) {
    if (COMMANDS[name].fPort !== out.port || COMMANDS[name].alone) continue;
    if (start > out.furthest) out.furthest = start;
    found = readCommand(name, start, out.stop);
    rest = found && !found.odd && found.end > start ? readSeveral(found.end) : null;
    if (rest) return [found].concat(rest);
  }
  out.dead[start] = true;
  return null;
}

//]
// What a command says from a byte on, null where there is another.
function readCommand(name, start, stop) {
  var said = { name: name, data: {}, open: {}, odd: false, end: 0 };
  at = start;
  end = stop;
  if (!readParts(COMMANDS[name].parts, said)) return null;
  said.end = at;
  return said;
}

//[ frame
// Commands with what stands around them.
function framed(inside) {
  var i, one;
  out = { bytes: [] };
  for (i = 0; i < FRAME.length; i++) {
    one = FRAME[i];
    if (typeof one === "number") out.bytes.push(one);
    else if (one.inside) out.bytes = out.bytes.concat(inside);
    else addWord(out.bytes.length, one, inside.length);
  }
  return out.bytes;
}

// Where the commands stand in it.
function unframe() {
  var fits = true, length = 0, i, one;
  at = 0;
  for (i = 0; i < FRAME.length; i++) {
    one = FRAME[i];
    if (typeof one === "number") fits = bytes[at++] === one && fits;
    else if (one.inside) {
      if (one.room !== undefined) length = Math.max(bytes.length - at - one.room, 0);
      else out.sized = true;
      out.start = at;
      out.stop = at += length;
    } else {
      length = (one.little ? uintle : uint)(at, one.size);
      at += one.size;
    }
  }
  if (!fits || at !== bytes.length) out.start = out.stop = -1;
}

//]
function readParts(parts, said) {
  var fits = true, i, one, value;
  for (i = 0; fits && i < parts.length; i++) {
    one = parts[i];
    if (typeof one === "number") fits = at < end && bytes[at++] === one;
    //[ form
    else if (one.form) {
      value = one.size === undefined ? end - at : one.size;
      fits = at + value <= end;
      if (fits) said.data[one.name] = (one.form === "text" ? text : hexes)(value, one.name);
    }
    //]
    //[ check
    else if (one.check) fits = readChecked(one, said);
    //]
    //[ cases
    else if (one.cases) {
      value = caseOf(one, said.open[one.on] === undefined ? said.data[one.on] : said.open[one.on]);
      fits = value && readParts(value, said);
    }
    //]
    //[ when
    else if (one.when) fits = readParts(one.when(said.data) ? one.then : [], said);
    //]
    //[ rest
    else if (one.rest) fits = readParts(end - at >= one.rest ? one.then : [], said);
    //]
    else fits = readWord(one, said);
  }
  return fits;
}

// Some bits of a number.
function some(number, shift, width) {
  return Math.floor(number / Math.pow(2, shift)) % Math.pow(2, width);
}

function readWord(word, said) {
  var of = word.of || [word], number, i, bits, raw, width;
  if (at + word.size > end) return false;
  number = word.little ? uintle(at, word.size) : uint(at, word.size);
  at += word.size;
  for (i = 0; i < of.length; i++) {
    bits = of[i];
    width = bits.width || 8 * word.size;
    raw = some(number, bits.shift || 0, width);
    //[ spans
    if (bits.spans) raw = gather(bits.spans, number);
    //]
    if (bits.constant !== undefined && raw !== bits.constant) {
      if (!bits.odd) return false;
      said.odd = true;
    }
    //[ cases
    if (bits.open) said.open[bits.open] = raw;
    //]
    if (bits.signed && raw >= Math.pow(2, width - 1)) raw -= Math.pow(2, width);
    if (bits.name) said.data[bits.name] = valueOf(bits, raw, width);
  }
  return true;
}

function valueOf(bits, raw, width) {
  //[ states
  var i;
  //]
  //[ none
  if (statusOf(bits, raw)) return statusOf(bits, raw);
  //]
  //[ states
  if (bits.states) {
    for (i = 0; i < bits.states.length; i++) if (bits.states[i][0] === raw) return bits.states[i][1];
    return "unknown_" + raw;
  }
  //]
  //[ test
  if (bits.is !== undefined) return raw === bits.is;
  if (bits.not !== undefined) return raw !== bits.not;
  //]
  //[ real
  if (bits.real) return isFinite(float32(raw)) ? float32(raw) : "fault";
  //]
  //[ curve
  if (bits.curve) return bits.curve(raw);
  //]
  //[ digits
  if (bits.digits) return unspelled(bits, raw, width / 8);
  //]
  //[ date
  if (bits.date) return undated(bits, raw);
  //]
  //[ time
  if (bits.time) return iso(scaled(bits, raw));
  //]
  //[ number
  return scaled(bits, raw);
  //]
}

//[ check
function readChecked(one, said) {
  var whole = end, stop = end - one.size;
  if (stop < at || (one.little ? uintle : uint)(stop, one.size) !== checked(one, stop)) return false;
  end = stop;
  if (!readParts(one.parts, said)) return false;
  if (at < stop) said.odd = true;
  end = at = whole;
  return true;
}

//]
"""
#: What a variable of a declaration cannot be called beside them.
NAMES: Final = frozenset(re.findall(r"^function (\w+)", _SOURCE, re.M))
