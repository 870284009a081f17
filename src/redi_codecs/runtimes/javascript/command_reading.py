"""Commands in generated JavaScript, reading: which command a downlink is, and what it says."""

from __future__ import annotations

from typing import Final

__all__ = ["READING"]

READING: Final = r"""//[ one
// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var names = NAMES_OF(input.fPort), data = {}, i, name;
  bytes = input.bytes;
//]
//[ exact
  for (i = 0; i < names.length; i++) {
    name = names[i];
    if (readCommand(name, 0, bytes.length) && at === end) {
//]
//[ strangeone
  for (i = 0; i < 2 * names.length; i++) { // in the second round one with something odd in it
    name = names[i % names.length];
    if (readCommand(name, 0, bytes.length) && at === end && out.odd === i >= names.length) {
//]
//[ one
      data[name] = told(name);
      return { data: data };
    }
  }
  name = ", byte 0: this is no command of fPort " + input.fPort + "; known: " + listed(names);
  return { errors: [DEVICE + name] };
}

//]
//[ joins
// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var names = NAMES_OF(input.fPort), data = {}, dead = {}, furthest = 0, start = 0, stop, inside, found, text;
  // The first command that is all of the payload.
  function alone(odd) {
    return names.some(function (name) {
//]
      //[ loner
      found = readCommand(name, ALONE[name] ? 0 : start, ALONE[name] ? bytes.length : stop);
      //]
      //[ sociable
      found = readCommand(name, start, stop);
      //]
      //[ frame
      if (found && inside.sized && !ALONE[name] && found.end < end) {
        found.odd = true;
        found.end = end;
      }
      //]
//[ joins
      return found && found.end === end && found.odd === odd;
    });
  }
  // Commands that join, from a byte on.
  function several(from) {
    var all = from === stop ? [] : null;
    if (!all && !dead[from]) {
      names.some(function (name) {
        var one, rest;
//]
        //[ alone
        if (ALONE[name]) return false;
        //]
//[ joins
        furthest = Math.max(furthest, from);
        one = readCommand(name, from, stop);
        rest = one && !one.odd && one.end > from ? several(one.end) : null;
        all = rest && [one].concat(rest);
        return all;
      });
      dead[from] = true;
    }
    return all;
  }
  bytes = input.bytes;
  stop = bytes.length;
//]
  //[ frame
  inside = unframed();
  start = inside.start;
  stop = inside.stop;
  //]
//[ joins
  if (alone(false)) found = [found];
  else found = stop > start ? several(start) : null;
//]
  //[ strangejoins
  if (!found) found = alone(true) ? [found] : null;
  //]
//[ joins
  if (!found) {
    text = furthest ? ", nor several of them after byte " + furthest : "";
    text = ": this is no command of fPort " + input.fPort + text + "; known: " + listed(names);
    return { errors: [DEVICE + ", byte " + furthest + text] };
  }
  found.forEach(function (one) {
    out = one;
//]
    //[ about
    beside(one, inside.data);
    //]
//[ joins
    data[one.name] = told(one.name);
  });
  return { data: data };
}

//]
// The value of the command that was read, or all values.
function told(name) {
  var takes = taken(COMMANDS[name]);
  if (takes.length > 1ABOUT_TOO || (takes[0] && out.data[takes[0]] === undefined)) return out.data;
  return takes.length ? out.data[takes[0]] : true;
}

// What a command says from a byte on, null where there is another.
function readCommand(name, start, stop) {
  at = start;
  end = stop;
  out = { name: name, data: {}OPEN_AND_ODD };
  //[ check
  end -= CHECK.size;
  if (end < 0 || UNSIGNED_OF(CHECK)(end, CHECK.size) !== checked(end)) return null;
  //]
  if (!readParts(COMMANDS[name])) return null;
  //[ check
  if (at < end) out.odd = true;
  end = at = stop;
  //]
  out.end = at;
  return out;
}

//[ frame
// Where the commands stand in what is around them.
function unframed() {
  var fits = true, length = 0, inside = { sized: false };
  at = 0;
//]
  //[ about
  end = bytes.length;
  out = { data: {}, open: {} };
  //]
//[ frame
  FRAME.forEach(function (one) {
    if (typeof one === "number") fits = bytes[at++] === one && fits;
    else if (one.inside) {
      if (one.room !== undefined) length = Math.max(bytes.length - at - one.room, 0);
      else inside.sized = true;
      inside.start = at;
      inside.stop = at += length;
    }
//]
    //[ about
    else if (one.of || one.name) fits = readWord(one) && fits;
    //]
//[ frame
    else {
      length = UNSIGNED_OF(one)(at, one.size);
      at += one.size;
    }
  });
  if (!fits || at !== bytes.length) inside.start = inside.stop = -1;
//]
  //[ about
  inside.data = out.data;
  //]
//[ frame
  return inside;
}

//]
//[ about
// What is said around a command goes for it too.
function beside(command, said) {
  var name;
//]
  //[ aboutalone
  if (ALONE[command.name]) return;
  //]
//[ about
  for (name in said) command.data[name] = said[name];
}

//]
function readParts(parts) {
  return parts.every(function (one) {
    if (typeof one === "number") return bytes[at++] === one && at <= end;
    //[ form
    if (one.form) return readBytes(one);
    //]
    //[ cases
    if (one.cases) {
      one = caseOf(one, out.open[one.on] === undefined ? out.data[one.on] : out.open[one.on]);
      return one && readParts(one);
    }
    //]
    //[ when
    if (one.then) return !(IS_READ) || readParts(one.then);
    //]
    return readWord(one);
  });
}

//[ form
function readBytes(run) {
  var size = run.size === undefined ? end - at : run.size;
  if (at + size > end) return false;
  out.data[run.name] = (run.form === "text" ? text : hexes)(size, run.name);
  return true;
}

//]
//[ some
// Some bits of a number.
function some(number, shift, width) {
  return Math.floor(number / Math.pow(2, shift)) % Math.pow(2, width);
}

//]
//[ of
function readWord(word) {
  var size = word.size || 1, number = UNSIGNED_OF(word)(at, size);
  at += size;
  return at <= end && (word.of || [word]).every(function (bits) {
    var width = bits.width || 8 * size, raw = some(number, bits.shift || 0, width);
//]
    //[ spans
    if (bits.spans) raw = joined(bits.spans, number);
    //]
    //[ oddof
    if (bits.odd && raw !== bits.constant) out.odd = true;
    else
    //]
    //[ of
    if (bits.constant !== undefined && raw !== bits.constant) return false;
    //]
    //[ caseof
    if (bits.open) out.open[bits.open] = raw;
    //]
    //[ signedof
    if (bits.signed && raw >= Math.pow(2, width - 1)) raw -= Math.pow(2, width);
    //]
//[ of
    if (bits.name) out.data[bits.name] = valueOf(bits, raw/*[ digits*/, width/*]*/);
    return true;
  });
}

//]
//[ whole
function readWord(bits) {
  var size = bits.size || 1, raw = UNSIGNED_OF(bits)(at, size);
  at += size;
  if (at > end) return false;
//]
  //[ oddwhole
  if (bits.odd && raw !== bits.constant) out.odd = true;
  //]
  //[ casewhole
  if (bits.open) out.open[bits.open] = raw;
  //]
  //[ signedwhole
  if (bits.signed && raw >= Math.pow(2, 8 * size - 1)) raw -= Math.pow(2, 8 * size);
  //]
//[ whole
  if (bits.name) out.data[bits.name] = valueOf(bits, raw/*[ digits*/, 8 * size/*]*/);
  return true;
}

//]
//[ spans
function joined(spans, number) {
  var raw = 0, i;
  for (i = 0; i < spans.length; i++) raw = raw * Math.pow(2, spans[i][1]) + some(number, spans[i][0], spans[i][1]);
  return raw;
}

//]
"""
