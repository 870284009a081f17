// mclimate/ht-sensor: a keep-alive, or answers to commands with or without one behind them.
const UPLINK_TYPES = ["unconfirmed", "confirmed"];
const REGIONS = ["EU868", "AS923", "AU915", "US915"];

function decode(bytes, fPort) {
  const values = {};
  if (bytes[0] === 1) {
    if (bytes.length < 7) throw new Error("keep-alive is cut off");
    values.message = "keep_alive";
    keepAlive(values, bytes, 0);
    if (bytes.length > 7) values.rest = bytes.slice(7);
    return values;
  }
  values.message = "response";
  const followed = bytes.length >= 7 && bytes[bytes.length - 7] === 1;
  const end = followed ? bytes.length - 7 : bytes.length;
  let at = 0;
  while (at < end) {
    const command = bytes[at++];
    if (command === 0x04) {
      if (at + 2 > end) throw new Error("version is cut off");
      values.hardware_version = (bytes[at] >> 4) + "." + (bytes[at] & 15);
      values.firmware_version = (bytes[at + 1] >> 4) + "." + (bytes[at + 1] & 15);
      at += 2;
    } else if (command === 0x12) {
      if (at + 1 > end) throw new Error("interval is cut off");
      values.report_interval = bytes[at] * 60;
      at += 1;
    } else if (command === 0x19) {
      if (at + 1 > end) throw new Error("period is cut off");
      values.join_retry_period = bytes[at] * 5;
      at += 1;
    } else if (command === 0x1b) {
      if (at + 1 > end) throw new Error("uplink type is cut off");
      values.uplink_type = UPLINK_TYPES[bytes[at]] || "unknown_" + bytes[at];
      at += 1;
    } else if (command === 0x1d) {
      if (at + 2 > end) throw new Error("watchdog is cut off");
      values.watchdog_confirmed = bytes[at];
      values.watchdog_unconfirmed = bytes[at + 1] * 3600;
      at += 2;
    } else if (command === 0xa4) {
      if (at + 1 > end) throw new Error("region is cut off");
      values.lorawan_region = REGIONS[bytes[at]] || "unknown_" + bytes[at];
      at += 1;
    } else {
      values.rest = bytes.slice(at - 1, end);
      break;
    }
  }
  if (followed) keepAlive(values, bytes, end);
  return values;
}

function keepAlive(values, bytes, at) {
  values.temperature = ((bytes[at + 1] << 8 | bytes[at + 2]) - 400) / 10;
  values.humidity = bytes[at + 3] * 25 / 64;
  values.battery_voltage = (bytes[at + 4] * 8 + 1600) / 1000;
  const probe = (bytes[at + 5] << 8 | bytes[at + 6]) & 0x7ff;
  if (probe >= 1024) {
    values.temperature_probe = null;
    values.status = { temperature_probe: "not_connected" };
  } else {
    values.temperature_probe = probe / 10;
  }
}
