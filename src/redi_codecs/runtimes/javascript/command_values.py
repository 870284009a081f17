"""Commands in generated JavaScript, values: the raw number of what was given, and back, or why there is none."""

from __future__ import annotations

from typing import Final

__all__ = ["PORTS_GIVEN", "VALUES"]

#: The ports of the commands that are given, each once, in their order: both forms of encodeDownlink ask for them.
PORTS_GIVEN: Final = """    ports = Object.keys(given).map(function (one) {
      return PORTS[one];
    });
    ports = ports.filter(function (port, i) {
      return port !== undefined && ports.indexOf(port) === i;
    });
    ports.sort(function (one, other) {
      return one - other;
    });
"""

VALUES: Final = r"""function refuse(field, problem, place) {
  throw new Error(DEVICE + (field ? ", field " + field : "") + (place || "") + ": " + problem);
}

function written(value) {
  return typeof value === "string" ? "'" + value + "'" : JSON.stringify(value);
}

//[ plain form
// A number in so many hexadecimal digits.
function inHex(number, size) {
  return (number + Math.pow(16, size)).toString(16).slice(-size);
}

//]
//[ many
function bytesOf(digits) {
  return EVEN(digits).map(function (two) {
    return parseInt(two, 16);
  });
}

//]
//[ form
// The digits of a run of bytes: as they were given, or Latin-1 that zeros fill up.
function runOf(name, run, value) {
  var text = run.form === "text", digits = "", size, i;
//]
  //[ givenform
  if (value === undefined) refuse(name, "the command " + out.name + " needs " + name + " too");
  //]
//[ form
  if (value === null) refuse(name, "the format has no way to say that there is no value");
  if (typeof value !== "string") refuse(name, run.form + " is needed, not " + written(value));
  if (!(text ? /^[\x00-\xff]*$/ : /^\s*([0-9a-fA-F]{2}\s*)*$/).test(value)) {
    refuse(name, written(value) + " is not " + (text ? "Latin-1 text" : "hex digits"));
  }
  if (!text) digits = value.replace(/\s/g, "").toLowerCase();
  for (i = 0; text && i < value.length; i++) digits += inHex(value.charCodeAt(i), 2);
  size = digits.length / 2;
  if (run.size !== undefined && (size > run.size || (!text && size !== run.size))) {
    refuse(name, size + " bytes do not fit the " + run.size + " of the field");
  }
  while (digits.length < 2 * run.size) digits += "00";
  return digits;
}

//]
//[ said
// What was given for an argument, or what is said in its stead.
function argument(name, bits, given) {
  var value = given[name];
//]
  //[ time
  if (name === "time" && value === null && !bits.date) value = undefined;
  //]
  //[ saidpreset
  if (value === undefined) value = bits.preset;
  //]
  //[ saidlike
  if (value === undefined) value = given[bits.like];
  //]
  //[ unsaid
  if (value === undefined) refuse(name, "the command " + out.name + " needs " + name + " too");
  //]
  //[ time
  if (bits.time && value !== null) value = secondsOf(value, name);
  //]
  //[ long
  out.said[name] = value;
  //]
//[ said
  return value;
}

//]
// The raw number of an argument, on the steps of the wire.
function rawOf(name, bits, value/*[ digits curve*/, width/*]*/) {
  var raw/*[ number*/, low = bits.low || 0, said/*]*//*[ exacted*/, exact/*]*//*[ sparse*/, labels/*]*/UNIT;
  //[ none
  var i;
  for (i = 0; bits.none && i < bits.none.length; i++) {
    if (value === null || value === bits.none[i][2]) return bits.none[i][0];
  }
  //]
  if (value === null) refuse(name, "the format has no way to say that there is no value");
  //[ given
  if (value === undefined) refuse(name, "the command " + out.name + " needs " + name + " too");
  //]
  //[ dense
  if (bits.states) {
    raw = bits.states.indexOf(value);
    if (raw < 0) refuse(name, written(value) + " is none of " + bits.states.join(", "));
    return raw;
  }
  //]
  //[ sparse
  if (bits.states) {
    for (raw in bits.states) if (bits.states[raw] === value) return +raw;
    labels = Object.keys(bits.states).map(function (raw) {
      return bits.states[raw];
    });
    //]
    //[ ordered
    labels = bits.order || labels;
    //]
    //[ sparse
    refuse(name, written(value) + " is none of " + labels.join(", "));
  }
  //]
  //[ test
  if (TESTED) {
    if ([true, false, 1, 0].indexOf(value) < 0) refuse(name, "true or false is needed, not " + written(value));
    //]
    //[ is
    IF_IS return value ? bits.is : +!bits.is;
    //]
    //[ not
    IF_NOT return value ? +!bits.not : bits.not;
    //]
    //[ over
    IF_OVER return value ? bits.yes : bits.no;
    //]
    //[ test
  }
  //]
  //[ date
  if (bits.date) return dated(name, bits, value);
  //]
  //[ number
  if (typeof value !== "number") refuse(name, "a number is needed, not " + written(value));
  //]
  //[ far
  if (!isFinite(value)) refuse(name, "a finite number is needed, not " + value);
  //]
  //[ number
  said = short(value) + unit;
  if (value < low || value > bits.high) {
    refuse(name, said + " is beyond what it takes, " + short(low) + " \u2026 " + short(bits.high) + unit);
  }
  //]
  //[ digits
  if (bits.digits) return spelled(name, bits, value, width / 8, unit);
  //]
  //[ real
  if (bits.real) return real32(name, value, unit);
  //]
  //[ curve
  if (bits.curve) {
    raw = nearest(name, bits, value, width);
    exact = bits.curve(raw);
    if (bits.whole && Math.abs(exact - value) > Math.abs(value) / 4096) {
      refuse(name, said + " cannot be said: the nearest is " + short(exact) + unit);
    }
    return raw;
  }
  //]
  //[ number
  exact = UNSCALED;
  raw = Math.floor(exact + 0.5);
  if (!(Math.abs(exact - raw) <= 1 / 1024)) {
    refuse(name, said + " cannot be said: it goes in steps of " + STEP + unit);
  }
  //]
  //[ none
  exact = statusOf(bits, raw);
  if (exact) refuse(name, value + " would be read as no value (" + exact + ")");
  //]
  //[ number
  return raw;
  //]
}

//[ far
function short(value) {
  var size = Math.abs(value);
  if (size < 1e10 && (size >= 1e-4 || !size)) return String(+value.toPrecision(10));
  return value.toExponential(9).replace(/\.?0+e/, "e").replace(/-(\d)$/, "-0$1");
}

//]
//[ scaled
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
function nearest(name, bits, value, width) {
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
    refuse(name, value + " is outside " + short(low) + " \u2026 " + short(high));
  }
  return best;
}

//]
//[ real
// The bits of a floating-point number, half to even.
function real32(name, value, unit) {
  var most = 0xffffff * Math.pow(2, 104), size = Math.abs(value), exponent = 127, raw, over;
  for (; size >= 2; exponent++) size /= 2;
  for (; size < 1 && exponent > 1; exponent--) size *= 2;
  raw = Math.floor(size * 0x800000);
  over = size * 0x800000 - raw;
  if (over > 0.5 || (over === 0.5 && raw % 2)) raw++;
  raw += (exponent - 1) * 0x800000;
  if (raw >= 0x7f800000) {
    refuse(
      name, short(value) + unit + " is beyond what it takes, " + short(-most) + " \u2026 " + short(most) + unit
    );
  }
  return value < 0 ? raw + 0x80000000 : raw;
}

//]
//[ digits
// A number in hexadecimal digits of ASCII.
function spelled(name, bits, value, size, unit) {
  var exact = (value * (bits.den || 1) - (bits.add || 0)) / (bits.mul || 1), number = 0, whole, text, i;
  whole = Math.floor(exact + 0.5);
  text = whole.toString(16).toUpperCase();
  if (whole < 0 || text.length > size) {
    refuse(name, short(exact) + " does not go into " + size + " hexadecimal digits");
  }
  exact = scaled(bits, whole);
  if (bits.whole && Math.abs(exact - value) > Math.abs(value) / 4096) {
    refuse(name, short(value) + unit + " cannot be said: the nearest is " + short(exact) + unit);
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
function dated(name, bits, value) {
  var time = new Date(value * 1000), number = 0, numbers, i, one, raw;
  if (value % 1) refuse(name, "a date of whole seconds is needed, not " + value);
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
    if (raw < 0 || raw >= Math.pow(2, one[2])) refuse(name, "the " + one[0] + " cannot be " + numbers[one[0]]);
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
  return iso(calendar(numbers.year, numbers.month, numbers.day, numbers.hour, numbers.minute, numbers.second));
}

//]
//[ time
// A time in seconds since 1970: a number, a Date, a text in ISO 8601.
function secondsOf(time, name) {
  var seconds = typeof time === "number" ? time : arrived(time);
  if (seconds !== null) return seconds;
  if (typeof time === "string" && !/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?$/.test(time)) {
    refuse(name, written(time) + " is no ISO 8601 time");
  }
  refuse(name, "a time with its zone is needed, not " + written(time));
}

//]
//[ valued
function valueOf(bits, raw/*[ digits*/, width/*]*/) {
//]
  //[ none
  if (statusOf(bits, raw)) return statusOf(bits, raw);
  //]
  //[ states
  if (bits.states) return named(bits.states, raw);
  //]
  //[ is
  if (bits.is !== undefined) return raw === bits.is;
  //]
  //[ not
  if (bits.not !== undefined) return raw !== bits.not;
  //]
  //[ over
  if (bits.over !== undefined) return raw > bits.over === bits.yes > bits.over;
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
  if (bits.time) return iso(SCALED);
  //]
  //[ valuednumber
  return SCALED;
  //]
//[ valued
}

//]
"""
