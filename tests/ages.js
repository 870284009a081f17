// A count, so many temperatures, the newest first and each with its age in minutes; then the humidity.
function read(payload, start, end, receivedAt) {
  var items = [], at = start + 1, turn;
  if (start === end || end - start < 2 + 2 * payload[start]) fail("", start, "too short");
  for (turn = 0; turn < payload[start]; turn++, at += 2) {
    items.push([0, payload[at + 1] / 2, turn || null]);
    items.push([2, receivedAt === null ? null : receivedAt - 60 * payload[at], turn || null]);
  }
  return { items: items.concat([[1, payload[at], null]]), end: at + 1 };
}
