"""The functions of ``normalizeUplink``: for one object, for several by a table in its order, and for any payload.

In ``SHORT`` each name stands for one value of one time; its object is written out, and where there is one name only, in
``ONE``. ``TABLED`` has several values of a name, ``PAST`` several times; their table has those that go first before the
others. ``WHOLE`` is for what only the payload says: channels in names, quantities that give way to others, values of a
name in the order in which they come.
"""

from __future__ import annotations

from typing import Final

__all__ = ["BY_TIME", "ONE", "PAST", "PLACE", "SHARED", "SHORT", "TABLED", "WHOLE"]

#: Of one name.
ONE: Final = r"""
// The names of The Things Stack.
function normalizeUplink(input) {
  var data = input.data, value = VALUE;
  return { data: value == null ? [] : [SHEET] };
}

"""
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
#: What is of one time in a list, the newest first where the times of all are known; ``times`` are the keys.
BY_TIME: Final = """[input.data].concat(input.data.records || []).forEach(function (values, i) {
    var time = i ? (values.time || "record " + i).replace("Z", "") : "now";
    (groups[time] = groups[time] || []).push(values);
  });
  times = Object.keys(groups);
  if (!/record/.test(times)) times.sort().reverse();
  times.forEach(function (time) {
    var group = groups[time];"""
TABLED: Final = r"""
// The names of The Things Stack; further values of a name make further objects.
function normalizeUplink(input) {
  var data = input.data, result = [];
  //[ ordered
  channels = [];
  //]
  Object.keys(NORMALIZED).forEach(function (name) {
    //[ standing
    if (STANDS.some(isSaid)) return;
    //]
    place(result, 0, NORMALIZED[name], data[name]TIME);
  });
  //[ implied
  place(result, 0, ["action.motion.detected"], implied([data])TIME, true);
  //]
  //[ people
  place(result, 0, ["action.motion.count"], people([data])TIME, true);
  //]
  //[ standing
  function isSaid(name) {
    return data[name] !== undefined;
  }
  //]
  return { data: result };
}

"""
PAST: Final = r"""
// The names of The Things Stack: an object a time, or several of one time.
function normalizeUplink(input) {
  var groups = {}, result = [], times;
  GROUPS
    var sheets = [];
    //[ ordered
    channels = [];
    //]
    Object.keys(NORMALIZED).forEach(function (name) {
      //[ standing
      if (STANDS.some(isSaid)) return;
      //]
      group.forEach(function (values) {
        place(sheets, 0, NORMALIZED[name], values[name]TIME);
      });
    });
    //[ implied
    place(sheets, 0, ["action.motion.detected"], implied(group)TIME, true);
    //]
    //[ people
    place(sheets, 0, ["action.motion.count"], people(group)TIME, true);
    //]
    result = result.concat(sheets);
  });
  //[ standing
  function isSaid(name) {
    return [input.data].concat(input.data.records || []).some(function (values) {
      return values[name] !== undefined;
    });
  }
  //]
  return { data: result };
}

"""
PLACE: Final = r"""// A value to its place in the first object that has room for itEXCEPT.
function place(sheets, i, row, valueARGUMENTS) {
  var names = row[0].split("."), last = names.pop(), into;
  if (value == nullBEYOND) return;
  //[ ordered
  while (i && sheets[i] && channels[i] !== row[1]) i++;
  channels[i] = row[1];
  //]
  into = sheets[i] = sheets[i] || NEW;
  names.forEach(function (name) {
    into = into[name] = into[name] || {};
  });
  //[ still
  if (last in into) place(sheets, i + 1, row, valueTIME);
  else into[last] = TOLD;
  //]
  //[ motion
  if (!(last in into)) into[last] = TOLD;
  else if (!implied) place(sheets, i + 1, row, valueTIME);
  //]
}

"""
WHOLE: Final = r"""
// The names of The Things Stack: an object a time, or several of one time.
function normalizeUplink(input) {
  VARIABLES
  //[ standing
  settled = {};
  [input.data].concat(input.data.records || []).forEach(function (values) {
    for (var name in values) settled[template(name)] = true;
  });
  //]
  GROUPS
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
SHARED: Final = r"""//[ implied
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
