// One frame after the other; a byte between two says how far on in the table of frames the next one is.
// A number is told by the number of its field, its bytes, and what they are: a divisor, states, or a word for it.
var STATE = 1, EVENTS = 2;
var stream, stop, at, items, numbers, plain, changes;

function taken(name, size) {
  if (stop - at < size) fail(name, at, size + " bytes needed");
  at += size;
  return at - size;
}

function add(name, value, turn) {
  items.push([numbers[name][0], value, turn]);
  if (name === "activity" && value !== "disabled") items.push([numbers.moving[0], value !== "idle", turn]);
}

function characters(start, size) {
  var said = "", i;
  for (i = start; i < start + size; i++) said += String.fromCharCode(stream[i]);
  return said.replace(/\0+$/, "");
}

function digits(start, size) {
  var said = "", i;
  for (i = start; i < start + size; i++) said += (stream[i] < 16 ? "0" : "") + stream[i].toString(16);
  return said;
}

function little(start, size, signed) {
  var number = 0, i;
  for (i = size - 1; i >= 0; i--) number = number * 256 + stream[start + i];
  return signed && stream[start + size - 1] > 127 ? number - Math.pow(256, size) : number;
}

function meant(name, start) {
  var size = numbers[name][1], form = numbers[name][2];
  if (form === "hex") return digits(start, size);
  if (form === "text") return characters(start, size);
  if (form === "version") return stream.slice(start, start + size).join(".");
  if (form === "bit") return (stream[start] & 1) === 1;
  if (form === "one") return stream[start] === 1;
  if (typeof form === "object") return form[Math.min(stream[start] & (form.length < 5 ? 3 : 7), form.length - 1)];
  return little(start, size, numbers[name][3]) / form;
}

function state() {
  var byte, i, names = ["free_fall", "vibration", "pending_event"];
  byte = stream[taken("orientation", 1)];
  add("orientation", numbers.orientation[2][Math.min(byte & 7, 6)], null);
  add("activity", numbers.activity[2][(byte >> 3) & 3], null);
  for (i = 0; i < names.length; i++) add(names[i], ((byte >> (5 + i)) & 1) === 1, null);
}

function events() {
  var turn = 0, head, start;
  do {
    head = stream[taken("system_event", 1)];
    start = taken("system_event", head & 0x7f);
    if (at - start < 5) fail("system_event", start, "an event has 5 bytes at least");
    items.push([numbers.time[0], little(start, 4), turn]);
    event(stream[start + 4], start + 5, turn);
    turn += 1;
  } while (head > 0x7f);
}

function event(code, start, turn) {
  var name = changes[code];
  if (code >= 100 && code <= 229) add("data_rule", code - 100, turn);
  else if (!name) add("system_event", code, turn);
  else {
    if (at - start < numbers[name][1]) fail(name, at, numbers[name][1] + " bytes needed");
    add(name, meant(name, start), turn);
  }
}

// A part of what is set: where it begins, whether it is the last one, its bytes.
function settings(name) {
  var head = little(taken(name + "_offset", 2), 2), size = stream[taken(name + "_settings", 1)];
  add(name + "_offset", head & 0x7fff, null);
  add(name + "_last", head > 0x7fff, null);
  add(name + "_settings", digits(taken(name + "_settings", size), size), null);
}

function frame(type) {
  var names = plain[type], i;
  if (type === EVENTS) events();
  else if (typeof names === "string") settings(names);
  else {
    for (i = 0; i < names.length; i++) add(names[i], meant(names[i], taken(names[i], numbers[names[i]][1])), null);
    if (type === STATE) state();
  }
}

function read(payload, start, end, receivedAt, type, told) {
  var step;
  stream = payload;
  stop = end;
  at = start;
  items = [];
  numbers = told.numbers;
  plain = told.frames;
  changes = told.changes;
  for (;;) {
    frame(type);
    step = at < end ? payload[at] : 0;
    type += step & 0x3f;
    if (step >> 6 !== 2 || !(type in plain)) return { items: items, end: at };
    at += 1;
  }
}
