"""Commands in generated JavaScript whose bytes are digits with brackets for arguments: writing and reading them."""

from __future__ import annotations

from typing import Final

from redi_codecs.runtimes.javascript.command_values import PORTS_GIVEN

__all__ = ["PLAIN"]

PLAIN: Final = r"""
// Commands by name, each with its value, or with a mapping of its arguments.
function encodeDownlink(input) {
  var given = input.data || {}, known = "; known: " + Object.keys(COMMANDS).join(", "), made = [], name;
  //[ remembered
  var last/*[ ports*/, ports/*]*/;
  //]
  try {
    for (name in given) {
      if (name === "allow_disruptive") continue;
      if (!COMMANDS.hasOwnProperty(name)) refuse(null, "there is no command " + written(name) + known);
      made.push(JOINEDdigitsOf(name, given[name]/*[ disruptive*/, given.allow_disruptive === true/*]*/));
      //[ remembered
      last = name;
      //]
    }
    if (!made.length) refuse(null, "a command is needed" + known);
    //[ ports
PORTS_GIVEN    name = ports.length > 1 ? "go on ports " + ports.join(", ") : "do not join";
    //]
    //[ apart
    if (made.length > 1) refuse(null, "these commands make " + made.length + " downlinks, for they THEY);
    //]
    made = bytesOf(made/*[ always*/.join("")/*]*//*[ apart*/[0]/*]*/);
    return { fPort: PORT_OF(last), bytes: made };
  } catch (error) {
    return { errors: [error.message] };
  }
}

function digitsOf(name, value/*[ disruptive*/, allowed/*]*/) {
  var takes = COMMANDS[name][1] || {}, names = Object.keys(takes), all = names.join(", "), given = {}, text, left;
  if (String(value) === "[object Object]") given = value;
  //[ several
  else if (names.length === 1 || takes[name]) given[takes[name] ? name : all] = value;
  else if (all || value !== true) {
    text = all ? "several arguments, " + all + ": a mapping of them is needed" : "no arguments: true gives it";
    refuse(name, name + " has " + text + ", not " + written(value));
  }
  //]
  //[ single
  else if (all) given[all] = value;
  else if (value !== true) refuse(name, name + " has no arguments: true gives it, not " + written(value));
  //]
  //[ disruptive
  for (text in DISRUPTIVE) {
    if (allowed || DISRUPTIVE[text].indexOf(name) < 0) continue;
    refuse(name, "this could lock the device out: " + text + "; allow_disruptive: true gives it all the same");
  }
  //]
  text = "the command " + name;
  for (left in given) {
    if (names.indexOf(left) >= 0) continue;
    refuse(name, text + " has no argument " + written(left) + "; it takes " + (all || "none"));
  }
  left = names.filter(function (one) {
    //[ required
    return given[one] === undefined;
    //]
    //[ optional
    one = given[one] === undefined && takes[one];
    return one/*[ preset*/ && one.preset === undefined/*]*//*[ like*/ && !one.like/*]*/;
    //]
  });
  if (left.length) refuse(left[0], text + " needs " + left.join(", "));
  //[ needed
  out = { name: name };
  //]
  text = COMMANDS[name][0].replace(GROUPS, function (group) {
    var one = names.shift(), bits = takes[one]/*[ sized*/, size = DIGITS_OF_GROUP/*]*//*[ of*/, number = 0/*]*/;
    //[ instead
    var value = given[one];
    if (value === undefined) value = INSTEAD;
    //]
    //[ form
    if (bits.form) return runOf(one, bits, ARGUMENT(one));
    //]
    //[ of
    for (; one; one = (takes[names[0]] || {}).beside && names.shift()) {
      number += NUMBER(one, takes[one]) * Math.pow(2, takes[one].shift || 0);
    }
    return TURNED(inHex(number, size), bits);
    //]
    //[ wholesized
    return TURNED(inHex(NUMBER(one, bits), size), bits);
    //]
    //[ wholeunsized
    return TURNED(inHex(NUMBER(one, bits), DIGITS_OF_GROUP), bits);
    //]
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
  var known = NAMES_OF(input.fPort), data = {}, digits = "", i/*[ joins*/, text/*]*/;
  function fits(name) {
    var takes = COMMANDS[name][1], found = RegExp("^" + COMMANDS[name][0] + WHOLE).exec(digits), said = {}, i = 0, one;
    //[ alonejoins
    if (ALONE[name] && found && found[0].length < 2 * bytes.length) return false;
    //]
    if (!found) return false;
    data[name] = true;
    for (one in takes) data[name] = said[one] = READ;
    //[ several
    if (Object.keys(said).length > 1) data[name] = said;
    //]
    //[ joins
    digits = digits.slice(found[0].length);
    //]
    return true;
  }
  bytes = input.bytes;
  for (i = 0; i < bytes.length; i++) digits += inHex(bytes[i], 2);
  //[ check
  i = bytes.length - BYTES_OF_CHECK;
  digits = digits.slice(2 * i) === checked(i) ? digits.slice(0, 2 * i) : "";
  //]
  //[ one
  if (known.some(fits)) return { data: data };
  i = ", byte 0: this is no command of fPort " + input.fPort + "; known: " + (known.join(", ") || "none");
  return { errors: [DEVICE + i] };
  //]
  //[ joins
  while (known.some(fits)) if (!digits) return { data: data };
  i = bytes.length - digits.length / 2;
  text = ", byte " + i + ": this is no command of fPort " + input.fPort;
  if (i) text += ", nor several of them after byte " + i;
  return { errors: [DEVICE + text + "; known: " + (known.join(", ") || "none")] };
  //]
}

//[ reads
function readOf(bits, digits) {
  var raw = parseInt(TURNED(digits, bits), 16)/*[ digits signed*/, width = bits.width || 4 * digits.length/*]*/;
//]
  //[ form
  if (bits.form) return BLOB;
  //]
  //[ of
  if (bits.width) raw = Math.floor(raw / Math.pow(2, bits.shift || 0)) % Math.pow(2, bits.width);
  //]
  //[ signed
  if (bits.signed && raw >= Math.pow(2, width - 1)) raw -= Math.pow(2, width);
  //]
//[ reads
  return valueOf(bits, raw/*[ digits*/, width/*]*/);
}

//]
//[ some
// Some bits of a number.
function some(number, shift, width) {
  return Math.floor(number / Math.pow(2, shift)) % Math.pow(2, width);
}

//]
""".replace("PORTS_GIVEN", PORTS_GIVEN)
