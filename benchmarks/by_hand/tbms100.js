// browan/tbms100: fixed fields with bits.
function decode(bytes, fPort) {
  if (fPort === 102) {
    if (bytes.length < 8) throw new Error("payload is cut off");
    const values = {
      motion: (bytes[0] & 1) === 1,
      battery_voltage: ((bytes[1] & 15) + 25) / 10,
      temperature: (bytes[2] & 127) - 32,
      time_since_motion: (bytes[3] | bytes[4] << 8) * 60,
      motion_count_total: bytes[5] | bytes[6] << 8 | bytes[7] << 16,
    };
    if (bytes.length > 8) values.rest = bytes.slice(8);
    return values;
  }
  if (fPort === 204) return configuration(bytes);
  throw new Error("nothing is sent on fPort " + fPort);
}

function configuration(bytes) {
  const values = { message: "configuration" };
  const end = bytes.length;
  let at = 0;
  while (at < end) {
    const tag = bytes[at++];
    const size = tag === 3 ? 1 : tag === 5 ? 4 : 2;
    if (tag === 1 || tag > 5) {
      values.rest = bytes.slice(at - 1);
      break;
    }
    if (at + size > end) throw new Error("setting is cut off");
    if (tag === 0) values.report_interval = bytes[at] | bytes[at + 1] << 8;
    else if (tag === 2) values.occupied_interval = bytes[at] | bytes[at + 1] << 8;
    else if (tag === 3) values.free_detection_time = bytes[at] * 60;
    else if (tag === 4) values.trigger_count = bytes[at] | bytes[at + 1] << 8;
    else values.pir_parameters = hex(bytes, at, at + 4);
    at += size;
  }
  return values;
}

function hex(bytes, start, end) {
  let text = "";
  for (let at = start; at < end; at++) text += (bytes[at] < 16 ? "0" : "") + bytes[at].toString(16);
  return text;
}
