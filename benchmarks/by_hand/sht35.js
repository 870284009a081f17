// decentlab/dl-sht35-001: a mask says which groups follow.
function decode(bytes, fPort) {
  const end = bytes.length;
  if (end < 5) throw new Error("head is cut off");
  if (bytes[0] !== 2) throw new Error("protocol version " + bytes[0] + ", not 2");
  const mask = u16(bytes, 3);
  const values = { device_id: u16(bytes, 1) };
  let at = 5;
  if (mask & 1) {
    if (at + 4 > end) throw new Error("climate is cut off");
    values.temperature = (u16(bytes, at) * 35 - 589815) / 13107;
    values.humidity = u16(bytes, at + 2) * 20 / 13107;
    at += 4;
  }
  if (mask & 2) {
    if (at + 2 > end) throw new Error("battery is cut off");
    values.battery_voltage = u16(bytes, at) / 1000;
    at += 2;
  }
  if (at < end) values.rest = bytes.slice(at);
  return values;
}

function u16(bytes, at) {
  return bytes[at] << 8 | bytes[at + 1];
}
