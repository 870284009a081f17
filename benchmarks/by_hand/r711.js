// netvox/r711: message types, each of 11 bytes.
const MODELS = { 1: "R711(R712)", 11: "R718A", 19: "R718AB", 110: "R720A" };

function decode(bytes, fPort) {
  if (bytes.length < 11) throw new Error("payload is cut off");
  const values = {};
  if (fPort === 6) {
    values.payload_version = bytes[0];
    values.model = MODELS[bytes[1]] || "unknown_" + bytes[1];
    if (bytes[2] === 1) {
      values.message = "climate";
      values.battery_voltage = (bytes[3] & 0x7f) / 10;
      values.low_battery = bytes[3] >= 0x80;
      values.temperature = i16(bytes, 4) / 100;
      values.humidity = u16(bytes, 6) / 100;
    } else if (bytes[2] === 0) {
      values.message = "version";
      values.software_version = bytes[3] / 10;
      values.hardware_version = String(bytes[4]);
      values.manufacturing_date = dateOf(100 * digits(bytes[5]) + digits(bytes[6]), digits(bytes[7]), digits(bytes[8]));
      if (values.manufacturing_date === null) values.status = { manufacturing_date: "unknown" };
    } else {
      throw new Error("report " + bytes[2] + " is unknown");
    }
  } else if (fPort === 7) {
    values.model = MODELS[bytes[1]] || "unknown_" + bytes[1];
    if (bytes[0] === 0x82) {
      values.message = "configuration";
      values.min_interval = u16(bytes, 2);
      values.report_interval = u16(bytes, 4);
      values.battery_change = bytes[6] / 10;
      values.temperature_change = u16(bytes, 7) / 100;
      values.humidity_change = u16(bytes, 9) / 100;
    } else if (bytes[0] === 0x81) {
      values.message = "configuration_set";
      values.success = bytes[2] === 0;
    } else {
      throw new Error("answer " + bytes[0] + " is unknown");
    }
  } else {
    throw new Error("nothing is sent on fPort " + fPort);
  }
  if (bytes.length > 11) values.rest = bytes.slice(11);
  return values;
}

function u16(bytes, at) {
  return bytes[at] << 8 | bytes[at + 1];
}

function i16(bytes, at) {
  return (bytes[at] << 8 | bytes[at + 1]) << 16 >> 16;
}

function digits(byte) {
  return byte >> 4 > 9 || (byte & 15) > 9 ? NaN : 10 * (byte >> 4) + (byte & 15);
}

function dateOf(year, month, day) {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  const same = year >= 1 && year <= 9999 && time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
  return same ? time.getTime() / 1000 : null;
}
