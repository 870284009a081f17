"""Commands in generated JavaScript whose bytes are digits with brackets for arguments: writing and reading them."""

from __future__ import annotations

from typing import Final

from redi_codecs.runtimes.javascript.command_values import PORTS_GIVEN

__all__ = ["PLAIN"]

PLAIN: Final = r"""
// Commands by name, each with its value, or with a mapping of its arguments.
function encodeDownlink(input) {
  var given = input.data || {}, known = "; known: " + Object.keys(COMMANDS).join(", "), made = MADE, name;
  //[ remembered
  var last/*[ ports*/, ports/*]*/;
  //]
  try {
    for (name in given) {
      if (name === "allow_disruptive") continue;
      if (!COMMANDS.hasOwnProperty(name)) refuse(null, "there is no command " + written(name) + known);
      ADDED(JOINEDdigitsOf(name, given[name]/*[ disruptive*/, given.allow_disruptive === true/*]*/));
      //[ remembered
      last = name;
      //]
    }
    if (!made/*[ apart*/.length/*]*/) refuse(null, "a command is needed" + known);
    //[ ports
PORTS_GIVEN    name = ports.length > 1 ? "go on ports " + ports.join(", ") : "do not join";
    //]
    //[ apart
    if (made.length > 1) refuse(null, "these commands make " + made.length + " downlinks, for they THEY);
    //]
    return { fPort: PORT_OF(last), bytes: bytesOf(made/*[ apart*/[0]/*]*/) };
  } catch (error) {
    return { errors: [error.message] };
  }
}

function digitsOf(name, value/*[ disruptive*/, allowed/*]*/) {
  //[ single
  var takes = COMMANDS[name][1] || {}, names = Object.keys(takes), all = names.join(", "), given = {}, text, left;
  //]
  //[ forms
  var forms = COMMANDS[name], names = namesOf(name), all = names.join(", "), given = {}, size = 0, text, left, i, why;
  //]
  if (String(value) === "[object Object]") given = value;
  //[ several
  else if (names.indexOf(names[1] ? name : all) >= 0) given[names[1] ? name : all] = value;
  else if (all || value !== true) {
    text = all ? "several arguments: a mapping of them is needed" : "no arguments: true gives it";
    refuse(name, name + " has " + text + ", not " + written(value) + (all && "; it takes " + all));
  }
  //]
  //[ lone
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
    if (names.indexOf(left) < 0) refuse(name, text + " has no argument " + written(left) + "; it takes " + ALL);
  }
  left = names.filter(function (one) {
    //[ singlerequired
    return given[one] === undefined;
    //]
    //[ singleoptional
    one = given[one] === undefined && takes[one];
    return one/*[ preset*/ && one.preset === undefined/*]*//*[ like*/ && !one.like/*]*/;
    //]
    //[ forms
    return given[one] === undefined && forms.every(function (form) {
      form = form[1] && form[1][one];
      return form/*[ preset*/ && form.preset === undefined/*]*//*[ like*/ && !form.like/*]*/;
    });
    //]
  });
  if (left.length) refuse(left[0], text + " needs " + left.join(", "));
  //[ needed
  out = { name: name };
  //]
  //[ timed
  if (given.time != null) secondsOf(given.time, "time");
  //]
  //[ forms
  // The first form that says all that is given.
  for (; size <= names.length; size++) {
    for (i = 0; i < forms.length; i++) {
      left = Object.keys(given);
      all = left.filter(function (one) {
        return !(forms[i][1] || {})[one];
      });
      if (all.length !== size) continue;
      try {
        value = formOf(forms[i][0], forms[i][1] || {}, given);
      } catch (error) {
        why = why || error;
        continue;
      }
      if (!size) return value;
      left.splice(left.indexOf(all[0]), 1);
      refuse(all[0], text + " does not take it together with " + (left.join(", ") || "nothing else"));
    }
    if (why && !size) throw why;
  }
  throw why;
}

// The arguments that a command takes.
function namesOf(name) {
  var names = [], one;
  COMMANDS[name].forEach(function (form) {
    for (one in form[1]) if (names.indexOf(one) < 0) names.push(one);
  });
  return names;
}

// The digits of a command with its arguments in them.
function formOf(text, takes, given) {
  var names = Object.keys(takes);
  //]
  GIVES TEMPLATE.replace(GROUPS, function (group) {
    var one = names.shift()WHAT_IT_TAKES/*[ sized*/, size = DIGITS_OF_GROUP/*]*//*[ of*/, number = PLUS/*]*/;
    //[ instead
    if (value === undefined) value = INSTEAD;
    //]
    //[ form
    if (bits.form) return runOf(one, bits, ARGUMENT(one));
    //]
    //[ of
    for (; one; one = (takes[names[0]] || {}).beside && names.shift()) {
      number += NUMBER(one, takes[one]) * Math.pow(2, takes[one].shift || 0);
    }
    //]
    //[ pickedof
    number = inHex(number, size);
    if (!RegExp(group).test(number)) throw null; // another form has what was given
    return TURNED(number, bits);
    //]
    //[ anyof
    return TURNED(inHex(number, size), bits);
    //]
    //[ pickedwhole
    one = inHex(NUMBER(one, BITS), DIGITS_OF_GROUP);
    if (!RegExp(group).test(one)) throw null; // another form has what was given
    return TURNED(one, bits);
    //]
    //[ wholesized
    return TURNED(inHex(NUMBER(one, BITS), size), bits);
    //]
    //[ wholeunsized
    return TURNED(inHex(NUMBER(one, BITS), DIGITS_OF_GROUP), bits);
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
  //[ digitschanged
  return text;
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
//[ straight
// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var known = NAMES_OF(input.fPort), data = {}, digits = "", i/*[ joins*/, text/*]*/;
  function fits(name) {
    var takes = COMMANDS[name][1], found = RegExp("^" + COMMANDS[name][0] + WHOLE).exec(digits)SAID, i = 0, one;
//]
    //[ alonejoins
    if (ALONE[name] && found && found[0].length < 2 * bytes.length) return false;
    //]
//[ straight
    if (!found) return false;
    data[name] = true;
    for (one in takes) data[name] = /*[ several*/said[one] = /*]*/READ;
//]
    //[ straightseveral
    if (/*[ of*/Object.keys(said).length/*]*//*[ whole*/i/*]*/ > 1) data[name] = said;
    //]
    //[ straightjoins
    digits = digits.slice(found[0].length);
    //]
//[ straight
    return true;
  }
  bytes = input.bytes;
  for (i = 0; i < bytes.length; i++) digits += inHex(bytes[i], 2);
//]
  //[ check
  i = bytes.length - BYTES_OF_CHECK;
  digits = digits.slice(2 * i) === checked(i) ? digits.slice(0, 2 * i) : "";
  //]
  //[ straightone
  if (known.some(fits)) return { data: data };
  i = ", byte 0: this is no command of fPort " + input.fPort + "; known: " + (known.join(", ") || "none");
  return { errors: [DEVICE + i] };
}

  //]
  //[ straightjoins
  while (known.some(fits)) if (!digits) return { data: data };
  i = bytes.length - digits.length / 2;
  text = ", byte " + i + ": this is no command of fPort " + input.fPort;
  if (i) text += ", nor several of them after byte " + i;
  return { errors: [DEVICE + text + "; known: " + (known.join(", ") || "none")] };
}

  //]
//[ tried
// The same as encodeDownlink takes.
function decodeDownlink(input) {
  var known = NAMES_OF(input.fPort), data = {}, digits = "", all = null, i/*[ joins*/, text, dead = {}, last = 0/*]*/;
  // What a command says from a digit on, null where there is another.
  function fits(name, start, stop/*[ odd*/, strict/*]*/) {
//]
    //[ triedsingle
    var takes = COMMANDS[name][1], text = COMMANDS[name][0], said = {}, i = 0, one/*[ several*/, names/*]*/, found;
    //]
    //[ triedstrict
    if (strict) text = text.replace(/\(\?:(\w+)\|\.+\)/g, "$1");
    //]
    //[ triedsingle
    found = RegExp("^" + text + stop).exec(digits.slice(start));
    //]
    //[ forms
    var said = {}, i = 0, one, names, takes, found;
    COMMANDS[name].some(function (form) {
      takes = form[1];
      one = form[0]/*[ odd*/.replace(/\(\?:(\w+)\|\.+\)/g, strict ? "$1" : "$&")/*]*/;
      found = RegExp("^" + one + stop).exec(digits.slice(start));
      return found;
    });
    //]
//[ tried
    if (!found) return null;
    for (one in takes) said[one] = READ;
//]
    //[ triednames
    names = /*[ single*/Object.keys(takes || {})/*]*//*[ forms*/namesOf(name)/*]*/;
    one = takes && names.length < 2 ? said[names[0]] : names.length ? said : true;
    //]
    //[ triedname
    one = takes ? said[one] : true;
    //]
//[ tried
    return { name: name, end: start + found[0].length, value: one };
  }
//]
  //[ triedjoins
  // Commands that join, from a digit on.
  function several(from) {
    var all = from < digits.length ? null : [];
    if (all || dead[from]) return all;
    dead[from] = true;
    last = Math.max(last, from / 2);
    known.some(function (name) {
      var one = /*[ alone*/!ALONE[name] && /*]*/fits(name, from, ""/*[ odd*/, true/*]*/);
      var rest = one && several(one.end);
      all = rest ? [one].concat(rest) : null;
      return all;
    });
    return all;
  }
  //]
  //[ tried
  // One command that is all there is.
  function alone(/*[ odd*/strict/*]*/) {
    known.some(function (name) {
      all = fits(name, 0, "$"/*[ odd*/, strict/*]*/);
      return all;
    });
    if (all) all = [all];
  }
  bytes = input.bytes;
  for (i = 0; i < bytes.length; i++) digits += inHex(bytes[i], 2);
  alone(/*[ odd*/true/*]*/);
  //]
  //[ triedjoins
  if (!all && digits) all = several(0);
  //]
  //[ triedodd
  if (!all) alone(false);
  //]
  //[ tried
  if (all) {
    all.forEach(function (one) {
      data[one.name] = one.value;
    });
    return { data: data };
  }
  //]
  //[ triedone
  i = ", byte 0: this is no command of fPort " + input.fPort + "; known: " + (known.join(", ") || "none");
  return { errors: [DEVICE + i] };
}

  //]
  //[ triedjoins
  text = ", byte " + last + ": this is no command of fPort " + input.fPort;
  if (last) text += ", nor several of them after byte " + last;
  return { errors: [DEVICE + text + "; known: " + (known.join(", ") || "none")] };
}

  //]
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
