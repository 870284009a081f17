// No value, of no byte.
function read(payload, start) {
  return { items: [], end: start };
}
