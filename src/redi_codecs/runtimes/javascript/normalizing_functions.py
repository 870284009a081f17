"""The functions of ``normalizeUplink``, short where each name stands for one value, else whole, and what both share."""

from __future__ import annotations

from typing import Final

__all__ = ["SHARED", "SHORT", "WHOLE"]

SHORT: Final = r"""
// The data by the names of The Things Stack's normalized payload.
function normalizeUplink(input) {
  var sheet = {}, name;
  for (name in NORMALIZED) place(sheet, NORMALIZED[name], ADMITTED(NORMALIZED[name], input.data[name]));
  //[ implied
  if (UNSAID) place(sheet, DETECTED, implied([input.data]));
  //]
  //[ time
  if (input.data.time && Object.keys(sheet).length) sheet.time = input.data.time;
  //]
  return { data: Object.keys(sheet).length ? [sheet] : [] };
}

"""
WHOLE: Final = r"""
// The data by the names of The Things Stack's normalized payload: an object a time, or several of one time.
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

//[ records
// Records of one time together, the newest first.
function byTime(records) {
  var times = [], groups = [];
  records.forEach(function (record) {
    var i = record.time ? times.indexOf(record.time) : -1;
    if (i < 0) i = times.push(record.time) - 1;
    groups[i] = (groups[i] || []).concat(record);
  });
  if (!times.every(Boolean)) return groups;
  return groups.sort(function (one, other) {
    return one[0].time.replace("Z", "") < other[0].time.replace("Z", "") ? 1 : -1;
  });
}

//]
//[ plain
// The values of one time by path; a second one of a path is in a sheet of its own.
function sheets(group) {
  var made = [{}];
  group.forEach(function (values) {
    var name, path, i;
    for (name in values) {
      path = NORMALIZED[name];
      if (!path || ADMITTED(path, values[name]) === null) continue;
      for (i = 0; made[i] && made[i][path] !== undefined; ) i++;
      made[i] = made[i] || {};
      made[i][path] = values[name];
    }
  });
//]
//[ ordered
// The values of one time by path; the primary goes first, or the lowest channel, others are in sheets of their own.
function sheets(group) {
  var placed = [], made = [{}], channels = [];
  group.forEach(function (values) {
    var name, row, channel;
    for (name in values) {
      row = NORMALIZED[template(name)];
      if (!row || ADMITTED(row[0], values[name]) === null) continue;
//]
      //[ standing
      if ((row[4] || []).some(settles)) continue;
      //]
//[ ordered
      channel = row[1] === undefined ? -1 : row[1];
//]
      //[ numbered
      if (channel === true) channel = +/\d+(?=\D*$)/.exec(name)[0];
      //]
//[ ordered
      placed.push({
        path: row[0],
        value: values[name],
        channel: channel,
//]
        //[ contested
        rank: (row[3] ? 0 : 1000) + (row[2] || 0),
        //]
//[ ordered
        order: (row[3] ? 0 : 1e6) + channel + placed.length / 1e4
      });
    }
  });
  placed.sort(function (one, other) {
    return one.order - other.order;
  });
//]
  //[ contested
  var best = {};
  placed.forEach(function (one) {
    if (!(best[one.path] <= one.rank)) best[one.path] = one.rank;
  });
  placed = placed.filter(function (one) {
    return best[one.path] % 1000 === one.rank % 1000;
  });
  //]
//[ ordered
  placed.forEach(function (one) {
    var i = 0;
    while (made[i] && (made[i][one.path] !== undefined || (i && channels[i] !== one.channel))) i++;
    made[i] = made[i] || {};
    made[i][one.path] = one.value;
    channels[i] = one.channel;
  });
//]
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
"""
SHARED: Final = r"""//[ limits
// A value where the vocabulary takes it.
function admitted(path, value) {
  var limits = LIMITS[path] || [];
  return value < limits[0] || value > limits[1] ? null : value;
}

//]
//[ bounded
// A value to its place, where the vocabulary takes it: a path, the least and the most.
function place(into, row, value) {
  var path = row[0];
  if (value === undefined || value === null || value < row[1] || value > row[2]) return;
//]
//[ unbounded
function place(into, path, value) {
  if (value === undefined || value === null) return;
//]
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
