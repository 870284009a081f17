// milesight-iot/em300-th, am102: tags of channel and type, and a history of records of LOGGED bytes.
function decode(bytes, fPort) {
  const values = {};
  const end = bytes.length;
  let at = 0;
  while (at < end) {
    if (at + 2 > end) throw new Error("tag is cut off");
    const tag = bytes[at] << 8 | bytes[at + 1];
    at += 2;
    if (tag === 0x0175) {
      if (at + 1 > end) throw new Error("battery is cut off");
      values.battery = bytes[at];
      at += 1;
    } else if (tag === 0x0367) {
      if (at + 2 > end) throw new Error("temperature is cut off");
      values.temperature = i16le(bytes, at) / 10;
      at += 2;
    } else if (tag === 0x0468) {
      if (at + 1 > end) throw new Error("humidity is cut off");
      values.humidity = bytes[at] / 2;
      at += 1;
    } else if (tag === 0x20ce) {
      if (at + LOGGED > end) throw new Error("record is cut off");
      if (values.records === undefined) values.records = [];
      values.records.push({
        time: u32le(bytes, at),
        temperature: i16le(bytes, at + 4) / 10,
        humidity: bytes[at + 6] / 2,
      });
      at += LOGGED;
    } else if (tag >= 0xfe00) {
      throw new Error("settings are not covered");
    } else {
      values.rest = bytes.slice(at - 2);
      break;
    }
  }
  return values;
}

function i16le(bytes, at) {
  return (bytes[at] | bytes[at + 1] << 8) << 16 >> 16;
}

function u32le(bytes, at) {
  return (bytes[at] | bytes[at + 1] << 8 | bytes[at + 2] << 16 | bytes[at + 3] << 24) >>> 0;
}
