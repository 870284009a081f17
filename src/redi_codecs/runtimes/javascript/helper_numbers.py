"""Helpers of generated JavaScript, times and numbers: dates, what is computed, integers beyond 2^53."""

from __future__ import annotations

from typing import Final

__all__ = ["NUMBERS"]

NUMBERS: Final = r"""// Seconds since 1970 as a time in UTC.
function iso(seconds) {
  //[ any
  if (seconds === null || !(seconds >= -62135596800 && seconds <= 253402300799)) return null;
  //]
  //[ maybe
  if (seconds === null) return null;
  //]
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
  seconds = calendar(+parts[1], +parts[2], +parts[3], +parts[4], +parts[5], +parts[6]);
  sign = parts[8] === "-" ? -60 : 60;
  if (seconds === null) return null;
  seconds -= sign * (60 * (parts[9] || 0) + +(parts[10] || 0));
  return (seconds * 1e6 + +((parts[7] || "") + "000000").slice(0, 6)) / 1e6;
}

//[ told
// A date as a time in UTC; null where it is none.
//]
//[ untold
// Seconds since 1970 of a date in UTC; null where it is none.
//]
function calendar(year, month, dayFURTHER) {
  var date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  //[ both
  if (hour === undefined) hour = minute = second = 0;
  //]
  //[ clock
  date.setUTCHours(hour, minute, second);
  //]
  if (year < 1 || year > 9999 || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  //[ clock
  if (date.getUTCHours() !== hour || date.getUTCMinutes() !== minute || date.getUTCSeconds() !== second) return null;
  //]
  //[ offset
  if (offset === undefined) offset = 0;
  if (offset === null || offset % 1 || !(Math.abs(offset) < 86400)) return null;
  date = date.getTime() / 1000 - offset;
  return date >= -62135596800 && date <= 253402300799 ? date : null;
  //]
  //[ numbered
  return date.getTime() / 1000;
  //]
  //[ told
  return date.toISOString().slice(0, 19) + "Z";
  //]
}

// Two decimal digits, four bits each; null where they are none.
function decimal(raw) {
  return raw < 160 && (raw & 15) < 10 ? (raw >> 4) * 10 + (raw & 15) : null;
}

// Two decimal digits of a date, four bits each.
function bcd(raw) {
  return +raw.toString(16);
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
"""
