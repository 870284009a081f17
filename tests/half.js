// A number of minutes and a temperature in halves of a degree, of one byte each.
function read(payload, start, end) {
  if (end - start < 2) fail("half", start, "2 bytes needed");
  return { items: [[0, 60 * payload[start], null], [1, payload[start + 1] / 2, null]], end: start + 2 };
}
