// A batch of compressed samples. A series: its label, bits, whether it has a sign, the step in which differences count,
// what its number is divided by (0: true or false), its name.
var LONG = " 10001 100001 1000001 10000001 1000000000 " +
  "10000000010 10000000011 10000000100 10000000101 10000000110 10000000111";
var CODES = [
  "00 01 11 101 1001" + LONG,
  "1101111 11010 1100 011 111 10 00 010 110110 110111011 " +
    "110111001 1101110101 1101110100 1101110000 11011100011 11011100010",
  "1001 101 00 01 11" + LONG
];
var IN_FULL = 15, TIMES = 1, CLOCK_END = 0x100000000;
var stream, first, position, length, labels, series;

function fault(problem, name) {
  fail(name, first + (position >> 3), problem + " (batch, at bit " + (position & 7) + " of the byte)");
}

function bitAt(place) {
  return (stream[first + (place >> 3)] >> (place & 7)) & 1;
}

// Bits come from the lowest of a byte on; of a number, the highest ones come first, if they fill no byte.
function take(count, name) {
  var value = 0, number, size, left, i;
  if (position + count > length) fault(count + " bits needed, " + (length - position) + " left", name);
  for (left = count; left > 0; left -= size) {
    size = left % 8 || 8;
    number = 0;
    for (i = 0; i < size; i++) number += bitAt(position + i) << i;
    value = value * 256 + number;
    position += size;
  }
  return value;
}

function symbol(table, name) {
  var codes = (CODES[table] || "").split(" "), code = "", place, found;
  if (table >= CODES.length) fault("Huffman table " + table + " does not exist, only 0, 1 and 2 do", name);
  for (place = position; place < length; place++) {
    code += bitAt(place);
    found = codes.indexOf(code);
    if (found >= 0) {
      position = place + 1;
      return found;
    }
  }
  fault("the payload ends inside a Huffman code", name);
}

function takeLabel() {
  var start = position, label = take(labels, "label"), known = series.map(function (one) {
    return one.label;
  });
  if (known.indexOf(label) >= 0) return series[known.indexOf(label)];
  position = start;
  fault("label " + label + " is not known here, only " + known.join(", ") + " are", "label");
}

function takeTime(before, table) {
  var found = symbol(table, "time"), time;
  if (found === IN_FULL) return take(32, "time");
  time = before + take(found, "time") + (1 << found) - 1;
  if (time >= CLOCK_END) fault("second " + time + " is beyond the device's clock of 32 bits", "time");
  return time;
}

function takeValue(one) {
  var value = take(one.bits, one.name), half = Math.pow(2, one.bits - 1);
  return one.signed && value >= half ? value - 2 * half : value;
}

function stepped(one, before, found) {
  var steps, value, half = Math.pow(2, one.bits - 1), least = one.signed ? -half : 0;
  if (one.coding > 2) fault("coding " + one.coding + " does not exist, only 0, 1 and 2 do", one.name);
  steps = take(found, one.name);
  if (one.coding) steps += (1 << found) - 1;
  else if (steps < 1 << (found - 1)) steps += 1 - (1 << found);
  value = before + (one.coding === 2 ? -steps : steps) * one.step;
  if (one.bits === 32) {
    // counters start anew at 0
    value = (value - least) % CLOCK_END;
    return (value < 0 ? value + CLOCK_END : value) + least;
  }
  if (value < least || value >= least + 2 * half) {
    fault(value + " is outside " + least + "\u2026" + (least + 2 * half - 1), one.name);
  }
  return value;
}

// The next sample of a series; gives the symbol that its value starts with.
function takeSample(one, time) {
  var value = one.samples[one.samples.length - 1].value, found = symbol(one.table, one.name);
  if (found === IN_FULL) value = takeValue(one);
  else if (found) value = stepped(one, value, found);
  one.samples.push({ time: time, value: value });
  return found;
}

// The first sample of each series, and how the others are coded.
function takeHeads(count, single) {
  var heads = [], time = 0, i, one;
  for (i = 0; i < count; i++) {
    one = takeLabel();
    if (one.samples.length) fault("label " + one.label + " heads two series", "label");
    time = i ? takeTime(time, TIMES) : take(32, "time");
    one.samples.push({ time: time, value: takeValue(one) });
    one.coding = single ? 0 : take(2, "coding");
    one.table = single ? 0 : take(2, "table");
    heads.push(one);
  }
  return heads;
}

// Further samples, series by series in any order, each of them once.
function eachSeries(heads, further) {
  var left = heads.slice(), one, place;
  while (left.length) {
    one = takeLabel();
    place = left.indexOf(one);
    if (place < 0) fault("label " + one.label + " has no series in the header, or had its samples already", "label");
    left.splice(place, 1);
    further(one);
  }
}

// Those that share one list of times, in which the time of the first sample may stand once more.
function takeCommon(heads, last) {
  var count = take(8, "sample count"), table = take(2, "table"), times = [];
  while (times.length < count) {
    if (times.length) last = takeTime(last, table);
    else last = symbol(table, "time") === IN_FULL ? take(32, "time") : heads[0].samples[0].time;
    times.push(last);
  }
  eachSeries(heads, function (one) {
    var untouched = true;
    times.forEach(function (time) {
      if (!take(1, one.name)) return;
      if (!takeSample(one, time) && untouched) one.samples.pop();
      untouched = false;
    });
  });
  return last;
}

// Those with times of their own.
function takeApart(heads, last) {
  eachSeries(heads, function (one) {
    var count = take(8, "sample count"), table = count ? take(2, "table") : 0, time;
    for (; count > 0; count--) {
      time = takeTime(one.samples[one.samples.length - 1].time, table);
      takeSample(one, time);
      last = Math.max(last, time);
    }
  });
  return last;
}

function read(payload, start, end, receivedAt, tagSize, known) {
  var common, single, requested, count, counter, heads, last, sent, latest = 0, items, stop;
  stream = payload;
  first = start;
  length = 8 * (end - start);
  position = 0;
  labels = tagSize;
  series = known.map(function (row, number) {
    return {
      number: number, label: row[0], bits: row[1], signed: row[2], step: row[3], divisor: row[4], name: row[5], samples: []
    };
  });
  if (take(1, "frame")) {
    position = 0;
    fault("a standard frame, not a batch", "frame");
  }
  common = take(1, "flags");
  single = take(1, "flags");
  requested = take(1, "flags") === 1;
  count = take(4, "series count");
  if (!count) fault("a batch without series", "series count");
  counter = take(3, "counter");
  take(1, "reserved");
  heads = takeHeads(count, single);
  last = heads[heads.length - 1].samples[0].time;
  if (!single) last = common ? takeCommon(heads, last) : takeApart(heads, last);
  sent = last ? takeTime(last, TIMES) : take(32, "timestamp");
  heads.forEach(function (one) {
    one.samples.forEach(function (sample) {
      latest = Math.max(latest, sample.time);
    });
  });
  if (latest > sent) fault("a sample of second " + latest + " in a batch sent at second " + sent, "timestamp");
  items = [[2, sent, null], [3, counter, null], [4, requested, null]];
  tell(items, heads, sent, receivedAt);
  stop = start + ((position + 7) >> 3);
  if (stop + 1 === end && !payload[stop]) stop = end; // a spare byte of the bit stream
  return { items: items, end: stop };
}

// The newest sample of a series is of now, those before it are a history by their age.
function tell(items, heads, sent, receivedAt) {
  var records = [];
  heads.forEach(function (one) {
    var newest = 0, i;
    for (i = 1; i < one.samples.length; i++) if (one.samples[i].time >= one.samples[newest].time) newest = i;
    one.samples.forEach(function (sample, place) {
      var value = one.divisor ? sample.value / one.divisor : sample.value !== 0;
      if (place === newest) {
        items.push([5 + one.number, value, null], [5 + series.length + one.number, sent - sample.time, null]);
      } else {
        keep(records, sent - sample.time, one.number, value);
      }
    });
  });
  records.sort(function (one, other) {
    return one.age - other.age || one.again - other.again;
  });
  records.forEach(function (record, turn) {
    if (receivedAt !== null) items.push([0, receivedAt - record.age, turn]);
    items.push([1, record.age, turn]);
    record.values.forEach(function (one) {
      items.push([5 + one[0], one[1], turn]);
    });
  });
}

// Two samples of one series and second stand in two records.
function keep(records, age, number, value) {
  var again = 0, same = records.filter(function (one) {
    return one.age === age;
  });
  while (same[again] && same[again].numbers[number]) again++;
  if (!same[again]) {
    same[again] = { age: age, again: again, numbers: {}, values: [] };
    records.push(same[again]);
  }
  same[again].numbers[number] = true;
  same[again].values.push([number, value]);
}
