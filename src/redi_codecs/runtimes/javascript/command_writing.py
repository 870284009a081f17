"""Commands in generated JavaScript, writing: what was asked for as bytes, or a sentence that says why there are none.

The parts of a command are its table: a number is a byte, an object with ``cases``, ``then`` or ``form`` a choice, a
part that may be there, a run of bytes, and any other a word, of one number or ``of`` several.
"""

from __future__ import annotations

from typing import Final

from redi_codecs.runtimes.javascript.command_values import PORTS_GIVEN

__all__ = ["WRITING"]

WRITING: Final = r"""
// Commands by name, each with its value, or with a mapping of its arguments.
function encodeDownlink(input) {
  var given = input.data || {}, known = "; known: " + listed(Object.keys(COMMANDS)), made = [], name, last;
  //[ ports
  var ports;
  //]
  //[ about
  var abouts = [];
  about = {};
  //]
  try {
    for (name in given) {
      if (name === "allow_disruptive") continue;
      if (!COMMANDS.hasOwnProperty(name)) refuse(null, "there is no command " + written(name) + known);
      writeCommand(name, given[name]/*[ disruptive*/, given.allow_disruptive === true/*]*/);
      made.push(JOINS ? made.pop().concat(out.bytes) : out.bytes);
      //[ about
      abouts[made.length - 1] = AROUND;
      //]
      last = name;
    }
    if (!last) refuse(null, "a command is needed" + known);
    //[ about
    made = made.map(function (inside, i) {
      about = abouts[i];
      return about ? framed(inside) : inside;
    });
    //]
    //[ apart
    name = "do not join";
    //]
    //[ ports
PORTS_GIVEN    if (ports.length > 1) name = "go on ports " + ports.join(", ");
    //]
    //[ apart
    if (made.length > 1) refuse(null, "these commands make " + made.length + " downlinks, for they " + name);
    //]
  } catch (error) {
    return { errors: [error.message] };
  }
  return { fPort: PORT_OF(last), bytes: AS_SENT };
}

function listed(names) {
  return names.join(", ") || "none";
}

// The names of the arguments that parts takeNEEDLESS.
function taken(parts, needed) {
  var names = [];
  parts.forEach(function (one) {
    //[ preset like
    if (needed && (one.preset !== undefined || one.like)) return;
    //]
    //[ shallow
    names = names.concat(one.of ? taken(one.of, needed) : one.name || []);
    //]
    //[ nested
    var inside = one.of || [];
    //]
    //[ cases when
    if (one.then && !needed) inside = one.then;
    //]
    //[ cases
    if (one.cases && !needed) {
      one.cases.forEach(function (body) {
        inside = body[0] ? inside.concat(body[1]) : body[1].concat(inside);
      });
    }
    //]
    //[ cases
    if (one.cases && needed) {
      one = one.cases.map(function (body) {
        return taken(body[1], true);
      }).reduce(function (all, some) {
        return all.filter(function (name) {
          return some.indexOf(name) >= 0;
        });
      });
      inside = one.map(function (name) {
        return { name: name };
      });
    }
    //]
    //[ nested
    taken(inside, needed).concat(one.name || []).forEach(function (name) {
      if (names.indexOf(name) < 0) names.push(name);
    });
    //]
    //[ flat
    if (one.name) names.push(one.name);
    //]
  });
  return names;
}

function writeCommand(name, value/*[ disruptive*/, allowed/*]*/) {
  var parts = COMMANDS[name], takes = taken(parts), command = "the command " + name, given = {}, one;
  if (value !== null && typeof value === "object" && !value.getTime && !value.concat) given = value;
  else if (takes.length === 1 || takes.indexOf(name) >= 0) given[takes.length > 1 ? name : takes[0]] = value;
  //[ several
  else if (takes.length) {
    one = " has several arguments: a mapping of them is needed, not " + written(value);
    refuse(name, name + one + "; it takes " + listed(takes));
  }
  //]
  else if (value !== true) refuse(name, name + " has no arguments: true gives it, not " + written(value));
  //[ disruptive
  for (one in DISRUPTIVE) {
    if (allowed || DISRUPTIVE[one].indexOf(name) < 0) continue;
    refuse(name, "this could lock the device out: " + one + "; allow_disruptive: true gives it all the same");
  }
  //]
  //[ about
  given = ownOf(name, given);
  //]
  for (one in given) {
    one = takes.indexOf(one) < 0 && " has no argument " + written(one) + "; it takes " + listed(takes);
    if (one) refuse(name, command + one);
  }
  takes = NEEDED.filter(function (one) {
    return given[one] === undefined;
  });
  if (takes.length) refuse(takes[0], command + " needs " + listed(takes));
  out = { name: name, bytes: [], given: given, said: {}, open: {}, lacking: [] };
  //[ timed
  if (given.time != null) secondsOf(given.time, "time");
  //]
  writeParts(parts);
  //[ check
  bytes = out.bytes;
  addWord(out.bytes.length, CHECK, checked(bytes.length));
  //]
  one = leftOver(out)[0];
  if (one === undefined) return;
  if (out.lacking.length) throw out.lacking[0];
  takes = Object.keys(given).filter(function (other) {
    return other !== one;
  });
  takes = takes.join(", ") || "nothing else";
  refuse(one, command + " does not take it together with " + takes);
}

//[ about
// The arguments of a command itself; those around it are kept, and part it from others that say them otherwise.
function ownOf(name, given) {
  var own = {}, outer = taken(FRAME), one;
  apart = false;
//]
  //[ aboutalone
  if (ALONE[name]) return given;
  //]
//[ about
  apart = Object.keys(given).some(function (other) {
    return about.hasOwnProperty(other) && about[other] !== given[other];
  });
  if (apart) about = {};
  for (one in given) {
    if (outer.indexOf(one) < 0) own[one] = given[one];
    else about[one] = given[one];
  }
  return own;
}

//]
function writeParts(parts) {
  parts.forEach(function (one) {
    if (typeof one === "number") out.bytes.push(one);
    //[ form
    else if (one.form) out.bytes = out.bytes.concat(bytesOf(runOf(one.name, one, argument(one.name, one, out.given))));
    //]
    //[ cases
    else if (one.cases) writeChoice(one);
    //]
    //[ when
    else if (one.then) writeParts(IS_WRITTEN ? one.then : []);
    //]
    else writeWord(one);
  });
}

//[ of
// The number of all that is in a word.
function numberOf(word) {
  var number = +word || 0;
  (word.of || [word]).forEach(function (bits) {
    var width = bits.width || 8 * (word.size || 1), raw = bits.constant || 0;
    if (bits.name) raw = rawOf(bits.name, bits, argument(bits.name, bits, out.given)/*[ digits curve*/, width/*]*/);
    if (raw < 0) raw += Math.pow(2, width);
//]
    //[ caseof
    if (bits.open) out.open[bits.open] = { word: word, place: out.bytes.length, unit: Math.pow(2, bits.shift || 0) };
    //]
    //[ spans
    if (bits.spans) raw = spread(bits.spans, raw);
    //]
//[ of
    number += raw * Math.pow(2, bits.shift || 0);
  });
  return number;
}

//]
function writeWord(word) {
  var place = out.bytes.length/*[ whole*/, number = word.constant || 0/*]*/;
  //[ casewhole
  if (word.open) out.open[word.open] = { word: word, place: place, unit: 1 };
  //]
  //[ of
  addWord(place, word, numberOf(word));
  //]
  //[ whole
  if (word.name) {
    number = argument(word.name, word, out.given);
    number = rawOf(word.name, word, number/*[ digits curve*/, 8 * (word.size || 1)/*]*/);
  }
  addWord(place, word, number);
  //]
}

// A number into its bytes, some of which may be there already.
function addWord(place, word, number) {
  var size = word.size || 1, i, at;
  for (i = 0; i < size; i++, number = Math.floor(number / 256)) {
    at = LITTLE ? place + i : place + size - 1 - i;
    out.bytes[at] = (out.bytes[at] || 0) + (number & 255);
  }
}

//[ spans
// Bits at their places, the first of them highest.
function spread(spans, raw) {
  var number = 0, i;
  for (i = spans.length - 1; i >= 0; i--) {
    number += (raw % Math.pow(2, spans[i][1])) * Math.pow(2, spans[i][0]);
    raw = Math.floor(raw / Math.pow(2, spans[i][1]));
  }
  return number;
}

//]
//[ frame
// Commands with what stands around them.
function framed(inside) {
//]
  //[ frameonly
  out = { bytes: [] };
  //]
  //[ about
  out = { bytes: [], given: about, said: {}, open: {}, lacking: [] };
  //]
//[ frame
  FRAME.forEach(function (one) {
    if (typeof one === "number") out.bytes.push(one);
    else if (one.inside) out.bytes = out.bytes.concat(inside);
//]
    //[ about
    else if (one.of || one.name) writeParts([one]);
    //]
//[ frame
    else addWord(out.bytes.length, one, inside.length);
  });
  return out.bytes;
}

//]
//[ check
// The checksum of the bytes before `stop`.
function checked(stop) {
  return crc.apply(null, [stop].concat(CHECK.crc));
}

//]
// The arguments that nothing has said.
function leftOver(state) {
  return Object.keys(state.given).filter(function (name) {
    return !state.said.hasOwnProperty(name);
  });
}

//[ rest
// Whether parts take any of the arguments that are left.
function isWanted(parts) {
  var all = taken(parts);
  return leftOver(out).some(function (name) {
    return all.indexOf(name) >= 0;
  });
}

//]
//[ cases
// One of several bodies: that of a value that was given, or else of those that take most the first that can be written.
function writeChoice(one) {
  var open = out.open[one.on], value = open ? open.raw : out.said[one.on], kept = out, best, first, bodies, parts;
  if (value !== undefined && value !== null) {
    parts = caseOf(one, value);
    if (!parts) refuse(null, "no message has " + one.on + " = " + value);
    writeParts(parts);
    return;
  }
  bodies = one.cases.map(function (body, i) {
    var all = taken(body[1]), left = leftOver(kept);
    left = left.filter(function (name) {
      return all.indexOf(name) >= 0;
    });
    return { number: i, keys: body[0], parts: body[1], takes: left.length };
  });
  bodies.sort(function (one, other) {
    return other.takes - one.takes || one.number - other.number;
  });
  bodies.forEach(function (body) {
    if (best && !leftOver(best).length) return;
    out = copyOf(kept);
    try {
      if (body.keys && open) settle(one.on, body.keys[0]);
      writeParts(body.parts);
      if (!best || leftOver(out).length < leftOver(best).length) best = out;
    } catch (error) {
      first = first || error;
      if (body.takes === leftOver(kept).length) kept.lacking.push(error);
    }
  });
  if (!best) throw first;
  out = best;
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
  var found = one.cases.filter(function (body) {
    return !body[0] || body[0].some(function (key) {
      return key === value || (typeof key === "object" && value >= key[0] && value <= key[1]);
    });
  })[0];
  return found && found[1];
}

//]
""".replace("PORTS_GIVEN", PORTS_GIVEN)
