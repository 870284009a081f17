"""Commands in generated JavaScript whose bytes are digits with brackets for arguments: writing and reading them."""

from __future__ import annotations

from typing import Final

__all__ = ["PLAIN"]

PLAIN: Final = r"""
// Commands by name, each with its value, or with a mapping of its arguments.
function encodeDownlink(input) {
  var given = input.data || {}, known = "; known: " + Object.keys(COMMANDS).join(", "), made = [], name, last;
  //[ ports
  var ports;
  //]
  try {
    for (name in given) {
      if (name === "allow_disruptive") continue;
      if (!COMMANDS.hasOwnProperty(name)) refuse(null, "there is no command " + written(name) + known);
      made.push(JOINEDdigitsOf(name, given[name]ALLOWED));
      last = name;
    }
    if (!last) refuse(null, "a command is needed" + known);
    //[ apart
    name = "do not join";
    //]
    //[ ports
    ports = Object.keys(given).map(function (one) {
      return PORTS[one];
    });
    ports = ports.filter(function (port, i) {
      return port !== undefined && ports.indexOf(port) === i;
    });
    ports.sort(function (one, other) {
      return one - other;
    });
    if (ports.length > 1) name = "go on ports " + ports.join(", ");
    //]
    //[ apart
    if (made.length > 1) refuse(null, "these commands make " + made.length + " downlinks, for they " + name);
    //]
  } catch (error) {
    return { errors: [error.message] };
  }
  return { fPort: PORT_OF(last), bytes: bytesOf(made[0]) };
}

// The digits of a command with its arguments.
function digitsOf(name, value, allowed) {
  var words = COMMANDS[name].slice(1), takes = taken(words), command = "the command " + name, given = {}, text;
  if (String(value) === "[object Object]") given = value;
  //[ several
  else if (takes.length === 1 || takes.indexOf(name) >= 0) given[takes.length > 1 ? name : takes[0]] = value;
  else if (takes.length) {
    text = " has several arguments, " + takes.join(", ") + ": a mapping of them is needed, not ";
    refuse(name, name + text + written(value));
  }
  //]
  //[ single
  else if (takes.length) given[takes[0]] = value;
  //]
  else if (value !== true) refuse(name, name + " has no arguments: true gives it, not " + written(value));
  //[ disruptive
  if (DISRUPTIVE[name] && !allowed) {
    text = "; allow_disruptive: true gives it all the same";
    refuse(name, "this could lock the device out: " + DISRUPTIVE[name] + text);
  }
  //]
  Object.keys(given).forEach(function (one) {
    text = " has no argument " + written(one) + "; it takes " + (takes.join(", ") || "none");
    if (takes.indexOf(one) < 0) refuse(name, command + text);
  });
  takes = NEEDED.filter(function (one) {
    return given[one] === undefined;
  });
  if (takes.length) refuse(takes[0], command + " needs " + takes.join(", "));
  //[ time like
  out = { name: name };
  //]
  text = COMMANDS[name][0].replace(GROUPS, function (group) {
    return filled(words.shift(), given, group.length - 2);
  });
  //[ odd
  text = text.replace(/\(\?:(\w+)\|\.+\)/g, "$1");
  //]
  //[ blank
  text = text.replace(/\./g, "0");
  //]
  //[ check
  bytes = bytesOf(text);
  text += checked(bytes.length);
  //]
  return text;
}

// The names of argumentsNEEDLESS.
function taken(words, needed) {
  //[ optionalwhole
  words = words.filter(function (word) {
    return !needed || (word.preset === undefined && !word.like);
  });
  //]
  //[ whole
  return words.map(function (word) {
    return word.name;
  });
  //]
  //[ of
  var names = [];
  words.forEach(function (word) {
    (word.of || [word]).forEach(function (bits) {
      //]
      //[ optionalof
      if (needed && (bits.preset !== undefined || bits.like)) return;
      //]
      //[ of
      if (bits.name) names.push(bits.name);
    });
  });
  return names;
  //]
}

// The digits of an argument, or of several that share a number.
function filled(word, given, size) {
  //[ of
  var number = 0;
  //]
  //[ form
  if (word.form) return runOf(word, argument(word, given));
  //]
  //[ of
  (word.of || [word]).forEach(function (bits) {
    var width = bits.width || 4 * size, raw = bits.constant;
    if (bits.name) raw = rawOf(bits, argument(bits, given)/*[ digits curve*/, width/*]*/);
    number += (raw < 0 ? raw + Math.pow(2, width) : raw) * Math.pow(2, bits.shift || 0);
  });
  return TURNED(inHex(number, size), word);
  //]
  //[ whole
  return TURNED(inHex(rawOf(word, argument(word, given)/*[ digits curve*/, 4 * size/*]*/), size), word);
  //]
}

//[ turned
// The lowest byte first.
function turned(digits) {
  return digits.match(/../g).reverse().join("");
}

//]
//[ mixed
// The lowest byte first where a number has it so.
function turned(digits, word) {
  return word.little ? digits.match(/../g).reverse().join("") : digits;
}

//]
//[ check
// The digits of the checksum of the first bytes.
function checked(size) {
  return CHECKSUM;
}

//]
// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var known = NAMES_OF(input.fPort), data = {}, digits = "", i, text;
  function next(name) {
    var found = RegExp("^" + COMMANDS[name][0] + WHOLE).exec(digits), said = {}, names;
    //[ alonejoins
    if (ALONE[name] && found && found[0].length < 2 * bytes.length) return false;
    //]
    //[ whole
    if (!found) return false;
    COMMANDS[name].slice(1).forEach(function (word, i) {
      said[word.name] = READ;
    });
    //]
    //[ of
    if (!found || !COMMANDS[name].slice(1).every(function (word, i) {
      return readWord(word, found[i + 1], said);
    })) return false;
    //]
    digits = digits.slice(found[0].length);
    names = Object.keys(said);
    //[ several
    data[name] = names.length > 1 ? said : names.length ? said[names[0]] : true;
    //]
    //[ single
    data[name] = names.length ? said[names[0]] : true;
    //]
    return true;
  }
  bytes = input.bytes;
  for (i = 0; i < bytes.length; i++) digits += inHex(bytes[i], 2);
  //[ check
  i = bytes.length - CHECKSIZE;
  digits = digits.slice(2 * i) === checked(i) ? digits.slice(0, 2 * i) : "";
  //]
  //[ one
  if (known.some(next)) return { data: data };
  text = ", byte 0: this is no command of fPort " + input.fPort;
  //]
  //[ joins
  while (known.some(next)) if (!digits) return { data: data };
  i = bytes.length - digits.length / 2;
  text = ", byte " + i + ": this is no command of fPort " + input.fPort;
  if (i) text += ", nor several of them after byte " + i;
  //]
  return { errors: [DEVICE + text + "; known: " + (known.join(", ") || "none")] };
}

//[ of
function readWord(word, digits, said) {
  var number = parseInt(TURNED(digits, word), 16);
//]
  //[ formof
  if (word.form) {
    said[word.name] = runIn(word, digits);
    return true;
  }
  //]
//[ of
  return (word.of || [word]).every(function (bits) {
    var width = bits.width || 4 * digits.length, raw = some(number, bits.shift || 0, width);
    if (bits.constant !== undefined) return raw === bits.constant;
//]
    //[ signedof
    if (bits.signed && raw >= Math.pow(2, width - 1)) raw -= Math.pow(2, width);
    //]
//[ of
    said[bits.name] = valueOf(bits, raw/*[ digits*/, width/*]*/);
    return true;
  });
}

//]
//[ apiece
function readWord(word, digits) {
  var raw = parseInt(TURNED(digits, word), 16);
//]
  //[ formwhole
  if (word.form) return runIn(word, digits);
  //]
  //[ signedwhole
  if (word.signed && raw >= Math.pow(16, digits.length) / 2) raw -= Math.pow(16, digits.length);
  //]
//[ apiece
  return valueOf(word, raw/*[ digits*/, 4 * digits.length/*]*/);
}

//]
//[ form
function runIn(word, digits) {
  return word.form === "text" ? String.fromCharCode.apply(null, bytesOf(digits)).replace(/\0+$/, "") : digits;
}

//]
//[ some
// Some bits of a number.
function some(number, shift, width) {
  return Math.floor(number / Math.pow(2, shift)) % Math.pow(2, width);
}

//]
"""
