// sensecap/sensecap-air-th: tags of three bytes, and a checksum.
const CRC = [];
for (let byte = 0; byte < 256; byte++) {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? value >> 1 ^ 0x8408 : value >> 1;
  CRC[byte] = value;
}

function decode(bytes, fPort) {
  const end = bytes.length - 2;
  if (end < 0) throw new Error("checksum is cut off");
  let crc = 0;
  for (let i = 0; i < end; i++) crc = crc >> 8 ^ CRC[(crc ^ bytes[i]) & 0xff];
  if (crc !== u16le(bytes, end)) throw new Error("the checksum is wrong");
  const values = {};
  let at = 0;
  while (at < end) {
    if (at + 3 > end) throw new Error("tag is cut off");
    const channel = bytes[at];
    const number = u16le(bytes, at + 1);
    const known = number < 8 || number === 0x120 || number >= 0x1001 && number <= 0x1005 || number === 0x1067;
    if (channel > 1 || !known) {
      values.rest = bytes.slice(at, end);
      break;
    }
    at += 3;
    if (at + 4 > end) throw new Error("value is cut off");
    const value = u16le(bytes, at) | u16le(bytes, at + 2) << 16;
    switch (number) {
      case 0x1001:
        values.temperature = value / 1000;
        break;
      case 0x1002:
        values.humidity = value / 1000;
        break;
      case 0x1003:
      case 0x1067:
        values.illuminance = value / 1000;
        break;
      case 0x1004:
        values.co2 = value / 1000;
        break;
      case 0x1005:
        values.pressure = value / 100000;
        break;
      case 0x0007:
        values.battery = u16le(bytes, at);
        values.report_interval = u16le(bytes, at + 2) * 60;
        break;
      case 0x0000:
        values.hardware_version = bytes[at + 3] + "." + bytes[at + 2];
        values.firmware_version = bytes[at + 1] + "." + bytes[at];
        break;
      case 0x0001:
        values.sensor_hardware_version = bytes[at + 3] + "." + bytes[at + 2];
        values.sensor_firmware_version = bytes[at + 1] + "." + bytes[at];
        break;
      case 0x0002:
        values.sensor_eui_low = value >>> 0;
        break;
      case 0x0003:
        values.sensor_eui_high = value >>> 0;
        break;
      case 0x0004:
        values.manufacturing_date = dateOf(bytes[at + 3] * 100 + bytes[at + 2], bytes[at + 1], bytes[at]);
        break;
      case 0x0120:
        values.sensor_removed = value === 0;
        break;
    }
    at += 4;
  }
  if (values.manufacturing_date === null) values.status = { manufacturing_date: "unknown" };
  return values;
}

function u16le(bytes, at) {
  return bytes[at] | bytes[at + 1] << 8;
}

function dateOf(year, month, day) {
  const time = new Date(0);
  time.setUTCFullYear(year, month - 1, day);
  const same = year >= 1 && year <= 9999 && time.getUTCMonth() === month - 1 && time.getUTCDate() === day;
  return same ? time.getTime() / 1000 : null;
}
