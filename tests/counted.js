// Counts in tenths, each with a state: those of now, then older ones.
function read(payload, start, end) {
  var items = [], at, turn, first;
  if ((end - start) % 2 || start === end) fail("counted", end, "2 bytes needed");
  for (at = start; at < end; at += 2) {
    turn = at === start ? null : (at - start) / 2 - 1;
    first = turn === null ? 0 : 2;
    items.push([first, payload[at] / 10, turn], [first + 1, payload[at + 1], turn]);
  }
  return { items: items, end: end };
}
