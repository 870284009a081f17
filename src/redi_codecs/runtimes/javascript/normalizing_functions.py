"""The functions of ``normalizeUplink``: for one object, for several by a table in its order, and for any payload.

In ``SHORT`` each name stands for one value of one time; its object is written out. ``TABLED`` has several times, or
several values of a name, and its table has those that go first before the others. ``WHOLE`` is for what only the
payload says: channels in names, quantities that give way to others, values of a name in the order in which they come.
"""

from __future__ import annotations

from typing import Final

__all__ = ["SHARED", "SHORT", "TABLED", "WHOLE"]

SHORT: Final = r"""
// The names of The Things Stack.
function normalizeUplink(input) {
  var data = input.data, sheet = filled(SHEET);
  //[ time
  if (sheet && data.time) sheet.time = data.time;
  //]
  return { data: sheet ? [sheet] : [] };
}

// Without what is null.
function filled(values) {
  var found = null, name, value;
  for (name in values) {
    value = values[name];
    if (typeof value === "object") value = filled(value);
    if (value != null) (found = found || {})[name] = value;
  }
  return found;
}

//[ limits
function within(value, low, high) {
  return value < low || value > high ? null : value;
}

//]
"""
TABLED: Final = r"""
// The names of The Things Stack: an object a time, or several of one time.
function normalizeUplink(input) {
  var result = [];
  GROUPS.forEach(function (group) {
    var sheets = [];
    //[ ordered
    channels = [];
    //]
    Object.keys(NORMALIZED).forEach(function (name) {
      //[ standing
      if (STANDS.some(isSaid)) return;
      //]
      group.forEach(function (values) {
        place(sheets, NORMALIZED[name], values[name]);
      });
    });
    //[ implied
    place(sheets, ["action.motion.detected"], implied(group), true);
    //]
    //[ people
    place(sheets, ["action.motion.count"], people(group), true);
    //]
    //[ time
    sheets.forEach(function (sheet) {
      if (group[0].time) sheet.time = group[0].time;
    });
    //]
    result = result.concat(sheets);
  });
  //[ standing
  function isSaid(name) {
    return EVERYTHING.some(function (values) {
      return values[name] !== undefined;
    });
  }
  //]
  return { data: result };
}

// A value to its place in the first object that has room for itEXCEPT.
function place(sheets, row, valueIMPLIED, first) {
  var names = row[0].split("."), last = names.pop(), i = first || 0, into;
  if (value == nullBEYOND) return;
  //[ contact
  if (last === "contactState" && !first) value = value ? "open" : "closed";
  //]
  //[ direction
  if (last === "direction" && value === 360) value = 0;
  //]
  //[ ordered
  while (i && sheets[i] && channels[i] !== row[1]) i++;
  channels[i] = row[1];
  //]
  into = names.reduce(function (one, name) {
    return (one[name] = one[name] || {});
  }, (sheets[i] = sheets[i] || {}));
  if (into[last] === undefined) into[last] = value;
  //[ motion
  else if (!implied) place(sheets, row, value, false, i + 1);
  //]
  //[ still
  else place(sheets, row, value, i + 1);
  //]
}

"""
WHOLE: Final = r"""
// The names of The Things Stack: an object a time, or several of one time.
function normalizeUplink(input) {
  var result = [];
  //[ standing
  settled = {};
  [input.data].concat(input.data.records || []).forEach(function (values) {
    for (var name in values) settled[template(name)] = true;
  });
  //]
  GROUPS.forEach(function (group) {
    sheets(group).forEach(function (values) {
      var sheet = {}, path;
      for (path in values) place(sheet, path, values[path]);
      if (!Object.keys(sheet).length) return;
      //[ time
      if (group[0].time) sheet.time = group[0].time;
      //]
      result.push(sheet);
    });
  });
  return { data: result };
}

// The values of one time by path; the primary goes first, or the lowest channel, others are in sheets of their own.
function sheets(group) {
  var placed = [], made = [{}], channels = [];
  group.forEach(function (values) {
    var name, row, channel;
    for (name in values) {
      row = NORMALIZED[template(name)];
      if (!row || ADMITTED(row[0], values[name]) === null) continue;
      //[ standing
      if ((row[4] || []).some(settles)) continue;
      //]
      channel = row[1] === undefined ? -1 : row[1];
      //[ numbered
      if (channel === true) channel = +/\d+(?=\D*$)/.exec(name)[0];
      //]
      placed.push({
        path: row[0],
        value: values[name],
        channel: channel,
        //[ contested
        rank: (row[3] ? 0 : 1000) + (row[2] || 0),
        //]
        order: (row[3] ? 0 : 1e6) + channel + placed.length / 1e4
      });
    }
  });
  placed.sort(function (one, other) {
    return one.order - other.order;
  });
  //[ contested
  var best = {};
  placed.forEach(function (one) {
    if (!(best[one.path] <= one.rank)) best[one.path] = one.rank;
  });
  placed = placed.filter(function (one) {
    return best[one.path] % 1000 === one.rank % 1000;
  });
  //]
  placed.forEach(function (one) {
    var i = 0;
    while (made[i] && (made[i][one.path] !== undefined || (i && channels[i] !== one.channel))) i++;
    made[i] = made[i] || {};
    made[i][one.path] = one.value;
    channels[i] = one.channel;
  });
  //[ implied
  if (made[0]["action.motion.detected"] === undefined) made[0]["action.motion.detected"] = implied(group);
  //]
  //[ people
  if (made[0]["action.motion.count"] === undefined) made[0]["action.motion.count"] = people(group);
  //]
  return made;
}

//[ standing
function settles(name) {
  return settled[name];
}

//]
//[ channels
// The name of a value with the letter N for its channel, where it is known by that.
function template(name) {
  return NORMALIZED[name] ? name : name.replace(/\d+(?=\D*$)/, "N");
}

//]
//[ limits
// A value where the vocabulary takes it.
function admitted(path, value) {
  var limits = LIMITS[path] || [];
  return value < limits[0] || value > limits[1] ? null : value;
}

//]
function place(into, path, value) {
  if (value == null) return;
  //[ contact
  if (path === "action.contactState") value = value ? "open" : "closed";
  //]
  //[ direction
  if (path === "wind.direction" && value === 360) value = 0;
  //]
  path.split(".").forEach(function (name, i, names) {
    into = into[name] = i < names.length - 1 ? into[name] || {} : value;
  });
}

"""
SHARED: Final = r"""//[ records
// Records of one time together, the newest first.
function byTime(records) {
  var times = [], groups = [];
  records.forEach(function (record) {
    var i = record.time ? times.indexOf(record.time) : -1;
    if (i < 0) i = times.push(record.time) - 1;
    groups[i] = (groups[i] || []).concat(record);
  });
  return !times.every(Boolean) ? groups : groups.sort(function (one, other) {
    return one[0].time.replace("Z", "") < other[0].time.replace("Z", "") ? 1 : -1;
  });
}

//]
//[ implied
// Whether a count of the interval, or the like, says that there was motion.
function implied(group) {
  var found = [], i;
  for (i = 0; !found.length && i < MOTION.length; i++) found = numbers(group, MOTION[i]);
  return found.length ? Math.max.apply(null, found) > 0 : null;
}

//]
//[ people
// How many people there are, or went in and out.
function people(group) {
  var found = [], i, sum = 0;
  for (i = 0; !found.length && i < PEOPLE.length; i++) found = numbers(group, PEOPLE[i]);
  for (i = 0; i < found.length; i++) sum += found[i];
  return found.length ? sum : null;
}

//]
//[ motion
function numbers(group, names) {
  var found = [];
  group.forEach(function (values) {
    for (var name in values) if (names.indexOf(template(name)) >= 0 && values[name] !== null) found.push(+values[name]);
  });
  return found;
}

//]
"""
